"""Data extension: values of properties of entities that are known by ID."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Final

from gazetteer import Entity, Gazetteer
from resolve.errors import RequestError, nearest_first
from resolve.service.plain.checked import checked_kind, checked_lang
from resolve.service.reconcile.vocabulary import Property, told_properties
from resolve.service.wire.decode import BAD_REQUEST
from resolve.service.wire.marks import LEFT_OUT, Spelt


@dataclass(frozen=True, slots=True)
class WantedProperty:
    """A property to tell, and how."""

    id: str
    settings: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExtendRequest:
    """Entities, and the properties of them that are wanted."""

    ids: tuple[str, ...]
    properties: tuple[WantedProperty, ...]


@dataclass(frozen=True, slots=True)
class ValueAnswer:
    """A value: a text, in some language, or a whole number."""

    text: Annotated[str | None, Spelt("str"), LEFT_OUT] = None
    number: Annotated[int | None, Spelt("int"), LEFT_OUT] = None
    lang: Annotated[str | None, LEFT_OUT] = None


@dataclass(frozen=True, slots=True)
class MetaAnswer:
    """A property that was told."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ProposedAnswer:
    """A property that can be told."""

    id: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class ProposalAnswer:
    """The properties that can be told of entities of a type."""

    properties: tuple[ProposedAnswer, ...]
    type: Annotated[str | None, LEFT_OUT]
    limit: Annotated[int | None, LEFT_OUT]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A property to tell, its settings read: at most so many values (0: all), only in that language."""

    property: Property
    limit: int
    lang: str | None


_VALUES: Final[dict[str, Callable[[Entity], str | int | None]]] = {
    "kind": lambda entity: entity.kind,
    "country": lambda entity: entity.country,
    "birth_year": lambda entity: entity.birth_year,
    "name": lambda entity: entity.name,
    "population": lambda entity: entity.population,
    "description": lambda entity: entity.description,
}


class Extension:
    """The values that are wanted.

    Args:
        asked: entities and properties.
        tables: where the entities are looked up.
        root: what paths begin with.

    Raises:
        RequestError: a property that there is not, a setting that makes no sense.
    """

    def __init__(self, asked: ExtendRequest, tables: Gazetteer, root: str) -> None:
        self._tables = tables
        told = {one.id: one for one in told_properties(tables.more)}
        self._wanted = [
            _read_wanted(one, told, f"{root}.properties[{at}]") for at, one in enumerate(asked.properties)
        ]

    @property
    def meta(self) -> tuple[MetaAnswer, ...]:
        """The properties that are told."""
        return tuple(MetaAnswer(one.property.id, one.property.name) for one in self._wanted)

    def row(self, entity_id: str) -> list[tuple[str, tuple[ValueAnswer, ...]]]:
        """The values of one entity, by property; none for an ID that there is not."""
        entity = self._tables.entity(entity_id)
        if entity is None:
            return [(one.property.id, ()) for one in self._wanted]
        return [(one.property.id, self._values(entity, one)) for one in self._wanted]

    def _values(self, entity: Entity, wanted: _Wanted) -> tuple[ValueAnswer, ...]:
        id = wanted.property.id
        values: Sequence[ValueAnswer]
        if id == "names":
            names = dict.fromkeys((name.name, name.lang) for name in self._tables.names(entity.entity_id))
            values = [ValueAnswer(text, lang=lang) for text, lang in names if wanted.lang in (None, lang)]
        elif id == "same_as":
            values = [ValueAnswer(curie) for curie in entity.same_as]
        else:
            value = _VALUES[id](entity) if id in _VALUES else dict(entity.more).get(id)
            values = [] if value is None else [_value(value)]
        return tuple(values[: wanted.limit] if wanted.limit else values)


def propose(tables: Gazetteer, kind: str | None, limit: int | None) -> ProposalAnswer:
    """The properties that can be told of entities of a type.

    Args:
        tables: the gazetteer.
        kind: the type; None for all.
        limit: how many at most.

    Raises:
        RequestError: no such type.
    """
    known = checked_kind(kind, "type")
    fitting = [one for one in told_properties(tables.more) if known is None or known in one.kinds]
    proposed = tuple(ProposedAnswer(one.id, one.name, one.description) for one in fitting[:limit])
    return ProposalAnswer(proposed, known, limit)


def _value(value: str | int) -> ValueAnswer:
    return ValueAnswer(value) if isinstance(value, str) else ValueAnswer(number=value)


def _read_wanted(one: WantedProperty, told: dict[str, Property], path: str) -> _Wanted:
    if one.id not in told:
        there = ", ".join(nearest_first(one.id[:40], told))
        raise RequestError(BAD_REQUEST, f"no property {one.id[:40]!r}; there are: {there}", f"{path}.id")
    # OpenRefine gives back all settings of the manifest as texts, whatever the property.
    settings = one.settings
    unknown = [name for name in settings if name not in ("limit", "lang")]
    if unknown:
        message = f"no setting {unknown[0][:40]!r}; there are: lang, limit"
        raise RequestError(BAD_REQUEST, message, f"{path}.settings")
    limit, lang = settings.get("limit") or 0, settings.get("lang") or None
    digits = str(limit).removesuffix(".0")
    if isinstance(limit, bool) or not (digits.isdecimal() and len(digits) <= 9):
        raise RequestError(BAD_REQUEST, "expected: a whole number, 0 for all", f"{path}.settings.limit")
    if lang is not None and not isinstance(lang, str):
        raise RequestError(BAD_REQUEST, "expected: a language tag such as az", f"{path}.settings.lang")
    return _Wanted(told[one.id], int(digits), checked_lang(lang, f"{path}.settings.lang"))
