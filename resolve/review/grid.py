"""The cells of a sheet, whatever file they are in, and how a cell is kept from being a formula."""

from dataclasses import dataclass
from typing import Final

from resolve.errors import UsageError

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "'")
"""How a cell begins that a spreadsheet may run; the apostrophe that marks text is doubled by its own kind."""

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet that was read.

    Attributes:
        number: the row, as a spreadsheet counts: the header is 1.
        cells: the text of each column, in the order of the header; empty where there is none.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet that was read.

    Attributes:
        path: the file.
        header: the names of the columns.
        lines: the rows below, without those that are empty.
    """

    path: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]

    def column(self, name: str) -> int:
        """Where a column stands.

        Raises:
            UsageError: it is not there.
        """
        try:
            return self.header.index(name)
        except ValueError:
            there = ", ".join(repr(column) for column in self.header if column)
            raise UsageError(
                f"{self.path}: no column {name!r}; the columns are {there or 'none'}; "
                "a sheet comes from `resolve batch --review`"
            ) from None


def as_text(value: str) -> str:
    """Return a cell of a text file that no spreadsheet takes for a formula; `without_mark` undoes it."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def without_mark(cell: str) -> str:
    """Return what `as_text` was given; a cell that a person wrote without the mark is left as it is."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
