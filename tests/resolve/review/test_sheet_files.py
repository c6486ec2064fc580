"""The files of review sheets: as spreadsheets write them, as workbooks, and what is none."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sheets import (
    Batch,
    apply_review,
    fill,
    need_openpyxl,
    operations,
    read_rows,
    save_text,
    write_sheet,
)

from gazetteer.changes import AddName
from resolve.review.grid import as_text, without_mark
from resolve.review.sheet import GUIDE


@pytest.fixture
def sheet(batch: Batch, form: str) -> Path:
    """Return a sheet of the form that the test names."""
    return write_sheet(batch, form)


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx"])
def test_no_formula(form: str, sheet: Path) -> None:
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


@pytest.mark.parametrize(
    ("separator", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), (",", "utf-8"), (";", "cp1254")]
)
@pytest.mark.parametrize("form", ["csv"])
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


@pytest.mark.parametrize("form", ["xlsx"])
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


@pytest.mark.parametrize("form", ["xlsx"])
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
