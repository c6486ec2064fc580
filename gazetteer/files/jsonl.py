"""Rows from JSONL: one JSON object a line, types kept.

The quick way is the parser of polars. Two things it does not do: it turns half a surrogate pair into NUL and
says nothing, and it does not name the line that is wrong. Both are looked after here.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import polars as pl

from gazetteer.errors import EmptyFile, MalformedRow
from gazetteer.files.table import Damage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
PAIR = rb"u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
ESCAPE = re.compile(rb"\\(?:" + PAIR + rb"|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL)
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
    columns: dict[str, list[pl.DataType]] = {}
    for schema in schemas:
        for name, kind in schema.items():
            found = columns.setdefault(name, [])
            if kind not in found:
                found.append(kind)
    return pl.Schema((name, _common_type(kinds)) for name, kinds in columns.items())


def _common_type(kinds: Sequence[pl.DataType]) -> pl.DataType:
    """What polars makes of values of several types; it is asked by an example of each."""
    if len(kinds) == 1:
        return pl.String() if kinds[0] == pl.Null else kinds[0]
    lines = "\n".join(json.dumps({"": _example(kind)}) for kind in kinds)
    try:
        return pl.read_ndjson(lines.encode(), infer_schema_length=None).schema[""]
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return pl.String()


def _example(kind: pl.DataType) -> object:
    """A value that polars takes to be of a type."""
    if isinstance(kind, pl.List):
        inner = kind.inner
        return [] if inner == pl.Null else [_example(inner() if isinstance(inner, type) else inner)]
    if isinstance(kind, pl.Struct):
        return {
            field.name: _example(field.dtype() if isinstance(field.dtype, type) else field.dtype)
            for field in kind.fields
        }
    if kind == pl.Null:
        return None
    if kind == pl.Boolean:
        return True
    if kind.is_float():
        return 0.5
    if kind.is_integer():
        return 1 if kind == pl.Int64 else 1 << 64
    return "text"


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
    if schema is not None:
        return pl.DataFrame(
            [_column(name, [row.get(name) for row in rows], kind) for name, kind in schema.items()]
        )
    columns: dict[str, None] = {}
    for row in rows:
        columns.update(dict.fromkeys(row))
    return pl.DataFrame([_column(name, [row.get(name) for row in rows]) for name in columns])


def _column(name: str, values: list[Any], kind: pl.DataType | None = None) -> pl.Series:
    types = {type(value) for value in values if value is not None}
    if kind is not None and kind != pl.String:
        return pl.Series(name, values, dtype=kind, strict=False)
    if kind is None and (len(types) <= 1 or types == {int, float}):
        try:
            return pl.Series(name, values, strict=True)
        except (TypeError, OverflowError, pl.exceptions.PolarsError):
            pass
    return pl.Series(name, [_as_text(value) for value in values], dtype=pl.String)


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
    except (ValueError, RecursionError) as error:
        shown = line[:60].decode(errors="replace")
        raise MalformedRow(f"{path}: line {number}: not JSON: {error}: {shown!r}") from error
    if not isinstance(value, dict):
        raise MalformedRow(f"{path}: line {number}: a JSON object was expected, found {line[:60].decode()!r}")
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
