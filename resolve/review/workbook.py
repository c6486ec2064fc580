"""Sheets as .xlsx: every text is text, and a second sheet says how to fill in the first."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import openpyxl
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from gazetteer.errors import UnreadableFile
from resolve.errors import UsageError
from resolve.review.grid import Cell, Grid, Line

TITLE: Final = "review"
GUIDE_TITLE: Final = "how to fill in"

MOST_BYTES: Final = 64 << 20
"""The greatest workbook that is read. Unit: bytes."""

MOST_UNPACKED: Final = 512 << 20
"""The most that its parts may weigh together, unpacked. Unit: bytes."""

_WIDE: Final = {"name": 30, "reason": 50, "comment": 25, "verdict": 22, "may_say": 24}
_DESCRIBED: Final = 50
_TEXT_FORMAT: Final = "@"


def pack_workbook(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], writable: Sequence[str], guide: Sequence[str]
) -> bytes:
    """Return a sheet as a workbook.

    Args:
        header: the names of the columns.
        rows: the cells below.
        writable: the columns that a person fills in, which are coloured.
        guide: how to do that, a line a line.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = TITLE
    paper = PatternFill("solid", fgColor="FFF7D6")
    for place, row in enumerate([header, *rows], 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(place, column)
            if isinstance(value, str):
                cell.value = value
                # Without this, what begins like a formula would be one.
                cell.data_type = "s"
            elif value is not None:
                cell.value = value
            if header[column - 1] in writable:
                cell.fill = paper
            if value is None or isinstance(value, str):
                # Else a spreadsheet makes a number of the ID 007 when it is typed, a date of 1-2.
                cell.number_format = _TEXT_FORMAT
    for column, name in enumerate(header, 1):
        sheet.cell(1, column).font = Font(bold=True)
        width = _DESCRIBED if name.endswith("_is") else _WIDE.get(name, 14)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(2, len(writable) + 1)
    sheet.auto_filter.ref = sheet.dimensions
    told = book.create_sheet(GUIDE_TITLE)
    told.column_dimensions["A"].width = 120
    for place, line in enumerate(guide, 1):
        told.cell(place, 1, line)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def read_workbook(path: str) -> Grid:
    """Read a sheet from a workbook: the one called `review`, else the first.

    Args:
        path: an .xlsx file.

    Raises:
        UnreadableFile: it is not there, no workbook, or too large.
        UsageError: a cell is a formula or an error.
    """
    _refuse_unfit(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True)
        sheet = book[TITLE] if TITLE in book.sheetnames else book.worksheets[0]
        # What a program says of the extent of its sheet is not always so.
        sheet.reset_dimensions()
        rows = [[(_text(cell.value), cell.data_type) for cell in row] for row in sheet.iter_rows()]
        book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, IndexError) as error:
        raise UnreadableFile(f"{path}: no workbook that can be read: {error}") from error
    header = tuple(text for text, _ in rows[0]) if rows else ()
    lines = []
    for number, row in enumerate(rows[1:], 2):
        for column, (text, kind) in enumerate(row):
            if kind in ("f", "e"):
                what = "a formula" if kind == "f" else "an error"
                raise UsageError(
                    f"{path}: row {number}, column {_named(header, column)}: {what}, {text!r}; "
                    "expected: text; format the cell as text and write it again"
                )
        cells = tuple(text for text, _ in row)
        if any(cells):
            lines.append(Line(number, (*cells, *[""] * (len(header) - len(cells)))))
    return Grid(path, header, tuple(lines))


def _refuse_unfit(path: str) -> None:
    try:
        size = Path(path).stat().st_size
        if size > MOST_BYTES:
            raise UnreadableFile(f"{path}: {size >> 20} MiB; a workbook may have {MOST_BYTES >> 20}")
        with zipfile.ZipFile(Path(path)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except OSError as error:
        raise UnreadableFile(f"{path}: cannot be read: {error.strerror or error}") from error
    except zipfile.BadZipFile as error:
        raise UnreadableFile(f"{path}: no .xlsx workbook: {error}") from error
    if unpacked > MOST_UNPACKED:
        raise UnreadableFile(
            f"{path}: {unpacked >> 20} MiB unpacked; a workbook may have {MOST_UNPACKED >> 20}"
        )


def _text(value: object) -> str:
    if value is None:
        return ""
    # A spreadsheet knows one kind of number: an ID 123 that was typed comes back as 123.0.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _named(header: Sequence[str], column: int) -> str:
    return header[column] if column < len(header) and header[column] else get_column_letter(column + 1)
