"""IDs that are no more in a combination: where each leads, or that it is retired; and which part says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from gazetteer.combination.links import PART
from gazetteer.redirects import MERGED, SCHEMA
from gazetteer.schema import ORIGIN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.combination.links import Known


def join_old_ids(known: Known, entity: Mapping[str, str], labels: Sequence[str]) -> pl.DataFrame:
    """Return one row for each ID that is no more, sorted.

    The highest part that knows an ID says what has become of it. An entity that gave way to that of another
    part leads to it, with the reason of a redirect if there is one.

    Args:
        known: What the parts know of IDs.
        entity: The entity that an ID leads to, for each that leads to another than itself.
        labels: What the parts are called.

    Returns:
        The columns `old_id, new_id, reason` and the name of the part; `new_id` is null for a retired ID.
    """
    living = known.living.select(PART, "entity_id")
    alive, leaving = living["entity_id"].unique(), pl.Series(list(entity), dtype=pl.String)
    stays = alive.filter(~alive.is_in(leaving.implode()))
    told = (
        known.old.filter(~pl.col("old_id").is_in(stays.implode()))
        .sort(PART)
        .unique("old_id", keep="first", maintain_order=True)
        .select("old_id", "new_id", "reason", PART)
    )
    gave_way = alive.filter(alive.is_in(leaving.implode()) & ~alive.is_in(told["old_id"].implode()))
    led = pl.DataFrame({"old_id": gave_way, "new_id": gave_way.replace(entity) if entity else gave_way})
    highest = living.group_by(new_id="entity_id").agg(pl.col(PART).min())
    merged = led.join(highest, on="new_id").select("old_id", "new_id", pl.lit(MERGED).alias("reason"), PART)
    gone = known.gone.select("old_id", pl.lit(None, pl.String).alias("new_id"), "reason", PART)
    rows = pl.concat([_followed(told, entity), merged, gone]).sort("old_id")
    label = pl.col(PART).replace_strict(dict(enumerate(labels)), return_dtype=pl.String)
    return rows.select(*SCHEMA, label.alias(ORIGIN))


def _followed(rows: pl.DataFrame, entity: Mapping[str, str]) -> pl.DataFrame:
    if not entity:
        return rows
    # An old ID may be one with more than its own redirect says.
    leads = pl.col("old_id").replace_strict(entity, default=None, return_dtype=pl.String)
    return rows.with_columns(new_id=pl.coalesce(leads, pl.col("new_id").replace(entity)))
