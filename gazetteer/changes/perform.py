"""What each operation does to a gazetteer, and what it does not go with.

Two things hold after every one: an entity has a name, and what was once an ID is in force, leads to one that
is, or is retired. IDs never change their meaning: a new one was never used before, or comes back to what it
stood for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.changes.demands import (
    entity_in_force,
    known_entity,
    picked_names,
    refuse_claimed,
    refuse_different,
    refuse_unknown_columns,
    refuse_used,
)
from gazetteer.changes.joining import DIFFERENT_FROM, different_from, identity, joined
from gazetteer.changes.operations import (
    Add,
    AddName,
    DifferentFrom,
    DropName,
    Merge,
    RenameId,
    Retire,
    SameAs,
    Split,
    Unmerge,
)
from gazetteer.changes.undo import Done, Given, MergeUndo, find_merge, part_again
from gazetteer.errors import RefusedChange

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.changes.draft import Draft
    from gazetteer.changes.operations import NewName, Operation


def perform(
    operation: Operation,
    draft: Draft,
    reason: str,
    past: Callable[[], Sequence[Done]],
    say: Callable[[str], None],
) -> Done:
    """Make one change in a draft.

    Args:
        operation: What is to be done.
        draft: The gazetteer as it is by now.
        reason: Why, for whoever asks for an ID that is no more.
        past: What was done before, in order; asked for only to undo a merge.
        say: Takes what there is to tell, such as that a thing is so already.

    Raises:
        RefusedChange: The operation does not go with what the gazetteer holds.
    """
    undo: MergeUndo | None = None
    match operation:
        case Add():
            _add(operation, draft)
        case Retire():
            entity_in_force(operation.entity_id, draft)
            draft.give_way(operation.entity_id, None, reason)
        case Merge():
            undo = _merge(operation, draft, reason, say)
        case Split():
            _split(operation, draft, say)
        case Unmerge():
            _unmerge(operation.merge, draft, past())
        case RenameId():
            _rename_id(operation, draft, reason)
        case AddName():
            _add_name(operation, draft, say)
        case DropName():
            _drop_name(operation, draft, say)
        case SameAs():
            _same_as(operation, draft, say)
        case DifferentFrom():
            _different_from(operation, draft, say)
    return Done(operation, undo)


def _add(new: Add, draft: Draft) -> None:
    refuse_used(new.entity_id, draft)
    refuse_claimed(new.same_as, new.entity_id, draft)
    refuse_unknown_columns(new.names, draft)
    for column, _ in new.more:
        if column in draft.stock.extra_of_names:
            raise RefusedChange(f"more: the column {column!r} tells of names here, not of entities")
    draft.put(replace(new, name=new.name or _first_name(new.names)))


def _merge(merge: Merge, draft: Draft, reason: str, say: Callable[[str], None]) -> MergeUndo | None:
    stays = entity_in_force(merge.entity_id, draft, "a circle of merges is refused; merge into that one")
    gives: list[Add] = []
    for entity_id in merge.merged:
        if draft.status(entity_id).entity_id == stays.entity_id:
            say(f"{entity_id!r} leads to {stays.entity_id!r} already")
            continue
        entity = known_entity(entity_id, draft, say)
        if entity not in gives:
            gives.append(entity)
    for entity in gives:
        if entity.kind != stays.kind:
            raise RefusedChange(
                f"{stays.entity_id!r} is of kind {stays.kind}, {entity.entity_id!r} of kind {entity.kind}; "
                "what is one is of one kind"
            )
    refuse_different([stays, *gives], draft)
    if not gives:
        return None
    undo = MergeUndo(stays, tuple(Given(entity, draft.leading_to(entity.entity_id)) for entity in gives))
    for entity in gives:
        draft.give_way(entity.entity_id, stays.entity_id, reason)
    draft.put(joined(stays, gives))
    return undo


def _split(split: Split, draft: Draft, say: Callable[[str], None]) -> None:
    whole = known_entity(split.entity_id, draft, say)
    refuse_used(split.new_id, draft, leading_to=whole.entity_id)
    refuse_claimed(split.same_as, split.new_id, draft, but_of=whole.entity_id)
    taken: list[NewName] = []
    for pick in split.names:
        taken += [name for name in picked_names(pick, whole) if name not in taken]
    rest = tuple(name for name in whole.names if name not in taken)
    if not rest:
        raise RefusedChange(
            f"{whole.entity_id!r} would have no name left; to give it another ID, use rename-id"
        )
    draft.put(
        replace(
            whole,
            names=rest,
            same_as=tuple(curie for curie in whole.same_as if curie not in split.same_as),
        )
    )
    draft.put(
        Add(
            split.new_id,
            split.kind or whole.kind,
            tuple(taken),
            _first_name(taken),
            split.country,
            split.population,
            split.birth_year,
            split.description,
            split.same_as,
        )
    )


def _unmerge(gave_way: str, draft: Draft, past: Sequence[Done]) -> None:
    status = draft.status(gave_way)
    if status.state != "redirected" or status.entity_id is None:
        what = "in force" if status.state == "current" else status.state
        raise RefusedChange(f"{gave_way!r} is {what}; an ID that was merged into another one was expected")
    undo, given, stayed = find_merge(past, gave_way)
    if stayed != status.entity_id:
        raise RefusedChange(
            f"{gave_way!r} was merged into {stayed!r}, which leads to {status.entity_id!r} since; "
            f"undo that first: split --merge {stayed}"
        )
    current = draft.entity(stayed)
    assert current is not None
    stays, back = part_again(undo, given, current)
    draft.put(stays)
    draft.put(back)
    for old in given.leading:
        then = draft.status(old)
        if then.entity_id == stayed:
            draft.lead(old, gave_way, then.reason or None)


def _rename_id(renaming: RenameId, draft: Draft, reason: str) -> None:
    entity = entity_in_force(renaming.entity_id, draft)
    refuse_used(renaming.new_id, draft, leading_to=entity.entity_id)
    refuse_claimed((), renaming.new_id, draft, but_of=entity.entity_id)
    draft.give_way(entity.entity_id, renaming.new_id, reason)
    draft.put(replace(entity, entity_id=renaming.new_id))


def _add_name(adding: AddName, draft: Draft, say: Callable[[str], None]) -> None:
    entity = known_entity(adding.entity_id, draft, say)
    refuse_unknown_columns((adding.name,), draft)
    same = [name for name in entity.names if identity(name) == identity(adding.name)]
    if same and same[0].is_preferred >= adding.name.is_preferred:
        say(f"{entity.entity_id!r} has the name {adding.name.name!r} ({adding.name.lang}) already")
        return
    draft.put(replace(entity, names=(*entity.names, adding.name)))


def _drop_name(dropping: DropName, draft: Draft, say: Callable[[str], None]) -> None:
    entity = known_entity(dropping.entity_id, draft, say)
    gone = picked_names(dropping.name, entity)
    rest = tuple(name for name in entity.names if name not in gone)
    if not rest:
        raise RefusedChange(f"{entity.entity_id!r} would have no name left; to do away with it, use retire")
    draft.put(replace(entity, names=rest))


def _same_as(telling: SameAs, draft: Draft, say: Callable[[str], None]) -> None:
    entity = known_entity(telling.entity_id, draft, say)
    new = [curie for curie in telling.same_as if curie not in (*entity.same_as, entity.entity_id)]
    refuse_claimed(new, entity.entity_id, draft)
    if not new:
        say(f"{entity.entity_id!r} is the same as {' '.join(telling.same_as)} already")
        return
    draft.put(replace(entity, same_as=(*entity.same_as, *new)))


def _different_from(telling: DifferentFrom, draft: Draft, say: Callable[[str], None]) -> None:
    entity = known_entity(telling.entity_id, draft, say)
    others = [known_entity(other, draft, say) for other in telling.different_from]
    for other in others:
        if other.entity_id == entity.entity_id:
            raise RefusedChange(f"{telling.entity_id!r} and {other.entity_id!r} are one entity; split it")
    for one, rest in [(entity, others), *((other, [entity]) for other in others)]:
        known = draft.entity(one.entity_id)
        assert known is not None
        told = sorted({*different_from(known), *(other.entity_id for other in rest)})
        more = dict(known.more) | {DIFFERENT_FROM: " ".join(told)}
        draft.put(replace(known, more=tuple(more.items())))


def _first_name(names: Sequence[NewName]) -> str:
    return next((name.name for name in names if name.is_preferred), names[0].name)
