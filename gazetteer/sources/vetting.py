"""Rows of an importer made rows of a names table, or told of and left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from gazetteer.check import EXPECTED
from gazetteer.extras import VALID_FROM, VALID_TO, is_turned
from gazetteer.schema import NAME_LIMIT, REQUIRED, as_text, canonical

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.sources.source import Chunk
    from gazetteer.sources.tally import Tally

PLACE = "__place__"
CONTROL = r"\p{Cc}"


def vet(chunk: Chunk, tally: Tally) -> pl.DataFrame:
    """Return the rows of a chunk that fit the names table, in canonical form.

    A row without an ID, a kind, a language or a name that fits is left out. Of a value that does not fit one
    of the other columns, the value is left out. The tally knows of both.

    Args:
        chunk: Rows as an importer made them.
        tally: Counts what is left out.
    """
    text = as_text(chunk.rows.drop(PLACE))
    rows = canonical(text)
    places = chunk.rows[PLACE]
    keep = pl.repeat(value=True, n=len(rows), eager=True, dtype=pl.Boolean)
    for column in REQUIRED:
        said = EXPECTED.get(column)
        reason = f"no {column}" if said is None else f"{column} missing or wrong; expected: {said}"
        keep &= ~_told(rows[column].is_null(), reason, text[column], places, chunk.place_of, tally)
    controls = rows["name"].str.contains(CONTROL).fill_null(value=False)
    keep &= ~_told(controls, "control character in a name", text["name"], places, chunk.place_of, tally)
    long = (rows["name"].str.len_chars() > NAME_LIMIT).fill_null(value=False)
    keep &= ~_told(
        long, f"name longer than {NAME_LIMIT} characters", text["name"], places, chunk.place_of, tally
    )
    for column in EXPECTED:
        if column in text.columns and column not in REQUIRED:
            wrong = text[column].is_not_null() & rows[column].is_null()
            reason = f"value of {column} that does not fit; expected: {EXPECTED[column]}"
            _told(wrong, reason, text[column], places, chunk.place_of, tally)
    rows = _without_turned(rows, places, chunk.place_of, tally)
    return rows if keep.all() else rows.filter(keep)


def _without_turned(
    rows: pl.DataFrame, places: pl.Series, place_of: Callable[[int], str], tally: Tally
) -> pl.DataFrame:
    """Return the rows without times that end before they begin: nobody knows which end is wrong."""
    if not {VALID_FROM, VALID_TO} <= set(rows.columns):
        return rows
    turned = rows.select(is_turned(rows.columns)).to_series()
    reason = f"{VALID_FROM} after {VALID_TO}, both left out"
    if not _told(turned, reason, rows[VALID_FROM], places, place_of, tally).any():
        return rows
    return rows.with_columns(pl.when(~turned).then(column).alias(column) for column in (VALID_FROM, VALID_TO))


def _told(
    wrong: pl.Series,
    reason: str,
    text: pl.Series,
    places: pl.Series,
    place_of: Callable[[int], str],
    tally: Tally,
) -> pl.Series:
    count = int(wrong.sum())
    if count:
        first = wrong.arg_true().head(5).to_list()
        found = ((place_of(places[row]), str(text[row] or "")) for row in first)
        tally.reject_all(reason, found, count)
    return wrong
