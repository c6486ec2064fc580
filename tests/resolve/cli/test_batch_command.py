"""`resolve batch`: what it refuses, what its options do, and every kind of file."""

from __future__ import annotations

import ast
import gzip
import json
from pathlib import Path

import polars as pl
import pytest
import zstandard
from conftest import read_cases

from gazetteer.files import read_table
from resolve.columns import ANSWER_COLUMNS


def content(literal: str) -> bytes:
    quoted = literal.replace("'", "\\'")
    return ast.literal_eval(f"b'{quoted}'")


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


def test_empty_names_of_files(batch, tmp_path: Path) -> None:
    """A name that is empty, such as of a variable unset, is told as such, and is no folder."""
    (tmp_path / "a.csv").write_text("name\nBaku\n", encoding="utf-8")
    for source, target, words in (
        ("", "out.csv", "the name of the input is empty; a file was expected"),
        ("a.csv", "", "the name of a file is empty; expected: one that ends in .csv, .tsv"),
    ):
        outcome = batch(source, "--output", target)
        assert (2, "") == (outcome.code, outcome.out)
        assert words in one_line(outcome.err)


def test_csv_on_standard_input(batch) -> None:
    """Where CSV comes by standard input, the message says what is read there."""
    outcome = batch("-", "--output", "-", stdin=b"name,lang\nBaku,de\n")
    assert (2, "") == (outcome.code, outcome.out)
    assert "-: line 1: not JSON" in one_line(outcome.err)
    assert "standard input is read as JSONL, one object a line" in one_line(outcome.err)


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
    assert ["name", *ANSWER_COLUMNS, *(f"again_{name}" for name in ANSWER_COLUMNS)] == second.columns


def test_types_are_kept(batch, tmp_path: Path) -> None:
    """In parquet, columns of the input keep their types."""
    given = pl.DataFrame({"n": [1], "x": [1.5], "ok": [True], "tags": [["a", "b"]], "name": ["Baku"]})
    given.write_parquet(tmp_path / "a.parquet")
    assert 0 == batch("a.parquet", "--output", "o.parquet").code
    made = pl.read_parquet(tmp_path / "o.parquet")
    assert given.equals(made.select(given.columns))
    assert given.schema == made.select(given.columns).schema
