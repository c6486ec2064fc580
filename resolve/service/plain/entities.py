"""/entities and /search: entities by ID, and by what was typed so far."""

import asyncio
from dataclasses import dataclass
from typing import Annotated, Final

from resolve.errors import RequestError
from resolve.service.desk import Visit
from resolve.service.finding import find
from resolve.service.operation import Operation, Source
from resolve.service.plain.checked import Kind, checked_kind
from resolve.service.wire.marks import LEFT_OUT, About, Between

_NOT_FOUND: Final = 404
_GONE: Final = 410
_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class EntityRequest:
    """An ID."""

    entity_id: str


@dataclass(frozen=True, slots=True)
class NameAnswer:
    """One spelling of an entity."""

    lang: Annotated[str, About("BCP 47 tag, or und")]
    script: Annotated[str, About("ISO 15924")]
    name: str
    is_preferred: bool
    name_kind: str
    source: str | None
    gazetteer: Annotated[str | None, LEFT_OUT, About("of several gazetteers the highest that has it")]


@dataclass(frozen=True, slots=True)
class EntityAnswer:
    """An entity with all its names, preferred ones first."""

    entity_id: Annotated[str, About("the ID in force; another than was asked for where that was merged")]
    asked: str
    kind: str
    name: str
    country: str | None
    population: int | None
    birth_year: int | None
    description: str | None
    same_as: tuple[str, ...]
    more: Annotated[dict[str, str], About("what the sources said besides, by column")]
    names: tuple[NameAnswer, ...]
    gazetteers: Annotated[
        tuple[str, ...] | None, LEFT_OUT, About("of several gazetteers those that hold it, the highest first")
    ]


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What was typed so far."""

    q: str
    limit: Annotated[int, Between(1, _MOST)] = 10
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class HitAnswer:
    """An entity that may be meant."""

    entity_id: str
    name: str
    kind: str
    country: str | None
    description: Annotated[str, About("what tells it from its namesakes")]
    matched_name: str
    lang: Annotated[str | None, About("language of the spelling; null where it was found by sound")]
    place: Annotated[str, About("where the text stands in it: exact, beginning, word; or sound")]


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Entities, best first."""

    results: tuple[HitAnswer, ...]


async def show_entity(asked: EntityRequest, visit: Visit) -> EntityAnswer:
    """One entity."""
    visit.desk.limits.check_name(asked.entity_id, "entity_id")
    return await asyncio.to_thread(_entity, asked.entity_id, visit)


async def search(asked: SearchRequest, visit: Visit) -> SearchAnswer:
    """Entities by the beginning of a name, then by sound."""
    visit.desk.limits.check_name(asked.q, "q")
    hits = await find(asked.q, asked.limit, checked_kind(asked.kind, "kind"), visit)
    return SearchAnswer(
        tuple(
            HitAnswer(
                hit.brief.entity_id,
                hit.brief.name,
                hit.brief.kind,
                hit.brief.country,
                hit.brief.description,
                hit.matched_name,
                hit.lang,
                hit.place,
            )
            for hit in hits
        )
    )


def _entity(entity_id: str, visit: Visit) -> EntityAnswer:
    tables = visit.opened.tables
    entity = tables.entity(entity_id)
    if entity is None:
        status = tables.status(entity_id)
        raise RequestError(_GONE if status.state == "retired" else _NOT_FOUND, status.reason)
    names = tables.names(entity.entity_id)
    return EntityAnswer(
        entity.entity_id,
        entity_id,
        entity.kind,
        entity.name,
        entity.country,
        entity.population,
        entity.birth_year,
        entity.description,
        entity.same_as,
        {column: str(value) for column, value in entity.more},
        tuple(
            NameAnswer(n.lang, n.script, n.name, n.is_preferred, n.name_kind, n.source, n.gazetteer)
            for n in names
        ),
        entity.gazetteers or None,
    )


OPERATIONS: Final = (
    Operation(
        "GET",
        "/entities/{entity_id}",
        "One entity with all its names",
        Source.PARAMETERS,
        EntityRequest,
        EntityAnswer,
        show_entity,
        failures=(_NOT_FOUND, _GONE),
    ),
    Operation(
        "GET",
        "/search",
        "Entities by what was typed so far",
        Source.PARAMETERS,
        SearchRequest,
        SearchAnswer,
        search,
    ),
)
