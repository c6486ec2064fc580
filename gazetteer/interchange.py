"""A gazetteer as a names table: what `export` writes and `build` reads back to the same snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from gazetteer.schema import COLUMNS, ORIGIN, ORIGINS, unknown_columns

if TYPE_CHECKING:
    from gazetteer.snapshot import Snapshot


def names_table(snapshot: Snapshot) -> pl.DataFrame:
    """Return a gazetteer as a names table, a row a name.

    The rows are sorted by `entity_id`, and the first row of each entity has its canonical name, from which
    `build` knows it again.

    Args:
        snapshot: The gazetteer.

    Returns:
        The columns of the names table, then those that the gazetteer has besides, in alphabetical order.
    """
    entities = snapshot.entities().drop(ORIGIN, ORIGINS, strict=False).rename({"name": "canonical_name"})
    names = snapshot.names().drop(ORIGIN, strict=False)
    joined = names.join(entities, on="entity_id", how="left", maintain_order="left")
    is_first = (pl.col("name") == pl.col("canonical_name")) & (
        pl.col("is_preferred") | ~pl.col("is_preferred").any().over("entity_id")
    )
    ordered = joined.with_columns(is_first=is_first).sort(
        "entity_id", "is_first", descending=[False, True], maintain_order=True
    )
    extra = unknown_columns([name for name in joined.columns if name != "canonical_name"])
    return ordered.select(*COLUMNS, *extra)
