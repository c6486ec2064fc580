"""Leave one language out: can a spelling in one language find an entity that is known only in others?

From a names table, the names of one language become queries, and the gazetteer is what is left without them.
A tenth of the queried entities is left out of the gazetteer altogether: their right answer is NIL.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

import polars as pl

NIL_SHARE: Final = 10
"""One in so many queried entities is not in the gazetteer."""

SALT: Final = "split"
"""Salt of the hash that parts entities for training from entities that are kept unseen."""


@dataclass(frozen=True, slots=True)
class Holdout:
    """A gazetteer without one language, and queries in that language.

    Attributes:
        entities: entity_id, kind, name, country, population, birth_year, as an index is built from.
        names: entity_id, lang, name, is_preferred, name_kind.
        queries: query, lang, kind, gold_entity_id (null where the right answer is NIL).
    """

    entities: pl.DataFrame
    names: pl.DataFrame
    queries: pl.DataFrame


def for_training(entity_id: str) -> bool:
    """Whether an entity may be learnt from; the other half, by a hash of the ID, is kept unseen."""
    return bucket(entity_id, SALT, 2) == 0


def bucket(key: str, salt: str, buckets: int) -> int:
    """A number 0..buckets-1 that depends on key and salt alone."""
    return int(hashlib.sha256(f"{salt}:{key}".encode()).hexdigest()[:8], 16) % buckets


def draw_queries(table: pl.DataFrame, most: dict[str, int]) -> pl.DataFrame:
    """Draw names to ask for from a names table, one an entity and language.

    Args:
        table: entity_id, kind, lang, name.
        most: kind -> how many queries are drawn at most in each language.

    Returns:
        entity_id, query, query_lang, kind.
    """
    drawn = pl.col("entity_id").map_elements(lambda key: bucket(key, "draw", 1 << 30), pl.Int64)
    one_each = table.unique(["entity_id", "lang"], keep="first", maintain_order=True)
    place = pl.int_range(pl.len()).over("lang", "kind")
    limit = pl.col("kind").replace_strict(most, default=0, return_dtype=pl.Int64)
    return (
        one_each.with_columns(drawn=drawn)
        .sort("drawn", maintain_order=True)
        .filter(place < limit)
        .select("entity_id", pl.col("name").alias("query"), pl.col("lang").alias("query_lang"), "kind")
    )


def hold_out(table: pl.DataFrame, queries: pl.DataFrame, lang: str) -> Holdout:
    """Leave one language out of a names table, and ask for entities that may be learnt from.

    Args:
        table: entity_id, kind, lang, name, is_preferred.
        queries: entity_id, query, query_lang, kind.
        lang: BCP 47 primary language of the queries.
    """
    as_kind = pl.col("kind").replace({"org": "organization"})
    primary = pl.col("lang").str.split("-").list.first()
    rest = table.with_columns(kind=as_kind).filter((primary != "und") & (primary != lang))
    asked = queries.with_columns(kind=as_kind).filter(
        (pl.col("query_lang") == lang) & pl.col("entity_id").map_elements(for_training, pl.Boolean)
    )
    absent = [key for key in asked["entity_id"].unique() if bucket(key, "nil", NIL_SHARE) == 0]
    nil = pl.col("entity_id").is_in(absent)
    names = rest.filter(~nil).with_columns(name_kind=pl.lit(None, pl.String))
    known = pl.col("entity_id").is_in(names["entity_id"].unique().implode())
    chosen = asked.filter(nil | known).select(
        "query",
        lang=pl.lit(lang),
        kind="kind",
        gold_entity_id=pl.when(nil).then(None).otherwise(pl.col("entity_id")),
    )
    entities = (
        names.sort("is_preferred", descending=True, maintain_order=True)
        .group_by("entity_id", maintain_order=True)
        .agg(pl.col("kind").first(), pl.col("name").first())
        .with_columns(
            country=pl.lit(None, pl.String),
            population=pl.lit(None, pl.Int64),
            birth_year=pl.lit(None, pl.Int32),
        )
    )
    return Holdout(entities, names, chosen)
