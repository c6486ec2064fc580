"""A change as a line of JSON, which `reading` understands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gazetteer.changes.operations import (
    Add,
    AddName,
    Change,
    DifferentFrom,
    DropName,
    FactsAsBefore,
    Merge,
    NamePick,
    NewName,
    RenameId,
    Retire,
    SameAs,
    SetFacts,
    Split,
    Unmerge,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.changes.operations import Json, Operation


def write_change(change: Change) -> str:
    """Return a change as a line, without the line break.

    Args:
        change: The change.

    Raises:
        ValueError: Its evidence is none that JSON can hold.
    """
    told = {
        **operation_fields(change.operation),
        "reason": change.reason,
        "author": change.author,
        "probability": change.probability,
        "evidence": change.evidence,
    }
    fields = {name: value for name, value in told.items() if value is not None}
    return json.dumps(fields, ensure_ascii=False, allow_nan=False)


def operation_fields(operation: Operation) -> dict[str, Json]:
    """Return an operation as the fields of its line.

    Args:
        operation: The operation.
    """
    match operation:
        case Add():
            return {
                "op": "add",
                **_facts(operation),
                "names": [_name_fields(name) for name in operation.names],
            }
        case Retire():
            return {"op": "retire", "entity_id": operation.entity_id}
        case Merge():
            return {"op": "merge", "entity_id": operation.entity_id, "merged": list(operation.merged)}
        case Split():
            names = [_pick_fields(name) for name in operation.names]
            return {"op": "split", **_facts(operation), "names": names}
        case Unmerge():
            return {"op": "split", "merge": operation.merge}
        case RenameId():
            return {"op": "rename-id", "entity_id": operation.entity_id, "new_id": operation.new_id}
        case AddName():
            return {"op": "add-name", "entity_id": operation.entity_id, **_name_fields(operation.name)}
        case DropName():
            return {"op": "drop-name", "entity_id": operation.entity_id, **_pick_fields(operation.name)}
        case SameAs():
            return {"op": "same-as", "entity_id": operation.entity_id, "same_as": list(operation.same_as)}
        case DifferentFrom():
            others = list(operation.different_from)
            return {"op": "different-from", "entity_id": operation.entity_id, "different_from": others}
        case SetFacts():
            return {"op": "set", "entity_id": operation.entity_id, "facts": dict(operation.facts)}
        case FactsAsBefore():
            return {"op": "set", "entity_id": operation.entity_id, "as_before": list(operation.fields)}


def _facts(entity: Add | Split) -> dict[str, Json]:
    told: dict[str, Json] = {"entity_id": entity.entity_id}
    if isinstance(entity, Split):
        told["new_id"] = entity.new_id
    told |= {"kind": entity.kind}
    if isinstance(entity, Add):
        told["name"] = entity.name
    told |= {
        "country": entity.country,
        "population": entity.population,
        "birth_year": entity.birth_year,
        "description": entity.description,
        "same_as": list(entity.same_as) or None,
    }
    if isinstance(entity, Add):
        told["more"] = dict(entity.more) or None
    return {name: value for name, value in told.items() if value is not None}


def _name_fields(name: NewName) -> dict[str, Json]:
    told: dict[str, Json] = {
        "lang": name.lang,
        "name": name.name,
        "is_preferred": name.is_preferred or None,
        "name_kind": name.name_kind,
        "source": name.source,
        "more": dict(name.more) or None,
    }
    return {field: value for field, value in told.items() if value is not None}


def _pick_fields(name: NamePick) -> dict[str, Json]:
    told: Mapping[str, Json] = {
        "name": name.name,
        "lang": name.lang,
        "name_kind": name.name_kind,
        "source": name.source,
    }
    return {field: value for field, value in told.items() if value is not None}
