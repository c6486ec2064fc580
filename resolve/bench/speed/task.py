"""What Adlar is asked to do in a process of its own: `python -m resolve.bench.speed.task`.

Standard input brings a task as JSON, {what, ...}; the last line of standard output is the answer, a JSON
object. Each task is one step of the benchmark, so that its time and its memory are its own.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from resolve.types import Options, Query

WARM: Final = 500
"""Lookups that are made before the clock starts."""

Answer = dict[str, object]


def build_gazetteer(names: str, output: str) -> Answer:
    """Build a gazetteer of a names table: seconds."""
    import gazetteer

    start = time.perf_counter()
    gazetteer.build_gazetteer([names], output)
    return {"seconds": time.perf_counter() - start}


def build_index(folder: str) -> Answer:
    """Build the match index of a gazetteer: seconds, and the bytes that it takes on disk."""
    from resolve.index.store import provide_index

    start = time.perf_counter()
    index = provide_index(folder)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "bytes": sum(file.stat().st_size for file in index.iterdir())}


def run_batch(folder: str, queries: str, output: str, jobs: int) -> Answer:
    """Resolve a file into another: seconds, from the file to the file, and rows."""
    from resolve.batch import BatchRequest, FileRequest, run_file

    batch = BatchRequest(columns=("query",), gazetteer=Path(folder), jobs=jobs)
    start = time.perf_counter()
    counts = run_file(FileRequest(queries, output, batch), lambda _: None)
    return {"seconds": time.perf_counter() - start, "rows": counts.rows, "errors": counts.error}


def resolve_column(folder: str, queries: str, rows: int) -> Answer:
    """Resolve names that are in memory already, in one process: seconds and rows."""
    import polars as pl

    import resolve

    names = pl.read_parquet(queries, n_rows=rows)["query"].to_list()
    resolver = resolve.open(folder)
    resolver.resolve(names[:WARM])
    start = time.perf_counter()
    found = resolver.resolve(names)
    return {"seconds": time.perf_counter() - start, "rows": found.height}


def look_up(folder: str, queries: str, rows: int) -> Answer:
    """Look names up one by one in a process that is warm: the seconds of each."""
    import polars as pl

    import resolve

    names = pl.read_parquet(queries, n_rows=WARM + rows)["query"].to_list()
    resolver = resolve.open(folder)
    warm, asked = names[: min(WARM, len(names) // 2)], names[-min(rows, len(names)) :]
    for name in warm:
        resolver.lookup(name)
    seconds = []
    for name in asked:
        start = time.perf_counter()
        resolver.lookup(name)
        seconds.append(time.perf_counter() - start)
    return {"seconds": seconds}


def open_cold(folder: str) -> Answer:
    """Open a gazetteer for resolving in a fresh process, all modules imported: seconds."""
    import resolve
    import resolve.resolver

    start = time.perf_counter()
    resolve.open(folder)
    return {"seconds": time.perf_counter() - start}


def count_candidates(folder: str, queries: str, rows: int) -> Answer:
    """Count the names that are compared with each query, closely: one number a query."""
    import numpy as np
    import polars as pl

    import resolve

    names = pl.read_parquet(queries, n_rows=rows)["query"].to_list()
    found = resolve.open(folder).candidates([Query(name) for name in names], Options())
    return {"candidates": np.bincount(found.pairs.query, minlength=len(names)).tolist()}


TASKS: Final[Mapping[str, Callable[..., Answer]]] = {
    task.__name__: task
    for task in (
        build_gazetteer,
        build_index,
        run_batch,
        resolve_column,
        look_up,
        open_cold,
        count_candidates,
    )
}
"""The tasks by name."""


def main() -> None:
    """Do the task of standard input."""
    task = json.load(sys.stdin)
    what = task.pop("what")
    print(json.dumps(TASKS[what](**task)))


if __name__ == "__main__":
    main()
