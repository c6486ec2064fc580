"""Bytes to JSON values, strictly: UTF-8, each key once, numbers that are numbers, no bottomless nesting."""

import json
import math
from collections import Counter
from typing import Final, NoReturn

from resolve.errors import RequestError

BAD_REQUEST: Final = 400


def decode(data: bytes, root: str = "$") -> object:
    """Read a JSON text.

    Args:
        data: the text in UTF-8.
        root: what the path of a fault begins with.

    Raises:
        RequestError: it is none, and where it stops being one.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(
            BAD_REQUEST, f"not UTF-8: byte {data[error.start]:#04x} at offset {error.start}", root
        ) from None
    return decode_text(text, root)


def decode_text(text: str, root: str = "$") -> object:
    """Read a JSON text that is characters already; see `decode`."""
    if not text.strip():
        raise RequestError(BAD_REQUEST, "nothing there; expected: a JSON value", root)
    try:
        return _decoder(root).decode(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise RequestError(BAD_REQUEST, f"not JSON: {error.msg.lower()} at {place}", root) from None
    except RecursionError:
        raise RequestError(BAD_REQUEST, "not readable: lists and objects nested too deep", root) from None
    except ValueError:
        raise RequestError(BAD_REQUEST, "not readable: a whole number of too many digits", root) from None


def _decoder(root: str) -> json.JSONDecoder:
    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        members = dict(pairs)
        if len(members) < len(pairs):
            twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
            raise RequestError(BAD_REQUEST, f"the key {twice!r} stands twice in one object", root)
        return members

    def finite(digits: str) -> float:
        value = float(digits)
        if not math.isfinite(value):
            raise RequestError(BAD_REQUEST, f"the number {digits[:40]} is too large", root)
        return value

    def refuse(constant: str) -> NoReturn:
        raise RequestError(BAD_REQUEST, f"{constant} is not JSON; expected: a number or null", root)

    return json.JSONDecoder(object_pairs_hook=unique, parse_float=finite, parse_constant=refuse)
