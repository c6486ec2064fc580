"""A table as a base and a layer over it: what differs is stored, what does not is not written again.

A layer holds whole entities. Its entities are those that differ from the base in anything; one that is no
more has only its ID there, and no kind. Its names are all names of these entities. Its redirects are those
that differ; a redirect of an ID that lives in the layer is no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.schema import COLUMNS, DERIVED, unknown_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

GREATEST_SHARE = 0.25
"""How many of the names may stand in the layer before everything is written anew, 0..1."""

PUT_BETWEEN = 64
"""Rows of a layer up to which a table is made of pieces of its base, without being copied."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The three tables of a gazetteer, or of a layer.

    Attributes:
        entities: A row an entity, sorted by `entity_id`.
        names: A row a name, sorted.
        redirects: A row an ID that is no more, sorted by `old_id`.
    """

    entities: pl.DataFrame
    names: pl.DataFrame
    redirects: pl.DataFrame

    def by_name(self) -> Mapping[str, pl.DataFrame]:
        """Return the tables by the names of their files."""
        return {"entities": self.entities, "names": self.names, "redirects": self.redirects}


def over_base(table: str, base: pl.DataFrame, layer: Tables) -> pl.DataFrame:
    """Return a whole table.

    Args:
        table: `entities`, `names` or `redirects`.
        base: The same table of the base.
        layer: What differs.

    Returns:
        The rows of the base that the layer does not replace and those of the layer, sorted as they were.
    """
    touched = layer.entities["entity_id"]
    if table == "redirects":
        gone = pl.concat([layer.redirects["old_id"], touched])
        return _merged(base, layer.redirects, "old_id", gone)
    if table == "names":
        return _merged(base, layer.names, "entity_id", touched)
    living = layer.entities.filter(pl.col("kind").is_not_null())
    return _merged(base, living, "entity_id", touched)


def over_layer(lower: Tables, upper: Tables) -> Tables:
    """Return two layers over one base as one.

    Args:
        lower: What differs from the base.
        upper: What differs from base and lower layer together.
    """
    touched = upper.entities["entity_id"]
    gone = pl.concat([upper.redirects["old_id"], touched])
    return Tables(
        _merged(lower.entities, upper.entities, "entity_id", touched),
        _merged(lower.names, upper.names, "entity_id", touched),
        _merged(lower.redirects, upper.redirects, "old_id", gone),
    )


def with_columns_of(frame: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Return a table with the columns that it has and those of another one, in the order of the schema.

    Args:
        frame: The table.
        other: The other one.
    """
    missing = [
        pl.lit(None, kind).alias(name) for name, kind in other.schema.items() if name not in frame.columns
    ]
    known = [name for name in frame.columns if name in (*COLUMNS, *DERIVED, "old_id", "new_id", "reason")]
    extra = [name for name in unknown_columns([*frame.columns, *other.columns]) if name not in known]
    return frame.with_columns(missing).select(*known, *extra)


def _merged(under: pl.DataFrame, upper: pl.DataFrame, key: str, gone: pl.Series) -> pl.DataFrame:
    under, upper = with_columns_of(under, upper), with_columns_of(upper, under)
    kept = under.filter(~pl.col(key).is_in(gone.implode()))
    # Every key is on one side only, so its rows keep the order that they have there.
    if len(upper) > PUT_BETWEEN:
        return kept.merge_sorted(upper, key=key)
    # A few rows are put between those that stay, of which none is copied.
    before = kept[key].search_sorted(upper[key]).to_list()
    begins = [0, *before]
    pieces = [kept[begin:end] for begin, end in zip(begins, [*before, len(kept)], strict=True)]
    rows = [upper[row : row + 1] for row in range(len(upper))]
    return pl.concat([pieces[0], *(piece for pair in zip(rows, pieces[1:], strict=True) for piece in pair)])
