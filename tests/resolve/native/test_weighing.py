"""Context, log odds and ranking in C against those in Python: the same to the last bit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.candidates.pairs import Pairs
from resolve.evidence.alignment import Alignment
from resolve.evidence.context import CONTEXT_FEATURES
from resolve.evidence.features import FEATURES, PLACE
from resolve.evidence.measure import Evidence, with_context
from resolve.index.store import open_index
from resolve.names import read_names
from resolve.native import ranking as native
from resolve.native.score import facts_struct, weigh
from resolve.ranking import Measured, rank
from resolve.score import model
from resolve.settings import MAX_TOKENS
from resolve.sides import Context, Side, of_names
from resolve.types import Query, Questions

if TYPE_CHECKING:
    from resolve.compiled import Library
    from resolve.index.layout import Index

asked = st.builds(
    Query,
    st.sampled_from(["Bakı", "Baku", "NATO", "HATO", "Ilham Aliyev", "OSZE", "ОБСЕ"]),
    st.sampled_from([None, "de", "az", "az-Cyrl", "und"]),
    st.sampled_from([None, "person", "place", "organization"]),
    st.sampled_from([None, "AZ", "DE"]),
    st.sampled_from([None, 1961, 1962, 1963, -44]),
)
points = sorted({value for curve in model().curves.values() for value in curve.values})
# Points of the curves, what lies beside them, and anything between.
shares = st.one_of(st.sampled_from(points), st.floats(0, 1, width=32), st.just(0.0))
rows = st.lists(shares, min_size=len(FEATURES), max_size=len(FEATURES))
weighed = st.lists(st.tuples(asked, asked, rows, st.booleans()), max_size=6)
# A few odds and few entities make many that are equal; the long lists go another way in C.
candidates = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(0, 59), st.one_of(st.integers(-3, 3), st.floats(-70, 70, width=32))
    ),
    max_size=120,
    unique_by=lambda row: row[:2],
)
holders = st.lists(st.tuples(st.integers(0, 19), st.booleans()), min_size=60, max_size=60)
standings = st.lists(st.floats(0, 8, width=32), min_size=20, max_size=20)


@pytest.fixture(scope="module")
def embedded() -> Index:
    """Return the index of the embedded gazetteer."""
    return open_index(None)


def side_of(queries: list[Query]) -> Side:
    context = Context.of(Questions.of(queries))
    names = read_names([q.name for q in queries], [q.lang or "und" for q in queries], context.kind)
    return of_names(names, context)


def evidence_of(values: list[list[float]], partial: list[bool]) -> Evidence:
    n = len(partial)
    every = np.arange(n)
    none = np.zeros((n, MAX_TOKENS))
    aligned = Alignment(
        every, every, none.astype(np.int8), none.astype(np.float32), none > 0, np.zeros(n, bool)
    )
    table = np.array(values, np.float32).reshape(n, len(FEATURES))
    # What names say by themselves leaves these open.
    table[:, [PLACE[feature] for feature in CONTEXT_FEATURES]] = 0
    return Evidence(table, np.array(partial, bool), aligned)


@given(weighed)
def test_context_and_log_odds(library: Library, pairs: list[tuple[Query, Query, list[float], bool]]) -> None:
    """What is known besides the names, and what all evidence weighs, is what Python says."""
    left, right = side_of([row[0] for row in pairs]), side_of([row[1] for row in pairs])
    every = np.arange(len(pairs))
    plain, fast = (evidence_of([row[2] for row in pairs], [row[3] for row in pairs]) for _ in range(2))
    expected = Measured.of(Pairs(every, every), with_context(left, right, plain))
    actual = weigh(library, facts_struct(left), facts_struct(right), Pairs(every, every), fast)
    assert expected.evidence.values.tolist() == actual.evidence.values.tolist()
    for column in ("odds", "sure", "bearing", "same"):
        assert getattr(expected, column).tolist() == getattr(actual, column).tolist()


@given(candidates, holders, standings)
def test_ranking(
    library: Library,
    embedded: Index,
    found: list[tuple[int, int, float]],
    holders: list[tuple[int, bool]],
    standings: list[float],
) -> None:
    """Each entity is spoken for by the same name, in the same order, with the same scores and rivals."""
    entity, preferred = np.array(holders, np.int32).T
    index = replace(
        embedded,
        spellings=replace(embedded.spellings, entity=entity.copy(), preferred=preferred.astype(bool)),
        entities=replace(
            embedded.entities, kind=np.zeros(20, np.uint8), prominence=np.array(standings, np.float32)
        ),
    )
    query, name, odds = (np.array([row[part] for row in found]) for part in range(3))
    pairs = Pairs(query.astype(np.int64), name.astype(np.int64))
    size = len(found)
    evidence = evidence_of([[0.0] * len(FEATURES)] * size, [False] * size)
    measured = Measured(
        pairs,
        evidence,
        odds.astype(np.float32),
        odds.astype(np.float32),
        np.zeros(size, bool),
        np.zeros(size, bool),
    )
    expected, actual = rank(index, measured, 5), native.rank(library, native.Contest.of(index), measured, 5)
    for column in expected.__slots__:
        assert getattr(expected, column).tolist() == getattr(actual, column).tolist()


@given(st.lists(st.integers(0, 8), max_size=12))
def test_evidence_of_some_pairs(pairs: list[int]) -> None:
    """What was measured one after the other is found again by its number, whichever part it is in."""
    parts = [
        Measured.of(Pairs(every, every), evidence_of([[size / 9] * len(FEATURES)] * size, [size > 3] * size))
        for size in (4, 0, 5)
        for every in (np.arange(size),)
    ]
    together = Measured.join(Measured.join(parts[0], parts[1]), parts[2])
    expected, actual = (
        together.evidence.rows(np.array(pairs, int)),
        together.evidence_of(np.array(pairs, int)),
    )
    assert expected.values.tolist() == actual.values.tolist()
    assert expected.partial.tolist() == actual.partial.tolist()
