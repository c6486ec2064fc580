"""How well hidden persons are put together again, on entities that nothing was tuned on."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import polars as pl

from resolve.bench.holdout import bucket, for_training
from resolve.cluster import Spelling, group_names

ENTITIES = 1_500


def test_persons_are_put_together_again(shared: Path) -> None:
    """Of the pairs that are joined .97 are right, and .80 of those to be joined are found."""
    table = pl.read_parquet(shared / "eval" / "names.parquet")
    persons = table.filter(pl.col("kind") == "person", ~pl.col("lang").str.starts_with("und"))
    unseen = [entity for entity in persons["entity_id"].unique() if not for_training(entity)]
    drawn = sorted(unseen, key=lambda entity: (bucket(entity, "cluster", 1 << 30), entity))[:ENTITIES]
    named = (
        persons.filter(pl.col("entity_id").is_in(drawn))
        .group_by("name")
        .agg(pl.col("entity_id").unique(), pl.col("lang").unique().sort())
        .sort("name")
    )
    spellings = [Spelling(name, "person", langs=tuple(langs)) for name, _, langs in named.iter_rows()]
    bearers = [set(entities) for entities in named["entity_id"]]
    groups = group_names(spellings)
    assert list(range(len(spellings))) == sorted(place for group in groups for place in group.members)
    joined = {pair for group in groups for pair in combinations(group.members, 2)}
    wanted = {pair for pair in combinations(range(len(spellings)), 2) if bearers[pair[0]] & bearers[pair[1]]}
    right = len(joined & wanted)
    assert (True, True) == (right >= 0.97 * len(joined), right >= 0.80 * len(wanted))
