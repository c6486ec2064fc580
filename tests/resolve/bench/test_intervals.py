"""Shares and their intervals."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.bench.intervals import Matching, Share


@pytest.mark.parametrize(
    ("hits", "rows", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
)
def test_interval_by_wilson(hits: int, rows: int, low: float, high: float) -> None:
    """The 95 % interval is Wilson's; 81 of 263 is the example of Newcombe, 1998."""
    assert pytest.approx((low, high), abs=5e-5) == Share(hits, rows).interval


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_interval_holds_the_share(share: tuple[int, int]) -> None:
    """The share lies in its interval, and that in 0..1."""
    found = Share(*share)
    low, high = found.interval
    assert 0 <= low <= found.value + 1e-12
    assert found.value - 1e-12 <= high <= 1


def test_no_rows() -> None:
    """Of no rows there is no share, and anything is possible."""
    assert math.isnan(Share(0, 0).value)
    assert (0.0, 1.0) == Share(0, 0).interval
    assert "-" == str(Share(0, 0))


def test_f1_by_hand() -> None:
    """Precision 3/4 and recall 3/6 give F1 .6."""
    assert pytest.approx(0.6) == Matching(3, 4, 6).f1
