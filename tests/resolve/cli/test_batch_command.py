"""`resolve batch`: what it refuses, what becomes of every kind of row, and every kind of file."""

from __future__ import annotations

import ast
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
import zstandard
from command_line import Outcome, call_resolve, environment, run_command
from conftest import read_cases

from gazetteer.files import read_table

ANSWERS = ["entity_id", "decision", "score", "best_entity_id", "best_name", "matched_name", "reason"]


def content(literal: str) -> bytes:
    quoted = literal.replace("'", "\\'")
    return ast.literal_eval(f"b'{quoted}'")


@pytest.fixture
def batch(small_gazetteer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return the command on the small gazetteer, in an empty directory."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
        return call_resolve("batch", *arguments, stdin=stdin, ADLAR_GAZETTEER=str(small_gazetteer))

    return run


def one_line(text: str) -> str:
    """Return the words of a message, without the frame that is drawn around wrong use."""
    return " ".join(text.replace("│", " ").split())


@pytest.mark.parametrize("case", read_cases("cli/bad_use.tsv"), ids=lambda case: case["case"])
def test_refused(case: dict[str, str], batch, tmp_path: Path) -> None:
    """Wrong use and unreadable input end with code 2, a message that helps, and no output."""
    name = "missing.csv" if case["file"] == "-" else case["file"]
    if case["file"] != "-":
        (tmp_path / name).write_bytes(content(case["content"]))
    before = sorted(tmp_path.iterdir())
    options = case["options"].split()
    if "--output" not in options:
        options += ["--output", "out.csv"]
    outcome = batch(name, *options)
    assert (2, "") == (outcome.code, outcome.out)
    assert case["words"] in one_line(outcome.err)
    assert "Traceback" not in outcome.err
    assert before == sorted(tmp_path.iterdir())


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
    assert [["id", "name", *ANSWERS]] * len(rows()) == [list(answer) for answer in answered]


def test_error_rows_have_no_answer(answered: list[dict[str, object]]) -> None:
    """An error has a reason, and nothing else is said of its row."""
    errors = [answer for answer in answered if answer["decision"] == "error"]
    assert errors
    assert {None} == {answer[column] for answer in errors for column in ANSWERS[:-1] if column != "decision"}


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


FILES = {
    "plain.csv": "id,name\n007,Bakü\n".encode(),
    "mark.csv": "\ufeffid,name\n007,Bakü\n".encode(),
    "utf16.csv": "id,name\n007,Bakü\n".encode("utf-16"),
    "semicolon.csv": "id;name\n007;Bakü\n".encode(),
    "tabbed.csv": "id\tname\n007\tBakü\n".encode(),
    "plain.tsv": "id\tname\n007\tBakü\n".encode(),
    "crlf.csv": "id,name\r\n007,Bakü\r\n".encode(),
    "packed.csv.gz": gzip.compress("id,name\n007,Bakü\n".encode()),
    "packed.tsv.zst": zstandard.compress("id\tname\n007\tBakü\n".encode()),
    "plain.jsonl": '{"id": "007", "name": "Bakü"}\n'.encode(),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "output", ["out.csv", "out.tsv", "out.jsonl", "out.parquet", "out.csv.gz", "out.jsonl.zst"]
)
def test_every_file_into_every_other(name: str, output: str, batch, tmp_path: Path) -> None:
    """All kinds of files go in and come out; leading zeros survive."""
    (tmp_path / name).write_bytes(FILES[name])
    outcome = batch(name, "--output", output)
    assert 0 == outcome.code, outcome.err
    expected = {"id": "007", "name": "Bakü", "entity_id": "loc:baku", "decision": "match"}
    answer = read_table(output).frame.select(list(expected)).to_dicts()
    assert [expected] == answer


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("semicolon.csv", "the separator is taken to be ';'"),
        ("tabbed.csv", "the separator is taken to be tab"),
        ("utf16.csv", "read as UTF-16, as its byte order mark says"),
    ],
)
def test_guesses_are_said(name: str, note: str, batch, tmp_path: Path) -> None:
    """What was guessed about a file is said on standard error, but not with --quiet."""
    (tmp_path / name).write_bytes(FILES[name])
    assert f"{name}: {note}\n" in batch(name, "--output", "out.csv").err
    assert "" == batch(name, "--output", "out.csv", "--quiet").err


