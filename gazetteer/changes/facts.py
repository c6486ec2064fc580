"""Facts of an entity that can be set: how each is read, and an entity with others.

A fact is of the entity as a whole: its kind, its canonical name, where it lies. Spellings come and go by
operations of their own, and so do IDs elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gazetteer.changes import values
from gazetteer.errors import RefusedChange
from gazetteer.extras import MEASURES
from gazetteer.schema import COLUMNS, DERIVED, ENTITY_EXTRAS, NAME_EXTRAS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazetteer.changes.operations import Add, Fact, Facts
    from gazetteer.extras import Measure


def _measured(measure: Measure) -> Callable[[object], str]:
    def read(value: object) -> str:
        told = str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
        if not isinstance(told, str) or not measure.fits(told):
            raise ValueError(f"{values.shown(value)}; expected: {measure.expected}")
        return told

    return read


def _count(value: object) -> str:
    return str(int(float(_measured(MEASURES["sitelinks"])(value))))


READERS: Mapping[str, Callable[[object], Fact]] = {
    "kind": values.kind,
    "name": values.spelling,
    "country": values.country,
    "population": values.population,
    "birth_year": values.birth_year,
    "description": values.description,
    "latitude": _measured(MEASURES["latitude"]),
    "longitude": _measured(MEASURES["longitude"]),
    "sitelinks": _count,
}
"""How the facts are read that are known here; what else a gazetteer holds of its entities is text."""

OWN = ("kind", "name", "country", "population", "birth_year", "description")
"""Facts that have a field of their own; the others are columns besides."""

_NEVER_UNKNOWN = ("kind", "name")
_OTHERWISE = {*COLUMNS, *DERIVED, *NAME_EXTRAS, "different_from"}.difference(OWN)


def read_facts(value: object) -> Facts:
    """Read facts from an object: each field with its value, null for one that is not known.

    Args:
        value: Any JSON value.

    Raises:
        ValueError: It holds no facts; the message names the field.
    """
    if not isinstance(value, dict) or not value:
        raise ValueError(f"{values.shown(value)}; expected: an object of one field at least")
    return tuple(sorted((field(name), _read(name, told)) for name, told in value.items()))


def field(value: object) -> str:
    """Read the name of a fact."""
    name = values.line(value)
    if name in _OTHERWISE:
        raise ValueError(
            f"{values.shown(name)} is no fact that can be set; there is: {', '.join(READERS)}, "
            "and what else the gazetteer holds of its entities"
        )
    return name


def told_facts(told: Sequence[str]) -> Facts:
    """Return facts from `field=value` as a person types them; nothing after the sign: not known.

    Args:
        told: The facts.

    Raises:
        ValueError: They are none; the message names the field.
    """
    found: dict[str, object] = {}
    for one in told:
        name, sign, text = one.partition("=")
        if not sign:
            raise ValueError(f"{values.shown(one)}; expected: a field, = and its value, such as country=AZ")
        if name in found:
            raise ValueError(f"{name}: told twice")
        whole = name in ("population", "birth_year") and re.fullmatch(r"-?[0-9]{1,15}", text)
        found[name] = int(text) if whole else text or None
    return read_facts(found)


def facts_of(entity: Add, names: Sequence[str]) -> Facts:
    """Return facts of an entity, None for what is not known.

    Args:
        entity: The entity.
        names: Which.
    """
    more = dict(entity.more)
    return tuple((name, getattr(entity, name) if name in OWN else more.get(name)) for name in sorted(names))


def with_facts(entity: Add, facts: Facts, columns: Sequence[str]) -> Add:
    """Return an entity with other facts.

    Args:
        entity: The entity.
        facts: The facts.
        columns: What the gazetteer holds of its entities besides what the names table defines.

    Raises:
        RefusedChange: The canonical name would be none of the names, or nothing here is called so.
    """
    told = dict(facts)
    known = sorted({*columns, *ENTITY_EXTRAS} - {"different_from"})
    for name in told:
        if name not in OWN and name not in known:
            raise RefusedChange(f"no fact {name!r} in this gazetteer; there is: {', '.join((*OWN, *known))}")
    if "name" in told:
        _check_canonical(entity, str(told["name"]))
    own: dict[str, Any] = {name: value for name, value in told.items() if name in OWN}
    more = dict(entity.more) | {name: value for name, value in told.items() if name not in OWN}
    return replace(
        entity, **own, more=tuple((name, str(value)) for name, value in more.items() if value is not None)
    )


def _read(name: str, value: object) -> Fact:
    if value is None:
        if name in _NEVER_UNKNOWN:
            raise ValueError(f"{name}: every entity has one; expected: a value")
        return None
    try:
        return READERS.get(name, values.text)(value)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def _check_canonical(entity: Add, name: str) -> None:
    fit = [known.name for known in entity.names if known.is_preferred] or [one.name for one in entity.names]
    if name not in fit:
        listed = ", ".join(repr(one) for one in dict.fromkeys(fit))
        raise RefusedChange(
            f"{name!r} is no name that {entity.entity_id!r} can be called by; there is: {listed}; "
            "add-name --preferred adds another"
        )
