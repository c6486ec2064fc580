"""Groups and rivals, against slow plain oracles; what the tables of weights and features hold."""

from __future__ import annotations

from itertools import combinations
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.linkage.evidence import AGAINST
from resolve.linkage.grouping import Pair, join
from resolve.linkage.model import models
from resolve.linkage.rivals import rivalry
from resolve.linkage.sorts import sort_of
from resolve.names import KINDS

SIZE = 6
PAIRS = list(combinations(range(SIZE), 2))

likely_pairs = st.dictionaries(st.sampled_from(PAIRS), st.floats(0.05, 1.0))
some_pairs = st.sets(st.sampled_from(PAIRS), max_size=4)


@given(likely_pairs, some_pairs, st.floats(0.1, 1.0))
def test_groups_hold(likely: dict[Pair, float], apart: set[Pair], least: float) -> None:
    """No entity is in two groups, nothing that is two is in one, and what is joined is likely enough."""
    groups, refused = join(likely, least, lambda one, other: (min(one, other), max(one, other)) in apart)
    members = [member for group in groups for member in group.members]
    assert len(set(members)) == len(members)
    for group in groups:
        inside = list(combinations(group.members, 2))
        assert [] == [pair for pair in inside if pair in apart]
        assert any(likely.get(pair, 0) >= least for pair in inside)
        assert least <= group.probability <= 1
    assert [] == [pair for pair in refused if likely[pair] < least]


@given(likely_pairs)
def test_pairs_without_company(likely: dict[Pair, float]) -> None:
    """A pair whose entities are like nothing else is joined if it is likely enough, and not else."""
    alone = {
        pair: value
        for pair, value in likely.items()
        if not any(set(pair) & set(other) for other in likely if other != pair)
    }
    groups, _ = join(likely, 0.5, lambda one, other: False)
    joined = {group.members: group.probability for group in groups}
    assert {pair: value for pair, value in alone.items() if value >= 0.5} == {
        pair: joined[pair] for pair in alone if pair in joined
    }


def test_chain_does_not_hold() -> None:
    """One like the next and the last unlike the first: the likelier two are joined, not all three."""
    groups, _ = join({(0, 1): 0.95, (1, 2): 0.91}, 0.9, lambda one, other: False)
    assert [((0, 1), 0.95)] == [(group.members, group.probability) for group in groups]


def plain_rivalry(odds: dict[Pair, float]) -> list[float]:
    """The rivals of each pair, one after the other."""

    def between(one: int, other: int) -> float:
        return (
            exp(odds[min(one, other), max(one, other)]) if (min(one, other), max(one, other)) in odds else 0.0
        )

    return [
        log(
            1
            + sum(
                between(end, rival) / (1 + between(rival, start))
                for end, start in (pair, pair[::-1])
                for rival in range(SIZE)
                if rival not in pair
            )
        )
        for pair in odds
    ]


@given(st.dictionaries(st.sampled_from(PAIRS), st.floats(-4, 8), min_size=1))
def test_rivals(odds: dict[Pair, float]) -> None:
    """The rivals of a pair are what one of both is like, as far as it is not the other itself."""
    one, other = (np.array(column) for column in zip(*odds, strict=True))
    np.testing.assert_allclose(
        plain_rivalry(odds), rivalry(one, other, np.array(list(odds.values()))), rtol=1e-9, atol=1e-9
    )


@pytest.mark.parametrize("kind", KINDS)
def test_weights_keep_their_direction(kind: str) -> None:
    """What speaks against two being one never adds to the odds, and all else never takes away."""
    for feature, curve in models()[kind].curves.items():
        way = -1 if feature in AGAINST else 1
        steps = np.diff(np.array(curve.odds)) * way
        assert (feature, 0.0) <= (feature, float(steps.min()))
        assert (0.0, 1.0) == (curve.values[0], curve.values[-1])


def test_sorts_of_features() -> None:
    """A code means what its own row says, else what its class says; of others nothing is known."""
    found = [
        sort_of(code) for code in ("P.PPLX", "P.PPL", "A.ADM2", "Q515", "locality", "iso3166-1", "X.Y", "")
    ]
    names = [sort.name if sort else None for sort in found]
    assert ["quarter", "settlement", "area", "settlement", "settlement", "area", None, None] == names