@pytest.mark.parametrize(
    ("encoding", "name", "entity"),
    [
        ("cp1254", "İlham Aliyev", "per:aliyev_ilham"),
        ("cp1251", "Сергей Лавров", "per:lavrov_sergei"),
        ("cp1252", "Heydar Alijew", "per:aliyev_heydar"),
        ("utf-16-le", "Bakı", "loc:baku"),
    ],
)
def test_named_encoding(encoding: str, name: str, entity: str, batch, tmp_path: Path) -> None:
    """A file in an encoding that is named is read, and the output is UTF-8."""
    (tmp_path / "a.csv").write_bytes(f"name\n{name}\n".encode(encoding))
    assert 0 == batch("a.csv", "--encoding", encoding, "--output", "o.csv").code
    assert (
        (tmp_path / "o.csv").read_text(encoding="utf-8").splitlines()[1].startswith(f"{name},{entity},match,")
    )


def test_named_separator(batch, tmp_path: Path) -> None:
    """A separator that is named is used, whatever the header seems to show."""
    (tmp_path / "a.csv").write_text("name,x;y|lang\nBaku;1|de\n", encoding="utf-8")
    assert 0 == batch("a.csv", "--separator", "|", "--column", "name,x;y", "--output", "o.jsonl").code
    assert {"name,x;y": "Baku;1", "lang": "de"}.items() <= json.loads(Path("o.jsonl").read_text()).items()


def test_header_only(batch, tmp_path: Path) -> None:
    """A table without rows has an output without rows."""
    (tmp_path / "a.csv").write_text("id,name\n", encoding="utf-8")
    outcome = batch("a.csv", "--output", "o.csv")
    assert (0, True) == (
        outcome.code,
        outcome.err.startswith("0 rows: 0 match, 0 review, 0 nil, 0 error, in "),
    )
    assert ",".join(["id", "name", *ANSWERS]) + "\n" == Path("o.csv").read_text(encoding="utf-8")


def test_columns_of_a_name(batch, tmp_path: Path) -> None:
    """Several columns make one name; only a row in which all of them are empty is an error."""
    (tmp_path / "a.csv").write_text('given,family\nIlham,Alijew\n,Baku\n,\n""," "\n', encoding="utf-8")
    outcome = batch("a.csv", "--column", "given", "--column", "family", "--output", "o.csv")
    assert 3 == outcome.code
    frame = read_table("o.csv").frame
    assert ["per:aliyev_ilham", "loc:baku", None, None] == frame["entity_id"].to_list()
    assert ["the name is empty"] * 2 == frame["reason"].to_list()[2:]


def test_context_columns(batch, tmp_path: Path) -> None:
    """Language, kind, country and year of birth are read as people write them; empty cells are not known."""
    (tmp_path / "a.csv").write_text(
        "name,l,k,c,y\nIlham Alijew,DE,Person,az,1961\nОБСЕ,ru,company,,\nBaku,,,, \n", encoding="utf-8"
    )
    columns = (
        "--lang-column",
        "l",
        "--kind-column",
        "k",
        "--country-column",
        "c",
        "--birth-year-column",
        "y",
    )
    assert 0 == batch("a.csv", *columns, "--output", "o.csv").code
    assert ["per:aliyev_ilham", "org:osce", "loc:baku"] == read_table("o.csv").frame["entity_id"].to_list()


def test_strict_kind_and_exclude(batch, tmp_path: Path) -> None:
    """A strict kind and an excluded entity are no answers."""
    (tmp_path / "a.csv").write_text("name\nBaku\n", encoding="utf-8")
    for options in (("--kind", "person", "--strict-kind"), ("--exclude", "loc:baku")):
        assert 0 == batch("a.csv", *options, "--output", "o.csv").code
        assert "loc:baku" not in Path("o.csv").read_text(encoding="utf-8")


def test_candidates(batch, tmp_path: Path) -> None:
    """With --top the candidates are listed best first, in CSV as JSON; there is no list for an error."""
    (tmp_path / "a.csv").write_text('name\nAlijew\n""\n', encoding="utf-8")
    for output in ("o.jsonl", "o.csv"):
        assert 3 == batch("a.csv", "--top", "2", "--output", output).code
    listed, none = read_table("o.jsonl").frame["candidates"].to_list()
    assert {"per:aliyev_ilham", "per:aliyev_heydar"} == {candidate["entity_id"] for candidate in listed}
    assert [["entity_id", "name", "score"]] * 2 == [list(candidate) for candidate in listed]
    assert sorted(listed, key=lambda candidate: -candidate["score"]) == listed
    assert None is none
    in_csv = read_table("o.csv").frame["candidates"].to_list()
    assert (listed, None) == (json.loads(in_csv[0]), in_csv[1])


