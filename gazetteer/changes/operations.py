"""What can be changed in a gazetteer: one value an operation.

A change is an operation with who wants it, why, and how sure they are. Operations name entities by ID; what
they mean for a gazetteer stands in `perform`, how they are written in `reading` and `writing`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""A value that JSON has."""

Columns: TypeAlias = tuple[tuple[str, str], ...]
"""Columns that the names table does not define, as pairs of column and value."""


Fact: TypeAlias = "str | int | None"
"""The value of a fact; None: it is not known."""

Facts: TypeAlias = tuple[tuple[str, Fact], ...]
"""Facts of an entity, as pairs of field and value, sorted."""


@dataclass(frozen=True, slots=True)
class NewName:
    """A spelling that an entity gets.

    Attributes:
        lang: A BCP 47 tag, or `und`.
        name: The spelling, in NFC.
        is_preferred: Whether it is what the entity is called in this language.
        name_kind: preferred, alias, historical, abbreviation or colloquial; None: preferred or alias, as
            `is_preferred` says.
        source: Where it comes from.
        more: What else is known of it.
    """

    lang: str
    name: str
    is_preferred: bool = False
    name_kind: str | None = None
    source: str | None = None
    more: Columns = ()


@dataclass(frozen=True, slots=True)
class NamePick:
    """Names of an entity that are meant: those of a spelling, as far as more is said.

    Attributes:
        name: The spelling, in NFC.
        lang: Only in this language.
        name_kind: Only of this kind.
        source: Only from this source.
    """

    name: str
    lang: str | None = None
    name_kind: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Add:
    """A new entity.

    Attributes:
        entity_id: Its ID, which was never used before.
        kind: person, place, organization or other.
        names: Its names, at least one.
        name: Its canonical name, one of them; None: the first preferred one, else the first.
        country: ISO 3166-1 alpha-2.
        population: Inhabitants.
        birth_year: Year of birth; 1 BC is 0.
        description: A few words on it.
        same_as: CURIEs of the same thing elsewhere.
        more: What else is known of it.
    """

    entity_id: str
    kind: str
    names: tuple[NewName, ...]
    name: str | None = None
    country: str | None = None
    population: int | None = None
    birth_year: int | None = None
    description: str | None = None
    same_as: tuple[str, ...] = ()
    more: Columns = ()


@dataclass(frozen=True, slots=True)
class Retire:
    """An entity that is no more; its ID answers `retired` from now on.

    Attributes:
        entity_id: Its ID.
    """

    entity_id: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Several entities that are one.

    Attributes:
        entity_id: The ID that stays.
        merged: The IDs that give way and lead to it from now on.
    """

    entity_id: str
    merged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """An entity that is two.

    Attributes:
        entity_id: The one that stays.
        new_id: The ID of the other: never used before, or one that leads to the first now.
        names: The names that the other takes with it, at least one.
        kind: What the other is; None: the same kind.
        country: Its country.
        population: Its inhabitants.
        birth_year: Its year of birth.
        description: A few words on it.
        same_as: CURIEs of it elsewhere; those that the first has are taken from there.
    """

    entity_id: str
    new_id: str
    names: tuple[NamePick, ...]
    kind: str | None = None
    country: str | None = None
    population: int | None = None
    birth_year: int | None = None
    description: str | None = None
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmerge:
    """A merge that was wrong, undone.

    Attributes:
        merge: The ID that gave way then, and comes back.
    """

    merge: str


@dataclass(frozen=True, slots=True)
class RenameId:
    """An entity that gets another ID; the old one leads to it from now on.

    Attributes:
        entity_id: The ID that it has.
        new_id: The ID that it gets: never used before, or one that leads to it now.
    """

    entity_id: str
    new_id: str


@dataclass(frozen=True, slots=True)
class AddName:
    """A name that an entity has besides.

    Attributes:
        entity_id: The entity.
        name: The name.
    """

    entity_id: str
    name: NewName


@dataclass(frozen=True, slots=True)
class DropName:
    """Names that an entity does not have.

    Attributes:
        entity_id: The entity.
        name: Which of its names.
    """

    entity_id: str
    name: NamePick


@dataclass(frozen=True, slots=True)
class SameAs:
    """IDs that an entity has elsewhere.

    Attributes:
        entity_id: The entity.
        same_as: CURIEs.
    """

    entity_id: str
    same_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DifferentFrom:
    """Entities that were looked at and are not the same, however alike they seem.

    Attributes:
        entity_id: The one.
        different_from: The IDs of the others.
    """

    entity_id: str
    different_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetFacts:
    """Facts of an entity that are otherwise than they were told.

    Attributes:
        entity_id: The entity.
        facts: What they are.
    """

    entity_id: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class FactsAsBefore:
    """Facts of an entity that were set, and are what they were before.

    Attributes:
        entity_id: The entity.
        fields: Which facts.
    """

    entity_id: str
    fields: tuple[str, ...]


Operation: TypeAlias = (
    Add
    | Retire
    | Merge
    | Split
    | Unmerge
    | RenameId
    | AddName
    | DropName
    | SameAs
    | DifferentFrom
    | SetFacts
    | FactsAsBefore
)


@dataclass(frozen=True, slots=True)
class Change:
    """One operation, and what goes into the log with it.

    Attributes:
        operation: What is changed.
        reason: Why; None: what is said for all changes together.
        author: Who wants it; None: who makes the changes.
        probability: How sure the one is who proposes it, 0..1; kept, not acted on.
        evidence: What speaks for it; kept, not acted on.
        line: The line of the file that it stands in, counted from 1; None if it comes from no file.
    """

    operation: Operation
    reason: str | None = None
    author: str | None = None
    probability: float | None = None
    evidence: Json = None
    line: int | None = None
