"""The fields of one JSON object, read strictly: each is known, of its type, and told once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NoReturn

from gazetteer.changes.values import shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")


class Fields:
    """The fields of an object; what nobody has asked for is unknown at the end.

    Args:
        value: What should be an object.

    Raises:
        ValueError: It is none.
    """

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise ValueError(f"{shown(value)}; expected: an object")
        self._value: dict[str, object] = value
        self._asked: list[str] = []

    def __contains__(self, name: str) -> bool:
        return name in self._value

    def need(self, name: str, read: Callable[[object], T]) -> T:
        """Return the value of a field.

        Args:
            name: The field.
            read: The reader of its value.

        Raises:
            ValueError: It is missing or wrong.
        """
        found = self.take(name, read)
        if found is None:
            raise ValueError(f"{name}: missing")
        return found

    def take(self, name: str, read: Callable[[object], T]) -> T | None:
        """Return the value of a field, None if it is missing or null.

        Args:
            name: The field.
            read: The reader of its value.

        Raises:
            ValueError: It is wrong.
        """
        self._asked.append(name)
        value = self._value.get(name)
        if value is None:
            return None
        try:
            return read(value)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None

    def items(self) -> list[tuple[str, object]]:
        """Return all fields, of an object that may have any."""
        return list(self._value.items())

    def close(self) -> None:
        """Say that all fields were asked for.

        Raises:
            ValueError: There are others.
        """
        unknown = [name for name in self._value if name not in self._asked]
        if unknown:
            raise ValueError(f"{unknown[0]}: unknown; the fields are {', '.join(self._asked)}")


def parse_json(line: str) -> object:
    """Return the value of a JSON text.

    Args:
        line: The text.

    Raises:
        ValueError: It is none, has a field twice, a number that JSON has not, or too many brackets.
    """
    try:
        value: object = json.loads(line, object_pairs_hook=_each_once, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON: {error.msg} (column {error.colno})") from None
    except RecursionError:
        raise ValueError("too many brackets inside one another") from None
    return value


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice}: told twice")
    return found


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")
