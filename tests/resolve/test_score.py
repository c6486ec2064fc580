"""Similarity and score: probabilities out of the evidence."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolve import tables
from resolve.errors import DataError
from resolve.evidence.context import CONTEXT_FEATURES
from resolve.evidence.features import AGAINST, CHANCE, FEATURES
from resolve.score import (
    CONSTANTS,
    LEVEL,
    PROMINENCE,
    Curve,
    log_odds,
    log_odds_alone,
    log_odds_of_names,
    model,
    probability,
    scores,
    shares,
)

ORDER = list(FEATURES)

rows_of_evidence = st.lists(st.floats(0, 1, width=32), min_size=len(FEATURES), max_size=len(FEATURES))
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
    share = [
        exp(model().sharpness * odds + PROMINENCE * min(0, prominence - highest)) for odds, prominence in rows
    ]
    return [one / (sum(share) + exp(model().nil)) for one in share]


def points_of_the_table() -> dict[str, list[tuple[float, float]]]:
    """Return the points of each feature's curve, as they stand in the table."""
    points: dict[str, list[tuple[float, float]]] = {}
    for feature, value, added, _ in tables.read_rows("score/weights.tsv").rows:
        points.setdefault(feature, []).append((float(value), float(added)))
    return points


def plain_odds(row: list[float], features: set[str]) -> float:
    """The bias and what each feature adds: on a straight line between the points beside its value."""
    points = points_of_the_table()
    total = points["bias"][0][1]
    for feature in features:
        value, (before, low) = row[ORDER.index(feature)], (0.0, 0.0)
        for after, high in points[feature]:
            if value <= after:
                total += low + (high - low) * (value - before) / (after - before)
                break
            before, low = after, high
    return total


def test_model_is_the_table() -> None:
    """Each feature has a curve through 0 and the points of its rows; each constant has one row."""
    points = points_of_the_table()
    assert {*FEATURES, *CONSTANTS} == set(points)
    assert {name: [(0.0, getattr(model(), name))] for name in CONSTANTS} == {
        name: points[name] for name in CONSTANTS
    }
    assert {feature: [(0.0, 0.0), *points[feature]] for feature in FEATURES} == {
        feature: list(zip(curve.values, curve.odds, strict=True)) for feature, curve in model().curves.items()
    }


@given(rows_of_evidence)
def test_odds_are_those_of_the_plain_definition(row: list[float]) -> None:
    """Log odds are the bias and what each curve adds; by themselves, chance does not count."""
    values = np.array([row], np.float32)
    assert plain_odds(row, set(FEATURES)) == pytest.approx(float(log_odds(values)[0]), abs=1e-3)
    of_names = set(FEATURES) - CONTEXT_FEATURES
    assert plain_odds(row, of_names) == pytest.approx(float(log_odds_of_names(values)[0]), abs=1e-3)
    alone = plain_odds(row, set(FEATURES) - CHANCE) + model().alone
    assert alone == pytest.approx(float(log_odds_alone(values)[0]), abs=1e-3)


@pytest.mark.parametrize(
    ("value", "added"), [(0, 0), (0.1, 0.5), (0.2, 1), (0.6, 1.5), (1, 2)], ids=lambda cell: str(cell)
)
def test_curve_by_hand(value: float, added: float) -> None:
    """A curve is straight between its points, and 0 at 0."""
    assert pytest.approx(added) == Curve((0.0, 0.2, 1.0), (0.0, 1.0, 2.0)).at(value)


@given(st.lists(rows_of_evidence, min_size=1, max_size=4))
def test_odds_of_a_row_are_its_own(rows: list[list[float]]) -> None:
    """The rows beside a row do not change its log odds by a bit."""
    values = np.array(rows, np.float32)
    assert [log_odds(values[i : i + 1]).tolist() for i in range(len(rows))] == [[v] for v in log_odds(values)]


