"""Pairs of names of two entities that may be one, by the index: names that share a key.

The index holds the names of each key already; so there is no search, and what is found grows with the names,
not with their pairs. What the facts exclude is left out before any name is compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from resolve.index.runs import expand, first_rows
from resolve.linkage.facts import kilometres
from resolve.names import KINDS

if TYPE_CHECKING:
    from resolve.index.layout import Index
    from resolve.linkage.facts import Facts, Ints, Truths
    from resolve.linkage.spellings import Spellings

FAR: Final = 25.0
"""Distance from which two places are two, in kilometres, where both are small."""

REACHES: Final = 12.0
"""The same for large ones, in times of their reach."""

AT_ONCE: Final = 1 << 21
"""Pairs of names that are looked at at once, so that memory stays bounded."""

_PLACE: Final = KINDS.index("place")


@dataclass(frozen=True, slots=True)
class NamePairs:
    """Pairs of names of two entities, rows of the index; the entity of the first is the lower one."""

    one: Ints
    other: Ints


def shared_names(index: Index, spellings: Spellings, facts: Facts) -> NamePairs:
    """Pairs of names that share a key, of entities that nothing known parts.

    Each spelling of an entity is looked at once, each pair comes once, in order.
    """
    entity = index.spellings.entity.astype(np.int64)
    first, name = index.keyed.shared()
    name = spellings.first[name]
    found = [np.zeros(0, np.int64)]
    for one, other in _all_pairs(first, name):
        kept = np.flatnonzero(entity[one] != entity[other])
        one, other = one[kept], other[kept]
        turned = entity[one] > entity[other]
        one, other = np.where(turned, other, one), np.where(turned, one, other)
        packed = _once((one << np.int64(32)) | other)
        one, other = packed >> np.int64(32), packed & np.int64(0xFFFFFFFF)
        found.append(packed[may_be_one(index, facts, entity[one], entity[other])])
    packed = _once(np.concatenate(found))
    return NamePairs(packed >> np.int64(32), packed & np.int64(0xFFFFFFFF))


def may_be_one(index: Index, facts: Facts, one: Ints, other: Ints) -> Truths:
    """Whether nothing that is known parts the entities of pairs: kind, distance, for places country.

    Args:
        index: of the gazetteer.
        facts: of its entities.
        one: n rows of entities.
        other: as many.
    """
    kind, country = index.entities.kind, index.entities.country
    same_kind = kind[one] == kind[other]
    apart = (country[one] != country[other]) & (country[one] > 0) & (country[other] > 0)
    distance = kilometres(facts, one, other)
    limit = np.maximum(FAR, REACHES * np.maximum(facts.reach[one], facts.reach[other]))
    abroad = apart & (kind[one] == _PLACE) & ~(distance <= FAR)
    return np.asarray(same_kind & ~abroad & ~(distance > limit))


def _once(values: Ints) -> Ints:
    """The different values, rising; by sorting, which is faster here than the hashes of `np.unique`."""
    values.sort()
    return values[first_rows(values)]


def _all_pairs(first: npt.NDArray[np.int64], name: Ints) -> Iterator[tuple[Ints, Ints]]:
    """All pairs inside of runs, some runs at a time."""
    size = np.diff(first)
    after = np.repeat(first[1:], size) - np.arange(len(name)) - 1
    running = np.cumsum(after)
    begin = 0
    while begin < len(name):
        done = running[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(running, done + AT_ONCE, "right")))
        owner, at = expand(np.arange(begin, end) + 1, after[begin:end])
        yield name[owner + begin], name[at]
        begin = end
