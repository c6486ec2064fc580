"""The rows of a sheet as a person left them: what was asked, and what was said."""

from dataclasses import dataclass

from resolve.review.grid import Grid, Line
from resolve.review.sheet import CANDIDATES


@dataclass(frozen=True, slots=True)
class Filled:
    """A row of a sheet.

    Attributes:
        row: as a spreadsheet counts.
        name: the name in question.
        lang: its language; empty if not known.
        candidates: the IDs that were offered, best first.
        verdict: what was said; empty if nothing was.
        same_as: CURIEs of the entity, as they were written.
        comment: why.
    """

    row: int
    name: str
    lang: str
    candidates: tuple[str, ...]
    verdict: str
    same_as: str
    comment: str


def filled_rows(grid: Grid) -> list[Filled]:
    """Return the rows of a sheet, in its order, wherever its columns were moved.

    Args:
        grid: the cells.

    Raises:
        UsageError: the column of the verdict, the name or the candidates is not there.
    """
    verdict, name, lang = (grid.column(column) for column in ("verdict", "name", "lang"))
    candidates = [grid.column(column) for column in CANDIDATES]
    same_as, comment = (_optional(grid, column) for column in ("same_as", "comment"))
    return [
        Filled(
            line.number,
            line.cells[name],
            line.cells[lang],
            tuple(line.cells[place] for place in candidates if line.cells[place]),
            line.cells[verdict],
            _cell(line, same_as),
            _cell(line, comment),
        )
        for line in grid.lines
    ]


def _optional(grid: Grid, column: str) -> int | None:
    return grid.header.index(column) if column in grid.header else None


def _cell(line: Line, place: int | None) -> str:
    return "" if place is None else line.cells[place]
