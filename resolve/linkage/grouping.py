"""Groups out of pairs: the likeliest joined first, never what contradicts itself.

Two groups are joined if the pairs between them are, on average, likely enough, and no pair among them is
known to be two. So a chain of likenesses, each like the next and the last unlike the first, does not hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Joined:
    """Entities that were joined.

    Attributes:
        members: ascending, two or more.
        probability: the least average of the pairs between two parts that were joined, 0..1.
    """

    members: tuple[int, ...]
    probability: float


def join(
    likely: Mapping[Pair, float], least: float, apart: Callable[[int, int], bool]
) -> tuple[list[Joined], list[Pair]]:
    """Join entities into groups, each in one at most.

    Args:
        likely: of pairs, the lower first, the probability that they are one, 0..1.
        least: average probability from which two groups are joined.
        apart: whether two entities are known to be two.

    Returns:
        The groups, by their lowest member; and the pairs that are likely enough and were not joined, since
        that would have brought together what is known to be two.
    """
    group: dict[int, list[int]] = {}
    level: dict[int, float] = {}
    refused: list[Pair] = []
    ranked = sorted((pair for pair, value in likely.items() if value >= least), key=lambda p: (-likely[p], p))
    for one, other in ranked:
        ours, theirs = group.setdefault(one, [one]), group.setdefault(other, [other])
        if ours is theirs:
            continue
        between = [(min(a, b), max(a, b)) for a in ours for b in theirs]
        if any(apart(*pair) for pair in between):
            refused.append((one, other))
            continue
        average = sum(likely.get(pair, 0.0) for pair in between) / len(between)
        if average < least:
            continue
        lowest = min(average, *(level.get(id(part), 1.0) for part in (ours, theirs)))
        ours.extend(theirs)
        level[id(ours)] = lowest
        for member in theirs:
            group[member] = ours
    whole = {id(members): members for members in group.values() if len(members) > 1}
    found = [Joined(tuple(sorted(members)), level[key]) for key, members in whole.items()]
    return sorted(found, key=lambda joined: joined.members), refused
