"""Rows from CSV and TSV: every cell is text.

The quick way is the parser of polars. It fills a row that is too short with nulls, cuts one that is too long
and forgives quotes that do not fit, and says nothing; so what it returns is checked against the text. Where
it fails, or the check does, `records` reads the text anew, and either gets it right or names the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.errors import EmptyFile, MalformedRow, UsageError
from gazetteer.files.records import read_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.files.format import Kind

SEPARATORS = {"csv": ",", "tsv": "\t"}
CANDIDATES = ",;\t|"
NAMED_SEPARATORS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
SAYABLE = {"\t": "tab"}
HEADER_WINDOW = 1 << 20

_CELL = rb'(?:"[^"]*+(?:""[^"]*+)*+"|[^"\n%b][^\n%b]*+)?+'
"""A cell, quoted or not; the separator goes in twice."""


def separator_from(option: str) -> str:
    r"""Return the character that a user means by a separator.

    Args:
        option: One ASCII character, or `tab`, `\t`, `comma`, `semicolon`, `pipe`.

    Raises:
        UsageError: It is neither.
    """
    separator = NAMED_SEPARATORS.get(option, option)
    if len(separator) != 1 or not separator.isascii() or separator in '"\r\n':
        raise UsageError(f"separator {option!r}; expected: one ASCII character such as ';', or 'tab'")
    return separator


def parse_delimited(
    data: bytes, path: str, kind: Kind, separator: str | None = None
) -> tuple[pl.DataFrame, str, tuple[str, ...]]:
    """Return the rows of delimited text.

    Args:
        data: Text in UTF-8 without byte order mark.
        path: The file, for messages.
        kind: `csv` or `tsv`, whose separator is expected.
        separator: One character; None: what the header shows.

    Returns:
        The rows, all columns text; the separator used; what was guessed, in words.

    Raises:
        EmptyFile: There is no header.
        MalformedRow: The header names a column twice, or a row does not fit it; the message names the line.
    """
    layout = read_layout(data, path, kind, separator)
    return layout.parse(layout.straighten(data)[layout.begin :], path), layout.separator, layout.notes


@dataclass(frozen=True, slots=True)
class Layout:
    """How a delimited text is laid out, which its beginning shows.

    Attributes:
        header: The names of the columns.
        begin: Where the first row begins, in bytes of the straightened text.
        first_line: The number of the line on which it begins, counted from 1.
        separator: One character.
        has_returns: Whether lines end in carriage returns alone.
        notes: What was guessed, in words.
    """

    header: tuple[str, ...]
    begin: int
    first_line: int
    separator: str
    has_returns: bool
    notes: tuple[str, ...]

    def straighten(self, data: bytes) -> bytes:
        """Return text with line feeds where the lines end."""
        return data.replace(b"\r", b"\n") if self.has_returns else data

    def parse(self, body: bytes, path: str, lines_above: int = 0) -> pl.DataFrame:
        """Return the rows of a straightened text without its header.

        Args:
            body: Whole rows.
            path: The file, for messages.
            lines_above: How many lines of rows stand before these.

        Raises:
            MalformedRow: A row does not fit the header.
        """
        frame = _parse_quickly(body, self.header, self.separator)
        if frame is None:
            frame = _parse_exactly(body, self.header, self.separator, path, self.first_line + lines_above)
        return frame

    def whole_rows(self, body: bytes) -> int:
        """Return how many bytes of a text are whole rows, the last line break included; 0 for none."""
        if b'"' not in body:
            return body.rfind(b"\n") + 1
        mark = re.escape(self.separator.encode())
        cell = _CELL % (mark, mark)
        found = re.match(rb"(?:(?:%b%b)*+%b\r?\n)*+" % (cell, mark, cell), body)
        return found.end() if found else 0


def read_layout(data: bytes, path: str, kind: Kind, separator: str | None = None) -> Layout:
    """Return the layout of delimited text.

    Args:
        data: The text, or a beginning of it that holds the whole header.
        path: The file, for messages.
        kind: `csv` or `tsv`, whose separator is expected.
        separator: One character; None: what the header shows.

    Raises:
        EmptyFile: There is no header.
        MalformedRow: The header is blank or names a column twice.
    """
    notes: list[str] = []
    has_returns = b"\n" not in data and b"\r" in data
    if has_returns:
        data = data.replace(b"\r", b"\n")
        notes.append("lines end in carriage returns")
    if not data.strip(b" \t\r\n"):
        raise EmptyFile(f"{path}: empty; a header line with the names of the columns was expected")
    if separator is None:
        separator = _guess_separator(data, SEPARATORS[kind])
        if separator != SEPARATORS[kind]:
            notes.append(f"the separator is taken to be {SAYABLE.get(separator, repr(separator))}")
    header, begin = _read_header(data, separator, path)
    line = data.count(b"\n", 0, begin) + 1
    return Layout(tuple(header), begin, line, separator, has_returns, tuple(notes))


def _guess_separator(data: bytes, usual: str) -> str:
    line = data[:HEADER_WINDOW].split(b"\n", 1)[0].decode(errors="ignore")
    outside = "".join(line.split('"')[::2])
    # The usual one comes first: max() keeps the first of equals.
    order = usual + CANDIDATES.replace(usual, "")
    return max(order, key=lambda mark: (outside.count(mark), mark == usual))


def _read_header(data: bytes, separator: str, path: str) -> tuple[list[str], int]:
    text = data[:HEADER_WINDOW].decode(errors="ignore")
    try:
        record = next(read_records(text, separator, path))
    except MalformedRow:
        record = None
    if record is None or record.end == len(text):
        text = data.decode()
        record = next(read_records(text, separator, path))
    header = [cell or "" for cell in record.cells]
    if header == [""]:
        raise MalformedRow(
            f"{path}: line 1 is blank; a header line with the names of the columns was expected"
        )
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        names = ", ".join(repr(column) for column in twice)
        raise MalformedRow(
            f"{path}: line 1: more than one column is named {names}; give each a name of its own"
        )
    return header, len(text[: record.end].encode())


def _parse_quickly(body: bytes, header: Sequence[str], separator: str) -> pl.DataFrame | None:
    schema = dict.fromkeys(header, pl.String())
    if not body:
        return pl.DataFrame(schema=schema)
    # The parser takes this for a byte order mark and drops it.
    if body.startswith(b"\xef\xbb\xbf"):
        return None
    try:
        frame = pl.read_csv(body, has_header=False, schema=schema, separator=separator)
    except pl.exceptions.PolarsError:
        return None
    if b'"' in body or frame.to_series(-1).has_nulls():
        return frame if _is_regular(body, len(header), separator) else None
    # No row is short, so none can make up for one that is long.
    return frame if body.count(separator.encode()) == len(frame) * (len(header) - 1) else None


def _is_regular(body: bytes, columns: int, separator: str) -> bool:
    """Whether every row has a cell for each column, and every quoted cell ends where a cell may."""
    mark = re.escape(separator.encode())
    cell = _CELL % (mark, mark)
    row = rb"(?:%b%b){%d}+%b" % (cell, mark, columns - 1, cell)
    return re.fullmatch(rb"(?:%b\r?\n)*+(?:%b)?\r?" % (row, row), body) is not None


def _advice(too_many: bool, separator: str) -> str:
    if too_many:
        shown = SAYABLE.get(separator, repr(separator))
        return f"quote a cell that holds the separator {shown}, or name another with --separator"
    return "is it cut off? or name another separator with --separator"


def _parse_exactly(body: bytes, header: Sequence[str], separator: str, path: str, line: int) -> pl.DataFrame:
    columns: list[list[str | None]] = [[] for _ in header]
    blank = (None,) * len(header)
    for record in read_records(body.decode(), separator, path, line):
        cells = blank if record.cells == (None,) else record.cells
        if len(cells) != len(header):
            shown = separator.join(cell or "" for cell in cells)[:60]
            count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
            raise MalformedRow(
                f"{path}: line {record.line}: {count}, the header has {len(header)}: {shown!r}; "
                + _advice(len(cells) > len(header), separator)
            )
        for column, cell in zip(columns, cells, strict=True):
            column.append(cell)
    return pl.DataFrame(dict(zip(header, columns, strict=True)), schema=dict.fromkeys(header, pl.String()))
