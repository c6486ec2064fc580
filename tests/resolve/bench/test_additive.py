"""Additive models: what they are fitted to, they say again."""

from __future__ import annotations

import numpy as np

from resolve.bench.additive import climbed, fit_additive, pieces

FEATURES = ("for", "against", "nothing")


def test_pieces() -> None:
    """Each feature has its pieces in order, one where no points are given; a row climbs as far as it goes."""
    steps = pieces(FEATURES, {"for": (0.5, 1.0)})
    assert [("for", 0.0, 0.5), ("for", 0.5, 1.0), ("against", 0.0, 1.0), ("nothing", 0.0, 1.0)] == [
        (step.feature, step.start, step.end) for step in steps
    ]
    values = np.array([[0.75, 0.2, 0.0]], np.float32)
    np.testing.assert_allclose([[1.0, 0.5, 0.2, 0.0]], climbed(values, FEATURES, steps), atol=1e-6)


def test_fit_finds_the_odds_that_made_the_data() -> None:
    """Truths drawn by known odds give these odds again; what speaks against never adds."""
    drawn = np.random.default_rng(7)
    values = drawn.random((20_000, 3)).astype(np.float32)
    odds = 4 * values[:, 0] - 3 * values[:, 1] - 0.5
    right = drawn.random(len(odds)) < 1 / (1 + np.exp(-odds))
    steps = pieces(FEATURES, {})
    against = np.array([False, True, True])
    height, bias = fit_additive(climbed(values, FEATURES, steps), against, right)
    np.testing.assert_allclose([4, -3, 0, -0.5], [*height, bias], atol=0.2)
    assert height[2] <= 0
