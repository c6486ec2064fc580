"""How much memory `resolve text` takes, by the size of its input: that it does not grow with the file.

    python benchmarks/speed/text_memory.py [--megabytes 16 64 256] [--jobs 2] [--output FILE]

For each size a file of JSON lines is written, of documents as `text.py` draws them, and `resolve text` run on
it with `--unknown`. Counted is the largest sum of the memory of all its processes, shared pages once (PSS, by
/proc, looked at five times a second); so it runs on Linux only. The match index is there before.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from text import documents

from resolve.bench.machine import describe_machine
from resolve.index.store import provide_index

BETWEEN_LOOKS = 0.2
"""Seconds between two looks at the memory."""


def write_documents(target: Path, megabytes: float) -> float:
    """Write a file of JSON lines; return its size in megabytes."""
    with target.open("w", encoding="utf-8") as stream:
        for document in documents(megabytes, 0):
            stream.write(json.dumps({"id": document.doc, "text": document.text}, ensure_ascii=False) + "\n")
    return target.stat().st_size / 1e6


def run_watched(command: list[str]) -> tuple[float, int, int]:
    """Run a command; return its seconds, and the most MiB of all its processes, and of the first."""
    began = time.perf_counter()
    most = most_first = 0
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            taken = [_kibibytes(one) for one in _family(process.pid)]
            most, most_first = max(most, sum(taken)), max(most_first, taken[0])
            time.sleep(BETWEEN_LOOKS)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: ended with code {process.returncode}")
    return time.perf_counter() - began, most >> 10, most_first >> 10


def _family(process: int) -> list[int]:
    """A process and all that it started, and those in their turn."""
    found = [process]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            # A process may end while it is looked at, here and below.
            with suppress(OSError):
                found += map(int, children.read_text().split())
    return found


def _kibibytes(process: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def main() -> None:
    """Measure each size, and print or write the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=float, nargs="+", default=[16, 64, 256])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--output", type=Path)
    given = parser.parse_args()
    provide_index(None)
    rows = []
    for megabytes in given.megabytes:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "articles.jsonl")
            size = write_documents(source, megabytes)
            command = [sys.executable, "-m", "resolve", "text", str(source), "--jobs", str(given.jobs)]
            command += ["--output", f"{folder}/mentions.parquet", "--unknown", f"{folder}/unknown.parquet"]
            seconds, most, most_first = run_watched(command)
        rows.append(
            {
                "megabytes": round(size, 1),
                "jobs": given.jobs,
                "seconds": round(seconds, 1),
                "mib_of_all_processes": most,
                "mib_of_the_first": most_first,
            }
        )
        print(json.dumps(rows[-1]))
    if given.output:
        figures = {"machine": describe_machine(), "rows": rows}
        given.output.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
