"""`resolve transliterate` over a column of a table."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import polars as pl
import pytest
from command_line import Outcome, call_resolve, run_command
from conftest import FIXTURE_IS_SHARED, read_cases
from hypothesis import given, settings
from strategies import frames

from gazetteer.files import FileFormat, Table, read_table
from resolve.batch.transliteration import ADDED, TransliterationRequest, transliterate_table
from resolve.conversion import transliterate
from resolve.conversion.source import find_source

PEOPLE = [
    ("Гейдар Щит", "ru"),
    ("Vüqar Əliyev", "az"),
    ("Щит  Ғ-3", "ru"),
    ("", "ru"),
    ("Erdoğan", ""),
    ("Merkel", "de"),
    ("Μητσοτάκης", "ru"),
    ("Μητσοτάκης", ""),
]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return the command in an empty directory."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, stdin=b"": call_resolve("transliterate", *arguments, stdin=stdin)


def one_line(text: str) -> str:
    """Return the words of a message, without the frame that is drawn around wrong use."""
    return " ".join(text.replace("│", " ").split())


@pytest.mark.parametrize("case", read_cases("cli/bad_transliterations.tsv"), ids=lambda case: case["case"])
def test_refused(case: dict[str, str], run, tmp_path: Path) -> None:
    """Wrong use and unreadable input end with code 2, a message that helps, and no output."""
    name = "missing.csv" if case["file"] == "-" else case["file"]
    if case["file"] != "-":
        content = ast.literal_eval("b'{}'".format(case["content"].replace("'", "\\'")))
        (tmp_path / name).write_bytes(content)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    outcome: Outcome = run(name, *case["options"].split())
    assert (2, "") == (outcome.code, outcome.out)
    assert case["words"].strip() in one_line(outcome.err)
    assert "Traceback" not in outcome.err
    assert before == {path: path.read_bytes() for path in tmp_path.iterdir()}


def people(tmp_path: Path) -> None:
    rows = "".join(f'{number},"{name}",{code}\n' for number, (name, code) in enumerate(PEOPLE))
    (tmp_path / "people.csv").write_text(f"id,name,written\n{rows}", encoding="utf-8")


def test_column_of_orthographies(run, tmp_path: Path) -> None:
    """Each row is read in its own orthography, or by its letters; rows and columns stay in order."""
    people(tmp_path)
    outcome: Outcome = run("people.csv", "--from-column", "written", "--to", "de", "--output", "o.csv")
    assert (0, "") == (outcome.code, outcome.out)
    made = read_table(tmp_path / "o.csv").frame
    assert ["id", "name", "written", *ADDED] == made.columns
    assert read_table(tmp_path / "people.csv").frame.equals(made.select("id", "name", "written"))
    sources = [
        code or (told.orthography if (told := find_source(name, "de")) else "und") for name, code in PEOPLE
    ]
    assert sources == made["transliterated_from"].to_list()
    assert [transliterate(name, code, "de") for (name, _), code in zip(PEOPLE, sources, strict=True)] == made[
        "transliterated"
    ].to_list()
    assert ["de-t-ru-m0-duden", "de-t-az", "de-t-ru-m0-duden", "und-t-und"] == made["system"].to_list()[:4]
    assert ["und-t-und", "und-t-und", "Any-Latin"] == made["system"].to_list()[5:]


def test_messages(run, tmp_path: Path) -> None:
    """What stays for want of rules is told in one line, what was done in another; --quiet says neither."""
    people(tmp_path)
    command = ("people.csv", "--from", "ru", "--to", "de", "--output", "o.csv")
    lines = run(*command).err.splitlines()
    assert "2 names hold words whose letters are not read from that orthography" in lines[-2]
    assert lines[-2].endswith("'Щит  Ғ-3', 'Μητσοτάκης'")
    assert lines[-1].startswith("8 rows, in ")
    assert "" == run(*command, "--quiet").err


@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl", "parquet", "csv.gz", "jsonl.zst"])
def test_formats(ending: str, run, tmp_path: Path) -> None:
    """Every format goes in and comes out."""
    people(tmp_path)
    assert 0 == run("people.csv", "--to", "tr", "--from", "ru", "--output", f"a.{ending}").code
    assert 0 == run(f"a.{ending}", "--to", "tr", "--from", "ru", "--prefix", "x_", "--output", "o.csv").code
    made = read_table(tmp_path / "o.csv").frame
    assert made["transliterated"].to_list() == made["x_transliterated"].to_list()


def test_streams(tmp_path: Path) -> None:
    """JSONL goes through pipes; null stays null, NUL stays; half a surrogate pair has no answer."""
    names = ["Щит", None, "a\u0000Щ", "Щ\ud83d", "", 1961]
    lines = [json.dumps({"id": number, "name": name}) for number, name in enumerate(names)]
    outcome = run_command(
        "resolve",
        *("transliterate", "-", "--from", "ru", "--to", "de", "--output", "-"),
        stdin="\n".join(lines).encode(),
        cwd=tmp_path,
    )
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    assert [["id", "name", *ADDED]] * len(names) == [list(row) for row in rows]
    assert ["Schtschit", None, "a\u0000Schtsch", None, "", "1961"] == [row["transliterated"] for row in rows]
    assert ["ru", None, "ru", None, "ru", "ru"] == [row["transliterated_from"] for row in rows]
    assert 3 == outcome.code
    assert "-: row 4: column 'name' held half a surrogate pair" in outcome.err
    assert "Traceback" not in outcome.err


@given(frame=frames())
@settings(max_examples=60, suppress_health_check=FIXTURE_IS_SHARED)
def test_no_row_is_lost(frame: pl.DataFrame) -> None:
    """Whatever a table holds, its rows and columns come back as they were, each name as it is by itself."""
    table = Table(frame, "table.csv", FileFormat("csv"), "utf-8", ",")
    column = frame.columns[0]
    made = transliterate_table(table, TransliterationRequest("de", column, "ru", prefix="+")).frame
    assert [*frame.columns, *("+" + name for name in ADDED)] == made.columns
    assert frame.equals(pl.DataFrame([made[name] for name in frame.columns]))
    expected = [None if name is None else transliterate(name, "ru", "de") for name in frame[column]]
    assert expected == made["+transliterated"].to_list()
