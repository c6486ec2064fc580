"""Entities that may be one, by the names they bear, their kind, country, year of birth and place.

Two entities of different kinds are never taken for one, nor two that lie far from one another, nor two that a
person has told apart. Two that one authority knows by two IDs are a contradiction: they are reported.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np

from resolve.cluster.likeness import Likeness
from resolve.cluster.linkage import link_names
from resolve.cluster.values import Spelling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resolve.cluster.linkage import Pair

THRESHOLD: Final = 0.9
"""Least average probability at which a merge is proposed, 0..1."""

FAR: Final = 25.0
"""Distance from which two places are two, in kilometres."""

MANY: Final = 8
"""Entities that bear one spelling from which it tells nothing of any two of them."""

UNPLACED: Final = 0.8
"""What the probability of two places is multiplied by of which neither the distance nor a common country is
known: the share of such pairs that is right, as `benchmarks/quality/linkage.py --half tune` finds it."""

_EARTH: Final = 6371.0

AUTHORITIES: Final = frozenset({"geonames", "gnd", "iso3166-1", "osm", "viaf", "wikidata", "wof"})
"""Prefixes of IDs of authorities that keep their entities apart: two IDs of one are two entities to it."""


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity, and what is known of it.

    Attributes:
        entity_id: its ID.
        kind: person, place, organization or other.
        names: its spellings, each once.
        country: ISO 3166-1 alpha-2; empty if not known.
        birth_year: 0 if not known.
        place: latitude and longitude in degrees; None if not known.
        same_as: CURIEs.
        different_from: IDs of entities that it was told apart from.
    """

    entity_id: str
    kind: str
    names: tuple[str, ...]
    country: str = ""
    birth_year: int = 0
    place: tuple[float, float] | None = None
    same_as: tuple[str, ...] = ()
    different_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Twins:
    """Entities that may be one.

    Attributes:
        entity_id: the one that stays: with the most names, the least ID among equals.
        merged: the others, sorted.
        probability: that they are one, 0..1.
        names: the two spellings that speak most for it, for each of `merged`.
        kilometres: the greatest distance between two of them; None where not known.
        conflict: why they cannot be merged as they stand; empty if they can.
    """

    entity_id: str
    merged: tuple[str, ...]
    probability: float
    names: tuple[tuple[str, str], ...]
    kilometres: float | None
    conflict: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A likeness of two entities, and the spellings that it rests on."""

    probability: float
    names: tuple[str, str]


def find_twins(things: Sequence[Thing], threshold: float = THRESHOLD) -> list[Twins]:
    """Find entities that may be one.

    Args:
        things: the entities of a gazetteer.
        threshold: least average probability of what is found, above 0, up to 1.

    Returns:
        The groups, the most probable first; no entity is in two.
    """
    in_order = sorted(things, key=lambda thing: thing.entity_id)
    found = {
        pair: alike
        for pair, alike in _alike(in_order).items()
        if not apart(in_order[pair[0]], in_order[pair[1]])
    }
    likeness = {
        (one, other): alike.probability * trust(in_order[one], in_order[other])
        for (one, other), alike in found.items()
    }
    linked = link_names(len(in_order), likeness, lambda missing: [0.0] * len(missing), threshold)
    twins = [
        _twins([in_order[place] for place in group.members], group.members, group.level, found)
        for group in linked
        if len(group.members) > 1
    ]
    return sorted(twins, key=lambda one: (-one.probability, one.entity_id))


def apart(one: Thing, other: Thing) -> bool:
    """Whether two entities are two, however alike their names are."""
    if one.kind != other.kind:
        return True
    if other.entity_id in one.different_from or one.entity_id in other.different_from:
        return True
    if one.country and other.country and one.country != other.country:
        return True
    if one.birth_year and other.birth_year and one.birth_year != other.birth_year:
        return True
    distance = kilometres(one, other)
    return distance is not None and distance > FAR


def trust(one: Thing, other: Thing) -> float:
    """What alike names of two entities are worth, 0..1: of places less where nothing tells where they lie."""
    placed = kilometres(one, other) is not None or bool(one.country and one.country == other.country)
    return 1.0 if placed or one.kind != "place" else UNPLACED


def kilometres(one: Thing, other: Thing) -> float | None:
    """The distance between two entities, along a great circle; None where a place is not known."""
    if one.place is None or other.place is None:
        return None
    (north, east), (north_, east_) = (map(math.radians, thing.place or ()) for thing in (one, other))
    half = math.sin((north_ - north) / 2) ** 2
    half += math.cos(north) * math.cos(north_) * math.sin((east_ - east) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(min(1.0, half)))


def _alike(things: Sequence[Thing]) -> dict[Pair, Found]:
    """Pairs of entities that bear spellings that are the same or alike, by their most telling spellings."""
    bearers: defaultdict[Spelling, list[int]] = defaultdict(list)
    for place, thing in enumerate(things):
        for name in thing.names:
            bearers[Spelling(name, thing.kind)].append(place)
    spellings = sorted(bearers)
    if not spellings:
        return {}
    searched = Likeness(spellings)
    same = np.repeat(np.flatnonzero([len(bearers[spelling]) > 1 for spelling in spellings]), 2).reshape(-1, 2)
    pairs = np.concatenate((same, searched.likely_pairs()))
    bare = searched.bare()
    found: dict[Pair, Found] = {}
    for (left, right), probability in zip(pairs, searched.of_pairs(pairs), strict=True):
        ours, theirs = bearers[spellings[left]], bearers[spellings[right]]
        if bare[left] or bare[right] or max(len(ours), len(theirs)) >= MANY:
            continue
        told = (spellings[left].name, spellings[right].name)
        for one in ours:
            for other in theirs:
                pair = (min(one, other), max(one, other))
                if one != other and (pair not in found or found[pair].probability < probability):
                    found[pair] = Found(float(probability), told)
    return found


def _twins(things: Sequence[Thing], places: Sequence[int], level: float, found: dict[Pair, Found]) -> Twins:
    stays = min(range(len(things)), key=lambda number: (-len(things[number].names), things[number].entity_id))
    others = [number for number in range(len(things)) if number != stays]
    best = []
    for number in others:
        near = [found[pair] for pair in found_pairs(places[number], places) if pair in found]
        best.append(max(near, key=lambda alike: (alike.probability, alike.names)).names)
    distances = [kilometres(one, other) for one, other in combinations(things, 2)]
    known = [distance for distance in distances if distance is not None]
    return Twins(
        things[stays].entity_id,
        tuple(things[number].entity_id for number in others),
        level,
        tuple(best),
        max(known, default=None),
        _conflict(things),
    )


def found_pairs(place: int, places: Sequence[int]) -> list[Pair]:
    """The pairs of one place with the others, the lower first."""
    return [(min(place, other), max(place, other)) for other in places if other != place]


def _conflict(things: Sequence[Thing]) -> str:
    """Where one authority knows them by two IDs, or they were told apart."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for thing in things:
        own = thing.entity_id.partition(":")[0] in AUTHORITIES
        for curie in (*thing.same_as, *([thing.entity_id] if own else [])):
            known[curie.partition(":")[0]].add(curie)
    twice = next((sorted(curies) for _, curies in sorted(known.items()) if len(curies) > 1), None)
    if twice is not None:
        return f"known as {' and as '.join(twice)}"
    ids = {thing.entity_id for thing in things}
    told_apart = any(ids.intersection(thing.different_from) for thing in things)
    return "some of them were told apart" if told_apart else ""
