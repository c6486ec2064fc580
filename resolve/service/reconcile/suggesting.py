"""Suggestions while a person types: entities, types and properties."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Final

from resolve.service.desk import Visit
from resolve.service.finding import find
from resolve.service.operation import Operation, Source
from resolve.service.plain.checked import checked_kind
from resolve.service.reconcile.candidates import TypeAnswer, type_answers
from resolve.service.reconcile.vocabulary import PROPERTIES, TYPE_NAMES
from resolve.service.wire.marks import About, Between

USUAL: Final = 10
_FARTHEST: Final = 1_000


@dataclass(frozen=True, slots=True)
class SuggestRequest:
    """What was typed so far."""

    prefix: str = ""
    cursor: Annotated[int, Between(0, _FARTHEST), About("how many suggestions to skip")] = 0
    type: Annotated[str | None, About("only entities of that type")] = None


@dataclass(frozen=True, slots=True)
class SuggestedEntity:
    """An entity that may be meant."""

    id: str
    name: str
    description: str
    notable: tuple[TypeAnswer, ...]


@dataclass(frozen=True, slots=True)
class SuggestedEntities:
    """Entities, best first."""

    result: tuple[SuggestedEntity, ...]


@dataclass(frozen=True, slots=True)
class SuggestedThing:
    """A type or property that may be meant."""

    id: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class SuggestedThings:
    """Types or properties."""

    result: tuple[SuggestedThing, ...]


async def suggest_entities(asked: SuggestRequest, visit: Visit) -> SuggestedEntities:
    """Entities by the beginning of a name, then by sound."""
    visit.desk.limits.check_name(asked.prefix, "prefix")
    kind = checked_kind(asked.type, "type")
    hits = await find(asked.prefix, asked.cursor + USUAL, kind, visit)
    return SuggestedEntities(
        tuple(
            SuggestedEntity(
                hit.brief.entity_id, hit.brief.name, hit.brief.description, type_answers(hit.brief.kind)
            )
            for hit in hits[asked.cursor :]
        )
    )


async def suggest_types(asked: SuggestRequest, visit: Visit) -> SuggestedThings:
    """Types; all of them for an empty text."""
    return _fitting(asked, (SuggestedThing(id, name, "") for id, name in TYPE_NAMES.items()))


async def suggest_properties(asked: SuggestRequest, visit: Visit) -> SuggestedThings:
    """Properties that a query can give; all of them for an empty text."""
    known = (SuggestedThing(one.id, one.name, one.description) for one in PROPERTIES if one.asked)
    return _fitting(asked, known)


def _fitting(asked: SuggestRequest, known: Iterable[SuggestedThing]) -> SuggestedThings:
    typed = asked.prefix.casefold().strip()
    fitting = [one for one in known if typed in one.id or typed in one.name.casefold()]
    return SuggestedThings(tuple(fitting[asked.cursor : asked.cursor + USUAL]))


def suggest_operations(root: str) -> tuple[Operation, ...]:
    """The three operations below a root: `/reconcile` or `/v1`."""
    return tuple(
        Operation(
            "GET",
            f"{root}/suggest/{what}",
            f"{what.capitalize()} suggestions while typing",
            Source.PARAMETERS,
            SuggestRequest,
            gives,
            answer,
            strict=False,
        )
        for what, gives, answer in (
            ("entity", SuggestedEntities, suggest_entities),
            ("type", SuggestedThings, suggest_types),
            ("property", SuggestedThings, suggest_properties),
        )
    )
