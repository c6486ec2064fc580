"""Figures of calibration against values worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.bench.calibration import auc, brier, expected_calibration_error, fit_platt

SCORED = st.lists(st.tuples(st.integers(0, 8), st.booleans()), min_size=1, max_size=40)


def test_calibration_error_by_hand() -> None:
    """Two bins: promised .2 and kept .5, promised .8 and kept 1, give .25."""
    scores, right = np.array([0.8, 0.2, 0.8, 0.2]), np.array([True, False, True, True])
    assert pytest.approx(0.25) == expected_calibration_error(scores, right, bins=2)


def test_calibration_error_of_few_rows() -> None:
    """Fewer rows than bins are a bin each."""
    assert pytest.approx(0.1) == expected_calibration_error(np.array([0.9]), np.array([True]))


def test_brier_by_hand() -> None:
    """(.1 squared + .4 squared) / 2."""
    assert pytest.approx(0.085) == brier(np.array([0.9, 0.4]), np.array([True, False]))


def test_auc_by_hand() -> None:
    """Of four pairs of right and wrong, two are in order and one is level."""
    scores, right = np.array([0.9, 0.5, 0.5, 0.95]), np.array([True, True, False, False])
    assert pytest.approx(0.375) == auc(scores, right)


def test_auc_without_a_wrong_row() -> None:
    """Where nothing is to be told apart there is no figure."""
    assert math.isnan(auc(np.array([0.1, 0.2]), np.array([True, True])))


@given(SCORED)
def test_auc_is_that_of_all_pairs(rows: list[tuple[int, bool]]) -> None:
    """The ranks give what comparing every right with every wrong row gives."""
    rights = [score for score, right in rows if right]
    wrongs = [score for score, right in rows if not right]
    found = auc(np.array([s for s, _ in rows], float), np.array([r for _, r in rows]))
    if not rights or not wrongs:
        assert math.isnan(found)
        return
    wins = sum((a > b) + (a == b) / 2 for a in rights for b in wrongs)
    assert pytest.approx(wins / (len(rights) * len(wrongs))) == found


def test_platt_keeps_the_mean() -> None:
    """A fitted curve promises as much in all as Platt's targets hold."""
    scores, right = (
        np.array([0.1, 0.4, 0.35, 0.8, 0.9, 0.6]),
        np.array([False, False, True, True, True, False]),
    )
    assert pytest.approx((3 * 4 / 5 + 3 * 1 / 5) / 6) == fit_platt(scores, right).apply(scores).mean()


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=40))
def test_platt_is_always_finite(rows: list[tuple[float, bool]]) -> None:
    """Scores that part the truths, or do not vary, still give probabilities."""
    scores, right = np.array([s for s, _ in rows]), np.array([r for _, r in rows])
    said = fit_platt(scores, right).apply(scores)
    assert bool(((said >= 0) & (said <= 1)).all())
