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

ORIGIN: Final = "gazetteer"
"""The column that follows where several gazetteers are asked."""

_NUMBERS: Final = ("start", "end", "group")


def mentions_frame(mentions: Sequence[Mention], several: bool = False) -> "pl.DataFrame":
    """Mentions as a frame: one row each, in order, with `COLUMNS`, and of several gazetteers `ORIGIN`."""
    named = (*COLUMNS, ORIGIN) if several else COLUMNS
    return _frame({column: [getattr(mention, column) for mention in mentions] for column in named})


def rows_frame(rows: Sequence[Row], several: bool = False) -> "pl.DataFrame":
    """The values of mentions as the same frame."""
    named = (*COLUMNS, ORIGIN)
    columns = zip(*rows, strict=True) if rows else ((),) * len(named)
    whole = dict(zip(named, map(list, columns), strict=True))
    if not several:
        del whole[ORIGIN]
    return _frame(whole)


def _frame(columns: dict[str, list[object]]) -> "pl.DataFrame":
    import polars as pl

    schema: dict[str, pl.DataType | type[pl.DataType]] = dict.fromkeys(columns, pl.String)
    schema |= dict.fromkeys(_NUMBERS, pl.Int64)
    schema["score"] = pl.Float64
    return pl.DataFrame(columns | {"decision": list(map(str, columns["decision"]))}, schema=schema)