def changed_table(monkeypatch: pytest.MonkeyPatch, change: dict[str, list[tuple[str, str]]]) -> None:
    """Let the table of weights have other points for some features."""
    table = tables.read_rows("score/weights.tsv")
    kept = [row for row in table.rows if row[0] not in change]
    new = [(feature, value, added, "") for feature, rows in change.items() for value, added in rows]
    changed = tables.Table(table.header, table.columns, [*kept, *new])
    monkeypatch.setattr(tables, "read_rows", lambda _name: changed)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"likeness": []}, "does not fit the features: likeness"),
        ({"novel": [("1", "2")]}, "does not fit the features: novel"),
        ({"sharpness": []}, "does not fit the features: sharpness"),
        (
            {"likeness": [("0.5", "1")]},
            r"likeness has points at \(0.5,\); expected rising values, the last 1",
        ),
        ({"likeness": [("0.5", "1"), ("0.5", "2"), ("1", "3")]}, "expected rising values"),
        ({"likeness": [("0", "1"), ("1", "3")]}, "expected rising values"),
        ({"likeness": [("0.5", "2"), ("1", "1")]}, "likeness speaks for a match; its log odds .* turn about"),
        ({"likeness": [("1", "-1")]}, "likeness speaks for a match"),
        ({"slip": [("1", "1")]}, "slip speaks against a match"),
    ],
)
def test_table_that_is_no_model(
    change: dict[str, list[tuple[str, str]]], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A feature without a curve, a curve without a feature, and a curve that is none are named."""
    changed_table(monkeypatch, change)
    model.cache_clear()
    try:
        with pytest.raises(DataError, match=rf"weights.tsv: .*{words}"):
            model()
    finally:
        model.cache_clear()


def test_against_are_features() -> None:
    """What speaks against a match, what chance has a part in, and what is context are features."""
    assert set() == (AGAINST | CHANCE | CONTEXT_FEATURES) - set(FEATURES)


@pytest.mark.parametrize("feature", FEATURES)
@settings(max_examples=30)
@given(row=rows_of_evidence, other=st.floats(0, 1, width=32))
def test_direction(feature: str, row: list[float], other: float) -> None:
    """More of what speaks for a match never lowers the log odds; more of what speaks against never raises."""
    values = np.array([row, row], np.float32)
    values[1, ORDER.index(feature)] = other
    more, less = (1, 0) if other >= row[ORDER.index(feature)] else (0, 1)
    for odds_of in (log_odds, log_odds_of_names, log_odds_alone):
        change = float(odds_of(values)[more]) - float(odds_of(values)[less])
        assert (-change if feature in AGAINST else change) >= -1e-5


@pytest.mark.parametrize(
    "feature",
    [
        *("likeness", "exact", "equivalent", "kind_same", "country_same", "birth_same", "abbreviation_same"),
        *("slip", "conflict", "stranger", "missing", "surplus", "gender", "father_conflict"),
        *("type_conflict", "type_one", "kind_conflict", "country_conflict", "birth_conflict", "abbreviation"),
    ],
)
def test_counts(feature: str) -> None:
    """What decides by general knowledge was not learnt away."""
    assert 0 != model().curves[feature].at(1)


@pytest.mark.parametrize("what", ["kind", "country", "birth"])
def test_right_context_never_lowers(what: str) -> None:
    """What is said rightly of the entity is worth no less than saying nothing, and wrongly no more."""
    nothing = model().curves["kind_open"].at(1) if what == "kind" else 0.0
    assert model().curves[f"{what}_conflict"].at(1) <= nothing <= model().curves[f"{what}_same"].at(1)


@given(rows_of_evidence)
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
        leader = max(model().sharpness * odds + PROMINENCE * min(0, p - highest) for odds, p in rows)
        nil = max(found) * exp(model().nil - leader)
        assert pytest.approx(1, abs=1e-3) == sum(found) + nil


@given(st.integers(1, 40))
def test_namesakes(count: int) -> None:
    """Of ten namesakes each has a tenth."""
    assert [pytest.approx(1 / count, rel=0.02)] * count == scored([[(5.0, 1.0)] * count])[0]


def test_alone() -> None:
    """A candidate without a rival has the odds against NIL, however prominent it is."""
    odds_of_it = model().sharpness * 2 - model().nil
    assert [pytest.approx(1 / (1 + exp(-odds_of_it)), abs=1e-4)] == scored([[(2.0, 0.0)]])[0]
    assert scored([[(2.0, 0.0)]]) == scored([[(2.0, 7.5)]])


@given(rivals, st.floats(0.5, 2), st.floats(-2, 2))
def test_sharpness_and_nil(queries: list[list[tuple[float, float]]], sharpness: float, nil: float) -> None:
    """A likelier NIL takes from every candidate, whatever the sharpness."""
    owner = np.repeat(np.arange(len(queries)), [len(rows) for rows in queries])
    column, prominence = np.array([row for rows in queries for row in rows], np.float32).T
    found = shares(owner, column, prominence, sharpness, nil)
    fewer = shares(owner, column, prominence, sharpness, nil + 1)
    assert np.all(fewer <= found)
    assert np.all((0 <= found) & (found <= 1))


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
