"""Parquet is held against itself before it is read: what claims what cannot be is refused, nothing else."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import WrongFormat
from gazetteer.files import open_stream, read_table
from gazetteer.files.pages import why_forged
from gazetteer.files.thrift import Reader

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
        reader.struct()
    assert reader.at <= len(data)


def test_cut_off() -> None:
    """A footer that is longer than the file is told; what is no Parquet at all is left to the library."""
    whole = parquet(FRAMES["same"])
    assert "its footer claims" in (why_forged(memoryview(whole[:4] + whole[-60:])) or "")
    assert None is why_forged(memoryview(b"PAR1"))
    assert None is why_forged(memoryview(b"x" * 40))
