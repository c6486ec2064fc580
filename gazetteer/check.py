"""What is wrong with a names table: everything, not only the first thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

from gazetteer.contradictions import find_in_column
from gazetteer.countries import COUNTRY_EXPECTED
from gazetteer.extras import EXTRAS, VALID_FROM, VALID_TO, is_turned, turned
from gazetteer.schema import (
    COLUMNS,
    DIFFERENT_FROM,
    ID_EXPECTED,
    KINDS,
    NAME_KINDS,
    NAME_LIMIT,
    REQUIRED,
    TRUTH,
    YEARS,
    as_text,
    canonical,
    why_unusable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazetteer.contradictions import Contradiction

Severity = Literal["error", "warning"]

SHOWN_ROWS = 5
SHOWN_LENGTH = 60

EXPECTED = {
    "entity_id": ID_EXPECTED,
    "kind": ", ".join(KINDS),
    "lang": "a BCP 47 tag such as az, az-Cyrl or und",
    "is_preferred": ", ".join(TRUTH),
    "name_kind": ", ".join(NAME_KINDS),
    "country": COUNTRY_EXPECTED,
    "population": "a whole number, 0 or more",
    "birth_year": f"a year from {YEARS[0]} to {YEARS[1]}, or a date that begins with it, such as 1961-12-24",
    "same_as": "CURIEs separated by spaces, such as geonames:587084",
    **{column: extra.expected for column, extra in EXTRAS.items()},
}
"""What a value of a column must be; columns that are not here may hold any text."""

SINGLE_FACTS = ("kind", "country", "population", "birth_year")
"""What an entity has only one of."""

TOLD_ONCE = (*SINGLE_FACTS, "description")
"""What is taken from the first row that says it, where rows differ."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault, wherever it occurs.

    Attributes:
        code: What kind of fault, in one word: `missing_column`, `unusable_column`, `empty`, `unknown_value`,
            `control_character`, `too_long`, `contradiction`, `duplicate`, `damaged`, `apart`.
        severity: An `error` stops a build; with a `warning` the build goes on and says what it did.
        column: The column; None where it is the whole row.
        count: How many rows have it; how many IDs, for a contradiction between rows.
        rows: The first rows that have it, counted from 0.
        message: What was found, where, and what was expected.
    """

    code: str
    severity: Severity
    column: str | None
    count: int
    rows: tuple[int, ...]
    message: str


def find_faults(frame: pl.DataFrame, place: Callable[[int], str] | None = None) -> tuple[Fault, ...]:
    """Return all that is wrong with a names table.

    Args:
        frame: A names table as it was read.
        place: Says where a row is, for the messages; None: `row 17`, counted from 1.

    Returns:
        The faults, in the order of the columns, then those that several rows make together; none if all is
        well.
    """
    return tuple(_find(frame, place or (lambda row: f"row {row + 1}")))


def find_contradictions(rows: pl.DataFrame, place: Callable[[int], str]) -> tuple[Fault, ...]:
    """Return the facts that are told in two ways of one entity.

    Args:
        rows: A names table in canonical form.
        place: Says where a row is, for the messages.
    """
    found = (find_in_column(column, rows) for column in TOLD_ONCE)
    return tuple(contradiction_fault(one, place) for one in found if one is not None)


def contradiction_fault(found: Contradiction, place: Callable[[int], str]) -> Fault:
    """Return a contradiction as a fault.

    Args:
        found: The contradiction.
        place: Says where a row is, for the message.
    """
    severity: Severity = "error" if found.column in SINGLE_FACTS else "warning"
    said = " and ".join(
        f"{_short(value)} ({place(row)})" for row, value in zip(found.pairs[0], found.values, strict=True)
    )
    more = _more(found.count, "ID")
    kept = "; the first is kept" if severity == "warning" else ""
    message = f"an ID has more than one {found.column}: {found.entity_id!r} has {said}{more}{kept}"
    rows = tuple(row for pair in found.pairs for row in pair)
    return Fault("contradiction", severity, found.column, found.count, rows, message)


def _find(frame: pl.DataFrame, place: Callable[[int], str]) -> Iterator[Fault]:
    for column in REQUIRED:
        if column not in frame.columns:
            there = ", ".join(repr(name) for name in frame.columns) or "none"
            message = f"no column {column!r}; the columns are {there}"
            yield Fault("missing_column", "error", column, len(frame), (), message)
    unusable = {column: why for column in frame.columns if (why := why_unusable(column))}
    for column, why in unusable.items():
        message = f"a column named {_short(column)}, {why}; expected: another name"
        yield Fault("unusable_column", "error", column, len(frame), (), message)
    text = as_text(pl.DataFrame([series for series in frame.iter_columns() if series.name not in unusable]))
    rows = canonical(text)
    for column in (*COLUMNS, *EXTRAS):
        if column in text.columns:
            yield from _find_in_column(column, text[column], rows[column], place)
    yield from _find_preference(text, rows, place)
    yield from _find_turned(text, rows, place)
    yield from _find_apart(text, place)
    yield from find_contradictions(rows, place)
    yield from _fault("duplicate", "warning", None, _repeated(rows), "the same row again", place)


def _find_in_column(
    column: str, text: pl.Series, value: pl.Series, place: Callable[[int], str]
) -> Iterator[Fault]:
    if column in REQUIRED:
        yield from _fault("empty", "error", column, text.is_null(), f"no {column}", place)
    if column in EXPECTED:
        wrong = text.is_not_null() & value.is_null()
        if column in ("is_preferred", "name_kind"):
            accepted = TRUTH if column == "is_preferred" else NAME_KINDS
            wrong = text.is_not_null() & ~text.str.strip_chars().str.to_lowercase().is_in(list(accepted))
        what = f"{column} is {_example(text, wrong)}; expected: {EXPECTED[column]}"
        yield from _fault("unknown_value", "error", column, wrong, what, place)
    if column == "name":
        controls = value.str.contains(r"\p{Cc}")
        what = f"a control character in the name {_example(text, controls)}"
        yield from _fault("control_character", "error", column, controls, what, place)
        long = value.str.len_chars() > NAME_LIMIT
        what = f"a name longer than {NAME_LIMIT} characters: {_example(text, long)}"
        yield from _fault("too_long", "error", column, long, what, place)


def _find_preference(text: pl.DataFrame, rows: pl.DataFrame, place: Callable[[int], str]) -> Iterator[Fault]:
    if not {"is_preferred", "name_kind"} <= set(text.columns):
        return
    preferred, kind = rows["is_preferred"], rows["name_kind"]
    against = (preferred & (kind == "alias")) | (~preferred & (kind == "preferred"))
    what = "is_preferred and name_kind contradict each other: an alias is a name that is not preferred"
    yield from _fault("contradiction", "error", "name_kind", against, what, place)


def _find_turned(text: pl.DataFrame, rows: pl.DataFrame, place: Callable[[int], str]) -> Iterator[Fault]:
    if not {VALID_FROM, VALID_TO} <= set(text.columns):
        return
    wrong = rows.select(is_turned(rows.columns)).to_series()
    what = turned(_example(text[VALID_FROM], wrong), _example(text[VALID_TO], wrong))
    yield from _fault("contradiction", "error", VALID_TO, wrong, what, place)


def _find_apart(text: pl.DataFrame, place: Callable[[int], str]) -> Iterator[Fault]:
    if not {DIFFERENT_FROM, "entity_id"} <= set(text.columns):
        return
    others = text.select(pl.col(DIFFERENT_FROM).str.extract_all(r"\S+"), own="entity_id")
    wrong = others.select(pl.col(DIFFERENT_FROM).list.contains(pl.col("own"))).to_series()
    what = f"{DIFFERENT_FROM} names the entity itself, {_example(text['entity_id'], wrong)}; expected: others"
    yield from _fault("contradiction", "error", DIFFERENT_FROM, wrong, what, place)


def _repeated(rows: pl.DataFrame) -> pl.Series:
    return rows.select(~pl.struct(pl.all()).is_first_distinct()).to_series()


def _fault(
    code: str, severity: Severity, column: str | None, mask: pl.Series, what: str, place: Callable[[int], str]
) -> Iterator[Fault]:
    rows = mask.fill_null(value=False).arg_true()
    if rows.is_empty():
        return
    first = tuple(rows.head(SHOWN_ROWS).to_list())
    places = ", ".join(place(row) for row in first) + (", …" if len(rows) > SHOWN_ROWS else "")
    total = f"{len(rows)} rows: " if len(rows) > 1 else ""
    yield Fault(code, severity, column, len(rows), first, f"{total}{what} ({places})")


def _example(text: pl.Series, mask: pl.Series) -> str:
    found = text.filter(mask.fill_null(value=False))
    return _short(found[0]) if len(found) else ""


def _short(value: str) -> str:
    return repr(value if len(value) <= SHOWN_LENGTH else value[:SHOWN_LENGTH] + "…")


def _more(count: int, what: str) -> str:
    return f", and {count - 1} more {what}{'s' if count > 2 else ''}" if count > 1 else ""
