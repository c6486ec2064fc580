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
    from collections.abc import Iterator

SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
PAIR = rb"u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
ESCAPE = re.compile(rb"\\(?:" + PAIR + rb"|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL)
REPLACEMENT = rb"\ufffd"


def parse_jsonl(data: bytes, path: str) -> tuple[pl.DataFrame, tuple[Damage, ...]]:
    """Return the rows of JSON lines; blank lines are none.

    A key that a row lacks is null there. A column whose values are of types that do not go together becomes
    text: the JSON of each value.

    Args:
        data: Text in UTF-8 without byte order mark.
        path: The file, for messages.

    Returns:
        The rows, and the cells that held half a surrogate pair.

    Raises:
        EmptyFile: There is no row, so no column is known.
        MalformedRow: A line is no JSON object; the message names it.
    """
    if not data.strip():
        raise EmptyFile(f"{path}: empty; one JSON object a line was expected")
    damaged: tuple[Damage, ...] = ()
    if SURROGATE.search(data):
        data, damaged = _mend(data, path)
    try:
        frame = pl.read_ndjson(data, infer_schema_length=None)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        frame = _parse_exactly(data, path)
    return frame.with_columns(pl.col(pl.Null).cast(pl.String)), damaged


def _mend(data: bytes, path: str) -> tuple[bytes, tuple[Damage, ...]]:
    """Replace each half of a surrogate pair, and say in which cells one stood."""
    lines: list[bytes] = []
    damaged: list[Damage] = []
    for row, (number, line) in enumerate(_lines(data)):
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


def _parse_exactly(data: bytes, path: str) -> pl.DataFrame:
    rows = [_object(line, number, path) for number, line in _lines(data)]
    columns: dict[str, None] = {}
    for row in rows:
        columns.update(dict.fromkeys(row))
    return pl.DataFrame([_column(name, [row.get(name) for row in rows]) for name in columns])


def _column(name: str, values: list[Any]) -> pl.Series:
    types = {type(value) for value in values if value is not None}
    if len(types) <= 1 or types == {int, float}:
        try:
            return pl.Series(name, values, strict=True)
        except (TypeError, OverflowError, pl.exceptions.PolarsError):
            pass
    return pl.Series(name, [_as_text(value) for value in values], dtype=pl.String)


def _as_text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(data.split(b"\n"), start=1):
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
