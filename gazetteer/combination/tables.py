"""The entities and names of several gazetteers in one table each.

An entity that one part alone has stays as it is. Of others the rows of all parts are put together, those of
the highest part first, and of the part's own entities first those that go by the same ID.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.combination.links import PART
from gazetteer.merge import ENTITY_COLUMNS, ENTITY_FACTS, NAME_COLUMNS
from gazetteer.schema import ORIGIN, ORIGINS, unknown_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from gazetteer.layers import Tables

BETWEEN = "\n"
"""What stands between the names of parts in `ORIGINS`; no name of a part holds it."""

_BEFORE = "__before__"
_PREFERRED = "__preferred__"


@dataclass(frozen=True, slots=True)
class Stacked:
    """The rows of all parts under one another, by the IDs that their entities go by.

    Attributes:
        entities: All columns of an entity, besides `PART` and the ID in its part, `__before__`.
        names: All columns of a name, besides `PART`.
        several: The IDs of entities that several rows tell of.
    """

    entities: pl.DataFrame
    names: pl.DataFrame
    several: pl.Series

    @classmethod
    def of(cls, parts: Sequence[Tables], entity: Mapping[str, str], hidden: pl.Series) -> Stacked:
        """Put the rows of parts under one another.

        Args:
            parts: The tables of the parts, the highest first.
            entity: The entity that an ID leads to, for each that leads to another than itself.
            hidden: The IDs of entities that are left out.
        """
        leveled = _leveled(parts)
        left_out = pl.col("entity_id").is_in(hidden.implode())
        leads = pl.col("entity_id").replace(entity) if entity else pl.col("entity_id")
        entities = pl.concat(
            (
                part.entities.filter(~left_out)
                .with_columns(
                    pl.lit(number, pl.Int32).alias(PART), pl.col("entity_id").alias(_BEFORE), entity_id=leads
                )
                .drop(ORIGIN, ORIGINS, strict=False)
                for number, part in enumerate(leveled)
            ),
            how="diagonal",
        )
        names = pl.concat(
            (
                part.names.filter(~left_out)
                .with_columns(pl.lit(number, pl.Int32).alias(PART), entity_id=leads)
                .drop(ORIGIN, strict=False)
                for number, part in enumerate(leveled)
            ),
            how="diagonal",
        )
        ids = entities["entity_id"]
        several = ids.filter(ids.is_duplicated()).unique()
        told = entities.filter(pl.col("entity_id").is_in(several.implode())).sort(
            "entity_id", PART, pl.col(_BEFORE) != pl.col("entity_id"), _BEFORE
        )
        alone = entities.filter(~pl.col("entity_id").is_in(several.implode()))
        return cls(pl.concat([alone, told]), names, several)


def join_entities(stacked: Stacked, labels: Sequence[str]) -> pl.DataFrame:
    """Return one row an entity, sorted by ID.

    Args:
        stacked: The rows of all parts.
        labels: What the parts are called.
    """
    is_told_again = pl.col("entity_id").is_in(stacked.several.implode())
    extra = unknown_columns(
        [c for c in stacked.entities.columns if c not in (*ENTITY_COLUMNS, PART, _BEFORE)]
    )
    columns = (*ENTITY_COLUMNS, *extra, ORIGIN, ORIGINS)
    label = _label(labels)
    alone = stacked.entities.filter(~is_told_again).with_columns(label.alias(ORIGIN), label.alias(ORIGINS))
    told = stacked.entities.filter(is_told_again).with_columns(label.alias(ORIGIN))
    # What is told of another kind of thing is not told of this one.
    alike = told.filter(pl.col("kind") == pl.col("kind").first().over("entity_id"))
    origins = told.group_by("entity_id").agg(
        pl.col(ORIGIN).unique(maintain_order=True).str.join(BETWEEN).alias(ORIGINS)
    )
    others = (
        told.select("entity_id", curie=pl.col("same_as").str.split(" "))
        .explode("curie")
        .drop_nulls()
        .filter(pl.col("curie") != pl.col("entity_id"))
        .unique()
        .sort("entity_id", "curie")
        .group_by("entity_id", maintain_order=True)
        .agg(same_as=pl.col("curie").str.join(" "))
    )
    merged = alike.group_by("entity_id", maintain_order=True).agg(
        pl.col(*ENTITY_FACTS, *extra).drop_nulls().first(), pl.col(ORIGIN).first()
    )
    for more in (_canonical(told, stacked.names), origins, others):
        merged = merged.join(more, on="entity_id", how="left", maintain_order="left")
    return pl.concat([alone.select(columns), merged.select(columns)]).sort("entity_id")


def _canonical(told: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Return the canonical name of each entity.

    As in a build of several sources, it is the first that its part prefers, else the first.
    """
    preferred = names.filter("is_preferred").select("entity_id", PART, "name").unique()
    marked = preferred.with_columns(pl.lit(value=True).alias(_PREFERRED))
    joined = told.select("entity_id", PART, "name").join(
        marked, on=["entity_id", PART, "name"], how="left", maintain_order="left"
    )
    return (
        joined.sort(pl.col(_PREFERRED).is_null(), maintain_order=True)
        .unique("entity_id", keep="first", maintain_order=True)
        .select("entity_id", "name")
    )


def join_names(stacked: Stacked, labels: Sequence[str]) -> pl.DataFrame:
    """Return one row a name, sorted, without repetition.

    Args:
        stacked: The rows of all parts.
        labels: What the parts are called.
    """
    is_told_again = pl.col("entity_id").is_in(stacked.several.implode())
    extra = unknown_columns([c for c in stacked.names.columns if c not in (*NAME_COLUMNS, PART)])
    columns = (*NAME_COLUMNS, *extra, ORIGIN)
    rows = stacked.names.with_columns(_label(labels).alias(ORIGIN))
    identity = ["entity_id", "lang", "name", "name_kind", "source", *extra]
    merged = (
        rows.filter(is_told_again)
        .sort(PART, maintain_order=True)
        .group_by(identity, maintain_order=True)
        .agg(pl.col("is_preferred").any(), pl.col("script", ORIGIN).first())
        .sort(identity)
    )
    alone = rows.filter(~is_told_again)
    # Rows of one entity are all on one side, and stand there as they have to.
    return pl.concat([alone.select(columns), merged.select(columns)]).sort("entity_id", maintain_order=True)


def _label(labels: Sequence[str]) -> pl.Expr:
    return pl.col(PART).replace_strict(dict(enumerate(labels)), return_dtype=pl.String)


def _leveled(parts: Sequence[Tables]) -> list[Tables]:
    """Parts that agree on which columns are told of names; a part may have told them of entities."""
    of_names = {
        column
        for part in parts
        for column in unknown_columns(part.names.columns)
        if column not in NAME_COLUMNS
    }
    return [_with_columns_of_names(part, of_names) for part in parts]


def _with_columns_of_names(part: Tables, of_names: Collection[str]) -> Tables:
    moved = [column for column in part.entities.columns if column in of_names]
    if not moved:
        return part
    told = part.entities.select("entity_id", *moved)
    names = part.names.join(told, on="entity_id", how="left", maintain_order="left")
    return type(part)(part.entities.drop(moved), names, part.redirects)
