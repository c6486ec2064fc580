"""What a Parquet file says of itself, held against what there is, before a library relies on it.

A page that claims to hold less than nothing, or more than the column, makes the library ask for memory that
no machine has, which ends the process without a word of ours. So the heads of all pages are read first; what
is in the pages is left to the library, whose errors are exceptions.

Source: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.files.thrift import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.files.thrift import Value

MAGIC = b"PAR1"

LONGEST_PAGE = 1 << 30
"""Bytes of a page unpacked after which it is refused; writers make pages of a megabyte or a few."""

MANY_ROWS = 1 << 26
ROWS_OF_A_BYTE = 1_000
"""Rows, or values of a column, that are refused if there are so many, and so many for each byte of the file:
names are not all the same."""

_FOOTER = 8
"""Bytes at the end: the length of what a file says of itself, and the magic."""

_DATA_2 = 8
_HEADS = (5, 7, _DATA_2)
"""Fields of the head of a page, for each kind of page; of these it has one."""

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
    end = size - _FOOTER - length
    try:
        footer = Reader(data, end, size - _FOOTER).struct()
        rows = _whole(footer, 3, "rows")
        _refuse_bomb(rows, "rows", size)
        groups = [_struct(group) for group in _list(footer, 4)]
        if sum(_whole(group, 3, "rows of a group") for group in groups) != rows:
            return f"its groups do not have the {rows} rows that it claims"
        for group in groups:
            for column in _list(group, 1):
                _check_pages(data, _struct(_struct(column).get(3, {})), end)
    except ValueError as error:
        return str(error)
    return None


def _refuse_bomb(count: int, what: str, size: int) -> None:
    if count > MANY_ROWS and count > ROWS_OF_A_BYTE * size:
        raise ValueError(f"it claims {count} {what} in {size} bytes: a decompression bomb?")


def _check_pages(data: memoryview, column: dict[int, Value], end: int) -> None:
    """Raise ValueError if a page of a column cannot be what its head says."""
    values = _whole(column, 5, "values of a column")
    _refuse_bomb(values, "values of a column", len(data))
    length = _whole(column, 7, "bytes of a column")
    starts = [_whole(column, field, "place of a page") for field in (9, 11) if field in column]
    # A dictionary that begins at 0 is none: there stands the magic.
    start = min(place for place in [*starts, end] if place)
    if start + length > end:
        raise ValueError(f"a column of {length} bytes goes beyond the end of its data")
    found = sum(_page_values(data, start, start + length))
    if found != values:
        raise ValueError(f"the pages of a column claim {found} values, the column {values}")


def _page_values(data: memoryview, start: int, end: int) -> Iterator[int]:
    """Yield how many values of the column each page holds."""
    reader = Reader(data, start, end)
    while reader.at < end:
        page = reader.struct()
        packed, unpacked = _whole(page, 3, "bytes of a page"), _whole(page, 2, "bytes of a page")
        if packed > end - reader.at or unpacked > LONGEST_PAGE:
            raise ValueError(f"a page of {packed} bytes, {unpacked} unpacked, is too long")
        reader.at += packed
        held = sum(_values_of(_struct(page[kind]), kind, packed) for kind in _HEADS if kind in page)
        sort = _whole(page, 1, "type of a page")
        if sort == _DICTIONARY_PAGE and held > unpacked:
            raise ValueError(f"a dictionary of {unpacked} bytes claims {held} values")
        if sort not in (_INDEX, _DICTIONARY_PAGE):
            yield held


def _values_of(head: dict[int, Value], kind: int, packed: int) -> int:
    """Return how many values a page holds; raise ValueError if it cannot be as many."""
    values = _whole(head, 1, "values of a page")
    if kind == _DATA_2:
        levels = sum(_whole(head, field, "bytes of levels") for field in (5, 6))
        rows = max(_whole(head, field, "rows of a page") for field in (2, 3))
        if levels > packed or rows > values:
            raise ValueError(f"a page of {values} values claims {rows} rows, and {levels} bytes of levels")
    return values


def _whole(fields: dict[int, Value], number: int, what: str) -> int:
    value = fields.get(number)
    if not isinstance(value, int) or not 0 <= value < 1 << 62:
        raise ValueError(f"{what}: {value!r}, where a whole number of 0 or more was expected")
    return value


def _struct(value: Value) -> dict[int, Value]:
    if not isinstance(value, dict):
        raise ValueError(f"{value!r}, where a structure was expected")
    return value


def _list(fields: dict[int, Value], number: int) -> list[Value]:
    value = fields.get(number)
    if not isinstance(value, list):
        raise ValueError(f"{value!r}, where a list was expected")
    return value
