"""Learn the weights of the additive model from a names table.

    python benchmarks/quality/learn.py --names names.parquet [--queries queries.tsv] [--pairs cases.csv]

Each of five languages is left out in turn (`resolve.bench.holdout`); its names ask for entities that are
known only in the others. So do a crowd that joins them, and strangers (`resolve.bench.crowd`). Only entities
of the training half, by a hash of their ID, are asked for or lend their parts; of the pairs only those whose
column `split` says `tune`. The score is calibrated on the real entities alone. Rows of the output that stand
"by hand" in the present table stay as they are: the data says nothing of them.
"""

import argparse
import csv
import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from resolve import tables
from resolve.bench.crowd import join_crowd
from resolve.bench.fitting import Asked, Judged, calibrate, fit, steps
from resolve.bench.holdout import SALT, Holdout, draw_queries, hold_out
from resolve.evidence.features import FEATURES
from resolve.evidence.measure import Evidence, measure
from resolve.index.build import build_index
from resolve.names import read_names
from resolve.ranking import standing
from resolve.resolver import Resolver
from resolve.sides import Context, of_names
from resolve.types import Options, Query, Questions

LANGS = ("az", "tr", "de", "ru", "en")
MOST = {"person": 700, "place": 1_000, "organization": 150, "other": 50}
"""Queries drawn for each language, by kind."""

PAIRS_SHARE = 0.2
"""What all pairs together count, the queries counting 1."""

HERE = Path(__file__).parent
WEIGHTS = HERE.parent.parent / "resolve" / "data" / "score" / "weights.tsv"


def ask(holdout: Holdout, offset: int) -> Asked:
    """Search for the queries of a holdout, with and without language and kind, and measure what is found."""
    index = build_index(holdout.entities, holdout.names)
    resolver = Resolver(index)
    rows = holdout.queries.rows(named=True)
    queries = [Query(row["query"], row["lang"], row["kind"]) for row in rows]
    queries += [Query(row["query"]) for row in rows]
    rows += rows
    measured = resolver.candidates(queries, Options())
    number = {index.entities.id[row]: row for row in range(len(index.entities.kind))}
    gold = np.array([number.get(row["gold_entity_id"], -1) for row in rows])
    pairs = measured.pairs
    entity = index.spellings.entity[pairs.name].astype(np.int64)
    order = np.lexsort((entity, pairs.query))
    return Asked(
        measured.evidence.values[order],
        pairs.query[order] + offset,
        entity[order],
        entity[order] == gold[pairs.query[order]],
        standing(index, pairs.name[order]),
    )


def ask_all(table: pl.DataFrame, queries: pl.DataFrame) -> tuple[Asked, Asked]:
    """Leave out one language after the other; the candidates of real entities, and those of the crowds."""
    real: list[Asked] = []
    crowded: list[Asked] = []
    offset = 0
    for lang in LANGS:
        holdout = hold_out(table, queries, lang)
        for parts, one in ((real, holdout), (crowded, join_crowd(holdout, table, lang))):
            parts.append(ask(one, offset))
            offset += 2 * one.queries.height
        heights = f"{holdout.queries.height} queries, {one.queries.height} of a crowd"
        print(f"{lang}: {heights}, {len(real[-1].query) + len(crowded[-1].query)} candidates", flush=True)
    return together(real), together(crowded)


def together(parts: Sequence[Asked]) -> Asked:
    """All candidates, one part after the other."""
    columns = ("values", "query", "entity", "right", "prominence")
    return Asked(*(np.concatenate([getattr(part, column) for part in parts]) for column in columns))


