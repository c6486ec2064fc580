"""What a Parquet file says of itself, held against what there is, before a library relies on it.

A page that claims to hold less than nothing, or more than the column, makes the library ask for memory that
no machine has, which ends the process without a word of ours. So the heads of all pages are read first; what
is in the pages is left to the library, whose errors are exceptions.

Source: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.files.compression import EXPANSION, HARMLESS
from gazetteer.files.thrift import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

MAGIC = b"PAR1"

LONGEST_PAGE = 1 << 30
"""Bytes of a page unpacked after which it is refused; writers make pages of a megabyte or a few."""

MANY_VALUES = 1 << 24
VALUES_OF_A_BYTE = 1_000
"""Rows, or values of all columns, that are refused if there are so many, and so many for each byte of the
file: names are not all the same. In memory a value takes sixteen bytes."""

_FOOTER = 8
"""Bytes at the end: the length of what a file says of itself, and the magic."""

# Fields of what a file says of itself, of a group of rows, of a column, and of what is told of that.
_ROWS, _GROUPS = 3, 4
_COLUMNS, _ROWS_OF_GROUP = 1, 3
_TOLD = 3
_VALUES, _LENGTH, _FIRST_PAGE, _DICTIONARY = 5, 7, 9, 11
_COLUMN = frozenset((_VALUES, _LENGTH, _FIRST_PAGE, _DICTIONARY))

# Fields of a page, and of the head in it; there is a kind of head for each kind of page, of which it has one.
_SORT, _UNPACKED, _PACKED = 1, 2, 3
_PAGE = frozenset((_SORT, _UNPACKED, _PACKED))
_DATA_2 = 8
_HEADS = frozenset((5, 7, _DATA_2))
_HELD = 1
_LEVELS, _ROWS_OF_PAGE = (5, 6), (2, 3)
_HEAD_1, _HEAD_2 = frozenset((_HELD,)), frozenset((_HELD, *_LEVELS, *_ROWS_OF_PAGE))

_INDEX, _DICTIONARY_PAGE = 1, 2
"""Types of pages that hold no values of the column."""


def why_forged(data: memoryview) -> str | None:
    """Return what a Parquet file says of itself that cannot be; None if it all can.

    Args:
        data: The file.
    """
    size = len(data)
    if size < _FOOTER + len(MAGIC) or bytes(data[:4]) != MAGIC or bytes(data[-4:]) != MAGIC:
        return None  # What is no Parquet file, the library says in words of its own.
    length = int.from_bytes(bytes(data[-_FOOTER:-4]), "little")
    if length > size - _FOOTER - len(MAGIC):
        return f"its footer claims {length} bytes of {size}"
    try:
        _Claims(data, size - _FOOTER - length).check()
    except ValueError as error:
        return str(error)
    return None


@dataclass(slots=True)
class _Claims:
    """What has been claimed so far.

    Attributes:
        data: The file.
        end: Where its pages end, and the footer begins.
        rows: The rows of the groups.
        values: The values of the columns.
        packed: Bytes of the columns; they do not overlap, so no page is looked at twice.
        unpacked: Bytes of the pages unpacked.
    """

    data: memoryview
    end: int
    rows: int = 0
    values: int = 0
    packed: int = 0
    unpacked: int = 0

    def check(self) -> None:
        """Raise ValueError if something cannot be."""
        reader = Reader(self.data, self.end, len(self.data) - _FOOTER)
        claimed: dict[int, int] = {}
        for number, kind in reader.fields():
            if number == _ROWS:
                claimed[number] = self._bearable(reader.whole(kind, "rows"), "rows")
            elif number == _GROUPS:
                for group in reader.each(kind):
                    self._check_group(reader, group)
            else:
                reader.skip(kind)
        rows = _needed(claimed, _ROWS, "rows")
        if self.rows != rows:
            raise ValueError(f"its groups do not have the {rows} rows that it claims")

    def _check_group(self, reader: Reader, kind: int) -> None:
        claimed: dict[int, int] = {}
        for number, inner in reader.inside(kind):
            if number == _ROWS_OF_GROUP:
                claimed[number] = reader.whole(inner, "rows of a group")
            elif number == _COLUMNS:
                for column in reader.each(inner):
                    self._check_column(reader, column)
            else:
                reader.skip(inner)
        self.rows += _needed(claimed, _ROWS_OF_GROUP, "rows of a group")

    def _check_column(self, reader: Reader, kind: int) -> None:
        told = None
        for number, inner in reader.inside(kind):
            if number == _TOLD:
                told = reader.wholes(inner, _COLUMN, "numbers of a column")
            else:
                reader.skip(inner)
        self._check_pages(told or {})

    def _check_pages(self, column: Mapping[int, int]) -> None:
        values = _needed(column, _VALUES, "values of a column")
        self.values = self._bearable(self.values + values, "values")
        length = _needed(column, _LENGTH, "bytes of a column")
        # A dictionary that begins at 0 is none: there stands the magic.
        first_page = column.get(_FIRST_PAGE) or self.end
        start = column.get(_DICTIONARY) or first_page
        # Some readers begin with the dictionary, others with what stands first: all read what is checked.
        if start > first_page:
            raise ValueError("a dictionary stands behind the first page of its column")
        self.packed += length
        if start + length > self.end or self.packed > self.end:
            raise ValueError(f"a column of {length} bytes goes beyond the end of its data")
        found = 0
        reader = Reader(self.data, start, start + length)
        while reader.at < start + length:
            found += self._pass_page(reader, start + length)
        if found != values:
            raise ValueError(f"the pages of a column claim {found} values, the column {values}")

    def _pass_page(self, reader: Reader, end: int) -> int:
        """Return how many values of the column a page holds."""
        page: dict[int, int] = {}
        held = 0
        for number, kind in reader.fields():
            if number in _PAGE:
                page[number] = reader.whole(kind, "numbers of a page")
            elif number in _HEADS:
                head = reader.wholes(kind, _HEAD_2 if number == _DATA_2 else _HEAD_1, "values of a page")
                held += _needed(head, _HELD, "values of a page")
                if number == _DATA_2:
                    _check_levels(head, page.get(_PACKED, 0))
            else:
                reader.skip(kind)
        packed, unpacked = (
            _needed(page, _PACKED, "bytes of a page"),
            _needed(page, _UNPACKED, "bytes of a page"),
        )
        if packed > end - reader.at or unpacked > LONGEST_PAGE:
            raise ValueError(f"a page of {packed} bytes, {unpacked} unpacked, is too long")
        reader.at += packed
        self.unpacked += unpacked
        if self.unpacked > HARMLESS and self.unpacked > EXPANSION * len(self.data):
            raise ValueError(f"it claims to be {EXPANSION} times as long unpacked: a decompression bomb?")
        sort = _needed(page, _SORT, "type of a page")
        if sort == _DICTIONARY_PAGE and held > unpacked:
            raise ValueError(f"a dictionary of {unpacked} bytes claims {held} values")
        return held if sort not in (_INDEX, _DICTIONARY_PAGE) else 0

    def _bearable(self, count: int, what: str) -> int:
        size = len(self.data)
        if count > MANY_VALUES and count > VALUES_OF_A_BYTE * size:
            raise ValueError(f"it claims {count} {what} in {size} bytes: a decompression bomb?")
        return count


def _check_levels(head: Mapping[int, int], packed: int) -> None:
    """Raise ValueError if a page of the second kind cannot be what its head says."""
    values = head[_HELD]
    levels = sum(head.get(field, 0) for field in _LEVELS)
    rows = max(head.get(field, 0) for field in _ROWS_OF_PAGE)
    if levels > packed or rows > values:
        raise ValueError(f"a page of {values} values claims {rows} rows, and {levels} bytes of levels")


def _needed(claimed: Mapping[int, int], number: int, what: str) -> int:
    if number not in claimed:
        raise ValueError(f"{what}: it does not say how many")
    return claimed[number]