def test_prefix(batch, tmp_path: Path) -> None:
    """With a prefix the output can be resolved again, and nothing of it changes."""
    (tmp_path / "a.csv").write_text("name\nBaku\n", encoding="utf-8")
    assert 0 == batch("a.csv", "--output", "b.csv").code
    assert 0 == batch("b.csv", "--prefix", "again_", "--output", "c.csv").code
    first, second = read_table("b.csv").frame, read_table("c.csv").frame
    assert first.equals(second.select(first.columns))
    assert ["name", *ANSWERS, *(f"again_{name}" for name in ANSWERS)] == second.columns


def test_damage_in_another_column(batch, tmp_path: Path) -> None:
    """A row that could not be kept as it was is an error, wherever it was damaged."""
    (tmp_path / "a.jsonl").write_text('{"name": "Baku", "note": "\\ud800"}\n{"name": "Baku", "note": "x"}\n')
    assert 3 == batch("a.jsonl", "--output", "o.jsonl").code
    frame = read_table("o.jsonl").frame
    assert ["error", "match"] == frame["decision"].to_list()
    assert "column 'note' held half a surrogate pair, U+D800" == frame["reason"][0]


def test_types_are_kept(batch, tmp_path: Path) -> None:
    """In parquet, columns of the input keep their types."""
    given = pl.DataFrame({"n": [1], "x": [1.5], "ok": [True], "tags": [["a", "b"]], "name": ["Baku"]})
    given.write_parquet(tmp_path / "a.parquet")
    assert 0 == batch("a.parquet", "--output", "o.parquet").code
    made = pl.read_parquet(tmp_path / "o.parquet")
    assert given.equals(made.select(given.columns))
    assert given.schema == made.select(given.columns).schema


def test_no_space_left(small_gazetteer: Path, tmp_path: Path) -> None:
    """A full disk ends with code 2 and leaves no part of an output; an older output stays as it was."""
    resource = pytest.importorskip("resource")
    (tmp_path / "a.csv").write_text("name\n" + "Baku\n" * 5000, encoding="utf-8")
    (tmp_path / "o.csv").write_text("older\n", encoding="utf-8")
    limit = 50_000
    done = subprocess.run(
        [sys.executable, "-m", "resolve", "batch", "a.csv", "--output", "o.csv"],
        cwd=tmp_path,
        env=environment(
            ADLAR_GAZETTEER=str(small_gazetteer), PYTHONPATH=os.pathsep.join(map(os.path.abspath, sys.path))
        ),
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        check=False,
    )
    assert 2 == done.returncode, done.stderr.decode()
    assert b"o.csv: cannot be written: File too large" in done.stderr
    assert ["a.csv", "o.csv"] == sorted(path.name for path in tmp_path.iterdir())
    assert "older\n" == (tmp_path / "o.csv").read_text()


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_stopped(name: str, code: int, small_gazetteer: Path, tmp_path: Path) -> None:
    """Ctrl-C and a request to end leave no output, no part of one, no worker, and no traceback."""
    words = ["Alijew", "Bakü", "Ilham", "Schoigu", "Lawrow", "Naxçıvan", "Elmar"]
    lines = (f"{words[i % 7]} {words[i // 7 % 7]} {i}" for i in range(300_000))
    (tmp_path / "a.csv").write_text("name\n" + "\n".join(lines), encoding="utf-8")
    (tmp_path / "temporary").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "resolve", "batch", "a.csv", "--output", "o.csv", "--jobs", "2"],
        cwd=tmp_path,
        env=environment(
            ADLAR_GAZETTEER=str(small_gazetteer),
            PYTHONPATH=os.pathsep.join(map(os.path.abspath, sys.path)),
            TMPDIR=str(tmp_path / "temporary"),
        ),
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 60
    while not list((tmp_path / "temporary").glob("adlar-*/*.questions")) and time.monotonic() < deadline:
        assert None is process.poll()
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(getattr(signal, name))
    _, err = process.communicate(timeout=60)
    assert code == process.returncode, err.decode()
    assert b"Traceback" not in err
    assert ["a.csv", "temporary"] == sorted(path.name for path in tmp_path.iterdir())
    assert [] == list((tmp_path / "temporary").iterdir())
