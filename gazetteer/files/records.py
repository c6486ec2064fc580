"""The exact reader of delimited text: slow, line by line, and sure of where it is.

The quick reader does nearly every file. This one reads the rest, and finds the line to name when a file is
wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.errors import MalformedRow

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Record:
    """One row of delimited text.

    Attributes:
        line: The line on which it begins, counted from 1.
        cells: Its cells; None for an empty one.
        end: Where it ends, its line break included: an index into the text.
    """

    line: int
    cells: tuple[str | None, ...]
    end: int


def read_records(text: str, separator: str, path: str, first_line: int = 1) -> Iterator[Record]:
    """Yield the records of delimited text.

    A cell that begins with a quote ends at the next single one; two quotes inside stand for one. A quote
    anywhere else is a character like others. An empty cell is None, a quoted empty cell the empty string, a
    blank line one empty cell.

    Args:
        text: Whole lines.
        separator: One character.
        path: The file, for the message.
        first_line: The number of the first line.

    Raises:
        MalformedRow: A quoted cell does not end, or goes on after its end.
    """
    mark = re.escape(separator)
    cell = re.compile(rf'(?:"((?:[^"]|"")*)"|((?!")[^{mark}\n]*?))({mark}|\r?\n|\r?\Z)')
    position, line, begins = 0, first_line, first_line
    cells: list[str | None] = []
    while position < len(text) or cells:
        found = cell.match(text, position)
        if found is None:
            raise MalformedRow(
                f"{path}: line {line}: a quoted cell does not end, or goes on after its closing quote: "
                f"{text[position : position + 40]!r}; double the quotes inside a quoted cell"
            )
        quoted, plain, end = found.groups()
        cells.append(quoted.replace('""', '"') if quoted is not None else plain or None)
        line += text.count("\n", position, found.end())
        position = found.end()
        if end != separator:
            yield Record(begins, tuple(cells), position)
            cells, begins = [], line
