"""What was done taken back: a merge, or facts that were set, whatever else was changed since.

Names that came by a merge go back, those that the entity had before or got later stay, and a fact that came
by it goes back if it still is what it was then. What made two entities one by `same_as` goes with neither:
it says nothing on which is meant.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazetteer.changes.done import Done, FactsBefore, MergeUndo
from gazetteer.changes.joining import identity, joined
from gazetteer.changes.operations import FactsAsBefore, RenameId, SetFacts
from gazetteer.errors import RefusedChange

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from gazetteer.changes.done import Given
    from gazetteer.changes.operations import Add, Fact

    T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parting:
    """How one entity comes out of those that a merge made one.

    Attributes:
        given: The one that comes back.
        without: The one that stays, as it would have been without that.
        merged: The one that stays, as the merge made it.
        staying: The IDs that stay one, that of `without` among them.
    """

    given: Given
    without: Add
    merged: Add
    staying: tuple[str, ...]

    @property
    def ties(self) -> frozenset[str]:
        """The CURIEs and IDs by which the two were one."""
        back = self.given.entity
        return frozenset((*self.without.same_as, *self.staying)) & {*back.same_as, back.entity_id}


@dataclass(frozen=True, slots=True)
class Past:
    """What was done to come to the snapshot in force.

    Attributes:
        done: The changes since the last build, in order.
        built: Tells how an ID comes out of a merge that the build made; None if it made none of it. It asks
            which of the others are still in it.
    """

    done: Sequence[Done]
    built: Callable[[str, Callable[[str], bool]], Parting | None]


def find_merge(past: Past, gave_way: str, still: Callable[[str], bool]) -> tuple[Parting, str]:
    """Return the last merge in which an ID gave way.

    Args:
        past: What was done.
        gave_way: The ID.
        still: Whether another ID that gave way leads to the same entity; not if it was taken out since.

    Returns:
        How it comes out again; the ID that the one that stayed has now, if only renamed since.

    Raises:
        RefusedChange: Neither the log nor what a build kept tells of such a merge.
    """
    for number in range(len(past.done) - 1, -1, -1):
        undo = past.done[number].undo
        given = undo.among(gave_way) if isinstance(undo, MergeUndo) else None
        if isinstance(undo, MergeUndo) and given is not None:
            return _parting(undo, given, still), _renamed(undo.stays.entity_id, past.done[number + 1 :])
    parting = past.built(gave_way, still)
    if parting is not None:
        return parting, _renamed(parting.merged.entity_id, past.done)
    raise RefusedChange(
        f"the log tells of no merge in which {gave_way!r} gave way; "
        "name the names that go to it: split ID NEW --name LANG:NAME"
    )


def part_again(parting: Parting, current: Add) -> tuple[Add, Add]:
    """Return an entity that is two as these two.

    Args:
        parting: How the one comes out of the other.
        current: The one that stayed, as it is now.

    Returns:
        The one that stays, and the one that comes back.

    Raises:
        RefusedChange: No name would stay.
    """
    back, without, merged = parting.given.entity, parting.without, parting.merged
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
    taken = (set(back.same_as) - set(without.same_as)) | parting.ties | {back.entity_id}
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
    same_as = tuple(curie for curie in back.same_as if curie not in parting.ties)
    return stays, replace(back, names=returned or back.names, same_as=same_as)


def find_before(past: Sequence[Done], entity_id: str, field: str) -> tuple[Fact, Fact]:
    """Return what a fact was before it was last set, and what it was set to.

    Args:
        past: What was done, in order.
        entity_id: The entity, by the ID that it has now.
        field: The fact.

    Raises:
        RefusedChange: The log does not tell that it was set, or that was taken back already.
    """
    taken_back = 0
    then = entity_id
    for done in reversed(past):
        if isinstance(done.operation, RenameId) and done.operation.new_id == then:
            then = done.operation.entity_id
        if not isinstance(done.undo, FactsBefore) or done.undo.entity_id != then:
            continue
        before = dict(done.undo.facts)
        if field not in before:
            continue
        if isinstance(done.operation, FactsAsBefore):
            taken_back += 1
        elif taken_back:
            taken_back -= 1
        elif isinstance(done.operation, SetFacts):
            return before[field], dict(done.operation.facts)[field]
    raise RefusedChange(f"the log does not tell what {field!r} of {entity_id!r} was before it was set")


def _parting(undo: MergeUndo, given: Given, still: Callable[[str], bool]) -> Parting:
    others = [one.entity for one in undo.gives if one is not given and still(one.entity.entity_id)]
    staying = (undo.stays.entity_id, *(other.entity_id for other in others))
    without = joined(undo.stays, others)
    return Parting(given, without, joined(undo.stays, [*others, given.entity]), staying)


def _renamed(entity_id: str, since: Sequence[Done]) -> str:
    for done in since:
        if isinstance(done.operation, RenameId) and done.operation.entity_id == entity_id:
            entity_id = done.operation.new_id
    return entity_id


def _reverted(now: T, merged: T, without: T) -> T:
    """Return what a fact was without the merge, unless somebody has changed it since."""
    return without if now == merged else now
