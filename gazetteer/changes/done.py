"""What was done to a gazetteer, as its log tells it: each change with what undoes it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.changes.facts import read_facts
from gazetteer.changes.fields import Fields
from gazetteer.changes.operations import FactsAsBefore, SetFacts
from gazetteer.changes.reading import read_entity, read_made
from gazetteer.changes.values import identifier, several
from gazetteer.changes.writing import operation_fields
from gazetteer.errors import DamagedLog

if TYPE_CHECKING:
    from gazetteer.changes.operations import Add, Facts, Json, Operation

MEMBER = "undo"
"""The field of a change in the log that tells how it is undone."""


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
class FactsBefore:
    """Facts as they were before they were set.

    Attributes:
        entity_id: The entity, by the ID that it had then.
        facts: The facts.
    """

    entity_id: str
    facts: Facts


Undo = MergeUndo | FactsBefore


@dataclass(frozen=True, slots=True)
class Done:
    """A change that was made.

    Attributes:
        operation: What was done.
        undo: For a merge, and for facts that were set, what there was before.
    """

    operation: Operation
    undo: Undo | None = None


def undo_fields(undo: Undo) -> Json:
    """Return the value that tells in the log how a change is undone.

    Args:
        undo: What there was before.
    """
    if isinstance(undo, FactsBefore):
        return {"entity_id": undo.entity_id, "facts": dict(undo.facts)}
    gives = [{**operation_fields(given.entity), "leading": list(given.leading)} for given in undo.gives]
    return {"stays": operation_fields(undo.stays), "gives": gives}


def read_done(line: str) -> Done:
    """Return what a line of the log tells.

    Args:
        line: A change, perhaps with `undo`.

    Raises:
        DamagedLog: It tells nothing that could be understood.
    """
    try:
        told = json.loads(line)
        undo = told.pop(MEMBER, None)
        operation = read_made(json.dumps(told)).operation
        if undo is None:
            return Done(operation)
        of_facts = isinstance(operation, SetFacts | FactsAsBefore)
        return Done(operation, _read_before(undo) if of_facts else _read_undo(undo))
    except (ValueError, AttributeError) as error:
        raise DamagedLog(f"a change in the log cannot be understood: {error}: {line[:100]}") from error


def _read_before(value: object) -> FactsBefore:
    fields = Fields(value)
    before = FactsBefore(fields.need("entity_id", identifier), fields.need("facts", read_facts))
    fields.close()
    return before


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
