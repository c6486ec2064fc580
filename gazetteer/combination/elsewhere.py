"""Which IDs elsewhere (`same_as`) an entity of a combination keeps: each names one entity only.

Where parts do not agree on what is one, an entity is told to be the same as another that is held apart from
it. Such an ID stays with the entity that it leads to; where it leads to none, with that of the highest part.
Otherwise a gazetteer that is built of the combination, and knows of no parts, would take the two for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from gazetteer.combination.links import PART

if TYPE_CHECKING:
    from gazetteer.combination.tables import Stacked

_ROW = "__row__"


def drop_strange(stacked: Stacked, redirects: pl.DataFrame) -> Stacked:
    """Return the rows of all parts without the IDs elsewhere that stand for another entity.

    Args:
        stacked: The rows of all parts, by the IDs that their entities go by.
        redirects: `old_id, new_id` of the IDs that are no more in the combination.
    """
    entities = stacked.entities.with_row_index(_ROW)
    curies = (
        entities.select(_ROW, PART, "entity_id", curie=pl.col("same_as").str.split(" "))
        .drop_nulls("curie")
        .explode("curie")
    )
    kept = _kept(curies, _leading(entities["entity_id"], redirects))
    if kept.height == curies.height:
        return stacked
    changed = curies.join(kept, on=[_ROW, "curie"], how="anti")[_ROW].unique()
    left = (
        kept.filter(pl.col(_ROW).is_in(changed.implode()))
        .group_by(_ROW)
        .agg(left=pl.col("curie").sort().str.join(" "))
    )
    same_as = pl.when(pl.col(_ROW).is_in(changed.implode())).then("left").otherwise("same_as")
    mended = entities.join(left, on=_ROW, how="left", maintain_order="left").with_columns(same_as=same_as)
    return type(stacked)(mended.drop(_ROW, "left"), stacked.names, stacked.several)


def _leading(entities: pl.Series, redirects: pl.DataFrame) -> pl.DataFrame:
    """`curie, leads` of all that stand for an entity: its ID, and the old ones that lead to it."""
    ids = entities.unique()
    old = redirects.drop_nulls("new_id").select(curie="old_id", leads="new_id")
    return pl.concat([pl.DataFrame({"curie": ids, "leads": ids}), old])


def _kept(curies: pl.DataFrame, leading: pl.DataFrame) -> pl.DataFrame:
    """The IDs elsewhere that stay, each with one entity."""
    leads = pl.coalesce("leads", "entity_id")
    own = curies.join(leading, on="curie", how="left").filter(leads == pl.col("entity_id"))
    first = pl.col("entity_id").sort_by(PART, "entity_id").first().over("curie")
    shared = pl.col("entity_id").n_unique().over("curie") > 1
    claimed = own.filter(shared)
    return pl.concat([own.filter(~shared), claimed.filter(first == pl.col("entity_id"))])
