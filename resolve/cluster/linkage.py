"""Groups out of pairs, by average linkage.

Two groups are joined if a name of the one and a name of the other are, on average over all such pairs, likely
enough to be one; the likeliest first. A chain of likenesses, each name like the next and the last unlike the
first, does not hold together.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

Pair = tuple[int, int]
Compare = Callable[[Sequence[Pair]], Sequence[float]]

COMPLETED: Final = 64
"""Names that hang together up to which every pair of them is compared; of more, those pairs count as unlike
that nothing found alike. Unit: names."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Names that were joined.

    Attributes:
        members: ascending.
        level: the average likeness at which the last two parts were joined, 0..1; 1 for a single name.
    """

    members: tuple[int, ...]
    level: float


def link_names(size: int, likeness: Mapping[Pair, float], compare: Compare, least: float) -> list[Linked]:
    """Join names into groups, each name in exactly one.

    Args:
        size: how many names there are; they are the numbers 0 to size - 1.
        likeness: of pairs of names, the lower number first: the probability that they are one, 0..1.
        compare: gives the likeness of pairs that have none yet.
        least: the average likeness at which groups are still joined, 0..1.

    Returns:
        The groups, by their lowest name.
    """
    parts = hanging_together(size, (pair for pair, alike in likeness.items() if alike >= least))
    missing = [
        pair
        for part in parts
        if 2 < len(part) <= COMPLETED
        for pair in combinations(part, 2)
        if pair not in likeness
    ]
    full = dict(likeness) | dict(zip(missing, compare(missing), strict=True))
    of_part = {name: number for number, part in enumerate(parts) for name in part}
    inside: defaultdict[int, dict[Pair, float]] = defaultdict(dict)
    for (one, other), alike in full.items():
        if of_part[one] == of_part[other]:
            inside[of_part[one]][one, other] = alike
    groups = [
        group for number, part in enumerate(parts) for group in average_linkage(part, inside[number], least)
    ]
    return sorted(groups, key=lambda group: group.members)


def hanging_together(size: int, pairs: Iterable[Pair]) -> list[list[int]]:
    """The sets of names that pairs connect, over whatever ways; each ascending, by their lowest name."""
    leader = list(range(size))

    def find(name: int) -> int:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for one, other in pairs:
        low, high = sorted((find(one), find(other)))
        leader[high] = low
    parts: defaultdict[int, list[int]] = defaultdict(list)
    for name in range(size):
        parts[find(name)].append(name)
    return list(parts.values())


def average_linkage(names: Sequence[int], likeness: Mapping[Pair, float], least: float) -> list[Linked]:
    """Join names, the likeliest groups first, while the average of all pairs between two is `least` or more.

    Args:
        names: ascending.
        likeness: of pairs of them, the lower first; a pair that is not there is 0.
        least: above 0.
    """
    members: dict[int, tuple[int, ...]] = {name: (name,) for name in names}
    level = dict.fromkeys(names, 1.0)
    sums: dict[int, dict[int, float]] = {name: {} for name in names}
    for (one, other), alike in likeness.items():
        sums[one][other] = sums[other][one] = alike
    # Of groups that are equally like, those of the lowest names are joined first.
    queue = [(-alike, one, other, 1, 1) for (one, other), alike in likeness.items() if alike >= least]
    heapq.heapify(queue)
    while queue:
        negative, one, other, *sizes = heapq.heappop(queue)
        if one not in members or other not in members or sizes != [len(members[one]), len(members[other])]:
            continue
        members[one] = tuple(sorted(members[one] + members.pop(other)))
        level[one] = -negative
        for third, total in sums.pop(other).items():
            sums[third].pop(other)
            if third != one:
                joined = sums[one].get(third, 0.0) + total
                sums[one][third] = sums[third][one] = joined
        for third, total in sums[one].items():
            low, high = min(one, third), max(one, third)
            average = total / (len(members[one]) * len(members[third]))
            if average >= least:
                heapq.heappush(queue, (-average, low, high, len(members[low]), len(members[high])))
    return [Linked(group, level[name]) for name, group in members.items()]
