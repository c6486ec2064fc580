"""Parquet is held against itself before it is read: what claims what cannot be is refused, nothing else."""

from __future__ import annotations

import io
import tracemalloc
from contextlib import suppress
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import WrongFormat
from gazetteer.files import open_stream, read_table
from gazetteer.files.pages import MAGIC, why_forged
from gazetteer.files.thrift import Reader

LIST, STRUCT = 9, 12
"""Kinds of values."""

FORGED = Path(__file__).parents[1] / "fuzz" / "corpus" / "names_table" / "parquet_forged_page"
FRAMES = {
    "plain": pl.DataFrame({"n": range(5_000), "name": [f"Bakı {n}" for n in range(5_000)]}),
    "same": pl.DataFrame({"name": ["Bakı"] * 5_000, "none": pl.Series([None] * 5_000, dtype=pl.String)}),
    "nested": pl.DataFrame({"list": [[1, 2], None, []], "struct": [{"a": 1, "b": "x"}] * 3}),
    "empty": pl.DataFrame(schema={"name": pl.String}),
    "bare": pl.DataFrame(),
    "categories": pl.DataFrame({"c": pl.Series(["a", "b", "a"], dtype=pl.Categorical)}),
}
MANNERS: list[dict[str, Any]] = [
    {},
    {"compression": "uncompressed"},
    {"compression": "snappy", "row_group_size": 700, "statistics": "full"},
    {"data_page_size": 300},
]


