"""Values that travel: two entities that may be one, several proposed as one, and what contradicts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a pair, as a reviewer needs to see it.

    Attributes:
        entity_id: its ID.
        name: its canonical name.
        kind: person, place, organization or other.
        country: ISO 3166-1 alpha-2; empty if not known.
    """

    entity_id: str
    name: str
    kind: str
    country: str


@dataclass(frozen=True, slots=True)
class Likely:
    """Two entities that may be one.

    Attributes:
        one: that which stays, or the one with the lower ID.
        other: the other one.
        alike: the name of each that are likest.
        kilometres: how far apart they lie; None where one lies nowhere.
        probability: that they are one, 0..1.
        speaking_for: what speaks for it, in words, the weightiest first.
        speaking_against: what speaks against it, likewise.
    """

    one: Party
    other: Party
    alike: tuple[str, str]
    kilometres: float | None
    probability: float
    speaking_for: tuple[str, ...]
    speaking_against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Entities that are proposed as one.

    Attributes:
        entity_id: the one that stays: with the most names, the least ID among equals.
        merged: the others, sorted.
        probability: that they are one, 0..1; of several the average of the pairs at the weakest seam.
        pairs: what it rests on: the pairs that were found among them, the likeliest first.
    """

    entity_id: str
    merged: tuple[str, ...]
    probability: float
    pairs: tuple[Likely, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two entities of which something known contradicts itself.

    Attributes:
        reason: `two kinds, one ID`, `two kinds, one name and place`, `two IDs of one authority` or
            `part of a contradiction`.
        one: the one.
        other: the other.
        shared: what says that they are one: an ID, a name, or what parts them: two IDs.
        kilometres: how far apart they lie; None where one lies nowhere.
        probability: that they are one by all other evidence, 0..1; None where that was not asked.
    """

    reason: str
    one: Party
    other: Party
    shared: str
    kilometres: float | None = None
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """What was found in a gazetteer.

    Attributes:
        entities: how many it has.
        proposals: the likeliest first; no entity is in two.
        conflicts: by reason and ID.
    """

    entities: int
    proposals: tuple[Proposal, ...]
    conflicts: tuple[Conflict, ...]
