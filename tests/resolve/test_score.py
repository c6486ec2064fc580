"""Similarity and score: probabilities out of the evidence."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve import score, tables
from resolve.errors import DataError
from resolve.evidence.context import CONTEXT_FEATURES
from resolve.evidence.features import FEATURES
from resolve.score import (
    LEVEL,
    NIL_LOG_ODDS,
    PROMINENCE,
    SHARPNESS,
    log_odds,
    log_odds_of_names,
    probability,
    scores,
    weights,
)

odds = st.floats(-20, 20, width=32)
prominences = st.floats(0, 8, width=32)
rivals = st.lists(st.lists(st.tuples(odds, prominences), min_size=1, max_size=6), min_size=1, max_size=4)


def scored(queries: list[list[tuple[float, float]]]) -> list[list[float]]:
    owner = np.repeat(np.arange(len(queries)), [len(rows) for rows in queries])
    columns = np.array([row for rows in queries for row in rows], np.float32).T
    found = scores(owner, columns[0], columns[1])
    return [found[owner == i].tolist() for i in range(len(queries))]


def plain_scores(rows: list[tuple[float, float]]) -> list[float]:
    """The share of each candidate in the odds of all and of NIL."""
    best = max(odds for odds, _ in rows)
    highest = max(prominence for odds, prominence in rows if odds >= best - LEVEL)
    share = [exp(SHARPNESS * odds + PROMINENCE * min(0, prominence - highest)) for odds, prominence in rows]
    return [one / (sum(share) + exp(NIL_LOG_ODDS)) for one in share]


def test_weights_fit_the_features() -> None:
    """The table has one row a feature, and one for the bias."""
    column, bias = weights()
    rows = {row[0]: float(row[1]) for row in tables.read_rows("score/weights.tsv").rows}
    assert [rows[feature] for feature in FEATURES] == pytest.approx(column.tolist())
    assert (rows["bias"], len(FEATURES) + 1) == (bias, len(rows))


def test_weights_that_do_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A feature without a weight, or a weight without a feature, is named."""
    fewer = dict(list(FEATURES.items())[1:]) | {"novel": "a feature that no row is for"}
    monkeypatch.setattr(score, "FEATURES", fewer)
    weights.cache_clear()
    try:
        with pytest.raises(DataError, match=r"weights.tsv: does not fit the features: likeness, novel"):
            weights()
    finally:
        weights.cache_clear()


@pytest.mark.parametrize(
    ("feature", "sign"),
    [
        *(
            (f, 1)
            for f in ("likeness", "same", "exact", "equivalent", "kind_same", "country_same", "birth_same")
        ),
        *(
            (f, -1)
            for f in ("slip", "conflict", "missing", "surplus", "gender", "father_conflict", "type_conflict")
        ),
        *((f, -1) for f in ("kind_conflict", "country_conflict", "birth_conflict", "abbreviation", "tiny")),
    ],
)
def test_direction(feature: str, sign: int) -> None:
    """What speaks for two names being one adds to the odds, what speaks against takes away."""
    values = np.zeros((2, len(FEATURES)), np.float32)
    values[1, list(FEATURES).index(feature)] = 1
    assert sign == np.sign(np.diff(log_odds(values))[0])


@given(st.lists(st.floats(0, 1, width=32), min_size=len(FEATURES), max_size=len(FEATURES)))
def test_odds_of_names_leave_the_context_out(row: list[float]) -> None:
    """The odds from the names alone are the odds where nothing else is known."""
    values = np.array([row], np.float32)
    without = values * [feature not in CONTEXT_FEATURES for feature in FEATURES]
    assert log_odds_of_names(values) == pytest.approx(log_odds(without.astype(np.float32)), abs=1e-4)


@given(st.lists(st.floats(-1e9, 1e9, width=32), max_size=6))
def test_probability(column: list[float]) -> None:
    """A probability is 0..1, rises with the odds, and is one half for even odds."""
    found = probability(np.sort(np.array(column, np.float32)))
    assert all(0 <= p <= 1 for p in found)
    assert sorted(found.tolist()) == found.tolist()
    assert 0.5 == probability(np.zeros(1, np.float32))[0]


@given(rivals)
def test_shares(queries: list[list[tuple[float, float]]]) -> None:
    """The scores of a query and of NIL sum to 1, and are those of the plain definition."""
    for rows, found in zip(queries, scored(queries), strict=True):
        plain = plain_scores(rows)
        assert plain == pytest.approx(found, abs=1e-4)
        best = max(odds for odds, _ in rows)
        highest = max(prominence for odds, prominence in rows if odds >= best - LEVEL)
        leader = max(SHARPNESS * odds + PROMINENCE * min(0, p - highest) for odds, p in rows)
        nil = max(found) * exp(NIL_LOG_ODDS - leader)
        assert pytest.approx(1, abs=1e-3) == sum(found) + nil


@given(st.integers(1, 40))
def test_namesakes(count: int) -> None:
    """Of ten namesakes each has a tenth."""
    assert [pytest.approx(1 / count, rel=0.02)] * count == scored([[(5.0, 1.0)] * count])[0]


def test_alone() -> None:
    """A candidate without a rival has the odds against NIL."""
    assert [pytest.approx(1 / (1 + exp(-SHARPNESS * 2)), abs=1e-4)] == scored([[(2.0, 0.0)]])[0]
    assert scored([[(2.0, 0.0)]]) == scored([[(2.0, 7.5)]])


def test_prominence_decides_among_level_candidates() -> None:
    """Of two candidates that are as similar, the more prominent one is meant."""
    city, village = scored([[(4.0, 5.0), (4.0, 1.0)]])[0]
    assert city > 0.9
    assert village < 0.1


@given(prominences)
def test_prominence_does_not_lift(prominence: float) -> None:
    """However prominent, a candidate that is less similar by more than `LEVEL` stays behind."""
    near, famous = scored([[(4.0, 0.0), (4.0 - LEVEL - 0.5, prominence)]])[0]
    assert near > famous


def test_no_candidate() -> None:
    """No candidates have no scores."""
    assert 0 == len(scores(np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.float32)))
