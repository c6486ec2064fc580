"""JSON values to wire dataclasses: each field is there, is of its type, and is known; else its path is named.

Where a type is a union, the first member that the JSON value is of decides.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from types import NoneType
from typing import Final, TypeVar, cast, get_args, get_origin

from resolve.errors import RequestError, nearest_first
from resolve.service.wire.decode import BAD_REQUEST
from resolve.service.wire.fields import Shape, alternatives, choices, is_optional, shape_of, wire_fields
from resolve.service.wire.marks import AtLeast, Between

_T = TypeVar("_T")
_PLAIN_KEY: Final = re.compile(r"\w+")
_SHOWN: Final = 80
_JSON: Final = {
    str: "a string",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    NoneType: "null",
    tuple: "a list",
    dict: "an object",
}


def read(kind: type[_T], value: object, path: str = "$") -> _T:
    """Make a wire dataclass of a JSON value.

    Args:
        kind: the dataclass.
        value: what `decode` gave.
        path: where the value stands.

    Raises:
        RequestError: something in it does not fit; the path says where.
    """
    return cast("_T", _record(kind, value, path))


def read_parameters(kind: type[_T], pairs: Iterable[tuple[str, str]]) -> _T:
    """Make a wire dataclass of the parameters of a URL, whose values are all text.

    Args:
        kind: the dataclass; a field that is a list takes all parameters of its name.
        pairs: names and values.

    Raises:
        RequestError: a parameter is missing, doubled, not known, or not of its type.
    """
    given: dict[str, list[str]] = {}
    for name, text in pairs:
        given.setdefault(name, []).append(text)
    value: dict[str, object] = dict(given)
    for field in wire_fields(kind):
        texts = given.get(field.name)
        if texts is None:
            continue
        if any(get_origin(option) is tuple for option in alternatives(field.shape.alone)):
            continue
        if len(texts) > 1:
            raise RequestError(BAD_REQUEST, f"given {len(texts)} times; expected: once", field.name)
        value[field.name] = _from_text(field.shape, texts[0])
    return read(kind, value, "")


def step(path: str, key: str | int) -> str:
    """The path of a member or an item of what stands at a path."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    if _PLAIN_KEY.fullmatch(key):
        return f"{path}.{key}" if path else key
    quoted = key if len(key) <= _SHOWN else f"{key[:_SHOWN]}…"
    return f"{path}[{quoted!r}]"


def _from_text(shape: Shape, text: str) -> object:
    """The JSON value that a parameter stands for; the text itself where it stands for none."""
    options = alternatives(shape.alone)
    if not text and is_optional(shape.alone):
        return None
    if bool in options and text in ("true", "false"):
        return text == "true"
    # Whole numbers beyond sixteen digits are no number of anything here, and slow to read.
    if (int in options or float in options) and re.fullmatch(r"-?[0-9]{1,16}", text, re.ASCII):
        return int(text)
    if float in options and re.fullmatch(r"-?[0-9]{1,16}\.[0-9]{1,16}", text, re.ASCII):
        return float(text)
    return text


def _value(shape: Shape, value: object, path: str) -> object:
    options = alternatives(shape.alone)
    for option in options:
        if _is_of(option, value):
            read_value = _as(option, value, path)
            _check(shape, read_value, path)
            return read_value
    expected = " or ".join(dict.fromkeys(_expected(option) for option in options))
    raise RequestError(BAD_REQUEST, f"{_shown(value)}; expected: {expected}", path)


def _is_of(option: object, value: object) -> bool:
    """Whether a JSON value is of the kind that a type takes; its inside is not looked at."""
    if option is object:
        return True
    if option is int:
        is_whole = isinstance(value, float) and value.is_integer()
        return (isinstance(value, int) and not isinstance(value, bool)) or is_whole
    if option is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if get_origin(option) is tuple:
        return isinstance(value, list)
    if get_origin(option) is dict or _is_record(option):
        return isinstance(value, Mapping)
    if choices(option):
        return isinstance(value, str)
    return isinstance(value, cast("type", option))


def _as(option: object, value: object, path: str) -> object:
    """A JSON value that is of the kind that a type takes, as that type."""
    if option is int:
        return int(cast("float", value))
    if option is float:
        return float(cast("float", value))
    if get_origin(option) is tuple:
        item = shape_of(get_args(option)[0])
        items = cast("list[object]", value)
        return tuple(_value(item, one, step(path, at)) for at, one in enumerate(items))
    if get_origin(option) is dict:
        item = shape_of(get_args(option)[1])
        members = cast("Mapping[str, object]", value)
        return {key: _value(item, one, step(path, key)) for key, one in members.items()}
    if _is_record(option):
        return _record(cast("type", option), value, path)
    there = choices(option)
    if there and value not in there:
        listed = ", ".join(nearest_first(str(value)[:_SHOWN], there))
        raise RequestError(BAD_REQUEST, f"{_shown(value)}; there are: {listed}", path)
    return next((one for one in there if one == value), value)


def _is_record(option: object) -> bool:
    return isinstance(option, type) and is_dataclass(option)


def _record(kind: type, value: object, path: str) -> object:
    if not isinstance(value, Mapping):
        raise RequestError(BAD_REQUEST, f"{_shown(value)}; expected: an object", path or None)
    known = {field.name: field for field in wire_fields(kind)}
    for key in value:
        if key not in known:
            there = ", ".join(nearest_first(str(key)[:_SHOWN], known)) or "none"
            raise RequestError(BAD_REQUEST, f"not known here; there are: {there}", step(path, str(key)))
    members: dict[str, object] = {}
    for name, field in known.items():
        if name in value:
            members[field.attribute] = _value(field.shape, value[name], step(path, name))
        elif field.required:
            raise RequestError(BAD_REQUEST, "missing", step(path, name))
        elif field.left_out:
            members[field.attribute] = None
    return kind(**members)


def _check(shape: Shape, value: object, path: str) -> None:
    between = shape.mark(Between)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if between is not None and is_number and not between.least <= cast("float", value) <= between.most:
        expected = f"{between.least:g} to {between.most:g}"
        raise RequestError(BAD_REQUEST, f"{value}; expected: {expected}", path)
    at_least = shape.mark(AtLeast)
    if at_least is not None and isinstance(value, tuple | dict) and len(value) < at_least.items:
        raise RequestError(BAD_REQUEST, f"{len(value)} there; expected: {at_least.items} at least", path)


def _expected(option: object) -> str:
    if isinstance(option, type) and option in _JSON:
        return _JSON[option]
    if choices(option):
        return f"one of {', '.join(choices(option))}"
    return _JSON[tuple] if get_origin(option) is tuple else _JSON[dict]


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
