"""Columns that the names table does not define, as a change tells them of an entity or of a name.

Of some of them the project knows what they must hold. What a log tells is taken as it is, for it was done;
what is to be done must be what `gazetteer check` lets pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.changes import values
from gazetteer.changes.fields import Fields
from gazetteer.changes.operations import Add, AddName
from gazetteer.extras import EXTRAS, MOMENTS, VALID_FROM, VALID_TO, is_after, turned
from gazetteer.schema import COLUMNS, DERIVED, DIFFERENT_FROM, why_unusable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.changes.operations import Columns, Operation


def read_columns(value: object) -> Columns:
    """Read columns from an object: each with its text, in the one form that it has if it fits.

    Args:
        value: Any JSON value.

    Raises:
        ValueError: It holds no texts, or columns that have a field of their own.
    """
    found = []
    for name, told in Fields(value).items():
        if name in (*COLUMNS, *DERIVED, DIFFERENT_FROM) or not name.strip():
            raise ValueError(f"{values.shown(name)} is no column for what is known besides")
        try:
            found.append((values.cell(name), _in_its_form(name, values.cell(told))))
        except ValueError as error:
            raise ValueError(f"{values.shown(name)}: {error}") from None
    return tuple(sorted(found))


def check_besides(operation: Operation) -> None:
    """Raise if a table with these columns would be refused.

    Args:
        operation: What is to be done.

    Raises:
        ValueError: It would; the message names the field, what was found and what is expected.
    """
    for place, more in _told(operation):
        for name, told in more:
            why = why_unusable(name)
            if why is not None:
                raise ValueError(f"{place}more: a column named {name!r}, {why}; expected: another name")
            if name in EXTRAS and EXTRAS[name].read(told) is None:
                raise ValueError(
                    f"{place}more: {name} is {values.shown(told)}; expected: {EXTRAS[name].expected}"
                )
        columns = dict(more)
        if columns.keys() >= MOMENTS.keys() and is_after(columns[VALID_FROM], columns[VALID_TO]):
            told = turned(repr(columns[VALID_FROM]), repr(columns[VALID_TO]))
            raise ValueError(f"{place}more: {told}")


def _told(operation: Operation) -> Iterator[tuple[str, Columns]]:
    """Yield all columns besides that an operation tells, with where they stand."""
    if isinstance(operation, AddName):
        yield "", operation.name.more
    elif isinstance(operation, Add):
        yield "", operation.more
        for number, name in enumerate(operation.names, start=1):
            yield f"names: number {number}: ", name.more


def _in_its_form(name: str, told: str) -> str:
    read = EXTRAS[name].read(told) if name in EXTRAS else None
    return told if read is None else read
