"""Answers on their way between processes and to disk."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text

from resolve.batch.packed import Packed, join_packed, unpack_joined

rows = st.lists(st.tuples(st.none() | any_text, st.none() | st.floats(allow_nan=False)), max_size=6)
SCHEMA = {"name": pl.String, "score": pl.Float64}


@given(st.lists(rows, min_size=1, max_size=4))
def test_tables_come_out_as_they_went_in(tables: list[list[tuple[object, ...]]]) -> None:
    """Each by itself, and all of them joined, are the same rows."""
    frames = [pl.DataFrame(table, schema=SCHEMA, orient="row") for table in tables]
    packed = [Packed.of(frame) for frame in frames]
    assert [frame.rows() for frame in frames] == [table.frame().rows() for table in packed]
    assert pl.concat(frames).rows() == unpack_joined(join_packed(packed)).rows()


@pytest.mark.parametrize("cut", [0, 2, -1])
def test_half_of_them(cut: int) -> None:
    """Tables that are not whole are not taken for fewer rows."""
    frame = pl.DataFrame([("a", 0.5)], schema=SCHEMA, orient="row")
    joined = join_packed([Packed.of(frame)] * 2)
    with pytest.raises(ValueError, match=r"expected|not found"):
        unpack_joined(joined[:cut])
    with pytest.raises(ValueError, match="expected"):
        unpack_joined(joined + b"x")
