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
from gazetteer.changes.done import Done, Given, MergeUndo
from gazetteer.changes.joining import joined
from gazetteer.changes.operations import (
    Add,
    AddName,
    DifferentFrom,
    DropName,
    FactsAsBefore,
    Merge,
    RenameId,
    Retire,
    SameAs,
    SetFacts,
    Split,
    Unmerge,
)
from gazetteer.changes.telling import add_name, drop_name, set_back, set_facts, tell_apart, tell_same
from gazetteer.changes.undo import find_merge, part_again
from gazetteer.errors import RefusedChange

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.changes.done import Undo
    from gazetteer.changes.draft import Draft
    from gazetteer.changes.operations import NewName, Operation
    from gazetteer.changes.undo import Past


def perform(
    operation: Operation,
    draft: Draft,
    reason: str,
    past: Callable[[], Past],
    say: Callable[[str], None],
) -> Done:
    """Make one change in a draft.

    Args:
        operation: What is to be done.
        draft: The gazetteer as it is by now.
        reason: Why, for whoever asks for an ID that is no more.
        past: What was done before; asked for only to take something back.
        say: Takes what there is to tell, such as that a thing is so already.

    Raises:
        RefusedChange: The operation does not go with what the gazetteer holds.
    """
    undo: Undo | None = None
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
            _unmerge(operation.merge, draft, past(), say)
        case RenameId():
            _rename_id(operation, draft, reason)
        case AddName():
            add_name(operation, draft, say)
        case DropName():
            drop_name(operation, draft, say)
        case SameAs():
            tell_same(operation, draft, say)
        case DifferentFrom():
            tell_apart(operation, draft, say)
        case SetFacts():
            undo = set_facts(operation.entity_id, operation.facts, draft, say)
        case FactsAsBefore():
            undo = set_back(operation, draft, past(), say)
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


def _unmerge(gave_way: str, draft: Draft, past: Past, say: Callable[[str], None]) -> None:
    status = draft.status(gave_way)
    if status.state != "redirected" or status.entity_id is None:
        what = "in force" if status.state == "current" else status.state
        raise RefusedChange(f"{gave_way!r} is {what}; expected: an ID that was merged into another one")
    parting, stayed = find_merge(past, gave_way, lambda old: draft.status(old).entity_id == status.entity_id)
    if stayed != status.entity_id:
        raise RefusedChange(
            f"{gave_way!r} was merged into {stayed!r}, which leads to {status.entity_id!r} since; "
            f"undo that first: split --merge {stayed}"
        )
    current = draft.entity(stayed)
    assert current is not None
    stays, back = part_again(parting, current)
    curies = sorted(tie for tie in parting.ties if tie not in (gave_way, *parting.staying))
    if curies:
        say(f"neither {stayed!r} nor {gave_way!r} keeps what both had: {' '.join(curies)}")
    # What came out of the same merge before may be what a CURIE of this one stands for.
    kept = tuple(curie for curie in back.same_as if draft.bearer(curie) in (None, stayed, gave_way))
    draft.put(stays)
    draft.put(replace(back, same_as=kept))
    for old in parting.given.leading:
        then = draft.status(old)
        if then.entity_id == stayed:
            draft.lead(old, gave_way, then.reason or None)


def _rename_id(renaming: RenameId, draft: Draft, reason: str) -> None:
    entity = entity_in_force(renaming.entity_id, draft)
    refuse_used(renaming.new_id, draft, leading_to=entity.entity_id)
    refuse_claimed((), renaming.new_id, draft, but_of=entity.entity_id)
    draft.give_way(entity.entity_id, renaming.new_id, reason)
    draft.put(replace(entity, entity_id=renaming.new_id))


def _first_name(names: Sequence[NewName]) -> str:
    return next((name.name for name in names if name.is_preferred), names[0].name)
