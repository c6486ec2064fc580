"""Sheets as CSV and TSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from gazetteer.files import read_table
from resolve.review.grid import Cell, Grid, Line, as_text, without_mark

BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it, spreadsheets take UTF-8 for the encoding of the country."""


def pack_separated(header: Sequence[str], rows: Iterable[Sequence[Cell]], separator: str) -> bytes:
    """Return a sheet as text: UTF-8, and no cell that a spreadsheet would run.

    Args:
        header: the names of the columns.
        rows: the cells below.
        separator: a comma or a tab.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([as_text(cell) if isinstance(cell, str) else cell for cell in row])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def read_separated(path: str, encoding: str | None, separator: str | None) -> Grid:
    """Read a sheet in whatever form a spreadsheet wrote it.

    Args:
        path: a .csv or .tsv file.
        encoding: None: UTF-8, or what a byte order mark says.
        separator: None: what the header shows.

    Raises:
        TableError: it cannot be read.
    """
    frame = read_table(path, encoding=encoding, separator=separator).frame
    lines = [
        Line(number, tuple(without_mark((cell or "").strip()) for cell in row))
        for number, row in enumerate(frame.iter_rows(), 2)
        if any(cell and cell.strip() for cell in row)
    ]
    return Grid(path, tuple(name.strip() for name in frame.columns), tuple(lines))
