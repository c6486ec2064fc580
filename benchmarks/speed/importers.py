"""How fast dumps are imported, and how much memory it takes: files of real shape, of growing length.

Run it as `python benchmarks/speed/importers.py [--sizes MB ...] [--sources geonames wikidata ftm referents]
[--json FILE]`; `referents` is FollowTheMoney with the IDs that its entities were merged from.

Each file, see `dumps`, is read in a process of its own, once into a names table (`import`) and once into a
gazetteer (`build`), as a user would do it; peak memory is that of the process. The slope of memory over size
says what a longer file takes.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from dumps import MEGABYTE, write

from resolve.bench.machine import describe_machine, describe_versions

IMPORT = """
import sys
from gazetteer.sources import read_source
from gazetteer.spool import Scratch
with Scratch() as scratch:
    read_source(sys.argv[1], scratch=scratch)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One file read once.

    Attributes:
        source: The importer.
        stage: `import` into a names table, or `build` of a gazetteer.
        megabytes: Size of all files read, in MiB.
        rows: Lines of them.
        seconds: How long it took, the start of the process included.
        processor: Seconds of a processor that it took; on a machine with other work, this tells more.
        peak: Most memory of the process, in MiB.
    """

    source: str
    stage: str
    megabytes: float
    rows: int
    seconds: float
    processor: float
    peak: float

    def line(self) -> str:
        """Return the run as a row of a table."""
        return (
            f"{self.source:9} {self.stage:6} {self.megabytes:8.0f} MiB {self.rows:10} rows "
            f"{self.seconds:7.1f} s {self.rows / self.seconds:9.0f} rows/s "
            f"{self.megabytes / self.seconds:6.1f} MiB/s; of a processor {self.processor:7.1f} s "
            f"{self.rows / self.processor:9.0f} rows/s {self.megabytes / self.processor:6.1f} MiB/s; "
            f"{self.peak:6.0f} MiB peak"
        )


def run(command: list[str]) -> tuple[float, float, float]:
    """Run a command and return its seconds, those of a processor, and its peak memory in MiB."""
    begin = time.perf_counter()
    child = os.posix_spawn(sys.executable, [sys.executable, *command], os.environ)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        raise SystemExit(f"{command}: exit code {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(source: str, megabytes: int) -> Iterator[Run]:
    """Yield the runs on one file."""
    with tempfile.TemporaryDirectory(prefix="adlar-bench-") as folder:
        specified, rows = write(Path(folder), source, megabytes)
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / MEGABYTE
        stages = {
            "import": ["-c", IMPORT, specified],
            "build": ["-m", "gazetteer", "build", "-q", specified, "--output", f"{folder}/out"],
        }
        for stage, command in stages.items():
            yield Run(source, stage, size, rows, *run(command))


def slope(runs: list[Run]) -> float:
    """Return MiB of memory that each MiB of file takes, by the two longest files.

    Short files are merged at once, long ones range by range; the longest show what a longer one takes.
    """
    *_, first, last = sorted(runs, key=lambda one: one.megabytes) if len(runs) > 1 else [*runs, *runs]
    return (last.peak - first.peak) / max(1, last.megabytes - first.megabytes)


def main() -> None:
    """Make the files, read them, print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="*", default=[50, 400, 800], help="MiB of each file")
    parser.add_argument("--sources", nargs="*", default=["geonames", "wikidata", "ftm"])
    parser.add_argument("--json", type=Path, help="where the figures go, besides the terminal")
    given = parser.parse_args()
    runs: list[Run] = []
    for source in given.sources:
        for size in given.sizes:
            for done in measure(source, size):
                runs.append(done)
                print(done.line(), flush=True)
        for stage in ("import", "build"):
            of_stage = [done for done in runs if (done.source, done.stage) == (source, stage)]
            rise = slope(of_stage)
            least = min(done.peak for done in of_stage)
            print(
                f"{source:9} {stage:6} {rise:.3f} MiB a MiB: {least + rise * 10240:.0f} MiB for 10 GiB",
                flush=True,
            )
    if given.json:
        told = {
            "machine": describe_machine(),
            "versions": describe_versions({}),
            "runs": [asdict(one) for one in runs],
        }
        given.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
