"""How many entities that are one are found where no crosswalk says so, and how far that is to be believed.

    ADLAR_SHARED=../shared python -m benchmarks.quality.linkage [--half report|tune] [--places 0.5]

Two lists of one world (`benchmarks/quality/two_lists.py`) are put into one gazetteer, and linked by
`resolve.linkage.find_links`. What is one is known: of the merges that are proposed so many pairs are right
(precision), of the pairs that are one so many are found (recall), by kind and threshold. Then what is said
against what is true, pair by pair; and what the wrong pairs are. At last the embedded gazetteer is cut in two
by the source of its names, and linked.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import polars as pl

import gazetteer
from benchmarks.quality.learn_links import LEARNT, World
from resolve.index.build import build_index
from resolve.linkage import Links, find_links
from resolve.linkage.model import probabilities
from resolve.names import KINDS

THRESHOLDS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98)
EDGES = (0.05, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)


def proposed_pairs(links: Links) -> list[tuple[str, str]]:
    """Return the pairs of IDs that proposed merges make one."""
    return [pair for one in links.proposals for pair in combinations(sorted((one.entity_id, *one.merged)), 2)]


def tell_merges(world: World, links: Links, threshold: float) -> None:
    """Print precision and recall of the proposed merges, a line a kind."""
    truth = {entry.entity_id: entry.truth for entry in world.entries}
    kind = {entry.entity_id: entry.kind for entry in world.entries}
    pairs, right = Counter[str](), Counter[str]()
    for one, other in proposed_pairs(links):
        pairs[kind[one]] += 1
        right[kind[one]] += truth[one] == truth[other]
    wanted = world.wanted()
    for name in LEARNT:
        print(
            f"{threshold:.2f}  {name:<13}{pairs[name]:>6} pairs of {wanted[name]:>6}  "
            f"precision {right[name] / max(1, pairs[name]):.3f}  recall {right[name] / wanted[name]:.3f}"
        )


def tell_reliability(world: World) -> None:
    """Print what is said of pairs against what is true, a line a range of probabilities."""
    pairs = world.pairs()
    said = probabilities(world.index, pairs)
    true = world.truth[pairs.one] == world.truth[pairs.other]
    kinds = world.index.entities.kind[pairs.one]
    print("said         " + "".join(f"{name:>30}" for name in LEARNT))
    for low, high in pairwise(EDGES):
        cells = []
        for name in LEARNT:
            here = (kinds == KINDS.index(name)) & (said >= low) & (said < high + (high == 1))
            told = f"{np.mean(said[here]):.3f} is {np.mean(true[here]):.3f}" if here.any() else "-"
            cells.append(f"{told:>20} of {int(here.sum()):>6}")
        print(f"{low:.2f} to {high:.2f}" + "".join(f"{cell:>30}" for cell in cells))


def tell_wrong(world: World, links: Links) -> None:
    """Print which entities that are two were taken for one, by what they are to each other."""
    truth = {entry.entity_id: entry.truth for entry in world.entries}
    wrong: Counter[str] = Counter()
    for one, other in proposed_pairs(links):
        left, right = sorted((truth[one], truth[other]))
        if left != right:
            same = left.partition("#")[0] == right.partition("#")[0]
            wrong[f"and its {right.partition('#')[2]}" if same else "two of the data"] += 1
    print("wrong: " + ", ".join(f"{count} {what}" for what, count in wrong.most_common()))


def by_source() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the embedded gazetteer, each entity cut in two: `a:` has the names of GeoNames, `b:` the others.

    Nothing is made here: the second half has the names that CLDR and people gave, and no population.
    """
    tables = gazetteer.locate(None).tables()
    half = pl.when(pl.col("source") == "geonames").then(pl.lit("a:")).otherwise(pl.lit("b:"))
    cut = tables.names.with_columns(old="entity_id", half=half)
    names = cut.with_columns(entity_id=pl.col("half") + pl.col("old"))
    entities = (
        names.select("entity_id", "half", "old")
        .unique()
        .join(tables.entities.rename({"entity_id": "old"}), on="old")
        .with_columns(
            population=pl.when(pl.col("half") == "a:").then("population"),
            feature=pl.when(pl.col("old").str.starts_with("iso3166-1:")).then(pl.lit("A.PCLI")),
            same_as=pl.lit(None, pl.String),
        )
    )
    return entities.sort("entity_id"), names


def tell_sources() -> None:
    """Print precision and recall of merges of what two real sources name, and the others between them."""
    entities, names = by_source()
    index = build_index(entities, names)
    whole = entities["entity_id"].str.slice(2)
    wanted = len(whole) - whole.n_unique()
    print(f"\nthe embedded gazetteer, cut by source: {len(whole)} entities, {wanted} in both")
    for threshold in THRESHOLDS:
        pairs = proposed_pairs(find_links(index, entities, threshold))
        right = sum(one[2:] == other[2:] for one, other in pairs)
        print(
            f"{threshold:.2f}  {len(pairs):>6} pairs  precision {right / max(1, len(pairs)):.3f}  "
            f"recall {right / wanted:.3f}"
        )


def main() -> None:
    """Make two lists, link them, and print how good it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=("report", "tune"), default="report")
    parser.add_argument("--places", type=float, default=0.5, help="the share of the places, 0..1")
    given = parser.parse_args()
    names = Path(os.environ["ADLAR_SHARED"]) / "eval" / "names.parquet"
    world = World.of(names, given.half == "tune", given.places)
    print(f"{len(world.entries)} entries of two lists, {len(world.index.spellings.entity)} names")
    for threshold in THRESHOLDS:
        begin = time.process_time()
        links = find_links(world.index, world.entities, threshold)
        seconds = time.process_time() - begin
        tell_merges(world, links, threshold)
        if threshold == 0.9:
            tell_wrong(world, links)
            print(f"{seconds:.1f} s of processor time")
    tell_reliability(world)
    tell_sources()


if __name__ == "__main__":
    main()
