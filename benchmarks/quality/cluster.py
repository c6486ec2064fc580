"""How well unknown names are grouped: entities are hidden, and their names are put together again.

    ADLAR_SHARED=../shared python -m benchmarks.quality.cluster [--half report|tune] [--entities 2000]

The names of entities of one kind, drawn by a hash, are all there is; which belong together is asked. Counted
are pairs of distinct names: precision is the share of the pairs in one group that have an entity in common,
recall the share of the pairs with an entity in common that are in one group.

- names: all names of the entities in a known language
- spelt: those that stand in queries.tsv as conversions (`translit`) of the entity's other names
- no kind: those of persons, and those of all kinds together, without saying what they are
"""

from __future__ import annotations

import argparse
import os
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import polars as pl

from resolve.bench.holdout import bucket, for_training
from resolve.cluster import Spelling, group_names

KINDS = ("person", "organization", "place")
THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Names, and for each the entities that it names."""

    spellings: tuple[Spelling, ...]
    entities: tuple[frozenset[str], ...]

    def pairs(self) -> set[tuple[int, int]]:
        """The pairs of names that have an entity in common."""
        named = defaultdict(list)
        for place, entities in enumerate(self.entities):
            for entity in entities:
                named[entity].append(place)
        return {pair for places in named.values() for pair in combinations(places, 2)}


def hide(
    table: pl.DataFrame, kind: str, tuned: bool, most: int, skip: int = 0, untagged: bool = False
) -> Hidden:
    """Draw entities of a kind by a hash of their IDs, and gather their names.

    Args:
        table: entity_id, kind, lang, name.
        kind: of the entities.
        tuned: whether they are of the half that is tuned on.
        most: how many at most.
        skip: how many that would have been drawn are passed over.
        untagged: whether names in no known language are drawn, too.
    """
    kinds = pl.col("kind").replace({"org": "organization"})
    tagged = ~pl.col("lang").str.starts_with("und")
    ours = table.filter(kinds == kind, tagged | untagged)
    ids = [entity for entity in ours["entity_id"].unique() if for_training(entity) == tuned]
    drawn = sorted(ids, key=lambda entity: (bucket(entity, "cluster", 1 << 30), entity))[skip : skip + most]
    named = (
        ours.filter(pl.col("entity_id").is_in(drawn))
        .group_by("name")
        .agg(pl.col("entity_id").unique(), pl.col("lang").filter(tagged).unique().sort())
        .sort("name")
    )
    spellings = tuple(Spelling(name, kind, langs=tuple(langs)) for name, _, langs in named.iter_rows())
    return Hidden(spellings, tuple(frozenset(entities) for entities in named["entity_id"]))


def without_kind(drawn: Iterable[Hidden]) -> Hidden:
    """Throw names together, and say of none what it names."""
    entities: defaultdict[str, set[str]] = defaultdict(set)
    langs: defaultdict[str, set[str]] = defaultdict(set)
    for hidden in drawn:
        for spelling, named in zip(hidden.spellings, hidden.entities, strict=True):
            entities[spelling.name] |= named
            langs[spelling.name].update(spelling.langs)
    names = sorted(entities)
    return Hidden(
        tuple(Spelling(name, langs=tuple(sorted(langs[name]))) for name in names),
        tuple(frozenset(entities[name]) for name in names),
    )


def count(hidden: Hidden, threshold: float) -> tuple[int, int, int]:
    """Return the pairs that were grouped, those of them that are right, and those that are to be found."""
    groups = group_names(hidden.spellings, threshold)
    grouped = {pair for group in groups for pair in combinations(group.members, 2)}
    wanted = hidden.pairs()
    return len(grouped), len(grouped & wanted), len(wanted)


def spelt_only(table: pl.DataFrame, queries: pl.DataFrame) -> pl.DataFrame:
    """The names of a table that are conversions of other names of their entity."""
    translit = queries.filter(pl.col("pair_type") == "translit").select("entity_id", name="query")
    return table.join(translit.unique(), on=["entity_id", "name"], how="semi")


def main() -> None:
    """Print a line for each kind of name and threshold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=("report", "tune"), default="report")
    parser.add_argument("--entities", type=int, default=2000, help="entities of each kind")
    given = parser.parse_args()
    folder = Path(os.environ["ADLAR_SHARED"]) / "eval"
    table = pl.read_parquet(folder / "names.parquet")
    queries = pl.read_csv(folder / "queries.tsv", separator="\t", quote_char=None)
    tuned = given.half == "tune"
    drawn = {f"{kind}: names": hide(table, kind, tuned, given.entities) for kind in KINDS}
    spelt = spelt_only(table, queries)
    drawn |= {f"{kind}: spelt": hide(spelt, kind, tuned, given.entities) for kind in KINDS}
    drawn["person: no kind"] = without_kind([drawn["person: names"]])
    drawn["all: no kind"] = without_kind(drawn[f"{kind}: names"] for kind in KINDS)
    for title, hidden in drawn.items():
        for threshold in THRESHOLDS:
            begin = time.process_time()
            grouped, right, wanted = count(hidden, threshold)
            print(
                f"{title:<22}{len(hidden.spellings):>6} names {wanted:>6} pairs  at {threshold}: precision "
                f"{right / max(1, grouped):.4f}  recall {right / max(1, wanted):.4f}  "
                f"{time.process_time() - begin:.1f} s"
            )


if __name__ == "__main__":
    main()
