"""What IDs of other sources say: two that share one are one; two that one authority numbers apart are two."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resolve.linkage.facts import Facts

AUTHORITIES: Final = frozenset({"geonames", "gnd", "iso3166-1", "osm", "viaf", "wikidata", "wof"})
"""Prefixes of IDs of authorities that keep their entities apart: two IDs of one are two entities to it."""

_SHARED_BY: Final = 64
"""Entities that share one ID, of which each is held against each other; of more, against the next."""


def known_ids(entity_id: str, same_as: Sequence[str]) -> dict[str, set[str]]:
    """The IDs by which authorities know an entity: those it is told to be the same as, and its own.

    Args:
        entity_id: its own.
        same_as: CURIEs.

    Returns:
        Prefix -> CURIEs.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    own = (entity_id,) if entity_id.partition(":")[0] in AUTHORITIES else ()
    for curie in (*same_as, *own):
        found[curie.partition(":")[0]].add(curie)
    return found


def numbered_apart(one: dict[str, set[str]], other: dict[str, set[str]]) -> tuple[str, str] | None:
    """Two IDs of one authority that part two entities; None if no authority does.

    Args:
        one: what `known_ids` gave for the one.
        other: likewise.
    """
    for prefix in sorted(one.keys() & other.keys()):
        if one[prefix].isdisjoint(other[prefix]):
            return min(one[prefix]), min(other[prefix])
    return None


def sharing(ids: Sequence[str], facts: Facts) -> Iterator[tuple[int, int, str]]:
    """Pairs of entities that share an ID, or of which one is what the other is told to be the same as.

    Args:
        ids: of n entities.
        facts: of them.

    Yields:
        Two rows, the lower first, and the ID; sorted by the ID.
    """
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for row, curies in enumerate(facts.same_as):
        for curie in curies:
            holders[curie].append(row)
    for row, entity_id in enumerate(ids):
        if entity_id in holders and row not in holders[entity_id]:
            holders[entity_id].append(row)
    for curie, rows in sorted(holders.items()):
        ordered = sorted(rows)
        pairs = combinations(ordered, 2) if len(rows) <= _SHARED_BY else pairwise(ordered)
        for one, other in pairs:
            yield one, other, curie
