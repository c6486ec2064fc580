"""Fitting: on data whose law is known, the law is found."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolve.bench.fitting import POINTS, RIDGE, Asked, Judged, Step, calibrate, fit, steps
from resolve.evidence.features import AGAINST, CHANCE, FEATURES
from resolve.score import shares

ORDER = list(FEATURES)
QUERIES, NAMES = 400, 5
KEPT = {"gender": {1.0: -6.0}, "stranger": {0.1: -3.0, 0.35: -6.0, 1.0: -8.0}}
TRUE = {"likeness": 5.0, "missing": -3.0, "crossed": 0.0}


def drawn(seed: int = 7) -> tuple[Asked, Judged]:
    """Draw queries and pairs by a law: likeness speaks for, missing against, crossed says nothing."""
    chance = np.random.default_rng(seed)
    values = np.zeros((QUERIES * NAMES, len(FEATURES)), np.float32)
    for feature in TRUE:
        values[:, ORDER.index(feature)] = chance.random(len(values))
    odds = sum(weight * values[:, ORDER.index(feature)] for feature, weight in TRUE.items()) - 1
    query, entity = np.repeat(np.arange(QUERIES), NAMES), np.tile(np.arange(NAMES), QUERIES)
    share = np.exp(odds).reshape(QUERIES, NAMES)
    falls = chance.random(QUERIES) * (1 + share.sum(axis=1))
    chosen = (falls[:, None] < np.cumsum(share, axis=1)).argmax(axis=1)
    nil = falls > share.sum(axis=1)
    right = (np.arange(NAMES) == chosen[:, None]) & ~nil[:, None]
    asked = Asked(values, query, entity, right.ravel(), np.zeros(len(values), np.float32))
    alone = values[chance.permutation(len(values))[:300]]
    odds_alone = 5 * alone[:, ORDER.index("likeness")] - 3 * alone[:, ORDER.index("missing")] - 2
    truth = (chance.random(300) < 1 / (1 + np.exp(-odds_alone))).astype(np.float64)
    return asked, Judged(alone, truth, np.full(300, 0.2 / 300))


def climbed(values: np.ndarray) -> np.ndarray:
    """How far each row has climbed each step, 0..1, step by step."""
    out = np.zeros((len(values), len(steps())))
    for place, step in enumerate(steps()):
        for row, value in enumerate(values[:, ORDER.index(step.feature)].tolist()):
            out[row, place] = min(1, max(0, (value - step.start) / (step.end - step.start)))
    return out


def loss(asked: Asked, judged: Judged, height: np.ndarray, bias: float, alone: float) -> float:
    """What the fit makes small: the surprise at the right answers, and the cost of the steps."""
    odds = climbed(asked.values) @ height + bias
    share = shares(asked.query, odds.astype(np.float32), asked.prominence, 1.0, 0.0).reshape(QUERIES, NAMES)
    right = asked.right.reshape(QUERIES, NAMES)
    of_right = np.where(right.any(axis=1), (share * right).sum(axis=1), 1 - share.sum(axis=1))
    counts = [step.feature not in CHANCE for step in steps()]
    said = 1 / (1 + np.exp(-(climbed(judged.values) * counts @ height + bias + alone)))
    surprise = -(judged.truth * np.log(said) + (1 - judged.truth) * np.log(1 - said)) @ judged.worth
    return float(-np.log(np.maximum(of_right, 1e-9)).mean() + surprise + RIDGE / 2 * (height**2).sum())


def tops(height: np.ndarray) -> dict[str, float]:
    """What each feature adds at value 1."""
    return {
        f: float(sum(h for h, s in zip(height, steps(), strict=True) if s.feature == f)) for f in FEATURES
    }


@pytest.fixture(scope="module")
def fitted() -> tuple[np.ndarray, float, float]:
    """Return what is fitted to the drawn data."""
    return fit(*drawn(), KEPT)


def test_law_is_found(fitted: tuple[np.ndarray, float, float]) -> None:
    """What decides is found with its sign and its size, what says nothing stays near nought."""
    height, bias, _ = fitted
    found = tops(height)
    for feature, weight in TRUE.items():
        assert pytest.approx(weight, abs=1.0) == found[feature]
    assert pytest.approx(-1, abs=0.7) == bias


def test_better_than_the_start(fitted: tuple[np.ndarray, float, float]) -> None:
    """The data is less of a surprise than at the start, and no small change makes it still less of one."""
    asked, judged = drawn()
    height, bias, alone = fitted
    fixed = np.array([step.feature in KEPT for step in steps()])
    start = np.where(fixed, height, [-0.5 if step.feature in AGAINST else 0.5 for step in steps()])
    reached = loss(asked, judged, height, bias, alone)
    assert reached < loss(asked, judged, start, 0, 0) - 0.1
    for place in np.flatnonzero(~fixed & (np.abs(height) > 0.2)).tolist():
        for change in (-0.15, 0.15):
            moved = height.copy()
            moved[place] += change
            assert loss(asked, judged, moved, bias, alone) > reached - 1e-3, steps()[place]


def test_curves_keep_their_direction(fitted: tuple[np.ndarray, float, float]) -> None:
    """No step of a feature that speaks against a match rises, and none of another falls."""
    wrong = [
        step
        for height, step in zip(fitted[0], steps(), strict=True)
        if (height > 0 if step.feature in AGAINST else height < 0)
    ]
    assert [] == wrong


def test_kept_features_stay(fitted: tuple[np.ndarray, float, float]) -> None:
    """A curve that is set by hand is what it was, point by point."""
    height = dict(zip(steps(), fitted[0].tolist(), strict=True))
    kept = {step: height[step] for step in steps() if step.feature in KEPT}
    expected = {Step("gender", 0, 1): -6.0}
    ends = [(0.0, 0.0), *KEPT["stranger"].items()]
    expected |= {Step("stranger", a, b): low - high for (a, high), (b, low) in pairwise(ends)}
    assert {step: pytest.approx(value) for step, value in expected.items()} == kept


def test_steps_are_curves() -> None:
    """The steps of each feature lead from 0 to 1 without a gap, in the order of the features."""
    found = steps()
    assert ORDER == list(dict.fromkeys(step.feature for step in found))
    for feature in FEATURES:
        ends = [(step.start, step.end) for step in found if step.feature == feature]
        assert (0, 1) == (ends[0][0], ends[-1][1])
        assert all(before[1] == after[0] for before, after in pairwise(ends))
        assert all(start < end for start, end in ends)
    assert set() == set(POINTS) - set(FEATURES)


def brier(asked: Asked, odds: np.ndarray, sharpness: float, nil: float) -> float:
    """How far the score of each query's best candidate is from being right, squared and averaged."""
    share = shares(asked.query, odds, asked.prominence, sharpness, nil).reshape(QUERIES, NAMES)
    top = share.argmax(axis=1)
    right = asked.right.reshape(QUERIES, NAMES)[np.arange(QUERIES), top]
    return float(np.mean((share.max(axis=1) - right) ** 2))


