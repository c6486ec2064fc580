"""The rivals of a pair: an entity is one of those that it is like, not several that differ."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from resolve.linkage.facts import Floats, Ints

LEAST: Final = -4.0
"""Log odds from which an entity counts as a rival."""

MOST: Final = 24
"""Rivals of one entity that are looked at, the likest."""


def rivalry(one: Ints, other: Ints, odds: Floats) -> Floats:
    """How strong the rivals of each pair are: ln(1 + the sum of their odds).

    Of a pair, a rival is what one of both is like as well, as far as it is not the other itself.

    Args:
        one: n rows of entities.
        other: n rows of entities, each higher than that of `one`; no pair twice.
        odds: the log odds of each pair by itself.

    Returns:
        n values >= 0. Unit: log odds.
    """
    likely = np.flatnonzero(odds >= LEAST)
    pairs = zip(one[likely].tolist(), other[likely].tolist(), strict=True)
    weight = dict(zip(pairs, np.exp(odds[likely]).tolist(), strict=True))
    partners: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for (left, right), worth in weight.items():
        partners[left].append((worth, right))
        partners[right].append((worth, left))
    for known in partners.values():
        known.sort(reverse=True)
        del known[MOST:]

    def against(entity: int, chosen: int) -> float:
        total = 0.0
        for worth, rival in partners[entity]:
            if rival != chosen:
                total += worth / (1 + weight.get((min(rival, chosen), max(rival, chosen)), 0.0))
        return total

    total = np.zeros(len(one))
    for row in np.flatnonzero(odds >= LEAST).tolist():
        left, right = int(one[row]), int(other[row])
        total[row] = against(left, right) + against(right, left)
    return np.log1p(total)
