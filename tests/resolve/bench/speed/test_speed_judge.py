"""Right answers, counted."""

from __future__ import annotations

import polars as pl

from resolve.bench.intervals import Share
from resolve.bench.speed.judge import judge_decided, judge_scored, right_answers

ANSWERS = pl.DataFrame(
    {
        "how": ["same", "same", "mistyped", "swapped", "unknown", "unknown"],
        "gold": ["a", "b", "c", "d", None, None],
    }
)
BEST = pl.Series(["a", "x", "c", None, "a", None], dtype=pl.String)


def test_decided() -> None:
    """The best answer counts for recall, the answer that is given for the rest; nobody has no recall."""
    found = judge_decided(ANSWERS, BEST, pl.Series([True, True, False, False, True, False]))
    assert Share(2, 4) == found.recall
    assert {
        "same": Share(1, 2),
        "mistyped": Share(1, 1),
        "swapped": Share(0, 1),
    }.items() <= found.by_how.items()
    assert Share(1, 4) == found.matched
    assert Share(1, 2) == found.wrong_unknown
    assert found.threshold is None


def test_scored() -> None:
    """A threshold is chosen on every other query, and what is answered above it is counted on the rest."""
    answers = pl.DataFrame({"how": ["same", "unknown"] * 4, "gold": ["a", None] * 4})[
        [0, 0, 1, 1, 2, 2, 3, 3]
    ]
    best = pl.Series(["a"] * 8)
    scores = pl.Series([0.9, 0.8, 0.3, 0.4, 0.7, 0.95, 0.5, 0.75])
    found = judge_scored(answers, best, scores)
    assert 0.7 == found.threshold
    assert Share(4, 4) == found.recall
    assert Share(2, 2) == found.matched
    assert Share(1, 2) == found.wrong_unknown


def test_right_answers() -> None:
    """Each query is right or not, those of nobody neither."""
    assert [True, False, True, False, None, None] == right_answers(ANSWERS, BEST).to_list()
