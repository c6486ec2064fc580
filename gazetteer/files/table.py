"""A table as it was read from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.errors import MissingColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.files.format import FileFormat


@dataclass(frozen=True, slots=True)
class Damage:
    r"""A cell that could not be kept as it was.

    A string in polars cannot hold half a surrogate pair, which JSON can spell (`"\ud800"`). The row stays,
    the half is replaced by U+FFFD, and this says so.

    Attributes:
        row: The row, counted from 0.
        column: Its column.
        reason: What was found there.
    """

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, and what was found out about the file they came from.

    Attributes:
        frame: The rows in the order of the file. From CSV and TSV every column is text: `007` stays `007`, an
            empty cell is null and a quoted empty cell (`""`) is the empty string. JSONL and parquet keep
            their types.
        path: The file as it was named, or `-`.
        format: What it is.
        encoding: The encoding of a text file; None for parquet.
        separator: What separates the cells of a CSV or TSV file; else None.
        notes: What was guessed, in words, for standard error.
        damaged: Cells that could not be kept as they were, in the order of the rows.
        rows_above: Rows of the file before the first of these; 0 for a whole file.
        lines_above: Lines that those rows take in CSV and TSV.
    """

    frame: pl.DataFrame
    path: str
    format: FileFormat
    encoding: str | None = None
    separator: str | None = None
    notes: tuple[str, ...] = ()
    damaged: tuple[Damage, ...] = ()
    rows_above: int = 0
    lines_above: int = 0

    def require(self, columns: Sequence[str]) -> None:
        """Raise unless all columns are there.

        Args:
            columns: The columns needed.

        Raises:
            MissingColumn: Some are not; the message names those that exist.
        """
        missing = [column for column in columns if column not in self.frame.columns]
        if missing:
            raise MissingColumn(self.path, missing, self.frame.columns)

    def place(self, row: int) -> str:
        """Return where a row is in the file, in words.

        Args:
            row: The row, counted from 0.

        Returns:
            `line 17` in CSV and TSV, where cells may hold line breaks; else `row 16`, counted from 1.
        """
        if self.separator is None:
            return f"row {self.rows_above + row + 1}"
        above = self.frame.head(row).select(pl.col(pl.String).str.count_matches("\n", literal=True).sum())
        breaks = sum(int(count or 0) for count in above.row(0)) if above.width else 0
        heading = sum(column.count("\n") for column in self.frame.columns)
        return f"line {self.lines_above + row + 2 + breaks + heading}"
