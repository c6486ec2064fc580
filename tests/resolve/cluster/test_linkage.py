"""Average linkage: against a slow plain oracle, and what it is for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from resolve.cluster.linkage import Pair, average_linkage, hanging_together, link_names

SIZE = 7
PAIRS = list(combinations(range(SIZE), 2))
# Eighths, whose sums are exact, so that equal averages are equal in whatever order they are added up.
likenesses = st.dictionaries(st.sampled_from(PAIRS), st.integers(0, 8).map(lambda eighths: eighths / 8))


def plain_linkage(names: Sequence[int], likeness: dict[Pair, float], least: float) -> list[tuple[int, ...]]:
    """Join the two groups that are likest on average, anew each time, until none are likely enough."""
    groups: list[tuple[int, ...]] = [(name,) for name in names]

    def average(one: tuple[int, ...], other: tuple[int, ...]) -> float:
        pairs = [(min(a, b), max(a, b)) for a in one for b in other]
        return sum(likeness.get(pair, 0.0) for pair in pairs) / len(pairs)

    while len(groups) > 1:
        one, other = max(combinations(groups, 2), key=lambda two: (average(*two), -two[0][0], -two[1][0]))
        if average(one, other) < least:
            break
        groups = sorted(
            [*(group for group in groups if group not in (one, other)), tuple(sorted(one + other))]
        )
    return sorted(groups)


@given(likeness=likenesses, least=st.sampled_from([0.25, 0.5, 0.625, 1.0]))
def test_joins_as_the_plain_way_does(likeness: dict[Pair, float], least: float) -> None:
    """The groups are those that are found by looking at all pairs of groups each time."""
    found = average_linkage(range(SIZE), likeness, least)
    assert plain_linkage(range(SIZE), likeness, least) == sorted(group.members for group in found)


@given(likeness=likenesses)
def test_every_name_is_in_one_group(likeness: dict[Pair, float]) -> None:
    """No name is lost, and none is in two groups; a group holds together by the threshold at least."""
    groups = link_names(SIZE, likeness, lambda missing: [0.0] * len(missing), 0.5)
    assert list(range(SIZE)) == sorted(name for group in groups for name in group.members)
    assert all(0.5 <= group.level <= 1 for group in groups)


def test_a_chain_does_not_hold_together() -> None:
    """Each name like the next is not enough: the ends are strangers."""
    chain = {(name, name + 1): 0.7 for name in range(5)}
    groups = link_names(6, chain, lambda missing: [0.0] * len(missing), 0.6)
    assert [(0, 1), (2, 3), (4, 5)] == [group.members for group in groups]


def test_missing_pairs_are_compared() -> None:
    """Pairs that no search found are compared where names hang together, and nowhere else."""
    asked: list[Pair] = []

    def compare(missing: Sequence[Pair]) -> list[float]:
        asked.extend(missing)
        return [0.9] * len(missing)

    groups = link_names(5, {(0, 1): 0.9, (1, 2): 0.8, (3, 4): 0.1}, compare, 0.6)
    assert ([(0, 2)], [(0, 1, 2), (3,), (4,)]) == (asked, [group.members for group in groups])


def test_names_hang_together_over_others() -> None:
    """What pairs connect is one set, by whatever ways."""
    assert [[0, 2, 3], [1], [4]] == hanging_together(5, [(2, 3), (0, 3)])
