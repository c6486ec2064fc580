"""What the verdicts of a sheet change: names that entities get, IDs elsewhere, entities that are not one.

A surname alone is no name of a person, whoever was meant by it: such a verdict changes nothing, and is told.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from gazetteer.changes import AddName, Change, DifferentFrom, NewName, SameAs
from gazetteer.changes.operations import Operation
from gazetteer.changes.values import curie, language, spelling
from gazetteer.counting import counted
from gazetteer.lookup import Gazetteer
from resolve.errors import UsageError
from resolve.review.filled import Filled, filled_rows
from resolve.review.grid import Grid

SOURCE: Final = "review"
"""The source of the names that a review adds."""

YES: Final = "yes"
NONE: Final = "none"
EXCLUDE: Final = "exclude"

_SHOWN: Final = 20
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Proposed:
    """What comes of a sheet.

    Attributes:
        changes: what `gazetteer apply` is to do, each once, in the order of the rows.
        identified: rows whose entity was named.
        none: rows with the verdict `none`.
        excluded: rows with the verdict `exclude`.
        open: rows without a verdict.
        notes: verdicts that change nothing though an entity was named, and why.
    """

    changes: tuple[Change, ...]
    identified: int
    none: int
    excluded: int
    open: int
    notes: tuple[str, ...]


def propose_changes(grid: Grid, gazetteer: Gazetteer) -> Proposed:
    """Return what the verdicts of a sheet change.

    Args:
        grid: the sheet.
        gazetteer: what is to be changed.

    Raises:
        UsageError: verdicts that cannot be read; each is named by row and column.
    """
    counted: Counter[str] = Counter()
    wanted: dict[Operation, Change] = {}
    notes: list[str] = []
    faults: list[str] = []
    for row in filled_rows(grid):
        try:
            kind, operations, note = _judge(row, gazetteer)
        except ValueError as fault:
            faults.append(f"row {row.row}, column {fault}")
            continue
        counted[kind] += 1
        if note:
            notes.append(f"row {row.row}: {note}")
        for operation in operations:
            wanted.setdefault(operation, _change(operation, row, grid.path))
    if faults:
        raise UsageError("\n  ".join([_summary(grid.path, len(faults)), *faults[:_SHOWN]]))
    return Proposed(
        tuple(wanted.values()),
        counted[YES],
        counted[NONE],
        counted[EXCLUDE],
        counted[""],
        tuple(notes),
    )


def _summary(path: str, faults: int) -> str:
    more = f"; the first {_SHOWN}" if faults > _SHOWN else ""
    return f"{path}: {counted(faults, 'row')} cannot be taken; nothing was written{more}:"


def _judge(row: Filled, gazetteer: Gazetteer) -> tuple[str, list[Operation], str | None]:
    """What a row says, what it changes, and why it changes less than one may expect."""
    word = row.verdict.casefold()
    if word in ("", NONE, EXCLUDE) and row.same_as:
        raise ValueError(f"same_as: {row.same_as!r}, but the verdict names no entity")
    if word in ("", NONE):
        return word, [], None
    if word == EXCLUDE:
        if len(row.candidates) < 2:
            raise ValueError(
                f"verdict: {row.verdict!r}, but fewer than two candidates are there to tell apart"
            )
        current = [_in_force(entity_id, gazetteer, row) for entity_id in row.candidates]
        different = tuple(dict.fromkeys(current))
        told = [DifferentFrom(one, different[place:]) for place, one in enumerate(different[:-1], 1)]
        return EXCLUDE, list(told), None
    if word == YES and not row.candidates:
        raise ValueError(f"verdict: {row.verdict!r}, but there is no candidate; expected: an ID or none")
    entity_id = _in_force(row.candidates[0] if word == YES else row.verdict, gazetteer, row)
    name, note = _name(row, entity_id, gazetteer)
    operations: list[Operation] = [] if name is None else [AddName(entity_id, name)]
    if elsewhere := _elsewhere(row.same_as):
        operations.append(SameAs(entity_id, elsewhere))
    return YES, operations, note


def _in_force(entity_id: str, gazetteer: Gazetteer, row: Filled) -> str:
    status = gazetteer.status(entity_id)
    if status.entity_id is None:
        offered = ", ".join(row.candidates) or "none"
        what = "is retired" if status.state == "retired" else "is no ID of this gazetteer"
        raise ValueError(
            f"verdict: {entity_id!r} {what}; expected: an ID (the candidates are {offered}), "
            f"{YES}, {NONE}, {EXCLUDE} or nothing"
        )
    return status.entity_id


def _name(row: Filled, entity_id: str, gazetteer: Gazetteer) -> tuple[NewName | None, str | None]:
    """The name that an entity gets, or why it gets none."""
    try:
        name = spelling(row.name)
    except ValueError as fault:
        raise ValueError(f"name: {fault}") from None
    try:
        lang = language(row.lang) if row.lang else "und"
    except ValueError as fault:
        raise ValueError(f"lang: {fault}") from None
    known = [each.name for each in gazetteer.names(entity_id)]
    if name in known:
        return None, f"{name!r} is a name of {entity_id} already"
    entity = gazetteer.entity(entity_id)
    if entity is not None and entity.kind == "person" and not _is_full(name, known):
        return None, f"{name!r} alone names many persons; it does not become a name of {entity_id}"
    return NewName(lang, name, source=SOURCE), None


def _is_full(name: str, known: list[str]) -> bool:
    """Whether a name is more than one word; initials are none, and who is known by one word may be."""
    words = min([2, *(len(_WORD.findall(each)) for each in known)])
    return len(_WORD.findall(name)) >= words


def _elsewhere(cell: str) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys(curie(each) for each in cell.split()))
    except ValueError as fault:
        raise ValueError(f"same_as: {fault}") from None


def _change(operation: Operation, row: Filled, path: str) -> Change:
    return Change(
        operation,
        reason=row.comment or "looked at in a review",
        evidence={"sheet": path, "row": row.row, "name": row.name},
    )
