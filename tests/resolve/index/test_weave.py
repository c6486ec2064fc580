"""Columns are woven as lists are put together by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from resolve.index.weave import Weave

rows = st.lists(st.lists(st.integers(0, 9), max_size=3), max_size=8)


@st.composite
def weaves(draw: st.DrawFn) -> tuple[list[list[int]], list[list[int]], list[bool], list[int]]:
    """Draw older rows, newer rows, which of the older ones stay, and before which each newer one comes."""
    older, newer = draw(rows), draw(rows)
    kept = draw(st.lists(st.booleans(), min_size=len(older), max_size=len(older)))
    before = draw(st.lists(st.integers(0, len(older)), min_size=len(newer), max_size=len(newer)))
    return older, newer, kept, sorted(before)


def runs(column: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    first = np.cumsum([0, *map(len, column)])
    return first, np.array([value for row in column for value in row], np.int32)


@given(weaves())
def test_inserted(drawn: tuple[list[list[int]], list[list[int]], list[bool], list[int]]) -> None:
    """Newer rows stand before the older ones that were named; what they hold comes with them."""
    older, newer, kept, before = drawn
    plain: list[tuple[bool, int]] = []
    for row in range(len(older) + 1):
        plain += [(True, number) for number, place in enumerate(before) if place == row]
        plain += [(False, row)] * (row < len(older) and kept[row])
    weave = Weave.inserted(len(older), np.flatnonzero(~np.array(kept, bool)), np.array(before, np.int64))
    numbers = weave.of(np.arange(len(older)), -1 - np.arange(len(newer)))
    assert [-1 - row if side else row for side, row in plain] == numbers.tolist()
    places = weave.places(len(older), len(newer))
    for side, column in ((False, older), (True, newer)):
        expected = [plain.index((side, row)) if (side, row) in plain else -1 for row in range(len(column))]
        assert expected == places[side].tolist()
    (first, values), (new_first, new_values) = runs(older), runs(newer)
    woven = [(newer if side else older)[row] for side, row in plain]
    assert runs(woven)[1].tolist() == weave.through(first, new_first).of(values, new_values).tolist()
    assert runs(woven)[0].tolist() == weave.offsets(first, new_first).tolist()


@given(st.lists(st.integers(0, 9), max_size=6), st.lists(st.integers(10, 19), max_size=6), st.data())
def test_appended(older: list[int], newer: list[int], data: st.DataObject) -> None:
    """Some newer rows stand behind all older ones."""
    chosen = sorted(data.draw(st.sets(st.sampled_from(range(len(newer)))))) if newer else []
    weave = Weave.appended(len(older), np.array(chosen, np.int64))
    woven = weave.of(np.array(older, np.int32), np.array(newer, np.int32))
    assert older + [newer[row] for row in chosen] == woven.tolist()
