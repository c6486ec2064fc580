"""Azerbaijani Cyrillic, derived by rule from Azerbaijani names in Latin.

Left out are abbreviations, what holds letters that Azerbaijani does not have, and names of organizations and
others that Azerbaijani writes as English or German does: `Deutsche Bank` is no Azerbaijani word.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from resolve.conversion import transliterate_column
from seeds.entity import ABBREVIATION, Entity, Spelling

if TYPE_CHECKING:
    from collections.abc import Sequence

SOURCE = "derived"
LATIN = "az"
CYRILLIC = "az-Cyrl"
LATIN_LETTER = re.compile(r"[A-Za-zÀ-ɏ]")
ADAPTED_KINDS = frozenset({"person", "place"})


def add_cyrillic(entities: Sequence[Entity]) -> list[Entity]:
    """Return the entities with their Azerbaijani names in Cyrillic besides.

    Args:
        entities: Entities with or without Azerbaijani names.
    """
    names = sorted({spelling.name for entity in entities for spelling in _convertible(entity)})
    cyrillic = dict(zip(names, transliterate_column(names, LATIN, CYRILLIC), strict=True))
    return [_extended(entity, cyrillic) for entity in entities]


def fill_cyrillic(entities: Sequence[Entity]) -> list[Entity]:
    """Return the entities, those that have no name in Azerbaijani Cyrillic with derived ones.

    Args:
        entities: Entities of a source that has such names for most, but not for all.
    """
    lacking = [e for e in entities if all(spelling.lang != CYRILLIC for spelling in e.spellings)]
    filled = {entity.id: entity for entity in add_cyrillic(lacking)}
    return [filled.get(entity.id, entity) for entity in entities]


def _convertible(entity: Entity) -> list[Spelling]:
    foreign = {spelling.name for spelling in entity.spellings if spelling.lang in ("en", "de")}
    return [
        spelling
        for spelling in entity.spellings
        if spelling.lang == LATIN
        and spelling.kind != ABBREVIATION
        and (entity.kind in ADAPTED_KINDS or spelling.name not in foreign)
    ]


def _extended(entity: Entity, cyrillic: dict[str, str]) -> Entity:
    derived = (
        Spelling(CYRILLIC, cyrillic[spelling.name], SOURCE, spelling.is_preferred, spelling.kind)
        for spelling in _convertible(entity)
    )
    whole = tuple(spelling for spelling in derived if not LATIN_LETTER.search(spelling.name))
    return replace(entity, spellings=entity.spellings + whole)
