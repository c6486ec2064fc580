"""`resolve batch`: what becomes of every kind of row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import run_command
from conftest import read_cases

from gazetteer.files import read_table
from resolve.columns import ANSWER_COLUMNS


def rows() -> list[dict[str, str]]:
    return read_cases("cli/rows.tsv")


def row_name(case: dict[str, str]) -> str:
    """Return the JSON of the name of a case."""
    source = case["name"]
    return json.dumps(eval(source[1:])) if source.startswith("=") else source


@pytest.fixture(scope="module")
def answered(small_gazetteer: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """Return what the real command answers to all the rows at once, through pipes."""
    lines = [f'{{"id": {number}, "name": {row_name(case)}}}' for number, case in enumerate(rows())]
    outcome = run_command(
        "resolve",
        *("batch", "-", "--output", "-", "--gazetteer", small_gazetteer),
        stdin="\n".join(lines).encode("utf-8", "surrogatepass"),
        cwd=tmp_path_factory.mktemp("empty"),
    )
    assert 3 == outcome.code, outcome.err
    assert f"{len(lines)} rows: " in outcome.err
    return [json.loads(line) for line in outcome.out.splitlines()]


@pytest.mark.parametrize("number", range(len(rows())), ids=[case["case"] for case in rows()])
def test_row(number: int, answered: list[dict[str, object]]) -> None:
    """A row of any kind is answered in its place, and what had to be folded is said."""
    case, answer = rows()[number], answered[number]
    assert (number, case["decision"]) == (answer["id"], answer["decision"]), answer
    assert (case["entity_id"] or None) == answer["entity_id"]
    assert case["words"] in str(answer["reason"])


def test_rows_are_neither_lost_nor_invented(answered: list[dict[str, object]]) -> None:
    """There is one row a row, with the columns of the input first."""
    assert list(range(len(rows()))) == [answer["id"] for answer in answered]
    assert [["id", "name", *ANSWER_COLUMNS]] * len(rows()) == [list(answer) for answer in answered]


def test_error_rows_have_no_answer(answered: list[dict[str, object]]) -> None:
    """An error has a reason, and nothing else is said of its row."""
    errors = [answer for answer in answered if answer["decision"] == "error"]
    assert errors
    assert {None} == {
        answer[column] for answer in errors for column in ANSWER_COLUMNS[:-1] if column != "decision"
    }


def test_nil_tells_its_best_candidate(batch, tmp_path: Path) -> None:
    """For nil too, score and best_* are filled where there was a candidate; only a match has an entity_id."""
    (tmp_path / "a.csv").write_text("name\nBaky\n", encoding="utf-8")
    assert 0 == batch("a.csv", "--output", "o.jsonl", "--threshold", "1", "--review-threshold", "1").code
    answer = json.loads((tmp_path / "o.jsonl").read_text(encoding="utf-8"))
    assert (None, "nil", "loc:baku", "Bakı") == (
        answer["entity_id"],
        answer["decision"],
        answer["best_entity_id"],
        answer["best_name"],
    )


def test_header_only(batch, tmp_path: Path) -> None:
    """A table without rows has an output without rows."""
    (tmp_path / "a.csv").write_text("id,name\n", encoding="utf-8")
    outcome = batch("a.csv", "--output", "o.csv")
    assert (0, True) == (
        outcome.code,
        outcome.err.startswith("0 rows: 0 match, 0 review, 0 nil, 0 error, in "),
    )
    assert ",".join(["id", "name", *ANSWER_COLUMNS]) + "\n" == Path("o.csv").read_text(encoding="utf-8")


def test_damage_in_another_column(batch, tmp_path: Path) -> None:
    """A row that could not be kept as it was is an error, wherever it was damaged."""
    (tmp_path / "a.jsonl").write_text('{"name": "Baku", "note": "\\ud800"}\n{"name": "Baku", "note": "x"}\n')
    assert 3 == batch("a.jsonl", "--output", "o.jsonl").code
    frame = read_table("o.jsonl").frame
    assert ["error", "match"] == frame["decision"].to_list()
    assert "column 'note' held half a surrogate pair, U+D800" == frame["reason"][0]
