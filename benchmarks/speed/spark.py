"""What Spark costs: the same names by `resolve batch` and by a local Spark session, in turns.

Run it as `python benchmarks/speed/spark.py [--names M] [--queries N] [--cores N] [--rounds N]`, with the
extra `spark`. Names and queries are those of `resolve bench speed`, with a fixed seed.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import gazetteer
from resolve.batch.spark import local_session, resolve_frame
from resolve.bench.speed.load import make_load
from resolve.index.store import provide_index

if TYPE_CHECKING:
    import pyarrow as pa


def processor_seconds() -> float:
    """What all processes below this one, and those that have ended, took of the processors.

    On a machine that others use, too, that is steadier than the time on the clock.
    """
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            after_name = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            number = int(stat.parent.name)
            parents[number] = int(after_name[1])
            ticks[number] = sum(map(int, after_name[11:15]))

    def is_ours(number: int) -> bool:
        while number in parents and number != os.getpid():
            number = parents[number]
        return number == os.getpid()

    return sum(ticks[number] for number in ticks if is_ours(number)) / os.sysconf("SC_CLK_TCK")


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """How many seconds something takes, on the clock and of the processors."""
    start, used = time.perf_counter(), processor_seconds()
    work()
    return time.perf_counter() - start, processor_seconds() - used


def own_memory(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """A batch with the memory in MiB that a worker shares with nobody."""
    import pyarrow as pa

    for _ in batches:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        yield pa.RecordBatch.from_pydict({"mib": [int(re.findall(r"RssAnon:\s+(\d+)", status)[0]) // 1024]})


def main() -> None:
    """Make the load, run it both ways, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=lambda s: int(float(s)), default=300_000)
    parser.add_argument("--queries", type=lambda s: int(float(s)), default=200_000)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        load = make_load(Path(folder), given.names, given.queries, seed=1)
        source, target = load.queries, Path(folder) / "resolved"
        names = Path(folder) / "gazetteer"
        gazetteer.build_gazetteer([load.names], names)
        provide_index(names)
        session = local_session(given.cores, {"spark.local.dir": folder})
        frame = session.read.parquet(str(source)).repartition(4 * given.cores)
        command = [sys.executable, "-m", "resolve", "batch", str(source), "--quiet"]
        command += ["--column", "query", "--gazetteer", str(names)]
        command += ["--output", f"{target}.parquet", "--jobs", str(given.cores)]
        resolved = resolve_frame(frame, name="query", gazetteer=names)
        resolved.write.parquet(f"{target}-first")
        batch, spark = [], []
        for number in range(given.rounds):
            batch.append(cost(lambda: subprocess.run(command, check=False)))
            spark.append(cost(lambda to=f"{target}-{number}": resolved.write.parquet(to)))
        own = max(row.mib for row in frame.mapInArrow(own_memory, "mib long").collect())
        written = sum(file.stat().st_size for file in Path(f"{target}-first").glob("*.parquet"))
    print(f"names {load.size}  queries {load.asked}  cores {given.cores}  rounds {given.rounds}")
    for what, costs in (("resolve batch, from its start", batch), ("Spark, in an open session", spark)):
        clock, used = (load.asked / statistics.median(column) for column in zip(*costs, strict=True))
        print(f"{what}: {clock:.0f} rows/s on the clock, {used:.0f} a second of a processor")
    print(f"a worker's own memory {own} MiB  a row in Parquet {written / load.asked:.0f} bytes")


if __name__ == "__main__":
    main()
