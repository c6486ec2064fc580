"""Texts of a packed column that are taken at once, in C, against those that are cut out one by one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.errors import IndexFaultError
from resolve.index import ids, places, texts
from resolve.index.ids import Ids
from resolve.index.texts import Texts
from resolve.index.volume import Volume, drafted

columns = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=60)
long_ones = st.integers(200, 70_000).map(lambda size: ["ə" * size])


@pytest.mark.parametrize("is_compiled", [True, False])
@given(columns, st.one_of(st.just([]), long_ones), st.data())
def test_many_are_taken_as_one_by_one(
    is_compiled: bool, short: list[str], long: list[str], data: st.DataObject
) -> None:
    """Whatever the texts hold, the separator too, and however many bytes a size takes."""
    column = [*short, *long]
    rows = data.draw(st.lists(st.integers(0, len(column) - 1), min_size=24, max_size=80))
    with pytest.MonkeyPatch.context() as patch:
        if not is_compiled:
            for module in (texts, places):
                patch.setattr(module, "library", lambda: None)
        expected = [column[row] for row in rows]
        packed = Texts.pack(column)
        assert expected == packed.take(np.array(rows)) == packed.gather(np.array(rows)).to_list()


ends = st.sampled_from(["", "0", "007", "12", "4294967295", "123456789", "9999999999", "x"])
identifiers = st.lists(st.tuples(st.sampled_from(["Q", "geonames:", "", "ə\n"]), ends), min_size=1)


@pytest.mark.parametrize("is_compiled", [True, False])
@given(identifiers, st.data())
def test_ids_are_put_together_as_they_were(
    is_compiled: bool, parts: list[tuple[str, str]], data: st.DataObject
) -> None:
    """Whatever number they end in, and those that end in none that is kept as one."""
    column = [begin + end for begin, end in parts]
    rows = data.draw(st.lists(st.integers(0, len(column) - 1), min_size=24, max_size=60))
    packed = Ids.of_column(pl.Series(column))
    with pytest.MonkeyPatch.context() as patch:
        if not is_compiled:
            patch.setattr(ids, "library", lambda: None)
        assert [column[row] for row in rows] == packed.gather(np.array(rows)).to_list()


@pytest.mark.parametrize("row", [-1, 3])
def test_beyond_the_column(row: int) -> None:
    """No text is taken from where there is none, and none that is cut off."""
    column = Texts.pack(["a", "b\nc", "d"])
    with pytest.raises(IndexError, match="of 3"):
        column.take(np.array([0] * 30 + [row]))
    for start in (0, -1):
        sizes = np.array([1, 3, 1], np.uint8)
        damaged = Texts(np.frombuffer(b"ab\n", np.uint8), np.array([start], np.int32), sizes)
        with pytest.raises(IndexError, match="outside of its column, which ends at 3"):
            damaged.take(np.array([1 + start] * 30))


def test_damaged_column(tmp_path: Path) -> None:
    """A column whose places are not those of its texts is named as damage."""
    with drafted(tmp_path / "arrays") as draft:
        Texts(np.zeros(40, np.uint8), np.zeros(2, np.int32), np.ones(40, np.uint8)).save(draft, "names")
    with pytest.raises(IndexFaultError, match="names holds 2 places of 40 texts"):
        Texts.load(Volume.open(tmp_path / "arrays"), "names")
