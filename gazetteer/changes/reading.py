"""A change from a line of JSON: strict, and telling the field that is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from gazetteer.changes import values
from gazetteer.changes.besides import check_besides, read_columns
from gazetteer.changes.facts import field, read_facts
from gazetteer.changes.fields import Fields, parse_json
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
    from collections.abc import Callable, Mapping

    from gazetteer.changes.operations import Json, Operation

LINE_LIMIT = 1 << 20
"""The longest line, in characters."""


def read_change(line: str) -> Change:
    """Return the change that a line stands for, which is to be made.

    Args:
        line: A JSON object.

    Raises:
        ValueError: It stands for none, or would bring in what a table may not hold; the message names the
            field.
    """
    change = read_made(line)
    check_besides(change.operation)
    return change


def read_made(line: str) -> Change:
    """Return the change that a line stands for, which was made, be it under other rules.

    Args:
        line: A JSON object.

    Raises:
        ValueError: It stands for none; the message names the field.
    """
    if len(line) > LINE_LIMIT:
        raise ValueError(f"{len(line)} characters; expected: {LINE_LIMIT} at most")
    fields = Fields(parse_json(line))
    change = Change(
        _operation(fields),
        reason=fields.take("reason", values.text),
        author=fields.take("author", values.text),
        probability=fields.take("probability", values.probability),
        evidence=cast("Json", fields.take("evidence", _storable)),
    )
    fields.close()
    return change


def read_entity(value: object) -> Add:
    """Return an entity from the fields of the `add` that would make it.

    Args:
        value: What should be an object.

    Raises:
        ValueError: It stands for none; the message names the field.
    """
    fields = Fields(value)
    operation = _operation(fields)
    fields.close()
    if not isinstance(operation, Add):
        raise ValueError("op: expected: add")
    return operation


def _operation(fields: Fields) -> Operation:
    name = fields.need("op", values.text)
    if name not in READERS:
        raise ValueError(f"op: {values.shown(name)}; there is: {', '.join(READERS)}")
    return READERS[name](fields)


def _add(fields: Fields) -> Operation:
    added = Add(
        entity_id=fields.need("entity_id", values.identifier),
        kind=fields.need("kind", values.kind),
        names=fields.need("names", values.several(_whole_name)),
        name=fields.take("name", values.spelling),
        country=fields.take("country", values.country),
        population=fields.take("population", values.population),
        birth_year=fields.take("birth_year", values.birth_year),
        description=fields.take("description", values.description),
        same_as=_curies(fields),
        more=fields.take("more", read_columns) or (),
    )
    if added.name is not None and added.name not in {name.name for name in added.names}:
        raise ValueError(f"name: {values.shown(added.name)} is none of the names")
    preferred = [name.name for name in added.names if name.is_preferred]
    if added.name is not None and preferred and added.name not in preferred:
        raise ValueError(f"name: {values.shown(added.name)} is not preferred, but others are")
    return added


def _retire(fields: Fields) -> Operation:
    return Retire(fields.need("entity_id", values.identifier))


def _merge(fields: Fields) -> Operation:
    merge = Merge(
        fields.need("entity_id", values.identifier), fields.need("merged", values.several(values.identifier))
    )
    if merge.entity_id in merge.merged:
        raise ValueError(f"merged: {merge.entity_id!r} cannot give way to itself")
    return replace(merge, merged=tuple(dict.fromkeys(merge.merged)))


def _split(fields: Fields) -> Operation:
    if "merge" in fields:
        return Unmerge(fields.need("merge", values.identifier))
    return Split(
        entity_id=fields.need("entity_id", values.identifier),
        new_id=fields.need("new_id", values.identifier),
        names=fields.need("names", values.several(_whole_pick)),
        kind=fields.take("kind", values.kind),
        country=fields.take("country", values.country),
        population=fields.take("population", values.population),
        birth_year=fields.take("birth_year", values.birth_year),
        description=fields.take("description", values.description),
        same_as=_curies(fields),
    )


def _rename_id(fields: Fields) -> Operation:
    renaming = RenameId(fields.need("entity_id", values.identifier), fields.need("new_id", values.identifier))
    if renaming.entity_id == renaming.new_id:
        raise ValueError(f"new_id: {renaming.new_id!r} is the ID that it has")
    return renaming


def _add_name(fields: Fields) -> Operation:
    return AddName(fields.need("entity_id", values.identifier), _name(fields))


def _drop_name(fields: Fields) -> Operation:
    return DropName(fields.need("entity_id", values.identifier), _pick(fields))


def _same_as(fields: Fields) -> Operation:
    entity_id = fields.need("entity_id", values.identifier)
    return SameAs(entity_id, tuple(sorted(set(fields.need("same_as", values.several(values.curie))))))


def _different_from(fields: Fields) -> Operation:
    entity_id = fields.need("entity_id", _without_space)
    others = fields.need("different_from", values.several(_without_space))
    if entity_id in others:
        raise ValueError(f"different_from: {entity_id!r} cannot be different from itself")
    return DifferentFrom(entity_id, tuple(sorted(set(others))))


def _set(fields: Fields) -> Operation:
    entity_id = fields.need("entity_id", values.identifier)
    if "as_before" in fields:
        names = fields.need("as_before", values.several(field))
        return FactsAsBefore(entity_id, tuple(sorted(set(names))))
    return SetFacts(entity_id, fields.need("facts", read_facts))


READERS: Mapping[str, Callable[[Fields], Operation]] = {
    "add": _add,
    "retire": _retire,
    "merge": _merge,
    "split": _split,
    "rename-id": _rename_id,
    "add-name": _add_name,
    "drop-name": _drop_name,
    "same-as": _same_as,
    "different-from": _different_from,
    "set": _set,
}
"""How the fields of each operation are read."""


def _whole_name(value: object) -> NewName:
    fields = Fields(value)
    name = _name(fields)
    fields.close()
    return name


def _name(fields: Fields) -> NewName:
    lang = fields.need("lang", values.language)
    name = fields.need("name", values.spelling)
    told = fields.take("is_preferred", values.truth)
    kind = fields.take("name_kind", values.name_kind)
    preferred = kind == "preferred" if told is None else told
    if (preferred and kind == "alias") or (not preferred and kind == "preferred"):
        raise ValueError("name_kind: contradicts is_preferred: an alias is a name that is not preferred")
    source = fields.take("source", values.text)
    return NewName(lang, name, preferred, kind, source, fields.take("more", read_columns) or ())


def _whole_pick(value: object) -> NamePick:
    fields = Fields(value)
    pick = _pick(fields)
    fields.close()
    return pick


def _pick(fields: Fields) -> NamePick:
    return NamePick(
        fields.need("name", values.spelling),
        fields.take("lang", values.language),
        fields.take("name_kind", values.name_kind),
        fields.take("source", values.text),
    )


def _curies(fields: Fields) -> tuple[str, ...]:
    return tuple(sorted(set(fields.take("same_as", values.several(values.curie)) or ())))


def _without_space(value: object) -> str:
    found = values.identifier(value)
    if any(mark.isspace() for mark in found):
        raise ValueError(f"{values.shown(found)}; an ID with a space cannot be told apart here")
    return found


def _storable(value: object) -> object:
    """Read whatever can be written again."""
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError:
        raise ValueError("a text in it holds half a surrogate pair") from None
    except ValueError:
        raise ValueError("a number in it is too great") from None
    return value
