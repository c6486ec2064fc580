"""The fields of a wire dataclass: their names in JSON, their types, what their annotations say besides."""

from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from resolve.service.wire.marks import LeftOut, Spelt

_Mark = TypeVar("_Mark")


@dataclass(frozen=True, slots=True)
class Shape:
    """A type and what is said of it: what `Annotated` holds, taken apart.

    Attributes:
        alone: the type without them.
        marks: see `marks`.
    """

    alone: object
    marks: tuple[object, ...] = ()

    def mark(self, kind: type[_Mark]) -> _Mark | None:
        """The mark of that kind; None if there is none."""
        return next((mark for mark in self.marks if isinstance(mark, kind)), None)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a wire dataclass.

    Attributes:
        attribute: its name in Python.
        name: its name in JSON.
        shape: its type.
        required: whether a request has to give it.
        left_out: whether the JSON is without it where it is None.
    """

    attribute: str
    name: str
    shape: Shape
    required: bool
    left_out: bool


def shape_of(annotation: object) -> Shape:
    """Take an annotation apart."""
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return Shape(inner, tuple(marks))
    return Shape(annotation)


def alternatives(annotation: object) -> tuple[object, ...]:
    """The members of a union; the type itself if it is none."""
    if get_origin(annotation) in (Union, UnionType):
        return get_args(annotation)
    return (annotation,)


def choices(option: object) -> tuple[str, ...]:
    """The texts that a `Literal` or a `StrEnum` takes; none for another type."""
    if get_origin(option) is Literal:
        return get_args(option)
    if isinstance(option, type) and issubclass(option, StrEnum):
        return tuple(option)
    return ()


def is_optional(annotation: object) -> bool:
    """Whether None is one of its values."""
    return NoneType in alternatives(annotation)


def wire_fields(kind: type) -> tuple[Field, ...]:
    """The fields of a wire dataclass, in their order."""
    return _fields_of(kind)


@cache
def _fields_of(kind: type) -> tuple[Field, ...]:
    hints = get_type_hints(kind, include_extras=True)
    found = []
    for field in fields(kind):
        shape = shape_of(hints[field.name])
        spelt = shape.mark(Spelt)
        left_out = shape.mark(LeftOut) is not None
        required = field.default is MISSING and field.default_factory is MISSING and not left_out
        name = field.name if spelt is None else spelt.name
        found.append(Field(field.name, name, shape, required, left_out))
    return tuple(found)
