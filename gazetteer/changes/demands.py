"""What operations demand of a gazetteer: each is met, or the change is refused with what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.changes.joining import different_from
from gazetteer.changes.values import check_new_id
from gazetteer.errors import RefusedChange

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.changes.draft import Draft
    from gazetteer.changes.operations import Add, NamePick, NewName

SHOWN_NAMES = 5


def known_entity(entity_id: str, draft: Draft, say: Callable[[str], None]) -> Add:
    """Return the entity that an ID stands for, be it an older one.

    Args:
        entity_id: The ID.
        draft: The gazetteer.
        say: Told that it is an older one.

    Raises:
        RefusedChange: It stands for none.
    """
    status = draft.status(entity_id)
    entity = draft.entity(status.entity_id) if status.entity_id is not None else None
    if entity is None:
        raise RefusedChange(_nothing(entity_id, draft))
    if status.state == "redirected":
        say(f"{entity_id!r} is now {entity.entity_id!r}")
    return entity


def entity_in_force(entity_id: str, draft: Draft, advice: str = "name that one if it is meant") -> Add:
    """Return the entity that has an ID now.

    Args:
        entity_id: The ID.
        draft: The gazetteer.
        advice: What to do if it is an older one.

    Raises:
        RefusedChange: None has it.
    """
    entity = draft.entity(entity_id)
    if entity is not None:
        return entity
    status = draft.status(entity_id)
    if status.state == "redirected":
        raise RefusedChange(f"{entity_id!r} is now {status.entity_id!r}; {advice}")
    raise RefusedChange(_nothing(entity_id, draft))


def _nothing(entity_id: str, draft: Draft) -> str:
    status = draft.status(entity_id)
    if status.state == "retired":
        return f"{entity_id!r} is retired{f': {status.reason}' if status.reason else ''}"
    return f"no entity {entity_id!r} in this gazetteer"


def refuse_used(entity_id: str, draft: Draft, leading_to: str | None = None) -> None:
    """Refuse what is no ID, and an ID that stands for something, or did.

    Args:
        entity_id: The ID that something is to get.
        draft: The gazetteer.
        leading_to: The entity that it may lead to now, since it comes back to what it stood for.

    Raises:
        RefusedChange: It does.
    """
    try:
        check_new_id(entity_id)
    except ValueError as error:
        raise RefusedChange(str(error)) from None
    status = draft.status(entity_id)
    if status.state == "current":
        raise RefusedChange(f"{entity_id!r} is in use")
    if status.state == "retired":
        raise RefusedChange(
            f"{_nothing(entity_id, draft)}; an ID never changes its meaning, give another one"
        )
    if status.state == "redirected" and status.entity_id != leading_to:
        raise RefusedChange(
            f"{entity_id!r} leads to {status.entity_id!r}; an ID never changes its meaning, give another one"
        )


def refuse_claimed(curies: Sequence[str], entity_id: str, draft: Draft, but_of: str | None = None) -> None:
    """Refuse CURIEs that stand for another entity, and an ID that another entity has as a CURIE.

    Args:
        curies: The CURIEs that an entity is to get.
        entity_id: Its ID.
        draft: The gazetteer.
        but_of: An entity that may have them.

    Raises:
        RefusedChange: One of them does.
    """
    for curie in (*curies, entity_id):
        bearer = draft.bearer(curie)
        if bearer not in (None, entity_id, but_of):
            raise RefusedChange(f"{curie!r} stands for {bearer!r} already; merge the two, or leave it out")


def refuse_unknown_columns(names: Sequence[NewName], draft: Draft) -> None:
    """Refuse names with columns that names of this gazetteer do not have.

    Args:
        names: The names.
        draft: The gazetteer.

    Raises:
        RefusedChange: One has.
    """
    there = draft.stock.extra_of_names
    for name in names:
        for column, _ in name.more:
            if column not in there:
                listed = ", ".join(repr(known) for known in there) or "none"
                raise RefusedChange(
                    f"more: no column {column!r} of names in this gazetteer; there is: {listed}"
                )


def picked_names(pick: NamePick, entity: Add) -> list[NewName]:
    """Return the names of an entity that are meant, at least one.

    Args:
        pick: Which.
        entity: The entity.

    Raises:
        RefusedChange: It has none such.
    """
    alike = [name for name in entity.names if name.name == pick.name]
    found = [
        name
        for name in alike
        if pick.lang in (None, name.lang)
        and pick.name_kind in (None, name.name_kind)
        and pick.source in (None, name.source)
    ]
    if not found:
        there = alike or entity.names
        listed = ", ".join(f"{name.name!r} ({name.lang}, {name.name_kind})" for name in there[:SHOWN_NAMES])
        more = f" and {len(there) - SHOWN_NAMES} more" if len(there) > SHOWN_NAMES else ""
        raise RefusedChange(f"{entity.entity_id!r} has no such name {pick.name!r}; it has {listed}{more}")
    return found


def refuse_different(entities: Sequence[Add], draft: Draft) -> None:
    """Refuse entities of which two were found to be different.

    Args:
        entities: The entities, which are to become one.
        draft: The gazetteer.

    Raises:
        RefusedChange: Two were.
    """
    ids = {entity.entity_id for entity in entities}
    for entity in entities:
        for other in different_from(entity):
            current = draft.status(other).entity_id
            if current in ids and current != entity.entity_id:
                raise RefusedChange(f"{entity.entity_id!r} and {current!r} were found to be different")
