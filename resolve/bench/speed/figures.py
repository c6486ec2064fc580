"""What the benchmark of speed shows, in the order in which it comes to be.

Times are seconds on the clock, memory and sizes bytes. Where a step was repeated, all its times are kept and
the median speaks for them.
"""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from resolve.bench.intervals import Share
from resolve.bench.speed.judge import Accuracy
from resolve.bench.speed.load import Load

Seconds = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Adlar:
    """Adlar on one load.

    Attributes:
        gazetteer: of building the gazetteer from a names table.
        gazetteer_peak: memory of that.
        index: of building the match index, run by run.
        index_bytes: its size.
        index_peak: memory of building it.
        batch: of a file of queries becoming a file of answers, run by run.
        batch_peak: memory of that, all processes.
        rows: queries that were answered.
        column: of names in memory becoming a frame of answers in one process, run by run.
        column_rows: names of it.
        lookups: of single lookups in a warm process.
        opening: of opening the gazetteer in a fresh process.
        start: of `resolve name`, from its start to its end.
        candidates, fuzzy_candidates: names compared with a query closely, on average; with one that is not
            written as the name is.
        accuracy: of the batch.
        right: for each query, whether its entity was the best answer; null for somebody unknown.
    """

    gazetteer: float
    gazetteer_peak: int
    index: Seconds
    index_bytes: int
    index_peak: int
    batch: Seconds
    batch_peak: int
    rows: int
    column: Seconds
    column_rows: int
    lookups: Seconds
    opening: Seconds
    start: Seconds
    candidates: float
    fuzzy_candidates: float
    accuracy: Accuracy
    right: pl.Series

    @property
    def per_second(self) -> float:
        """Queries a second, from file to file."""
        return self.rows / statistics.median(self.batch)

    @property
    def column_per_second(self) -> float:
        """Queries a second of the resolver alone, in one process."""
        return self.column_rows / statistics.median(self.column)

    def lookup_at(self, quantile: float) -> float:
        """A quantile of single lookups, 0..1."""
        ordered = sorted(self.lookups)
        return ordered[min(len(ordered) - 1, int(quantile * len(ordered)))]

    def recall_of_first(self, queries: int) -> Share:
        """The share of right answers among the first queries, those that a peer came to."""
        told = self.right.head(queries).drop_nulls()
        return Share(int(told.sum()), told.len())


@dataclass(frozen=True, slots=True)
class Peer:
    """Another matcher on one load.

    Attributes:
        name: of the matcher and its way.
        failure: why there are no figures; None if there are.
        asked: queries that it came to in its time, the first ones of the load.
        build: of what it does to the names, once.
        queries: of answering.
        peak: memory, all processes.
        accuracy: on those queries; None if it failed.
        versions: what it ran on: package -> version.
    """

    name: str
    failure: str | None
    asked: int
    build: float
    queries: float
    peak: int
    accuracy: Accuracy | None
    versions: Mapping[str, str]

    @property
    def per_second(self) -> float:
        """Queries a second; 0 if it failed."""
        return self.asked / self.queries if self.queries else 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """All tools on one load."""

    load: Load
    adlar: Adlar
    peers: Sequence[Peer]

    def times_faster(self, peer: Peer) -> float | None:
        """Queries a second of Adlar, by those of a peer; None if the peer has no figures."""
        return self.adlar.per_second / peer.per_second if peer.per_second else None
