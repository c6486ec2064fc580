"""Entities of two kinds that one ID, or one name at one place, says are one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np

from resolve.index.runs import first_rows
from resolve.linkage.authorities import sharing
from resolve.linkage.facts import kilometres

if TYPE_CHECKING:
    from resolve.index.layout import Index
    from resolve.linkage.facts import Facts, Ints
    from resolve.linkage.spellings import Spellings

ONE_PLACE: Final = 0.5
"""Distance up to which two entities lie at one place, in kilometres."""

ONE_ID: Final = "two kinds, one ID"
ONE_NAME: Final = "two kinds, one name and place"

_AT_ONCE: Final = 64
"""Entities of one name that are held against each other."""

Found = tuple[str, int, int, str]
"""Why, two rows of entities, and what they share."""


def two_kinds(index: Index, spellings: Spellings, facts: Facts) -> list[Found]:
    """Find entities of two kinds that share an ID, or a spelling and a place.

    Args:
        index: of the gazetteer.
        spellings: of its entities.
        facts: of its entities.

    Returns:
        Each pair once: for an ID before for a name.
    """
    kind = index.entities.kind
    found: dict[tuple[int, int], Found] = {}
    for one, other, curie in sharing(index.entities.id, facts):
        if kind[one] != kind[other]:
            found.setdefault((one, other), (ONE_ID, one, other, curie))
    for one, other, name in _named_alike(index, spellings, facts):
        text = index.spellings.text[name]
        found.setdefault((one, other), (ONE_NAME, one, other, text))
    return list(found.values())


def _named_alike(index: Index, spellings: Spellings, facts: Facts) -> Iterator[tuple[int, int, int]]:
    """Pairs of entities of two kinds with one spelling at one place, and a name that spells it."""
    entity = index.spellings.entity.astype(np.int64)
    own = spellings.first == np.arange(len(entity))
    placed = np.flatnonzero(own & ~np.isnan(facts.north[entity]) & ~np.isnan(facts.east[entity]))
    order = placed[np.lexsort((entity[placed], spellings.folded[placed]))]
    folded, kind = spellings.folded[order], index.entities.kind[entity[order]].astype(np.int64)
    starts = first_rows(folded)
    ends = np.append(starts, len(folded))[1:]
    for begin, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if end - begin < 2 or (kind[begin:end] == kind[begin]).all():
            continue
        for one, other in combinations(order[begin:end][:_AT_ONCE].tolist(), 2):
            left, right = sorted((int(entity[one]), int(entity[other])))
            if index.entities.kind[left] != index.entities.kind[right] and _at_one_place(facts, left, right):
                yield left, right, one


def _at_one_place(facts: Facts, one: int, other: int) -> bool:
    rows: tuple[Ints, Ints] = np.array([one]), np.array([other])
    return bool(kilometres(facts, *rows)[0] <= ONE_PLACE)
