"""Mentions as a data frame."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from resolve.mentions.mention import Mention, Row

if TYPE_CHECKING:
    import polars as pl

COLUMNS: Final = (
    "doc",
    "start",
    "end",
    "surface",
    "lemma",
    "kind",
    "entity_id",
    "decision",
    "score",
    "matched_name",
    "reason",
    "lang",
    "group",
)
"""The columns of mentions, in their order."""

_NUMBERS: Final = ("start", "end", "group")


def mentions_frame(mentions: Sequence[Mention]) -> "pl.DataFrame":
    """Mentions as a frame: one row each, in their order, with `COLUMNS`."""
    return _frame({column: [getattr(mention, column) for mention in mentions] for column in COLUMNS})


def rows_frame(rows: Sequence[Row]) -> "pl.DataFrame":
    """The values of mentions as the same frame."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(COLUMNS)
    return _frame(dict(zip(COLUMNS, map(list, columns), strict=True)))


def _frame(columns: dict[str, list[object]]) -> "pl.DataFrame":
    import polars as pl

    schema: dict[str, pl.DataType | type[pl.DataType]] = dict.fromkeys(COLUMNS, pl.String)
    schema |= dict.fromkeys(_NUMBERS, pl.Int64)
    schema["score"] = pl.Float64
    return pl.DataFrame(columns | {"decision": list(map(str, columns["decision"]))}, schema=schema)
