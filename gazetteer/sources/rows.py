"""Rows of a names table gathered entity by entity, and handed on as tables."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.sources.vetting import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ENOUGH = 1 << 16
"""Names that make a table."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name of an entity, as an importer finds it.

    Attributes:
        lang: A BCP 47 tag.
        name: The name.
        name_kind: preferred, alias, historical, abbreviation or colloquial.
    """

    lang: str
    name: str
    name_kind: str = "alias"


@dataclass(frozen=True, slots=True)
class Facts:
    """What an importer finds of an entity besides its names.

    Attributes:
        entity_id: Its ID.
        kind: person, place, organization or other.
        source: Where its names come from.
        country: ISO 3166-1 alpha-2.
        population: Inhabitants.
        birth_year: Year of birth; 1 BC is 0.
        description: A few words on it.
        same_as: CURIEs separated by spaces.
        latitude: In degrees.
        longitude: In degrees.
        sitelinks: How many pages of Wikimedia projects are on it.
        feature: What its source says it is, by a code of the source.
    """

    entity_id: str
    kind: str
    source: str
    country: str | None = None
    population: str | None = None
    birth_year: str | None = None
    description: str | None = None
    same_as: str | None = None
    latitude: str | None = None
    longitude: str | None = None
    sitelinks: str | None = None
    feature: str | None = None


FACTS = tuple(field.name for field in fields(Facts))
NAMES = tuple(field.name for field in fields(Spelling))


class RowGathering:
    """Entities with their names, until there are enough for a table."""

    def __init__(self, leave: Sequence[str] = ()) -> None:
        """Start with no rows.

        Args:
            leave: Facts that the source never has, and that are therefore no columns.
        """
        self._columns = tuple(name for name in FACTS if name not in leave)
        self._facts: list[Facts] = []
        self._places: list[int] = []
        self._sizes: list[int] = []
        self._spellings: list[Spelling] = []

    def add(self, facts: Facts, spellings: Iterable[Spelling], place: int) -> None:
        """Add an entity.

        Args:
            facts: What is known of it.
            spellings: Its names.
            place: The number by which its place in the source is known.
        """
        before = len(self._spellings)
        self._spellings.extend(spellings)
        self._facts.append(facts)
        self._places.append(place)
        self._sizes.append(len(self._spellings) - before)

    @property
    def is_enough(self) -> bool:
        """Whether there are enough names for a table."""
        return len(self._spellings) >= ENOUGH

    def take(self) -> pl.DataFrame:
        """Return what was gathered, a row a name, and start again."""
        entities = pl.DataFrame(
            {name: [getattr(facts, name) for facts in self._facts] for name in self._columns},
            schema=dict.fromkeys(self._columns, pl.String()),
        ).with_columns(pl.Series(PLACE, self._places, dtype=pl.Int64))
        names = pl.DataFrame(
            {name: [getattr(spelling, name) for spelling in self._spellings] for name in NAMES},
            schema=dict.fromkeys(NAMES, pl.String()),
        )
        repeated = pl.Series(
            [row for row, size in enumerate(self._sizes) for _ in range(size)], dtype=pl.UInt32
        )
        table = entities[repeated].hstack(names)
        self._facts, self._places, self._sizes, self._spellings = [], [], [], []
        return table
