"""Wire dataclasses to JSON."""

import json
from functools import cache

from resolve.service.wire.fields import wire_fields


def write(value: object) -> bytes:
    """An answer as JSON in UTF-8.

    Args:
        value: wire dataclasses, and tuples, dicts, strings and numbers of them.
    """
    text = json.dumps(value, default=_members, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        # A query that held half a surrogate pair is given back as it came, as an escape.
        return json.dumps(value, default=_members, separators=(",", ":"), allow_nan=False).encode()


def _members(value: object) -> dict[str, object]:
    kind: type = type(value)
    return {
        name: member
        for name, attribute, left_out in _plan(kind)
        if (member := getattr(value, attribute)) is not None or not left_out
    }


@cache
def _plan(kind: type) -> tuple[tuple[str, str, bool], ...]:
    """Name, attribute and whether None is left out, of each field."""
    return tuple((field.name, field.attribute, field.left_out) for field in wire_fields(kind))
