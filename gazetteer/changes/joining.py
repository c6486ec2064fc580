"""An entity with its names in the one form that it has, and several entities as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.schema import DIFFERENT_FROM

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeVar

    from gazetteer.changes.operations import Add, Columns, NewName

    T = TypeVar("T")


def identity(name: NewName) -> tuple[str, str, str, str | None, Columns]:
    """Return what makes a name one of its entity's: two that agree in it are one.

    Args:
        name: The name.
    """
    kind = name.name_kind or ("preferred" if name.is_preferred else "alias")
    return name.lang, name.name, kind, name.source, name.more


def settled(entity: Add) -> Add:
    """Return an entity in the one form that it has.

    Each name is there once, preferred if it was so anywhere; names are in order; the canonical name is one of
    the names, and a preferred one if there is any. `same_as` does not hold the ID itself.

    Args:
        entity: An entity with one name at least.
    """
    once: dict[tuple[object, ...], NewName] = {}
    for name in entity.names:
        key = identity(name)
        known = once.get(key)
        preferred = name.is_preferred or (known is not None and known.is_preferred)
        once[key] = replace(name, name_kind=key[2], is_preferred=preferred)
    names = tuple(sorted(once.values(), key=_order))
    same_as = tuple(sorted({curie for curie in entity.same_as if curie != entity.entity_id}))
    fit = [name.name for name in names if name.is_preferred] or [name.name for name in names]
    canonical = entity.name if entity.name in fit else fit[0]
    return replace(entity, names=names, name=canonical, same_as=same_as, more=tuple(sorted(entity.more)))


def joined(stays: Add, gives: Iterable[Add]) -> Add:
    """Return several entities as one: what the first lacks is taken from the next that has it.

    Args:
        stays: The one whose ID stays.
        gives: Those that give way, in order.
    """
    entities = [stays, *gives]
    more: dict[str, str] = {}
    for entity in entities:
        more = dict(entity.more) | more
    others = sorted({other for entity in entities for other in different_from(entity)})
    if others:
        more[DIFFERENT_FROM] = " ".join(others)
    return settled(
        replace(
            stays,
            names=tuple(name for entity in entities for name in entity.names),
            country=_first(entity.country for entity in entities),
            population=_first(entity.population for entity in entities),
            birth_year=_first(entity.birth_year for entity in entities),
            description=_first(entity.description for entity in entities),
            same_as=tuple(curie for entity in entities for curie in entity.same_as),
            more=tuple(more.items()),
        )
    )


def different_from(entity: Add) -> tuple[str, ...]:
    """Return the IDs of the entities that were found not to be this one, however alike.

    Args:
        entity: The entity.
    """
    return tuple(dict(entity.more).get(DIFFERENT_FROM, "").split())


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _order(name: NewName) -> tuple[str, str, str, str, Columns]:
    return name.lang, name.name, name.name_kind or "", name.source or "", name.more
