"""One place, one ID: what the pinned sources tell of a hand-kept place goes to that place.

Which city or territory a hand-kept place is, stands in its ID or in its `same_as`; here it is verified: the
source must hold it, in the same country, under one of the hand-kept names.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from seeds.entity import Entity, SeedError
from seeds.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VERIFIED = ("geonames:", "iso3166-1:")


def pinned_curies(entity: Entity) -> list[str]:
    """Return the CURIEs of an entity that a pinned source must hold.

    Args:
        entity: A hand-kept entity.
    """
    return [curie for curie in (entity.id, *entity.same_as) if curie.startswith(VERIFIED)]


def join_pinned(hand_kept: Sequence[Entity], pinned: Sequence[Entity]) -> list[Entity]:
    """Return all entities, each place once: hand-kept ones first, with what the pinned sources add.

    Args:
        hand_kept: Hand-kept entities.
        pinned: Territories and cities of the pinned sources.

    Raises:
        SeedError: A hand-kept place is not what it says it is.
    """
    by_curie = {curie: entity for entity in pinned for curie in pinned_curies(entity)}
    taken: dict[str, str] = {}
    joined = []
    for entity in hand_kept:
        whole = entity
        for curie in pinned_curies(entity):
            other = _find(entity, curie, by_curie)
            if taken.setdefault(other.id, entity.id) != entity.id:
                raise SeedError(f"{curie}: is both {taken[other.id]} and {entity.id}; keep one")
            whole = _joined(whole, other)
        joined.append(whole)
    return joined + [entity for entity in pinned if entity.id not in taken]


def _find(entity: Entity, curie: str, by_curie: Mapping[str, Entity]) -> Entity:
    other = by_curie.get(curie)
    if other is None:
        raise SeedError(f"{entity.id}: {curie} is in no pinned source; correct it or leave it out")
    if other.country != entity.country:
        raise SeedError(f"{entity.id}: {curie} is in {other.country!r}, the row says {entity.country!r}")
    if not {fold(s.name) for s in entity.spellings} & {fold(s.name) for s in other.spellings}:
        there = ", ".join(s.name for s in other.spellings[:5])
        raise SeedError(f"{entity.id}: {curie} has none of the names of the row; it is {there}")
    return other


def _joined(entity: Entity, other: Entity) -> Entity:
    curies = {*entity.same_as, *other.same_as, other.id} - {entity.id}
    known = {spelling.lang for spelling in entity.spellings if spelling.is_preferred}
    added = tuple(
        replace(s, is_preferred=s.is_preferred and s.lang not in known)
        for s in other.spellings
        if s not in entity.spellings
    )
    return replace(
        entity,
        spellings=entity.spellings + added,
        same_as=tuple(sorted(curies)),
        population=other.population if entity.population is None else entity.population,
    )
