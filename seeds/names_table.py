"""From entities to the names table: each spelling once, the canonical name first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from seeds.entity import UNDETERMINED, Entity, SeedError, Spelling

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEMA = {
    "entity_id": pl.String(),
    "kind": pl.String(),
    "lang": pl.String(),
    "name": pl.String(),
    "is_preferred": pl.Boolean(),
    "name_kind": pl.String(),
    "country": pl.String(),
    "population": pl.Int64(),
    "birth_year": pl.Int32(),
    "description": pl.String(),
    "same_as": pl.String(),
    "source": pl.String(),
}

LANGUAGE_OF_COUNTRY = {"AZ": "az", "TR": "tr", "DE": "de", "AT": "de", "RU": "ru"}
INTERNATIONAL = "en"


def make_table(entities: Iterable[Entity]) -> pl.DataFrame:
    """Return the names table of the entities, in their order.

    Args:
        entities: Entities, each ID once.

    Raises:
        SeedError: An entity has no name, or none in the language that its row calls canonical.
    """
    rows = [row for entity in entities for row in _rows(entity)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def unique_spellings(spellings: Iterable[Spelling]) -> list[Spelling]:
    """Return each spelling once a language, of several preferred ones the first as preferred.

    A spelling of unknown language is left out if a language is known for it, unless it is preferred.

    Args:
        spellings: Names of one entity, in order of precedence.
    """
    unique: dict[tuple[str, str], Spelling] = {}
    preferred: set[str] = set()
    for spelling in spellings:
        first = spelling.is_preferred and spelling.lang not in preferred
        if first:
            preferred.add(spelling.lang)
        key = (spelling.lang, spelling.name)
        if key not in unique:
            unique[key] = Spelling(spelling.lang, spelling.name, spelling.source, first, spelling.kind)
    known = {name for lang, name in unique if not _is_undetermined(lang)}
    return [
        s for s in unique.values() if s.is_preferred or not _is_undetermined(s.lang) or s.name not in known
    ]


def _is_undetermined(lang: str) -> bool:
    return lang.split("-", 1)[0] == UNDETERMINED


def _rows(entity: Entity) -> Iterable[tuple[object, ...]]:
    spellings = unique_spellings(entity.spellings)
    if not spellings:
        raise SeedError(f"{entity.id}: has no name")
    for spelling in _canonical_first(entity, spellings):
        kind = spelling.kind or ("preferred" if spelling.is_preferred else "alias")
        yield (
            entity.id,
            entity.kind,
            spelling.lang,
            spelling.name,
            spelling.is_preferred,
            kind,
            entity.country or None,
            entity.population,
            entity.birth_year,
            entity.description or None,
            " ".join(entity.same_as) or None,
            spelling.source,
        )


def _canonical_first(entity: Entity, spellings: list[Spelling]) -> list[Spelling]:
    wanted = entity.canonical or LANGUAGE_OF_COUNTRY.get(entity.country, INTERNATIONAL)
    first = next((s for s in spellings if s.lang == wanted and s.is_preferred), None)
    if first is None and entity.canonical:
        raise SeedError(f"{entity.id}: no name in {entity.canonical!r}, which its row calls canonical")
    return [first, *(s for s in spellings if s is not first)] if first else spellings