def judge(path: Path) -> Judged:
    """Measure the pairs whose right decision is match or nil."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == "tune" and row["expected"] != "review"]
    measured = []
    for one, other in (("left", "right"), ("right", "left")):
        sides = []
        for name in (one, other):
            queries = [Query(row[name], row[f"{name}_lang"] or None, row["kind"] or None) for row in rows]
            asked = Questions.of(queries)
            context = Context.of(asked)
            table = read_names(asked.name, asked.tags, context.kind)
            sides.append(of_names(table, context))
        every = np.arange(len(rows))
        measured.append(measure(sides[0], sides[1], every, every))
    truth = np.array([row["expected"] == "match" for row in rows], np.float64)
    values = _of_the_lesser(*measured)
    return Judged(values, truth, np.full(len(rows), PAIRS_SHARE / len(rows)))


def _of_the_lesser(one: Evidence, other: Evidence) -> np.ndarray:
    """Of both ways to look at a pair, that in which the lesser name is the query, as `compare` does."""
    return np.where((~one.partial & other.partial)[:, None], other.values, one.values)


def by_hand() -> dict[str, dict[float, float]]:
    """The features of the present table that are not learnt, with the points of their curves."""
    kept: dict[str, dict[float, float]] = {}
    for feature, value, odds, source in tables.read_rows("score/weights.tsv").rows:
        if source.startswith("by hand"):
            kept.setdefault(feature, {})[float(value)] = float(odds)
    return kept


def lines(heights: npt.NDArray[np.float64], constants: dict[str, float], names: str) -> Iterator[str]:
    """The lines of the weights file."""
    reason = {row[0]: row[3] for row in tables.read_rows("score/weights.tsv").rows}
    kept = by_hand()
    yield (
        "# what: the additive model of similarity: log odds that two names are one = bias + the sum of a "
        "curve of each feature"
    )
    yield (
        "# columns: feature (of resolve.evidence.features, or one of the constants that resolve.score.Model "
        "explains); value, a point of its curve, 0..1 (0 at value 0, straight between points); log_odds "
        "there; source (learnt, or set by hand with the reason)"
    )
    yield (
        f"# authority: learnt by benchmarks/quality/learn.py from {names}; unseen are the entities for which "
        f"int(sha256('{SALT}:' + entity_id)[:8], 16) is odd"
    )
    yield f"# year: {date.today().year}"
    yield "# licence: CC0-1.0"
    yield "feature\tvalue\tlog_odds\tsource"
    rows = [(name, 0.0, value, "learnt") for name, value in constants.items()]
    risen: dict[str, float] = {}
    for step, height in zip(steps(), heights, strict=True):
        risen[step.feature] = risen.get(step.feature, 0.0) + height
        source = reason[step.feature] if step.feature in kept else "learnt"
        rows.append((step.feature, step.end, risen[step.feature], source))
    for feature, value, odds, source in sorted(rows):
        yield f"{feature}\t{value:g}\t{odds + 0.0:.2f}\t{source}"


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--names", type=Path, required=True, help="names table: entity_id, kind, lang, name, is_preferred"
    )
    parser.add_argument(
        "--queries",
        type=Path,
        help="what to ask for: entity_id, query, query_lang, kind (.tsv); else drawn from the names",
    )
    parser.add_argument("--pairs", type=Path, default=HERE / "cases.csv")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    digest = hashlib.sha256(given.names.read_bytes()).hexdigest()[:12]
    table = pl.read_parquet(given.names)
    queries = (
        pl.read_csv(given.queries, separator="\t", quote_char=None, infer_schema_length=0)
        if given.queries
        else draw_queries(table, MOST)
    )
    real, crowded = ask_all(table, queries)
    asked, judged = together((real, crowded)), judge(given.pairs)
    heights, bias, alone = fit(asked, judged, by_hand())
    sharpness, nil = calibrate(real, heights, bias)
    constants = {"bias": bias, "alone": alone, "sharpness": sharpness, "nil": nil}
    drawn = f", asked for by {given.queries.name}" if given.queries else ""
    sources = f"{given.names.name} (sha256 {digest}){drawn}, a crowd of its persons, and {given.pairs.name}"
    given.output.write_text("\n".join(lines(heights, constants, sources)) + "\n", encoding="utf-8")
    print(f"{len(FEATURES)} features, {len(np.unique(asked.query))} queries, {len(judged.truth)} pairs")


if __name__ == "__main__":
    main()
