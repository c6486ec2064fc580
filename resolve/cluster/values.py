"""Values that travel: distinct names, how they hang together, and the groups that they make."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Spelling:
    """A distinct name, and what is known of it wherever it stands.

    Attributes:
        name: as it was written, in NFC, with single spaces.
        kind: person, place, organization or other; empty if not known.
        country: ISO 3166-1 alpha-2; empty if not known.
        birth_year: 0 if not known.
        langs: BCP 47 tags of its rows, sorted; without those of rows whose language is not known.
        mentions: how often it stands somewhere, >= 1.
    """

    name: str
    kind: str = ""
    country: str = ""
    birth_year: int = 0
    langs: tuple[str, ...] = ()
    mentions: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """How one spelling of a group hangs together with another.

    Attributes:
        name: the spelling.
        origin: the spelling of the group that it is explained by.
        system: what makes the one out of the other, by its ID (`de-t-ru-m0-duden`, `lexicon:...`); None if no
            conversion does, so that they sound alike or mean the same.
        probability: that the two name one entity, 0..1.
    """

    name: str
    origin: str
    system: str | None
    probability: float


@dataclass(frozen=True, slots=True)
class Group:
    """Spellings that are taken for the names of one entity.

    Attributes:
        key: an ID made from the spellings alone, whatever else stands in the input.
        members: places of its spellings in the input of `group_names`, ascending.
        name: the canonical form, one of the spellings.
        kind: what it is; None if no spelling says.
        probability: that all its spellings name one entity, 0..1: the average likeness at which its last two
            parts were joined, for a single spelling 1.
        links: one for each spelling but the canonical form, by name.
        entity: whether it can be proposed as an entity: a surname alone names many, what has no letters none.
        remark: why it cannot; empty if it can.
    """

    key: str
    members: tuple[int, ...]
    name: str
    kind: str | None
    probability: float
    links: tuple[Link, ...]
    entity: bool
    remark: str = ""
