"""What a reconciliation query asks, whatever the version of the protocol: names, evidence, conditions.

A property's value is evidence for the resolver. Where the query requires it, or names several values, the
candidates are besides filtered by it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from resolve.errors import RequestError
from resolve.service.opened import Brief
from resolve.service.plain.checked import checked_country, checked_kind, checked_lang, checked_year
from resolve.service.reconcile.vocabulary import LANG, find_asked
from resolve.service.wire.decode import BAD_REQUEST
from resolve.types import Query

Scalar = str | int | float | bool | dict[str, object] | None
"""A property's value; an object stands for an entity, by its `id`."""

Known = str | int | None


class Quantifier(StrEnum):
    """Which of several values have to hold."""

    ANY = "any"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Condition:
    """What an entity has to fulfil to be a candidate.

    Attributes:
        property: kind, country or birth_year.
        values: those that are looked for; at least one.
        quantifier: which of them have to hold.
    """

    property: str
    values: tuple[Known, ...]
    quantifier: Quantifier = Quantifier.ANY

    def holds(self, entity: Brief) -> bool:
        """Whether an entity fulfils it; what is not known of the entity is no value."""
        there = {"kind": entity.kind, "country": entity.country, "birth_year": entity.birth_year}
        found = [there[self.property] == value for value in self.values]
        match self.quantifier:
            case Quantifier.ANY:
                return any(found)
            case Quantifier.ALL:
                return all(found)
            case Quantifier.NONE:
                return not any(found)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of an entity besides its names; the attributes are those of `Query`."""

    lang: str | None = None
    kind: str | None = None
    country: str | None = None
    birth_year: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One reconciliation query.

    Attributes:
        names: the spellings to match; any of them.
        ids: IDs to match; any of them.
        evidence: what is known besides.
        conditions: what the candidates have to fulfil.
        limit: how many candidates are wanted; None for as many as is usual.
        strict_kind: whether entities of another kind are no candidates.
        fault: why this query cannot be answered; None if it can.
    """

    names: tuple[str, ...]
    ids: tuple[str, ...] = ()
    evidence: Evidence = Evidence()
    conditions: tuple[Condition, ...] = ()
    limit: int | None = None
    strict_kind: bool = False
    fault: str | None = None

    def queries(self) -> list[Query]:
        """What the resolver is asked: one query a name."""
        known = self.evidence
        return [Query(name, known.lang, known.kind, known.country, known.birth_year) for name in self.names]


@dataclass(frozen=True, slots=True)
class Given:
    """One property that a query gives.

    Attributes:
        property: its ID.
        values: its values, checked.
        required: whether a candidate has to have it.
        quantifier: which of the values have to hold.
    """

    property: str
    values: tuple[Known, ...]
    required: bool = False
    quantifier: Quantifier = Quantifier.ANY


def read_values(id: str, value: Scalar | tuple[Scalar, ...], path: str) -> tuple[Known, ...]:
    """The values of a property, checked; empty ones are "not known" and left out.

    Args:
        id: the property.
        value: one value or several.
        path: where they stand.

    Raises:
        RequestError: the property cannot be asked by, or a value is none of its values.
    """
    find_asked(id, path)
    values = value if isinstance(value, tuple) else (value,)
    checked = [_checked(id, one, path) for one in values]
    return tuple(one for one in dict.fromkeys(checked) if one is not None)


def read_texts(value: Scalar | tuple[Scalar, ...], path: str) -> tuple[str, ...]:
    """The names or IDs that are to be matched.

    Raises:
        RequestError: one is no text.
    """
    values = value if isinstance(value, tuple) else (value,)
    return tuple(_text(one, path) for one in values)


def put_together(given: Sequence[Given]) -> tuple[Evidence, tuple[Condition, ...]]:
    """Evidence and conditions of the properties that a query gives.

    A single value is evidence. Several values, of which the resolver can weigh none, are a condition; so is
    what is required.
    """
    evidence: dict[str, Known] = {}
    conditions = []
    for one in given:
        if not one.values:
            continue
        is_single = len(one.values) == 1 and one.quantifier != Quantifier.NONE
        if is_single and one.property not in evidence:
            evidence[one.property] = one.values[0]
        if (one.required or not is_single) and one.property != LANG:
            conditions.append(Condition(one.property, one.values, one.quantifier))
    return _evidence(evidence), tuple(conditions)


def _evidence(known: Mapping[str, Known]) -> Evidence:
    def text(name: str) -> str | None:
        value = known.get(name)
        return None if value is None else str(value)

    year = known.get("birth_year")
    return Evidence(text(LANG), text("kind"), text("country"), year if isinstance(year, int) else None)


def _checked(id: str, value: Scalar, path: str) -> Known:
    if value is None or value == "":
        return None
    if id == "birth_year":
        return checked_year(_year(value, path), path)
    text = _text(value, path).strip()
    if id == LANG:
        return checked_lang(text, path)
    return checked_kind(text, path) if id == "kind" else checked_country(text, path)


def _year(value: Scalar, path: str) -> int:
    """A year as tables have it: 1961, 1961.0, "1961", "1961-12-24"."""
    if isinstance(value, int | float) and not isinstance(value, bool) and float(value).is_integer():
        return int(value)
    text = _text(value, path).strip()
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    year = digits.partition("-")[0].removesuffix(".0")
    if not (year.isdecimal() and len(year) <= 4):
        expected = "a year such as 1961, or a date that begins with it"
        raise RequestError(BAD_REQUEST, f"{text[:40]!r} is no year; expected: {expected}", path)
    return sign * int(year)


def _text(value: Scalar, path: str) -> str:
    text = value.get("id") if isinstance(value, dict) else value
    if not isinstance(text, str):
        raise RequestError(BAD_REQUEST, "expected: a string, or an object with an id", path)
    return text