def parquet(frame: pl.DataFrame, **manner: Any) -> bytes:
    """Return rows as a file."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, **manner)
    return buffer.getvalue()


@pytest.mark.parametrize("manner", MANNERS, ids=str)
@pytest.mark.parametrize("name", FRAMES)
def test_what_is_written_is_right(name: str, manner: dict[str, Any]) -> None:
    """Nothing is found in a file that was written in earnest, in whatever manner."""
    assert None is why_forged(memoryview(parquet(FRAMES[name], **manner)))


def test_page_of_less_than_nothing(tmp_path: Path) -> None:
    """A page that claims -4 values is refused by both ways of reading; the library would end the process."""
    path = tmp_path / "names.parquet"
    path.write_bytes(FORGED.read_bytes()[1:])
    said = "names.parquet: the parquet data is broken or forged: values of a page: -4, where"
    with pytest.raises(WrongFormat, match=said):
        read_table(path)
    with pytest.raises(WrongFormat, match=said), open_stream(path):
        pass


@given(st.data())
def test_any_byte_may_be_another(data: st.DataObject) -> None:
    """However a file is changed, it is held against itself to the end."""
    forged = bytearray(parquet(FRAMES["same"].head(9)))
    for _ in range(data.draw(st.integers(1, 3))):
        forged[data.draw(st.integers(0, len(forged) - 1))] = data.draw(st.integers(0, 255))
    assert why_forged(memoryview(bytes(forged))) != ""


@given(st.binary(max_size=60))
def test_structures_of_any_bytes(data: bytes) -> None:
    """Bytes are a structure, or a ValueError; nothing beyond them is read."""
    reader = Reader(memoryview(data + b"\xff" * 8), 0, len(data))
    with suppress(ValueError):
        reader.skip(STRUCT)
    assert reader.at <= len(data)


def varint(number: int) -> bytes:
    """Return a number as it is written, 7 bits a byte."""
    return bytes((number >> place & 127) | 128 for place in range(0, 28, 7)) + bytes([number >> 28])


def listed(kind: int, element: bytes, count: int) -> bytes:
    """Return a list of the same, many times."""
    return bytes([0xF0 | kind]) + varint(count) + element * count


def footed(footer: bytes, data: bytes = b"") -> memoryview:
    """Return a file of pages, and of what it says of itself."""
    return memoryview(MAGIC + data + footer + len(footer).to_bytes(4, "little") + MAGIC)


# The fields of a file that has no rows: field 3 is their number, field 4 a list of groups, field 5 anything.
NO_ROWS, GROUPS, ANYTHING, STOP = b"\x36\x00", b"\x19", b"\x29", b"\x00"
MANY = 100_000
COSTLY = {
    "structures that nobody reads": ANYTHING + listed(STRUCT, STOP, MANY),
    "lists that nobody reads": ANYTHING + listed(LIST, STOP, MANY),
    "numbers that nobody reads": ANYTHING + listed(5, b"\x00", MANY),
    "bytes that nobody reads": ANYTHING + listed(3, b"\x00", MANY),
    "groups": GROUPS + listed(STRUCT, b"\x36\x00\x00", MANY),
    "columns": GROUPS + b"\x1c\x19" + listed(STRUCT, b"\x3c\x56\x00\x26\x00\x00\x00", MANY) + b"\x26\x00\x00",
    "one field again and again": b"\x05\x06\x00" * MANY,
}


@pytest.mark.parametrize("what", COSTLY)
def test_memory_is_bounded_by_nothing_but_the_file(what: str) -> None:
    """However many things a file lists, holding it against itself takes no memory for each."""
    data = footed(NO_ROWS + COSTLY[what] + STOP)
    tracemalloc.start()
    why = why_forged(data)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # Not a byte for each; what else a process does meanwhile takes some too.
    assert (None, True) == (why, most < MANY)


def test_too_deep() -> None:
    """Lists and structures inside one another end somewhere, before Python does."""
    for nested in (b"\x19" * 5_000, b"\x1c" * 5_000):
        why = why_forged(footed(NO_ROWS + b"\x2c" + nested + STOP))
        assert "too many values inside one another" == why


# A page: its type, its bytes unpacked and packed, its head (field 5, or 7 of a dictionary) with its values.
def page(unpacked: int, values: int) -> bytes:
    """Return a page that packs nothing."""
    return b"\x15\x00\x15" + varint(2 * unpacked) + b"\x15\x00\x2c\x15" + varint(2 * values) + STOP + STOP


def column(values: int, length: int, start: int = 4, dictionary: int = 0) -> bytes:
    """Return what is said of a column: its values, its bytes, the places of its first page and dictionary."""
    numbers = (b"\x56", values), (b"\x26", length), (b"\x26", start), (b"\x26", dictionary)
    return b"\x3c" + b"".join(head + varint(2 * number) for head, number in numbers) + STOP + STOP


def grouped(columns: bytes, count: int) -> bytes:
    """Return the group of a file without rows that has these columns."""
    return (
        NO_ROWS
        + GROUPS
        + b"\x1c\x19"
        + bytes([0xF0 | STRUCT])
        + varint(count)
        + columns
        + b"\x26\x00\x00\x00"
    )


def test_many_columns_that_are_each_bearable() -> None:
    """What many columns claim counts together: memory is asked for each of them."""
    pages = page(0, 9_000_000)
    columns = [column(9_000_000, len(pages), 4 + place * len(pages)) for place in range(2)]
    assert None is why_forged(footed(grouped(columns[0], 1), pages))
    why = why_forged(footed(grouped(b"".join(columns), 2), pages * 2)) or ""
    assert "it claims 18000000 values in " in why


def test_many_pages_that_are_each_bearable() -> None:
    """What many pages claim to be unpacked counts together, as it does in any compressed file."""
    pages = page(200 << 20, 0)
    assert None is why_forged(footed(grouped(column(0, len(pages)), 1), pages))
    why = why_forged(footed(grouped(column(0, 2 * len(pages)), 1), pages * 2))
    assert "it claims to be 200 times as long unpacked: a decompression bomb?" == why


def test_columns_in_the_same_place() -> None:
    """Columns that share their pages are refused: a thousand of them would be a thousand ways through."""
    pages = page(0, 0) * 40
    columns = column(0, len(pages)) * 1_000
    assert "goes beyond the end of its data" in (why_forged(footed(grouped(columns, 1_000), pages)) or "")


def test_dictionary_behind_the_first_page() -> None:
    """What is checked is what is read: the library begins with the dictionary, wherever the first page is."""
    pages = page(0, 0)
    behind = 4 + len(pages)
    for first, dictionary, expected in (
        (behind, 4, None),
        (behind, 0, None),
        (4, 4, None),
        (4, behind, "a dictionary stands behind the first page of its column"),
    ):
        said = column(0, len(pages), first, dictionary)
        assert expected == why_forged(footed(grouped(said, 1), pages * 2))


def test_cut_off() -> None:
    """A footer that is longer than the file is told; what is no Parquet at all is left to the library."""
    whole = parquet(FRAMES["same"])
    assert "its footer claims" in (why_forged(memoryview(whole[:4] + whole[-60:])) or "")
    assert None is why_forged(memoryview(b"PAR1"))
    assert None is why_forged(memoryview(b"x" * 40))
