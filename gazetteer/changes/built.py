"""How an entity comes out of a merge that a build made: worked out as the build does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from gazetteer.changes.done import Given
from gazetteer.changes.stock import Stock
from gazetteer.changes.undo import Parting
from gazetteer.layers import Tables
from gazetteer.merge import entity_rows, name_rows
from gazetteer.merged import OLD, STAYS
from gazetteer.redirects import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.changes.operations import Add


def built_parting(rows: pl.DataFrame, gave_way: str, still: Callable[[str], bool], stock: Stock) -> Parting:
    """Return how an entity comes out of a merge that a build made.

    Args:
        rows: The rows of all that became one, see `merged`.
        gave_way: The ID that gave way and comes back.
        still: Whether another of the IDs that gave way is still in it.
        stock: What the gazetteer holds, which says what its columns belong to.
    """
    stays = str(rows[STAYS][0])
    together = [one for one in rows["entity_id"].unique() if one == stays or still(one)]
    named = rows.filter(pl.col(OLD).is_null(), pl.col("entity_id").is_in(together)).drop(OLD, STAYS)
    back, rest = pl.col("entity_id") == gave_way, pl.col("entity_id") != gave_way
    leading = rows.filter(pl.col(OLD).is_not_null(), back)[OLD].unique().sort()
    return Parting(
        given=Given(_entity(named.filter(back), gave_way, stock), tuple(leading)),
        without=_entity(named.filter(rest), stays, stock),
        merged=_entity(named, stays, stock),
        staying=tuple(named.filter(rest)["entity_id"].unique(maintain_order=True)),
    )


def _entity(rows: pl.DataFrame, entity_id: str, stock: Stock) -> Add:
    one = rows.with_columns(entity_id=pl.lit(entity_id))
    of_entities = [column for column in stock.extra_of_entities if column in rows.columns]
    of_names = [column for column in stock.extra_of_names if column in rows.columns]
    tables = Tables(entity_rows(one, of_entities), name_rows(one, of_names), pl.DataFrame(schema=SCHEMA))
    entity = Stock(tables).entity(entity_id)
    assert entity is not None
    return entity
