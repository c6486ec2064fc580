"""What a merge did, so that it can be undone: kept with it in the log.

A merge is undone by itself, whatever else was changed since: names that came by it go back, those that the
entity had before or got later stay, and a fact that came by it goes back if it still is what it was then.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazetteer.changes.fields import Fields
from gazetteer.changes.joining import identity, joined
from gazetteer.changes.operations import RenameId
from gazetteer.changes.reading import read_change, read_entity
from gazetteer.changes.values import identifier, several
from gazetteer.changes.writing import operation_fields
from gazetteer.errors import DamagedLog, RefusedChange

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeVar

    from gazetteer.changes.operations import Add, Json, Operation

    T = TypeVar("T")

MEMBER = "undo"
"""The field of a merge in the log that tells how it is undone."""


@dataclass(frozen=True, slots=True)
class Given:
    """An entity as it was when it gave way.

    Attributes:
        entity: The entity.
        leading: The IDs that led to it.
    """

    entity: Add
    leading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergeUndo:
    """Entities as they were before a merge.

    Attributes:
        stays: The one whose ID stayed.
        gives: Those that gave way, in order.
    """

    stays: Add
    gives: tuple[Given, ...]

    def among(self, entity_id: str) -> Given | None:
        """Return the entity of this ID among those that gave way.

        Args:
            entity_id: Its ID.
        """
        return next((given for given in self.gives if given.entity.entity_id == entity_id), None)


@dataclass(frozen=True, slots=True)
class Done:
    """A change that was made.

    Attributes:
        operation: What was done.
        undo: For a merge, how it is undone.
    """

    operation: Operation
    undo: MergeUndo | None = None


def undo_fields(undo: MergeUndo) -> Json:
    """Return the value that tells in the log how a merge is undone.

    Args:
        undo: What there was before.
    """
    gives = [{**operation_fields(given.entity), "leading": list(given.leading)} for given in undo.gives]
    return {"stays": operation_fields(undo.stays), "gives": gives}


def read_done(line: str) -> Done:
    """Return what a line of the log tells.

    Args:
        line: A change, with `undo` for a merge.

    Raises:
        DamagedLog: It tells nothing that could be understood.
    """
    try:
        told = json.loads(line)
        undo = told.pop(MEMBER, None)
        operation = read_change(json.dumps(told)).operation
        return Done(operation, None if undo is None else _read_undo(undo))
    except (ValueError, AttributeError) as error:
        raise DamagedLog(f"a change in the log cannot be understood: {error}: {line[:100]}") from error


def find_merge(past: Sequence[Done], gave_way: str) -> tuple[MergeUndo, Given, str]:
    """Return the last merge in which an ID gave way.

    Args:
        past: What was done, in order.
        gave_way: The ID.

    Returns:
        What there was before; the entity that gave way; the ID that the one that stayed has now, if only
        renamed since.

    Raises:
        RefusedChange: The log tells of no such merge.
    """
    for number in range(len(past) - 1, -1, -1):
        undo = past[number].undo
        given = undo.among(gave_way) if undo is not None else None
        if undo is not None and given is not None:
            stays = undo.stays.entity_id
            for done in past[number + 1 :]:
                if isinstance(done.operation, RenameId) and done.operation.entity_id == stays:
                    stays = done.operation.new_id
            return undo, given, stays
    raise RefusedChange(
        f"the log tells of no merge in which {gave_way!r} gave way; "
        "name the names that go to it: split ID NEW --name LANG:NAME"
    )


def part_again(undo: MergeUndo, given: Given, current: Add) -> tuple[Add, Add]:
    """Return an entity that is two as these two.

    Args:
        undo: What there was before the merge.
        given: The one that gave way then and comes back.
        current: The one that stayed, as it is now.

    Returns:
        The one that stays, and the one that comes back.

    Raises:
        RefusedChange: No name would stay.
    """
    back = given.entity
    others = [other.entity for other in undo.gives if other is not given]
    without, merged = joined(undo.stays, others), joined(undo.stays, [*others, back])
    had = {identity(name): name for name in without.names}
    brought = {identity(name): name for name in back.names}
    now = {identity(name): name for name in current.names}
    kept = [
        had[key] if key in brought else name for key, name in now.items() if key in had or key not in brought
    ]
    if not kept:
        raise RefusedChange(
            f"{current.entity_id!r} would have no name left; add one first, or retire it afterwards"
        )
    returned = tuple(name for name in back.names if identity(name) in now)
    taken = set(back.same_as) - set(without.same_as)
    merged_more, without_more = dict(merged.more), dict(without.more)
    more = {
        column: _reverted(value, merged_more.get(column), without_more.get(column))
        for column, value in current.more
    }
    stays = replace(
        current,
        names=tuple(kept),
        name=_reverted(current.name, merged.name, without.name),
        country=_reverted(current.country, merged.country, without.country),
        population=_reverted(current.population, merged.population, without.population),
        birth_year=_reverted(current.birth_year, merged.birth_year, without.birth_year),
        description=_reverted(current.description, merged.description, without.description),
        same_as=tuple(curie for curie in current.same_as if curie not in taken),
        more=tuple((column, value) for column, value in more.items() if value is not None),
    )
    return stays, replace(back, names=returned or back.names)


def _reverted(now: T, merged: T, without: T) -> T:
    """Return what a fact was without the merge, unless somebody has changed it since."""
    return without if now == merged else now


def _read_undo(value: object) -> MergeUndo:
    fields = Fields(value)
    undo = MergeUndo(fields.need("stays", read_entity), fields.need("gives", several(_read_given)))
    fields.close()
    return undo


def _read_given(value: object) -> Given:
    fields = Fields(value)
    leading = fields.take("leading", _read_ids) or ()
    return Given(read_entity({name: told for name, told in fields.items() if name != "leading"}), leading)


def _read_ids(value: object) -> tuple[str, ...]:
    return several(identifier)(value) if value else ()
