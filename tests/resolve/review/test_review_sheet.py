"""The review sheet, there and back: nothing is lost, nothing is run, faults have a place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import call_gazetteer
from conftest import CASES
from sheets import (
    ALL,
    NAMES,
    Batch,
    apply_review,
    fill,
    operations,
    read_rows,
    save_text,
    write_sheet,
)

from gazetteer import build_gazetteer
from gazetteer import open as open_gazetteer
from gazetteer.changes import AddName, DifferentFrom, SameAs
from resolve.review.grid import without_mark
from resolve.review.sheet import COLUMNS


@pytest.fixture(params=["csv", "tsv", "xlsx"])
def sheet(batch: Batch, request: pytest.FixtureRequest) -> Path:
    """Return a sheet of each form."""
    return write_sheet(batch, str(request.param))


def test_sheet(sheet: Path) -> None:
    """Each name is there once, most frequent first, with its number of rows and its candidates."""
    rows = read_rows(sheet)
    assert list(COLUMNS) == list(rows[0])
    assert set(NAMES) == {without_mark(row["name"]) for row in rows}
    assert ["Ilham Aliyew", "2", "1"] == [str(rows[0][column]) for column in ("name", "rows", "row")]
    assert "per:aliyev_ilham" == rows[0]["candidate_1"]
    assert rows[0]["candidate_1_is"].startswith("İlham Əliyev, person, AZ, born 1961")
    assert 0 < float(rows[0]["candidate_1_score"]) < 1
    assert {""} == {row[column] or "" for row in rows for column in ("verdict", "same_as", "comment")}


def test_one_name_is_counted_as_one(batch: Batch) -> None:
    """What is told of a single name is told in the singular."""
    Path("in.csv").write_text("name\nAlijew\n", encoding="utf-8")
    outcome = batch("in.csv", "-o", "out.csv", *ALL, "--review", "review.csv")
    assert "1 name of 1 row to review: review.csv\n" in outcome.err


def test_verdicts(sheet: Path, small_gazetteer: Path) -> None:
    """An ID and yes give names, same_as IDs elsewhere, exclude differences; none changes nothing."""
    fill(
        sheet,
        {
            "Ilham Aliyew": {"verdict": " YES ", "same_as": "wikidata:Q1 x:2", "comment": "Präsident"},
            "=Heydar Alijev": {"verdict": "per:aliyev_heydar"},
            "Alijew": {"verdict": "exclude"},
            "Elmar": {"verdict": "none"},
        },
    )
    outcome = apply_review(sheet, small_gazetteer)
    assert 0 == outcome.code, outcome.err
    assert "2 identified, 1 none, 1 excluded, 3 open; " in outcome.err
    found = operations()
    assert [("per:aliyev_ilham", "de", "Ilham Aliyew"), ("per:aliyev_heydar", "de", "=Heydar Alijev")] == [
        (one.entity_id, one.name.lang, one.name.name) for one in found if isinstance(one, AddName)
    ]
    assert [SameAs("per:aliyev_ilham", ("wikidata:Q1", "x:2"))] == [o for o in found if isinstance(o, SameAs)]
    listed = next(row for row in read_rows(sheet) if row["name"] == "Alijew")
    candidates = [listed[f"candidate_{place}"] for place in range(1, 6) if listed[f"candidate_{place}"]]
    different = [o for o in found if isinstance(o, DifferentFrom)]
    pairs = {frozenset((o.entity_id, other)) for o in different for other in o.different_from}
    assert len(candidates) * (len(candidates) - 1) // 2 == len(pairs)
    assert set(candidates) == set().union(*pairs)
    line = json.loads(Path("changes.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert "Präsident" == line["reason"]
    assert {"sheet": str(sheet), "row": 2, "name": "Ilham Aliyew"} == line["evidence"]


def test_gazetteer_takes_it(sheet: Path, batch: Batch, tmp_path: Path) -> None:
    """What a sheet changes can be applied, and the name is a match from then on."""
    directory = tmp_path / "own"
    build_gazetteer([str(CASES / "cli" / "gazetteer.tsv")], directory)
    fill(sheet, {"Sergey Lawrov": {"verdict": "per:lavrov_sergei"}, "Alijew": {"verdict": "exclude"}})
    assert 0 == apply_review(sheet, directory).code
    applied = call_gazetteer("apply", "changes.jsonl", "--gazetteer", directory)
    assert 0 == applied.code, applied.err
    names = open_gazetteer(directory).names("per:lavrov_sergei")
    assert ["review"] == [name.source for name in names if name.name == "Sergey Lawrov"]


def test_surnames_are_no_names_of_persons(sheet: Path, small_gazetteer: Path) -> None:
    """A surname alone, or with an initial, becomes no name of a person, and that is told."""
    said = {
        "Alijew": "per:aliyev_ilham",
        "S. Lawrow": "per:lavrov_sergei",
        "-Nachitschevan": "loc:nakhchivan",
    }
    fill(sheet, {name: {"verdict": verdict} for name, verdict in said.items()})
    outcome = apply_review(sheet, small_gazetteer)
    assert "'Alijew' alone names many persons" in outcome.err
    assert "'S. Lawrow' alone names many persons" in outcome.err
    assert ["-Nachitschevan"] == [one.name.name for one in operations() if isinstance(one, AddName)]


def test_faults_are_named(sheet: Path, small_gazetteer: Path) -> None:
    """Each verdict that cannot be read is named by row and column; nothing is written."""
    Path("changes.jsonl").write_text("as it was")
    fill(
        sheet,
        {
            "Ilham Aliyew": {"verdict": "maybe"},
            "Alijew": {"verdict": "none", "same_as": "x:1"},
            "=Heydar Alijev": {"verdict": "yes", "same_as": "no curie"},
        },
    )
    rows = [without_mark(row["name"]) for row in read_rows(sheet)]
    heydar, alijew = rows.index("=Heydar Alijev") + 2, rows.index("Alijew") + 2
    outcome = apply_review(sheet, small_gazetteer)
    assert 2 == outcome.code
    assert "3 rows cannot be taken" in outcome.err
    assert "row 2, column verdict: 'maybe' is no ID of this gazetteer; expected: " in outcome.err
    assert f"row {alijew}, column same_as: 'x:1', but the verdict names no entity" in outcome.err
    assert f"row {heydar}, column same_as: 'no'" in outcome.err
    assert "as it was" == Path("changes.jsonl").read_text()


def test_rows_and_columns_may_move(sheet: Path, small_gazetteer: Path) -> None:
    """Rows sorted and deleted, columns moved and added, do not matter."""
    fill(sheet, {"Ilham Aliyew": {"verdict": "yes"}, "Sergey Lawrov": {"verdict": "yes"}})
    assert 0 == apply_review(sheet, small_gazetteer).code
    expected = operations()
    rows = [row for row in read_rows(sheet) if row["verdict"]][::-1]
    turned = [{"mine": "x", **dict(reversed(row.items()))} for row in rows]
    if sheet.suffix == ".xlsx":
        import openpyxl

        book = openpyxl.Workbook()
        for line in [list(turned[0]), *(list(row.values()) for row in turned)]:
            book.active.append(line)
        book.save(sheet)
    else:
        save_text(sheet, turned, "," if sheet.suffix == ".csv" else "\t", "utf-8")
    outcome = apply_review(sheet, small_gazetteer)
    assert 0 == outcome.code, outcome.err
    assert expected == operations()[::-1]
