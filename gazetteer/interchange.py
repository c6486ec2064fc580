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
    return join_tables(snapshot.entities(), snapshot.names())


def join_tables(entities: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Return the tables of a gazetteer as one names table, see `names_table`.

    Args:
        entities: A row an entity.
        names: A row a name, sorted by `entity_id`.
    """
    canonical = entities.drop(ORIGIN, ORIGINS, strict=False).rename({"name": "canonical_name"})
    joined = names.drop(ORIGIN, strict=False).join(
        canonical, on="entity_id", how="left", maintain_order="left"
    )
    is_first = (pl.col("name") == pl.col("canonical_name")) & (
        pl.col("is_preferred") | ~pl.col("is_preferred").any().over("entity_id")
    )
    ordered = joined.with_columns(is_first=is_first).sort(
        "entity_id", "is_first", descending=[False, True], maintain_order=True
    )
    extra = unknown_columns([name for name in joined.columns if name != "canonical_name"])
    return ordered.select(*COLUMNS, *extra)
