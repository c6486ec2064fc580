"""How well hidden entities are put together again, those that nothing was tuned on."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import polars as pl
import pytest

from resolve.bench.holdout import bucket, for_training
from resolve.cluster import Spelling, group_names

ENTITIES = 1_500


@pytest.mark.parametrize(("kind", "least"), [("person", 0.80), ("place", 0.55), ("organization", 0.40)])
def test_entities_are_put_together_again(shared: Path, kind: str, least: float) -> None:
    """Of the pairs that are joined .97 are right, and of those to be joined the share asked is found."""
    table = pl.read_parquet(shared / "eval" / "names.parquet").with_columns(
        pl.col("kind").replace({"org": "organization"})
    )
    ours = table.filter(pl.col("kind") == kind, ~pl.col("lang").str.starts_with("und"))
    unseen = [entity for entity in ours["entity_id"].unique() if not for_training(entity)]
    drawn = sorted(unseen, key=lambda entity: (bucket(entity, "cluster", 1 << 30), entity))[:ENTITIES]
    named = (
        ours.filter(pl.col("entity_id").is_in(drawn))
        .group_by("name")
        .agg(pl.col("entity_id").unique(), pl.col("lang").unique().sort())
        .sort("name")
    )
    spellings = [Spelling(name, kind, langs=tuple(langs)) for name, _, langs in named.iter_rows()]
    bearers = [set(entities) for entities in named["entity_id"]]
    groups = group_names(spellings)
    assert list(range(len(spellings))) == sorted(place for group in groups for place in group.members)
    joined = {pair for group in groups for pair in combinations(group.members, 2)}
    wanted = {pair for pair in combinations(range(len(spellings)), 2) if bearers[pair[0]] & bearers[pair[1]]}
    right = len(joined & wanted)
    assert (True, True) == (right >= 0.97 * len(joined), right >= least * len(wanted))
