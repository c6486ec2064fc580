"""What is told of an entity that stays: its names, its IDs elsewhere, what it is not, its facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.changes.demands import known_entity, picked_names, refuse_claimed, refuse_unknown_columns
from gazetteer.changes.done import FactsBefore
from gazetteer.changes.facts import facts_of, with_facts
from gazetteer.changes.joining import different_from, identity
from gazetteer.changes.undo import find_before
from gazetteer.errors import RefusedChange
from gazetteer.schema import DIFFERENT_FROM

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.changes.draft import Draft
    from gazetteer.changes.operations import (
        AddName,
        DifferentFrom,
        DropName,
        Fact,
        Facts,
        FactsAsBefore,
        SameAs,
    )
    from gazetteer.changes.undo import Past


def add_name(adding: AddName, draft: Draft, say: Callable[[str], None]) -> None:
    """Give an entity a name more."""
    entity = known_entity(adding.entity_id, draft, say)
    refuse_unknown_columns((adding.name,), draft)
    same = [name for name in entity.names if identity(name) == identity(adding.name)]
    if same and same[0].is_preferred >= adding.name.is_preferred:
        say(f"{entity.entity_id!r} has the name {adding.name.name!r} ({adding.name.lang}) already")
        return
    draft.put(replace(entity, names=(*entity.names, adding.name)))


def drop_name(dropping: DropName, draft: Draft, say: Callable[[str], None]) -> None:
    """Take names from an entity."""
    entity = known_entity(dropping.entity_id, draft, say)
    gone = picked_names(dropping.name, entity)
    rest = tuple(name for name in entity.names if name not in gone)
    if not rest:
        raise RefusedChange(f"{entity.entity_id!r} would have no name left; to do away with it, use retire")
    draft.put(replace(entity, names=rest))


def tell_same(telling: SameAs, draft: Draft, say: Callable[[str], None]) -> None:
    """Give an entity an ID elsewhere."""
    entity = known_entity(telling.entity_id, draft, say)
    new = [curie for curie in telling.same_as if curie not in (*entity.same_as, entity.entity_id)]
    refuse_claimed(new, entity.entity_id, draft)
    if not new:
        say(f"{entity.entity_id!r} is the same as {' '.join(telling.same_as)} already")
        return
    draft.put(replace(entity, same_as=(*entity.same_as, *new)))


def tell_apart(telling: DifferentFrom, draft: Draft, say: Callable[[str], None]) -> None:
    """Note of entities that they are not one."""
    entity = known_entity(telling.entity_id, draft, say)
    others = [known_entity(other, draft, say) for other in telling.different_from]
    for other in others:
        if other.entity_id == entity.entity_id:
            raise RefusedChange(f"{telling.entity_id!r} and {other.entity_id!r} are one entity; split it")
    for one, rest in [(entity, others), *((other, [entity]) for other in others)]:
        known = draft.entity(one.entity_id)
        assert known is not None
        told = sorted({*different_from(known), *(other.entity_id for other in rest)})
        more = dict(known.more) | {DIFFERENT_FROM: " ".join(told)}
        draft.put(replace(known, more=tuple(more.items())))


def set_facts(entity_id: str, facts: Facts, draft: Draft, say: Callable[[str], None]) -> FactsBefore | None:
    """Set facts of an entity; return what they were."""
    entity = known_entity(entity_id, draft, say)
    new = with_facts(entity, facts, draft.stock.extra_of_entities)
    before = facts_of(entity, [field for field, _ in facts])
    if before == facts_of(new, [field for field, _ in facts]):
        say(f"{', '.join(field for field, _ in facts)} of {entity.entity_id!r}: so already")
        return None
    draft.put(new)
    return FactsBefore(entity.entity_id, before)


def set_back(
    taking: FactsAsBefore, draft: Draft, past: Past, say: Callable[[str], None]
) -> FactsBefore | None:
    """Set facts of an entity to what they were before they were last set."""
    entity = known_entity(taking.entity_id, draft, say)
    facts: list[tuple[str, Fact]] = []
    for field, now in facts_of(entity, taking.fields):
        before, told = find_before(past.done, entity.entity_id, field)
        if now != told:
            raise RefusedChange(
                f"{field} of {entity.entity_id!r} was set to {told!r} and is {now!r} since; say what it is"
            )
        facts.append((field, before))
    return set_facts(entity.entity_id, tuple(facts), draft, say)
