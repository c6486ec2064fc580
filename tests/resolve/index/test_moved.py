"""Rows that moved are where their table says, in C as well as plainly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.errors import IndexFaultError
from resolve.index import moved
from resolve.index.moved import Moved


@pytest.mark.parametrize("is_compiled", [True, False])
@given(
    st.integers(1, 900), st.sets(st.integers(0, 900), max_size=4), st.sets(st.integers(0, 900), max_size=4)
)
def test_moved(is_compiled: bool, rows: int, gone: set[int], before: set[int]) -> None:
    """Whatever came and went, in blocks of which all rows moved by as much and in others."""
    plain, now = [], 0
    for row in range(rows):
        now += row in before
        plain.append(-1 if row in gone else now)
        now += row not in gone
    with pytest.MonkeyPatch.context() as patch:
        if not is_compiled:
            patch.setattr(moved, "library", lambda: None)
        found = Moved.to(np.array(plain, np.int32))
        asked = np.arange(rows, dtype=np.int32)[::-1]
        assert plain[::-1] == found.of(asked).tolist()
        assert (-1 not in plain) == found.all_stay


def test_nowhere() -> None:
    """A row that is not there is damage, and not read."""
    if moved.library() is None:
        pytest.skip("nothing is compiled here")
    for row in (-1, 3, 2**31 - 1):
        with pytest.raises(IndexFaultError, match="leads nowhere"):
            Moved.to(np.arange(3, dtype=np.int32)).of(np.array([row], np.int32))