def test_calibrate(fitted: tuple[np.ndarray, float, float]) -> None:
    """The setting that is chosen has the least Brier score of all that stand around it."""
    asked, _ = drawn()
    height, bias, _ = fitted
    sharpness, nil = calibrate(asked, height, bias)
    odds = (climbed(asked.values) @ height + bias).astype(np.float32)
    chosen = brier(asked, odds, sharpness, nil)
    around = [(sharpness + s, nil + n) for s in (-0.3, 0, 0.3) for n in (-0.4, 0, 0.4)]
    inside = [(s, n) for s, n in around if 0.8 <= s <= 2 and -1.5 <= n <= 1]
    assert [] == [setting for setting in inside if brier(asked, odds, *setting) < chosen - 1e-6]


def test_candidates_in_any_order(fitted: tuple[np.ndarray, float, float]) -> None:
    """Candidates tell the same in whatever order they come, as those of several lists do."""
    asked, _ = drawn()
    order = np.random.default_rng(3).permutation(len(asked.query))
    turned = Asked(
        asked.values[order],
        asked.query[order],
        asked.entity[order],
        asked.right[order],
        asked.prominence[order],
    )
    height, bias, _ = fitted
    assert calibrate(asked, height, bias) == calibrate(turned, height, bias)


@settings(max_examples=5)
@given(st.integers(2, 4))
def test_sharper_odds_need_less_sharpening(times: int) -> None:
    """Odds that are a fraction of the true ones are sharpened more than the true ones."""
    asked, _ = drawn(11)
    height = np.array([TRUE.get(step.feature, 0.0) * (step.end - step.start) for step in steps()])
    true, blunt = calibrate(asked, height, -1.0), calibrate(asked, height / times, -1.0 / times)
    assert blunt[0] > true[0]
