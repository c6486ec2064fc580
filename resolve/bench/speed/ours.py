"""Adlar on a load, step by step; every step is a process of its own (`task`)."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from resolve.bench.speed.figures import Adlar, Seconds
from resolve.bench.speed.judge import judge_decided, right_answers
from resolve.bench.speed.load import FUZZY, Load
from resolve.bench.speed.process import watch
from resolve.errors import BenchmarkError

TIMEOUT: Final = 4 * 3600.0
"""Seconds that a step may take."""

COLUMN: Final = 100_000
"""Queries at most for the resolver alone."""

LOOKUPS: Final = 5_000
"""Single lookups at most."""

COUNTED: Final = 4_000
"""Queries at most whose candidates are counted."""

STARTS: Final = 7
"""How often a fresh process is started; before it, once for the files to come into memory."""

_MODULE: Final = "resolve.bench.speed.task"


@dataclass(frozen=True, slots=True)
class Step:
    """What a step took, and what it told."""

    told: Mapping[str, Any]
    peak: int

    @property
    def seconds(self) -> float:
        """Its time, without that of starting a process."""
        return float(self.told["seconds"])


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of one load.

    Attributes:
        folder: where gazetteer, index and output go.
        load: names and queries.
        jobs: worker processes of a batch.
    """

    folder: Path
    load: Load
    jobs: int

    @property
    def gazetteer(self) -> str:
        """Directory of the gazetteer."""
        return str(self.folder / "gazetteer")

    @property
    def cache(self) -> Path:
        """Where the index is kept."""
        return self.folder / "cache"

    @property
    def resolved(self) -> Path:
        """The file that a batch writes."""
        return self.folder / "resolved.parquet"

    @property
    def environment(self) -> dict[str, str]:
        """What processes find: the modules that this one finds, and a cache of their own."""
        path = os.pathsep.join(folder or str(Path.cwd()) for folder in sys.path)
        return {"PYTHONPATH": path, "ADLAR_CACHE": str(self.cache)}

    def build_gazetteer(self) -> Step:
        """Build the gazetteer."""
        return self._do("build_gazetteer", names=str(self.load.names), output=self.gazetteer)

    def build_index(self) -> Step:
        """Build its match index anew."""
        shutil.rmtree(self.cache, ignore_errors=True)
        return self._do("build_index", folder=self.gazetteer)

    def run_batch(self) -> Step:
        """Resolve the file of queries."""
        queries, resolved = str(self.load.queries), str(self.resolved)
        step = self._do("run_batch", folder=self.gazetteer, queries=queries, output=resolved, jobs=self.jobs)
        if step.told["rows"] != self.load.asked or step.told["errors"]:
            raise BenchmarkError(
                f"{step.told['rows']} of {self.load.asked} queries were answered, "
                f"{step.told['errors']} of them with an error"
            )
        return step

    def resolve_column(self) -> Step:
        """Resolve queries in memory, in one process."""
        return self._ask("resolve_column", COLUMN)

    def look_up(self) -> Seconds:
        """Look names up one by one; the seconds of each."""
        return tuple(map(float, self._ask("look_up", LOOKUPS).told["seconds"]))

    def count_candidates(self) -> tuple[float, float]:
        """Candidates of a query, and of one that is not written as the name is, on average."""
        counts = np.array(self._ask("count_candidates", COUNTED).told["candidates"], np.float64)
        how = pl.read_parquet(self.load.answers, columns=["how"], n_rows=len(counts))["how"]
        fuzzy = counts[how.is_in(FUZZY).to_numpy()]
        return float(counts.mean()), float(fuzzy.mean()) if len(fuzzy) else float("nan")

    def open_cold(self) -> Seconds:
        """Open the gazetteer in fresh processes."""
        self._do("open_cold", folder=self.gazetteer)
        return tuple(self._do("open_cold", folder=self.gazetteer).seconds for _ in range(STARTS))

    def start_cold(self) -> Seconds:
        """Run `resolve name`, a name with a slip, in fresh processes.

        Raises:
            BenchmarkError: it failed.
        """
        asked = pl.read_parquet(self.load.queries)["query"]
        how = pl.read_parquet(self.load.answers, columns=["how"])["how"]
        name = str(asked.filter(how == "mistyped")[0])
        command = [sys.executable, "-P", "-m", "resolve", "name", "--gazetteer", self.gazetteer, "--", name]
        seconds = []
        for _ in range(1 + STARTS):
            start = time.perf_counter()
            done = subprocess.run(
                command, capture_output=True, text=True, env={**os.environ, **self.environment}, check=False
            )
            seconds.append(time.perf_counter() - start)
            if done.returncode:
                raise BenchmarkError(
                    f"resolve name {name!r} ended with {done.returncode}: {done.stderr.strip()}"
                )
        return tuple(seconds[1:])

    def _ask(self, what: str, rows: int) -> Step:
        return self._do(what, folder=self.gazetteer, queries=str(self.load.queries), rows=rows)

    def _do(self, what: str, **task: str | int) -> Step:
        outcome = watch(
            [sys.executable, "-P", "-m", _MODULE], {"what": what, **task}, TIMEOUT, self.environment
        )
        if outcome.answer is None:
            raise BenchmarkError(f"the step {what} with {self.load.size} names failed: {outcome.failure}")
        return Step(outcome.answer, outcome.peak_bytes)


def measure_adlar(steps: Steps, repeat: int) -> Adlar:
    """Measure Adlar on a load.

    Args:
        steps: the load, and where files go.
        repeat: how often index, batch and column are timed, >= 1.

    Raises:
        BenchmarkError: a step failed, or a query was left without an answer.
    """
    gazetteer = steps.build_gazetteer()
    index = [steps.build_index() for _ in range(repeat)]
    batch = [steps.run_batch() for _ in range(repeat)]
    column = [steps.resolve_column() for _ in range(repeat)]
    lookups = steps.look_up()
    candidates, fuzzy = steps.count_candidates()
    answers = pl.read_parquet(steps.load.answers)
    found = pl.read_parquet(steps.resolved, columns=["decision", "best_entity_id"])
    best = found["best_entity_id"]
    return Adlar(
        gazetteer.seconds,
        gazetteer.peak,
        tuple(step.seconds for step in index),
        int(index[0].told["bytes"]),
        max(step.peak for step in index),
        tuple(step.seconds for step in batch),
        max(step.peak for step in batch),
        steps.load.asked,
        tuple(step.seconds for step in column),
        int(column[0].told["rows"]),
        lookups,
        steps.open_cold(),
        steps.start_cold(),
        candidates,
        fuzzy,
        judge_decided(answers, best, found["decision"] == "match"),
        right_answers(answers, best),
    )
