"""The only reader of `resolve/data/`.

A file there begins with its header, lines `# key: value` (what, authority, year, licence, ...). A key that
comes twice holds both values, a space between. In a table (.tsv) the header is followed by a line of column
names and by the rows, cells separated by tabs. Other text files (transliteration rules) keep their body as
it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from resolve.errors import DataError

__all__ = ["Table", "list_names", "read_header", "read_rows", "read_text"]

# To ask `importlib.resources` for it would take a first lookup longer than to read the tables.
_DATA = Path(__file__).parent / "data"
_HEADER = re.compile(r"# ?([a-z][a-z0-9_-]*): (.*)")


@dataclass(frozen=True, slots=True)
class Table:
    """A data table.

    Attributes:
        header: the `# key: value` lines, in their order.
        columns: names of the columns.
        rows: the cells, as many in a row as there are columns.
    """

    header: Mapping[str, str]
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


def read_rows(name: str) -> Table:
    """Read one table.

    Args:
        name: path below `resolve/data/`, such as `conversion/routes.tsv`.

    Raises:
        DataError: there is no such table, it has no header or no columns, or a row has another number of
            cells.
    """
    lines = read_text(name).splitlines()
    header, start = _split_header(name, lines)
    if start == len(lines):
        raise DataError(name, start + 1, "the file ends before the line of column names")
    columns = tuple(lines[start].split("\t"))
    rows: list[tuple[str, ...]] = []
    for number, line in enumerate(lines[start + 1 :], start + 2):
        cells = tuple(line.split("\t"))
        if len(cells) != len(columns):
            raise DataError(
                name, number, f"{len(cells)} cells, expected {len(columns)}: {', '.join(columns)}"
            )
        rows.append(cells)
    return Table(header, columns, rows)


def read_header(name: str) -> Mapping[str, str]:
    """The `# key: value` lines that a file begins with.

    Raises:
        DataError: there is no such file, or it does not begin with a header.
    """
    return _split_header(name, read_text(name).splitlines())[0]


def read_text(name: str) -> str:
    """The whole of a data file, header and all.

    Raises:
        DataError: there is no such file, or it is not UTF-8.
    """
    try:
        return _locate(name).read_bytes().decode("utf-8")
    except (FileNotFoundError, IsADirectoryError):
        folder = name.rpartition("/")[0]
        there = ", ".join(list_names(folder)) or "nothing"
        raise DataError(
            name, 0, f"there is no such data file; {folder or 'resolve/data'} holds {there}"
        ) from None
    except UnicodeDecodeError as error:
        raise DataError(
            name, error.object[: error.start].count(b"\n") + 1, "this line is not UTF-8"
        ) from None


def list_names(folder: str, ending: str = "") -> list[str]:
    """Names of the files of a folder of `resolve/data/`, sorted; empty if there is no such folder."""
    place = _locate(folder)
    if not place.is_dir():
        return []
    return sorted(entry.name for entry in place.iterdir() if entry.is_file() and entry.name.endswith(ending))


def _locate(name: str) -> Path:
    return _DATA / name


def _split_header(name: str, lines: list[str]) -> tuple[Mapping[str, str], int]:
    header: dict[str, str] = {}
    count = 0
    for found in map(_HEADER.fullmatch, lines):
        if found is None:
            break
        key, value = found.groups()
        header[key] = f"{header[key]} {value}" if key in header else value
        count += 1
    if not header:
        raise DataError(name, 1, "expected a header of lines '# key: value'")
    return MappingProxyType(header), count
