"""How many entities that are one are found where no crosswalk says so.

    ADLAR_SHARED=../shared python -m benchmarks.quality.linkage [--half report|tune] [--entities 3000]

Each entity of the evaluation data is cut in two: one that has its names in Azerbaijani, Turkish and Russian,
one that has the others. What says that both are one is hidden, and is looked for. Nothing is known but kind
and names, so for places, whose names count less then, a lower threshold is shown as well.
"""

from __future__ import annotations

import argparse
import os
import time
from itertools import combinations
from pathlib import Path

import polars as pl

from resolve.bench.holdout import bucket, for_training
from resolve.linkage import Thing, find_twins

KINDS = ("person", "place", "organization")
ONE_SIDE = ("az", "tr", "ru")
THRESHOLDS = (0.7, 0.8, 0.9)


def cut_in_two(table: pl.DataFrame, kind: str, tuned: bool, most: int) -> tuple[list[Thing], int]:
    """Return the halves of entities, and how many entities have two."""
    ours = table.filter(
        pl.col("kind").replace({"org": "organization"}) == kind, ~pl.col("lang").str.starts_with("und")
    ).with_columns(side=pl.col("lang").str.split("-").list.first().is_in(ONE_SIDE))
    ids = [entity for entity in ours["entity_id"].unique() if for_training(entity) == tuned]
    drawn = sorted(ids, key=lambda entity: (bucket(entity, "linkage", 1 << 30), entity))[:most]
    halves = (
        ours.filter(pl.col("entity_id").is_in(drawn))
        .group_by("entity_id", "side")
        .agg(pl.col("name").unique().sort())
    )
    things = [
        Thing(f"{'a' if side else 'b'}:{entity}", kind, tuple(names))
        for entity, side, names in halves.iter_rows()
    ]
    return things, len(things) - halves["entity_id"].n_unique()


def main() -> None:
    """Print a line for each kind and threshold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=("report", "tune"), default="report")
    parser.add_argument("--entities", type=int, default=3000, help="entities of each kind")
    given = parser.parse_args()
    table = pl.read_parquet(Path(os.environ["ADLAR_SHARED"]) / "eval" / "names.parquet")
    for kind in KINDS:
        things, wanted = cut_in_two(table, kind, given.half == "tune", given.entities)
        for threshold in THRESHOLDS:
            begin = time.perf_counter()
            twins = find_twins(things, threshold)
            pairs = [pair for one in twins for pair in combinations((one.entity_id, *one.merged), 2)]
            right = sum(left[2:] == other[2:] for left, other in pairs)
            print(
                f"{kind:<14}{len(things):>6} entities {wanted:>5} pairs  at {threshold}: precision "
                f"{right / max(1, len(pairs)):.3f}  recall {right / max(1, wanted):.3f}  "
                f"{time.perf_counter() - begin:.1f} s"
            )


if __name__ == "__main__":
    main()
