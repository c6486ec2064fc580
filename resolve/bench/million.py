"""The batch run on a large made-up load: queries a second, memory and right answers, in one run."""

import os
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

import gazetteer
from gazetteer import read_table
from resolve.batch.request import BatchRequest
from resolve.batch.run import run_batch
from resolve.bench.vocabulary import SHARES, Load
from resolve.index.store import provide_index

_KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run showed.

    Attributes:
        names: names of the gazetteer.
        queries: rows resolved, with repetition.
        jobs: worker processes.
        gazetteer_seconds, index_seconds, batch_seconds: wall time of the three steps.
        index_bytes: size of the match index.
        peak_bytes: greatest resident memory of this process and of its largest worker, added.
        by_kind: kind of query -> rows, share with the right entity first, share decided match, share of
            matches that are right.
    """

    names: int
    queries: int
    jobs: int
    gazetteer_seconds: float
    index_seconds: float
    batch_seconds: float
    index_bytes: int
    peak_bytes: int
    by_kind: dict[str, tuple[int, float, float, float]]

    def lines(self) -> Sequence[str]:
        """The figures as lines of text."""
        head = [
            f"names {self.names}  queries {self.queries}  jobs {self.jobs}  cores {os.cpu_count()}",
            f"gazetteer {self.gazetteer_seconds:.1f} s  index {self.index_seconds:.1f} s"
            f" ({self.names / self.index_seconds:.0f} names/s,"
            f" {self.index_bytes / self.names:.0f} bytes a name)",
            f"batch {self.batch_seconds:.1f} s  {self.queries / self.batch_seconds:.0f} queries/s"
            f"  peak memory {self.peak_bytes / 2**30:.2f} GiB (parent + largest worker)",
            f"{'kind':<12}{'rows':>9}{'acc@1':>8}{'match':>8}{'precision':>11}",
        ]
        return head + [
            f"{kind:<12}{rows:>9}{first:>8.3f}{match:>8.3f}{right:>11.3f}"
            for kind, (rows, first, match, right) in self.by_kind.items()
        ]


def run_load(load: Load, folder: Path, jobs: int) -> Figures:
    """Build a gazetteer and its index from a load, resolve its queries, and measure.

    Args:
        load: what to resolve against what.
        folder: where the files go; it must exist.
        jobs: worker processes.
    """
    names = pl.DataFrame(
        {
            "entity_id": [i for i, _ in load.names],
            "kind": "place",
            "lang": "und",
            "name": [n for _, n in load.names],
        }
    )
    names.write_parquet(folder / "names.parquet")
    pl.DataFrame({"query": load.queries}).write_parquet(folder / "queries.parquet")
    started = time.perf_counter()
    gazetteer.build_gazetteer([str(folder / "names.parquet")], str(folder / "gazetteer"))
    built = time.perf_counter()
    index = provide_index(folder / "gazetteer")
    indexed = time.perf_counter()
    request = BatchRequest(columns=("query",), gazetteer=folder / "gazetteer", jobs=jobs)
    result = run_batch(read_table(folder / "queries.parquet"), request)
    done = time.perf_counter()
    usage = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Figures(
        names.height,
        len(load.queries),
        jobs,
        built - started,
        indexed - built,
        done - indexed,
        sum(file.stat().st_size for file in index.iterdir()),
        sum(usage) * _KILOBYTE,
        _by_kind(load, result.frame),
    )


def _equal(one: pl.Series, other: pl.Series) -> int:
    return int((one == other).fill_null(False).sum())


def _by_kind(load: Load, answers: pl.DataFrame) -> dict[str, tuple[int, float, float, float]]:
    table = answers.select("entity_id", "best_entity_id", "decision").with_columns(
        gold=pl.Series(load.gold, dtype=pl.String), how=pl.Series(load.how)
    )
    found = {}
    for kind, _share in SHARES:
        part = table.filter(pl.col("how") == kind)
        match = part.filter(pl.col("decision") == "match")
        first = _equal(part["best_entity_id"], part["gold"]) / max(1, part.height)
        right = _equal(match["entity_id"], match["gold"]) / max(1, match.height)
        found[kind] = (part.height, first, match.height / max(1, part.height), right)
    return found
