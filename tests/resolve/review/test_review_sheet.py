"""The review sheet, there and back: nothing is lost, nothing is run, faults have a place."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from command_line import Outcome, call_gazetteer, call_resolve
from conftest import CASES, require
from hypothesis import example, given
from hypothesis import strategies as st

from gazetteer import build_gazetteer, read_changes
from gazetteer import open as open_gazetteer
from gazetteer.changes import AddName, DifferentFrom, SameAs
from resolve.review.grid import as_text, without_mark
from resolve.review.sheet import COLUMNS, GUIDE

Batch = Callable[..., Outcome]
Cells = dict[str, Any]
NAMES = [
    "Ilham Aliyew",
    "Alijew",
    "Ilham Aliyew",
    "=Heydar Alijev",
    "Sergey Lawrov",
    "-Nachitschevan",
    "Elmar",
    "S. Lawrow",
]
ALL = ("--threshold", "1", "--review-threshold", "0")
FORMS = ["csv", "tsv", "xlsx"]


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> str:
    """Return the ending of a sheet."""
    if request.param == "xlsx":
        need_openpyxl()
    return str(request.param)


def need_openpyxl() -> None:
    """Skip where .xlsx cannot be read."""
    if importlib.util.find_spec("openpyxl") is None:
        require("clients", "openpyxl is not installed; the extra `report` provides it")


@pytest.fixture
def sheet(batch: Batch, form: str) -> Path:
    """Return a sheet on `NAMES`, all of which are to be reviewed."""
    pl.DataFrame({"name": NAMES, "lang": ["de"] * len(NAMES)}).write_csv("in.csv")
    path = Path(f"review.{form}")
    outcome = batch("in.csv", "-o", "out.csv", "--lang-column", "lang", *ALL, "--review", path)
    assert 0 == outcome.code, outcome.err
    assert f"7 names of 8 rows to review: {path}" in outcome.err
    return path


def read_rows(path: Path) -> list[Cells]:
    """Read a sheet with a reader that is not ours."""
    if path.suffix == ".xlsx":
        import openpyxl

        header, *rows = openpyxl.load_workbook(path)["review"].iter_rows(values_only=True)
        return [dict(zip(header, row, strict=True)) for row in rows]
    separator = "," if path.suffix == ".csv" else "\t"
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


def fill(path: Path, verdicts: dict[str, Cells]) -> None:
    """Fill in columns of rows, found by the name without a mark before it."""
    if path.suffix == ".xlsx":
        import openpyxl

        book = openpyxl.load_workbook(path)
        places = {cell.value: cell.column for cell in book["review"][1]}
        for row in list(book["review"].rows)[1:]:
            for column, value in verdicts.get(row[places["name"] - 1].value, {}).items():
                book["review"].cell(row[0].row, places[column], value)
        book.save(path)
        return
    rows = read_rows(path)
    for row in rows:
        row.update(verdicts.get(without_mark(row["name"]), {}))
    save_text(path, rows, "," if path.suffix == ".csv" else "\t", "utf-8-sig")


def save_text(path: Path, rows: list[Cells], separator: str, encoding: str) -> None:
    """Write rows as a spreadsheet does."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))


def apply_review(path: Path, directory: Path, *more: str) -> Outcome:
    """Make changes of a sheet, in `changes.jsonl`."""
    return call_resolve("apply-review", path, "-o", "changes.jsonl", *more, ADLAR_GAZETTEER=str(directory))


def operations() -> list[object]:
    """Return what `changes.jsonl` holds."""
    return [change.operation for change in read_changes("changes.jsonl")]


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


def test_no_formula(sheet: Path) -> None:
    """No cell of a sheet is what a spreadsheet would run."""
    if sheet.suffix == ".xlsx":
        with zipfile.ZipFile(sheet) as parts:
            assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
        assert "=Heydar Alijev" in {row["name"] for row in read_rows(sheet)}
        return
    cells = [value for row in read_rows(sheet) for value in row.values() if value]
    assert [] == [value for value in cells if value.startswith(("=", "+", "-", "@", "\t"))]
    assert "'=Heydar Alijev" in cells


