"""How often the way back finds the name that a form came from, by direction.

    ADLAR_SHARED=../shared python -m benchmarks.quality.reverse [--half report|tune] [--misses]

1. vectors: the source name of each row, from the form that the row expects in the target
2. names: persons of the embedded gazetteer (every fifth by a hash), from what `transliterate` makes of them

Counted are rows whose name is the first origin, and whose name is among all of them; directions without a
system are left out.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

import gazetteer
from benchmarks.quality.vectors import interval, read_vectors
from resolve.conversion import origins, transliterate
from resolve.conversion.orthography import find_orthography
from resolve.errors import UnknownSystemError

DIRECTIONS = (
    "az de",
    "az en",
    "az ru",
    "az tr",
    "ru az",
    "ru de",
    "ru en",
    "ru tr",
    "tr az",
    "tr de",
    "tr ru",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A name, and the form of it that was found in another orthography."""

    name: str
    source: str
    form: str
    written: str


@dataclass(slots=True)
class Tally:
    """Counts of a direction, and the seconds they took."""

    rows: int = 0
    first: int = 0
    among: int = 0
    seconds: float = 0.0


def from_vectors(shared: Path, half: str) -> Iterable[Case]:
    """The rows of a half of the vectors, turned round."""
    for row in read_vectors(shared, half):
        source, target = find_orthography(row.source), find_orthography(row.target)
        yield Case(row.name, source, row.expected[0], target)


def from_names() -> Iterable[Case]:
    """Persons of the embedded gazetteer, as written by rule and custom in each target."""
    names = gazetteer.open().frame().filter((pl.col("kind") == "person") & pl.col("is_preferred"))
    for direction in DIRECTIONS:
        source, target = direction.split()
        for name in sorted(set(names.filter(pl.col("lang") == source)["name"])):
            if hashlib.sha256(name.encode()).digest()[0] % 5 == 0:
                yield Case(name, source, transliterate(name, source, target), target)


def measure(cases: Iterable[Case], *, misses: bool) -> dict[str, Tally]:
    """Count by direction."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for case in cases:
        started = time.perf_counter()
        try:
            found = [origin.text.lower() for origin in origins(case.form, case.written, case.source)]
        except UnknownSystemError:
            continue
        tally = tallies[f"{case.source} < {case.written}"]
        tally.seconds += time.perf_counter() - started
        tally.rows += 1
        tally.first += found[:1] == [case.name.lower()]
        tally.among += case.name.lower() in found
        if misses and found[:1] != [case.name.lower()]:
            mark = "among" if case.name.lower() in found else "MISS"
            print(case.source, case.written, case.form, case.name, *found[:3], mark, sep="\t")
    return tallies


def show(title: str, tallies: dict[str, Tally]) -> None:
    """Print a table."""
    print(f"{title:24} {'n':>4} {'first':>6} {'95 %':>12} {'among 32':>9} {'ms a name':>10}")
    pooled = Tally()
    for tally in tallies.values():
        pooled.rows += tally.rows
        pooled.first += tally.first
        pooled.among += tally.among
        pooled.seconds += tally.seconds
    for direction, tally in [*sorted(tallies.items()), ("all", pooled)]:
        low, high = interval(tally.first, tally.rows)
        print(
            f"{direction:24} {tally.rows:4} {tally.first / tally.rows:6.3f} {low:.3f}-{high:.3f} "
            f"{tally.among / tally.rows:9.3f} {1000 * tally.seconds / tally.rows:10.1f}"
        )


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=("report", "tune"), default="report")
    parser.add_argument("--misses", action="store_true", help="print the rows whose first is wrong; for tune")
    options = parser.parse_args()
    shared = os.environ.get("ADLAR_SHARED")
    if shared:
        show(
            f"vectors ({options.half})",
            measure(from_vectors(Path(shared), options.half), misses=options.misses),
        )
    else:
        print("ADLAR_SHARED is not set, so the vectors are left out", file=sys.stderr)
    show("names", measure(from_names(), misses=options.misses))
    return 0


if __name__ == "__main__":
    sys.exit(main())
