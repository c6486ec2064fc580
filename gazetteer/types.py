"""What a gazetteer answers with: what became of an ID, an entity, its names, what a search found."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

IdState = Literal["current", "redirected", "retired", "unknown"]
MatchPlace = Literal["exact", "beginning", "word", "inside"]
Where: TypeAlias = str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None
"""Which gazetteer: a directory, the word `embedded`, or several of these, the first of the highest priority;
None: what the environment variable ADLAR_GAZETTEER names, else the embedded one."""


@dataclass(frozen=True, slots=True)
class IdStatus:
    """What has become of an ID.

    Attributes:
        asked: The ID asked about.
        state: `current`, `redirected`, `retired`, or `unknown` if this gazetteer never had it.
        entity_id: The ID in force; None if there is none.
        reason: Why, in words.
    """

    asked: str
    state: IdState
    entity_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, place, organization or other thing.

    Attributes:
        entity_id: Its ID, the one in force.
        kind: person, place, organization or other.
        name: Its canonical name.
        country: ISO 3166-1 alpha-2.
        population: Inhabitants.
        birth_year: Year of birth; 1 BC is 0.
        description: A few words on it.
        same_as: CURIEs of the same thing elsewhere.
        more: What the sources said besides, as pairs of column and value.
        gazetteers: Of several gazetteers those that hold it, the highest first; none where one was asked.
    """

    entity_id: str
    kind: str
    name: str
    country: str | None
    population: int | None
    birth_year: int | None
    description: str | None
    same_as: tuple[str, ...]
    more: tuple[tuple[str, str], ...]
    gazetteers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of one entity.

    Attributes:
        lang: A BCP 47 tag, or `und`.
        script: An ISO 15924 code.
        name: The spelling, in NFC.
        is_preferred: Whether it is what the entity is called in this language.
        name_kind: preferred, alias, historical, abbreviation or colloquial.
        source: Where it comes from; None if nobody said.
        gazetteer: Of several gazetteers the highest that has it; None where one was asked.
    """

    lang: str
    script: str
    name: str
    is_preferred: bool
    name_kind: str
    source: str | None
    gazetteer: str | None = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An entity that a search found.

    Attributes:
        entity: The entity.
        matched_name: The spelling that matched.
        lang: Its language.
        place: Where the text stands in it: `exact`, `beginning`, `word` (the beginning of a word) or
            `inside`.
    """

    entity: Entity
    matched_name: str
    lang: str
    place: MatchPlace
