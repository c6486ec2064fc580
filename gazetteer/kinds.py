"""Two kinds of what the sources together take for one entity: which IDs, what makes them one, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.check import Fault
from gazetteer.crosswalk import find_chain
from gazetteer.errors import FaultyTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import polars as pl

    from gazetteer.contradictions import Contradiction


def place_in_all(row: int) -> str:
    """Return where a row of all sources is, in words.

    Args:
        row: Its number, from 0.
    """
    return f"row {row + 1} of all sources"


def refuse_two_kinds(found: Iterable[Contradiction], parts: Callable[[], Iterable[pl.DataFrame]]) -> None:
    """Raise if entities of two kinds would be one.

    Args:
        found: All contradictions in the rows of all sources.
        parts: See `kind_fault`.

    Raises:
        FaultyTable: They would; the message says which, and what makes them one.
    """
    faults = [kind_fault(one, parts) for one in found if one.column == "kind"]
    if faults:
        raise FaultyTable("the sources together", faults)


def kind_fault(found: Contradiction, parts: Callable[[], Iterable[pl.DataFrame]]) -> Fault:
    """Return as a fault that entities of two kinds would be one.

    Args:
        found: The contradiction, in the rows of all sources.
        parts: Gives the columns `entity_id` and `same_as` of these rows in parts, as the sources have them,
            each time from the beginning.
    """
    first, second = found.pairs[0]
    one, other = _id_at(parts, first), _id_at(parts, second)
    sides = " and ".join(
        f"{entity_id!r} is {kind!r} ({place_in_all(row)})"
        for entity_id, kind, row in ((one, found.values[0], first), (other, found.values[1], second))
    )
    if one == other:
        joined, expected = "", "one kind in all sources"
    else:
        chain = "; ".join(
            f"{entity_id!r} has the same_as {curie}" for entity_id, curie in find_chain(parts, one, other)
        )
        joined = f", but one entity by same_as: {chain}"
        expected = "one kind, or a CURIE of these taken out of same_as"
    more = f"; {found.count - 1} more such" if found.count > 1 else ""
    rows = tuple(row for pair in found.pairs for row in pair)
    message = f"two kinds of one entity: {sides}{joined}; expected: {expected}{more}"
    return Fault("contradiction", "error", found.column, found.count, rows, message)


def _id_at(parts: Callable[[], Iterable[pl.DataFrame]], row: int) -> str:
    above = 0
    for rows in parts():
        if row < above + len(rows):
            return str(rows["entity_id"][row - above])
        above += len(rows)
    raise IndexError(row)