@given(st.text(st.sampled_from("=+-@'\t\rA")))
@example("'=A")
def test_mark(text: str) -> None:
    """What is marked as text comes back as it was, and begins like no formula."""
    assert text == without_mark(as_text(text))
    assert not as_text(text).startswith(("=", "+", "-", "@", "\t", "\r"))


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


@pytest.mark.parametrize(
    ("separator", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), (",", "utf-8"), (";", "cp1254")]
)
@pytest.mark.parametrize("form", ["csv"], indirect=True)
def test_as_spreadsheets_write(
    separator: str, encoding: str, form: str, sheet: Path, small_gazetteer: Path
) -> None:
    """Semicolons, UTF-16, the encoding of a country, empty rows and columns at the end: all are read."""
    fill(sheet, {"Ilham Aliyew": {"verdict": "yes", "comment": "zwei\nZeilen"}})
    rows = read_rows(sheet)
    if encoding == "cp1254":
        kept = {"verdict", "comment", "name", "lang", *(f"candidate_{place}" for place in range(1, 6))}
        rows = [{column: cell for column, cell in row.items() if column in kept} for row in rows]
    save_text(sheet, rows, separator, encoding)
    if encoding != "utf-16":
        with sheet.open("ab") as stream:
            stream.write(f"{separator * (len(rows[0]) - 1)}\r\n".encode())
    more = ("--encoding", encoding) if encoding == "cp1254" else ()
    outcome = apply_review(sheet, small_gazetteer, *more)
    assert 0 == outcome.code, outcome.err
    assert "1 identified, 0 none, 0 excluded, 6 open" in outcome.err
    assert ["Ilham Aliyew"] == [one.name.name for one in operations() if isinstance(one, AddName)]


@pytest.mark.parametrize("form", ["xlsx"], indirect=True)
def test_workbook(form: str, sheet: Path, small_gazetteer: Path) -> None:
    """A workbook says how to fill it in; a formula in a cell is refused by its place."""
    import openpyxl

    book = openpyxl.load_workbook(sheet)
    assert list(GUIDE) == [cell.value for cell in book["how to fill in"]["A"]]
    assert "@" == book["review"]["A2"].number_format
    book["review"]["A3"] = '=HYPERLINK("http://x")'
    book.save(sheet)
    outcome = apply_review(sheet, small_gazetteer)
    assert 2 == outcome.code
    assert "row 3, column verdict: a formula" in outcome.err


@pytest.mark.parametrize("form", ["xlsx"], indirect=True)
@pytest.mark.parametrize(("value", "told"), [(7, "'7' is no ID"), (7.0, "'7' is no ID"), (True, "'True' is")])
def test_numbers_of_workbooks(
    value: object, told: str, form: str, sheet: Path, small_gazetteer: Path
) -> None:
    """A number that was typed is read as it was typed."""
    fill(sheet, {"Ilham Aliyew": {"verdict": value}})
    outcome = apply_review(sheet, small_gazetteer)
    assert 2 == outcome.code
    assert f"row 2, column verdict: {told}" in outcome.err


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("no.xlsx", None, "cannot be read: No such file"),
        ("bad.xlsx", b"not a workbook", "no .xlsx workbook"),
        ("cut.xlsx", b"PK\x03\x04 and no more", "no .xlsx workbook"),
        ("in.csv", b"name\nBaku\n", "no column 'verdict'; the columns are 'name'"),
        ("sheet.ods", b"", "a review sheet is .csv, .tsv or .xlsx"),
    ],
)
def test_no_sheet(
    name: str,
    data: bytes | None,
    told: str,
    small_gazetteer: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is no review sheet is refused with what was found."""
    need_openpyxl()
    monkeypatch.chdir(tmp_path)
    if data is not None:
        Path(name).write_bytes(data)
    outcome = apply_review(Path(name), small_gazetteer)
    assert 2 == outcome.code
    assert told in outcome.err
    assert not Path("changes.jsonl").exists()


def test_workbook_without_parts(
    small_gazetteer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A zip file that is no workbook is no defect of ours."""
    need_openpyxl()
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("odd.xlsx", "w") as parts:
        parts.writestr("readme.txt", "nothing")
    outcome = apply_review(Path("odd.xlsx"), small_gazetteer)
    assert 2 == outcome.code
    assert "no workbook that can be read" in outcome.err
