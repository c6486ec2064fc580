"""Sheets on disk: written whole or not at all, read back in the form that a spreadsheet left them in."""

import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from gazetteer.durable import replace_file
from gazetteer.errors import UnwritableFile
from gazetteer.lookup import Gazetteer
from resolve.errors import MissingExtra, UsageError
from resolve.report import Case
from resolve.review.grid import Grid
from resolve.review.separated import pack_separated, read_separated
from resolve.review.sheet import COLUMNS, GUIDE, WRITABLE, make_rows

_SEPARATORS: Final = {".csv": ",", ".tsv": "\t"}
WORKBOOK: Final = ".xlsx"


def check_sheet(path: str) -> None:
    """Raise if a sheet is of no known form.

    Raises:
        UsageError: the ending is none of .csv, .tsv and .xlsx, or what .xlsx needs is not installed.
    """
    ending = Path(path).suffix.lower()
    if ending not in (*_SEPARATORS, WORKBOOK):
        raise UsageError(f"{path}: the ending is {ending!r}; a review sheet is .csv, .tsv or .xlsx")
    if ending == WORKBOOK and find_spec("openpyxl") is None:
        raise MissingExtra("report", "openpyxl", ".csv")


def write_sheet(path: str, cases: Sequence[Case], gazetteer: Gazetteer) -> None:
    """Write a sheet to be filled in, whole or not at all.

    Args:
        path: a .csv, .tsv or .xlsx file.
        cases: the review queue, in the order of the rows.
        gazetteer: where its candidates come from.

    Raises:
        UsageError: see `check_sheet`.
        UnwritableFile: it cannot be written there.
    """
    check_sheet(path)
    rows = make_rows(cases, gazetteer)
    ending = Path(path).suffix.lower()
    if ending == WORKBOOK:
        from resolve.review.workbook import pack_workbook

        data = pack_workbook(COLUMNS, rows, WRITABLE, GUIDE)
    else:
        data = pack_separated(COLUMNS, rows, _SEPARATORS[ending])
    try:
        replace_file(Path(os.path.realpath(path)), data)
    except OSError as error:
        raise UnwritableFile(f"{path}: cannot be written: {error.strerror or error}") from error


def read_sheet(path: str, encoding: str | None = None, separator: str | None = None) -> Grid:
    """Read a sheet that was filled in.

    Args:
        path: a .csv, .tsv or .xlsx file.
        encoding: of a text file; None: UTF-8, or what a byte order mark says.
        separator: of a text file; None: what the header shows.

    Raises:
        UsageError: see `check_sheet`; or a cell of a workbook is a formula.
        GazetteerError: the file cannot be read.
    """
    check_sheet(path)
    if Path(path).suffix.lower() == WORKBOOK:
        from resolve.review.workbook import read_workbook

        return read_workbook(path)
    return read_separated(path, encoding, separator)
