"""What travels through the build: an entity with its spellings, before it becomes rows of a names table."""

from __future__ import annotations

from dataclasses import dataclass

ABBREVIATION = "abbreviation"
UNDETERMINED = "und"


class SeedError(Exception):
    """A hand-kept row or a pinned source is not as it must be; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name of an entity.

    Attributes:
        lang: BCP 47 tag.
        name: The spelling.
        source: A value of the column `source` in licences.tsv.
        is_preferred: Whether it is the one to show in its language; the first that says so is.
        kind: `historical`, `abbreviation` or `colloquial`; empty for an ordinary name.
    """

    lang: str
    name: str
    source: str
    is_preferred: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity as one source tells of it.

    Attributes:
        id: The ID: one of our own, or a CURIE of the source.
        kind: `person`, `place`, `organization` or `other`.
        spellings: Its names; the first of a kind counts.
        same_as: CURIEs of the same entity elsewhere.
        country: ISO 3166-1 alpha-2, or empty.
        population: How many live there; None if nobody says.
        birth_year: Year of birth; None if nobody says.
        description: What it is, in a few words; or empty.
        canonical: The language whose preferred name is the name of the entity; empty: that of the
            country if it is one of ours, else English.
    """

    id: str
    kind: str
    spellings: tuple[Spelling, ...]
    same_as: tuple[str, ...] = ()
    country: str = ""
    population: int | None = None
    birth_year: int | None = None
    description: str = ""
    canonical: str = ""
