"""JSON in and out: what fits is read, what does not is named by its path, and the schemas say the same."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

import pytest
from conftest import require
from hypothesis import given
from hypothesis import strategies as st

from resolve.errors import RequestError
from resolve.service.operation import Source
from resolve.service.operations import OPERATIONS
from resolve.service.wire.decode import decode
from resolve.service.wire.marks import LEFT_OUT, AtLeast, Between, Spelt
from resolve.service.wire.read import read, read_parameters
from resolve.service.wire.schema import Schemas
from resolve.service.wire.write import write


class Colour(StrEnum):
    """An enumeration."""

    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Leaf:
    """Something in something."""

    size: Annotated[int, Between(1, 9)] = 1
    colour: Colour = Colour.RED


@dataclass(frozen=True, slots=True)
class Tree:
    """A dataclass with all that a wire dataclass can have."""

    name: str
    leaves: Annotated[tuple[Leaf, ...], AtLeast(1)]
    old_name: Annotated[str | None, Spelt("oldName"), LEFT_OUT] = None
    share: float | None = None
    value: str | int | float | bool | dict[str, object] | None = None
    by_key: Annotated[dict[str, tuple[bool, ...]] | None, Spelt("by key")] = None
    way: Literal["up", "down"] = "up"


FAULTS = [
    ({"leaves": [{}]}, "$.name", "missing"),
    ({"name": 1, "leaves": [{}]}, "$.name", "1; expected: a string"),
    ({"name": None, "leaves": [{}]}, "$.name", "null; expected: a string"),
    ({"name": "a", "leaves": []}, "$.leaves", "0 there; expected: 1 at least"),
    ({"name": "a", "leaves": {}}, "$.leaves", "an object; expected: a list"),
    ({"name": "a", "leaves": [{}, {"size": 0}]}, "$.leaves[1].size", "0; expected: 1 to 9"),
    ({"name": "a", "leaves": [{"size": 1.5}]}, "$.leaves[0].size", "1.5; expected: a whole number"),
    ({"name": "a", "leaves": [{"size": True}]}, "$.leaves[0].size", "true; expected: a whole number"),
    ({"name": "a", "leaves": [{"colour": "blue"}]}, "$.leaves[0].colour", "'blue'; there are: "),
    ({"name": "a", "leaves": [{"c": 1}]}, "$.leaves[0].c", "not known here; there are: colour, size"),
    ({"name": "a", "leaves": [{}], "old_name": "b"}, "$.old_name", "not known here; there are: oldName"),
    (
        {"name": "a", "leaves": [{}], "value": []},
        "$.value",
        "a list; expected: a string or a whole number or",
    ),
    ({"name": "a", "leaves": [{}], "by key": {"k": [1]}}, "$['by key'].k[0]", "1; expected: true or false"),
    ({"name": "a", "leaves": [{}], "way": "UP"}, "$.way", "'UP'; there are: up, down"),
    ([], "$", "a list; expected: an object"),
    (None, "$", "null; expected: an object"),
]


@pytest.mark.parametrize(("value", "path", "message"), FAULTS)
def test_fault_is_named_by_its_path(value: object, path: str, message: str) -> None:
    """What does not fit is refused with its path, with what was found and what was expected."""
    with pytest.raises(RequestError) as caught:
        read(Tree, value)
    assert (400, path) == (caught.value.status, caught.value.path)
    assert str(caught.value).startswith(f"{path}: {message}")


NO_JSON = [
    (b"", "nothing there"),
    (b'{"a": 1', "not JSON"),
    (b"{'a': 1}", "not JSON"),
    (b'\xef\xbb\xbf{"a": 1}', "not JSON"),
    (b'{"a": "\xff"}', "not UTF-8: byte 0xff at offset 7"),
    (b'{"a": 1, "a": 2}', "the key 'a' stands twice"),
    (b"[NaN]", "NaN is not JSON"),
    (b"[1e999]", "the number 1e999 is too large"),
    (b"[" * 100_000, "nested too deep"),
    (b"[" + b"9" * 5_000 + b"]", "a whole number of too many digits"),
]


@pytest.mark.parametrize(("data", "message"), NO_JSON)
def test_what_is_no_json_is_refused(data: bytes, message: str) -> None:
    """Bytes that are no JSON, or that two readers could read differently, are refused."""
    with pytest.raises(RequestError, match=message):
        decode(data)


LEAVES = st.builds(Leaf, st.integers(1, 9), st.sampled_from(Colour))
SCALARS = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.floats(-1e6, 1e6) | st.text()
TREES = st.builds(
    Tree,
    st.text(st.characters(codec=None)),
    st.lists(LEAVES, min_size=1, max_size=3).map(tuple),
    st.none() | st.text(),
    st.none() | st.floats(0, 1),
    st.text() | st.booleans() | st.none() | st.dictionaries(st.text(), SCALARS, max_size=3),
    st.none() | st.dictionaries(st.text(), st.lists(st.booleans(), max_size=3).map(tuple), max_size=3),
    st.sampled_from(["up", "down"]),
)


@given(TREES)
def test_what_is_written_is_read(tree: Tree) -> None:
    """A dataclass comes back from its JSON as it was, halves of surrogate pairs included."""
    assert tree == read(Tree, decode(write(tree)))


JSON_VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


@st.composite
def nearly_right(draw: st.DrawFn) -> object:
    """Return the JSON of a tree with a member or two replaced by anything."""
    value = json.loads(write(draw(TREES)))
    for _ in range(draw(st.integers(0, 2))):
        place = value
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(place[key], dict | list) and place[key] and draw(st.booleans()):
                place = place[key]
                continue
            place[key] = draw(JSON_VALUES)
            break
    return value


@given(nearly_right() | JSON_VALUES)
def test_schema_and_reader_agree(value: object) -> None:
    """The reader takes exactly what the schema made of the same annotations describes."""
    try:
        from jsonschema import Draft202012Validator
    except ModuleNotFoundError:
        require("clients", "jsonschema is not installed; the extra `clients` provides it")
    schemas = Schemas()
    schema = {**schemas.reference(Tree), "components": {"schemas": schemas.named}}
    try:
        read(Tree, value)
        is_read = True
    except RequestError:
        is_read = False
    assert is_read == Draft202012Validator(schema).is_valid(value)


REQUESTS = sorted({operation.takes for operation in OPERATIONS}, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", REQUESTS, ids=lambda kind: kind.__name__)
@given(JSON_VALUES | st.fixed_dictionaries({"queries": JSON_VALUES}))
def test_any_value_is_read_or_refused(kind: type, value: object) -> None:
    """Whatever comes, a request is read or refused with 400 and a path; nothing else happens."""
    refused = None
    try:
        assert isinstance(read(kind, value), kind)
    except RequestError as error:
        refused = error
    assert refused is None or (400, True) == (refused.status, bool(refused.path))


@dataclass(frozen=True, slots=True)
class Asked:
    """Parameters."""

    text: str
    number: Annotated[int, Between(0, 9)] = 0
    share: float | None = None
    flag: bool = False
    many: tuple[str, ...] = ()


def test_parameters() -> None:
    """Parameters are read by the types of their fields; what is empty and may be missing is not given."""
    pairs = [("text", "12"), ("number", "7"), ("share", ""), ("flag", "true"), ("many", "a"), ("many", "b")]
    assert Asked("12", 7, None, True, ("a", "b")) == read_parameters(Asked, pairs)


@pytest.mark.parametrize(
    ("pairs", "path"),
    [
        ([], "text"),
        ([("text", "a"), ("text", "b")], "text"),
        ([("text", "a"), ("number", "x")], "number"),
        ([("text", "a"), ("number", "10")], "number"),
        ([("text", "a"), ("number", "9" * 10_000)], "number"),
        ([("text", "a"), ("flag", "yes")], "flag"),
        ([("text", "a"), ("other", "b")], "other"),
    ],
)
def test_faulty_parameters(pairs: list[tuple[str, str]], path: str) -> None:
    """A parameter that is missing, doubled, unknown or of another type is named."""
    with pytest.raises(RequestError) as caught:
        read_parameters(Asked, pairs)
    assert path == caught.value.path


def test_every_request_stands_somewhere() -> None:
    """Each operation reads parameters, JSON or a form, by a method that fits."""
    assert {"GET"} == {one.method for one in OPERATIONS if one.source == Source.PARAMETERS}
    assert {"POST"} == {one.method for one in OPERATIONS if one.source != Source.PARAMETERS}
