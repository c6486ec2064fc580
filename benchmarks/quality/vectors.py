"""Accuracy of the conversion layer on transliteration vectors, by direction.

    ADLAR_SHARED=../shared python benchmarks/quality/vectors.py [--half report|tune|all] [--misses]

The vectors are split in two by a hash of their entity: rules may be tuned on `tune`, figures are those of
`report`. Rows whose class is label_mismatch, rows of countries, and Russian to Azerbaijani Cyrillic are
left out.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import os
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from resolve.conversion import transliterate, variants
from resolve.errors import UnknownSystemError


@dataclass(frozen=True, slots=True)
class Vector:
    """One row: a name, the direction, and the forms that are right, the most usual first."""

    name: str
    source: str
    target: str
    expected: tuple[str, ...]
    entity: str


@dataclass(slots=True)
class Tally:
    """Counts of a direction: rows, first form the most usual, first form right, some variant right."""

    rows: int = 0
    usual: int = 0
    right: int = 0
    among: int = 0


def half_of(entity: str) -> str:
    """The half that an entity belongs to, `tune` or `report`."""
    return "report" if hashlib.sha256(entity.encode()).digest()[0] & 1 else "tune"


def read_vectors(shared: Path, half: str) -> list[Vector]:
    """The persons and places of a half of the vectors."""
    with (shared / "linguistics" / "vectors.tsv").open(encoding="utf-8", newline="") as file:
        return [
            Vector(
                row["source_name"],
                row["source_orthography"],
                row["target_orthography"],
                tuple(unicodedata.normalize("NFC", form) for form in row["expected"].split("|")),
                row["entity"],
            )
            for row in csv.DictReader(file, delimiter="\t")
            if row["class"] != "label_mismatch"
            and row["kind"] in ("person", "place")
            and (row["source_orthography"], row["target_orthography"]) != ("ru-Cyrl", "az-Cyrl")
            and half in ("all", half_of(row["entity"]))
        ]


def interval(hits: int, rows: int) -> tuple[float, float]:
    """The 95 % interval of a share, by Wilson."""
    z = 1.96
    share = hits / rows
    middle = (share + z * z / (2 * rows)) / (1 + z * z / rows)
    half = z * math.sqrt(share * (1 - share) / rows + z * z / (4 * rows * rows)) / (1 + z * z / rows)
    return middle - half, middle + half


def measure(vectors: Iterable[Vector], *, misses: bool) -> dict[str, Tally]:
    """Count by direction; a direction without a system counts as wrong."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for vector in vectors:
        tally = tallies[f"{vector.source} > {vector.target}"]
        tally.rows += 1
        try:
            first = transliterate(vector.name, vector.source, vector.target)
            forms = {variant.text for variant in variants(vector.name, vector.source, vector.target)}
        except UnknownSystemError:
            continue
        tally.usual += first == vector.expected[0]
        tally.right += first in vector.expected
        tally.among += not forms.isdisjoint(vector.expected)
        if misses and first not in vector.expected:
            mark = "variant" if not forms.isdisjoint(vector.expected) else "MISS"
            print(vector.source, vector.target, vector.name, first, "|".join(vector.expected), mark, sep="\t")
    return tallies


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=("report", "tune", "all"), default="report")
    parser.add_argument(
        "--misses", action="store_true", help="print the rows whose first form is wrong; for tune"
    )
    options = parser.parse_args()
    shared = os.environ.get("ADLAR_SHARED")
    if not shared:
        print(
            "ADLAR_SHARED is not set: it names the folder that holds linguistics/vectors.tsv", file=sys.stderr
        )
        return 2
    tallies = measure(read_vectors(Path(shared), options.half), misses=options.misses)
    title = f"direction ({options.half})"
    print(f"{title:24} {'n':>4} {'usual':>6} {'right':>6} {'95 %':>12} {'among variants':>15}")
    for direction, tally in sorted(tallies.items()):
        low, high = interval(tally.right, tally.rows)
        print(
            f"{direction:24} {tally.rows:4} {tally.usual / tally.rows:6.3f} {tally.right / tally.rows:6.3f} "
            f"{low:.3f}-{high:.3f} {tally.among / tally.rows:15.3f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
