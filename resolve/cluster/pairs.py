"""Pairs of names that are worth comparing, out of all pairs of a list.

1. names that share a key: the same by their consonants, whole or but for a word
2. names that sound near
3. names of one place or body, by the tables of those
4. names whose words mean the same, and abbreviations with what they may stand for
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from resolve.index.runs import expand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resolve.candidates.search import Search
    from resolve.index.layout import Index

Ints = npt.NDArray[np.int64]

MOST_OF_A_KEY: Final = 64
"""Names of one key up to which each is held against each; of more, the search by keys finds the likest."""


def find_pairs(
    index: Index, search: Search, sense: npt.NDArray[np.int32], meant: Sequence[tuple[int, int]]
) -> Ints:
    """Find pairs of names of a list.

    Args:
        index: of the list as a gazetteer, in which each name is an entity whose ID is its place.
        search: of the names in it.
        sense: of each name, the number of the place or body that it stands for, 0 for none.
        meant: pairs whose words mean the same.

    Returns:
        Rows of two places, in any order, some more than once.
    """
    # The index numbers names by prominence.
    place = np.array([int(index.entities.id[int(row)]) for row in index.spellings.entity], np.int64)
    near, keyed = search.near(np.arange(len(sense))), search.keyed()
    found = np.concatenate((keyed.name, near.name)).astype(np.int64)
    searched = np.stack((np.concatenate((keyed.query, near.query)), place[found]), axis=1)
    told = np.array([*_known_alike(sense), *meant], np.int64).reshape(-1, 2)
    return np.concatenate((searched, place[_of_shared_keys(index)], told))


def _of_shared_keys(index: Index) -> Ints:
    """All pairs of the names of one key, rows of the index.

    A search for a name finds the name itself as well, and leaves out what is much less like it.
    """
    first, name = index.keyed.shared()
    size = np.diff(first)
    after = np.repeat(first[1:], size) - np.arange(len(name)) - 1
    after[np.repeat(size > MOST_OF_A_KEY, size)] = 0
    owner, other = expand(np.arange(len(name)) + 1, after)
    return np.stack((name[owner], name[other]), axis=1).astype(np.int64)


def _known_alike(sense: npt.NDArray[np.int32]) -> list[tuple[int, int]]:
    """Pairs of names that a table has under one key."""
    known: defaultdict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero(sense).tolist():
        known[int(sense[row])].append(row)
    return [pair for rows in known.values() for pair in combinations(rows[:MOST_OF_A_KEY], 2)]
