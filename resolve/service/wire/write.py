"""Wire dataclasses to JSON."""

import json
from dataclasses import is_dataclass

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
    if isinstance(value, type) or not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} has no form in JSON")
    members = {}
    for field in wire_fields(type(value)):
        member = getattr(value, field.attribute)
        if member is not None or not field.left_out:
            members[field.name] = member
    return members
