"""Rows from JSONL: one JSON object a line, types kept.

The quick way is the parser of polars. Two things it does not do: it turns half a surrogate pair into NUL and
says nothing, and it does not name the line that is wrong. Both are looked after here.
"""

from __future__ import annotations

import json
import re
from functools import reduce
from typing import TYPE_CHECKING, Any

import polars as pl

from gazetteer.errors import EmptyFile, MalformedRow
from gazetteer.files.format import STANDARD_STREAM
from gazetteer.files.table import Damage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from polars._typing import PolarsDataType

SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
PAIR = rb"u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
ESCAPE = re.compile(rb"\\(?:" + PAIR + rb"|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL)
SHOWN_BYTES = 60
REPLACEMENT = rb"\ufffd"


def parse_jsonl(
    data: bytes, path: str, schema: pl.Schema | None = None, lines_above: int = 0
) -> tuple[pl.DataFrame, tuple[Damage, ...]]:
    """Return the rows of JSON lines; blank lines are none.

    A key that a row lacks is null there. A column whose values are of types that do not go together becomes
    text: the JSON of each value.

    Args:
        data: Text in UTF-8 without byte order mark.
        path: The file, for messages.
        schema: The columns and their types; None: as the lines show.
        lines_above: How many lines of the file stand before these.

    Returns:
        The rows, and the cells that held half a surrogate pair.

    Raises:
        EmptyFile: There is no row, so no column is known.
        MalformedRow: A line is no JSON object; the message names it.
    """
    if not data.strip():
        raise EmptyFile(f"{path}: empty; one JSON object a line was expected")
    frame, damaged = _parse(data, path, schema, lines_above)
    return frame.with_columns(pl.col(pl.Null).cast(pl.String)), damaged


def infer_types(data: bytes, path: str, lines_above: int = 0) -> pl.Schema:
    """Return the columns and types that JSON lines show; null for a column of nulls.

    The arguments and what is raised are those of `parse_jsonl`.
    """
    return _parse(data, path, None, lines_above)[0].schema


def _parse(
    data: bytes, path: str, schema: pl.Schema | None, above: int
) -> tuple[pl.DataFrame, tuple[Damage, ...]]:
    damaged: tuple[Damage, ...] = ()
    if SURROGATE.search(data):
        data, damaged = _mend(data, path, above)
    try:
        return pl.read_ndjson(data, schema=schema, infer_schema_length=None), damaged
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return _parse_exactly(data, path, schema, above), damaged


def settle_types(schemas: Sequence[pl.Schema]) -> pl.Schema:
    """Return the types in which all parts of a file can be read.

    Args:
        schemas: What the lines of each part show, in the order of the file.

    Returns:
        All columns in the order of their appearance. Types that do not go together become text, and so does
        a column of nulls.
    """
    columns: dict[str, pl.DataType] = {}
    for schema in schemas:
        for name, kind in schema.items():
            columns[name] = _common_type(columns.get(name, pl.Null()), kind)
    return pl.Schema((name, pl.String() if kind == pl.Null else kind) for name, kind in columns.items())


def _common_type(one: pl.DataType, other: pl.DataType) -> pl.DataType:
    if one == other or other == pl.Null:
        return one
    if one == pl.Null:
        return other
    if isinstance(one, pl.List) and isinstance(other, pl.List):
        return pl.List(_common_type(_instance(one.inner), _instance(other.inner)))
    if isinstance(one, pl.Struct) and isinstance(other, pl.Struct):
        fields = {field.name: _instance(field.dtype) for field in one.fields}
        for field in other.fields:
            fields[field.name] = _common_type(fields.get(field.name, pl.Null()), _instance(field.dtype))
        return pl.Struct(fields)
    if one.is_numeric() and other.is_numeric():
        return pl.Float64() if one.is_float() or other.is_float() else pl.Int128()
    return pl.String()


def _instance(kind: PolarsDataType) -> pl.DataType:
    return kind() if isinstance(kind, type) else kind


def _mend(data: bytes, path: str, above: int) -> tuple[bytes, tuple[Damage, ...]]:
    """Replace each half of a surrogate pair, and say in which cells one stood."""
    lines: list[bytes] = []
    damaged: list[Damage] = []
    for row, (number, line) in enumerate(_lines(data, above)):
        halves = [found[1] for found in ESCAPE.finditer(line) if found[1]]
        mended = line
        if halves:
            mended = ESCAPE.sub(lambda found: REPLACEMENT if found[1] else found[0], line)
            for column, value in _object(line, number, path).items():
                half = _first_half(value)
                if half:
                    damaged.append(Damage(row, column, f"half a surrogate pair, U+{ord(half):04X}"))
        lines.append(mended)
    return b"\n".join(lines), tuple(damaged)


def _first_half(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return next((character for character in text if "\ud800" <= character <= "\udfff"), "")


def _parse_exactly(data: bytes, path: str, schema: pl.Schema | None, above: int) -> pl.DataFrame:
    rows = [_object(line, number, path) for number, line in _lines(data, above)]
    if schema is None:
        schema = pl.Schema(_fields(rows))
    return pl.DataFrame(
        [
            pl.Series(name, [_fitted(row.get(name), kind) for row in rows], dtype=kind)
            for name, kind in schema.items()
        ]
    )


def _fields(objects: Iterable[dict[str, Any]]) -> dict[str, pl.DataType]:
    kinds: dict[str, pl.DataType] = {}
    for values in objects:
        for name, value in values.items():
            kinds[name] = _common_type(kinds.get(name, pl.Null()), _type_of(value))
    return kinds


def _type_of(value: Any) -> pl.DataType:
    match value:
        case None:
            return pl.Null()
        case bool():
            return pl.Boolean()
        case int() if -(2**63) <= value < 2**63:
            return pl.Int64()
        case int() if -(2**127) <= value < 2**127:
            return pl.Int128()
        case float():
            return pl.Float64()
        case list():
            nothing: pl.DataType = pl.Null()
            return pl.List(reduce(_common_type, map(_type_of, value), nothing))
        case dict():
            return pl.Struct(_fields([value]))
    return pl.String()


def _fitted(value: Any, kind: pl.DataType) -> object:
    """A value as it stands in a column of a type that goes together with its own."""
    if value is None:
        return None
    if isinstance(kind, pl.List):
        return [_fitted(part, _instance(kind.inner)) for part in value]
    if isinstance(kind, pl.Struct):
        return {field.name: _fitted(value.get(field.name), _instance(field.dtype)) for field in kind.fields}
    if kind == pl.String:
        return _as_text(value)
    return float(value) if kind.is_float() else value


def _as_text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _lines(data: bytes, above: int) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(data.split(b"\n"), start=above + 1):
        if line.strip():
            yield number, line


def _object(line: bytes, number: int, path: str) -> dict[str, Any]:
    try:
        value = json.loads(line, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise _not_json(line, number, path, f"{error.msg} (column {error.colno})") from error
    except RecursionError as error:
        raise _not_json(line, number, path, "too many brackets inside one another") from error
    except ValueError as error:
        raise _not_json(line, number, path, str(error)) from error
    if not isinstance(value, dict):
        raise MalformedRow(f"{path}: line {number}: a JSON object was expected, found {_shown(line)}")
    return value


def _not_json(line: bytes, number: int, path: str, why: str) -> MalformedRow:
    expected = "; standard input is read as JSONL, one object a line" if path == STANDARD_STREAM else ""
    return MalformedRow(f"{path}: line {number}: not JSON: {why}: {_shown(line)}{expected}")


def _shown(line: bytes) -> str:
    # A cut may go through a letter.
    return repr(line[:SHOWN_BYTES].decode(errors="replace"))


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
