"""Accuracy of the conversion layer on transliteration vectors, by direction, beside that of others.

    ADLAR_SHARED=../shared python -m benchmarks.quality.vectors [--half report|tune|all] [--misses]

The vectors are split in two by a hash of their entity: rules may be tuned on `tune`, figures are those of
`report`. Rows whose class is label_mismatch, rows of countries, and Russian to Azerbaijani Cyrillic are
left out.

Columns: right, the first form is one of those that are right, with its 95 % interval; usual, it is the most
usual of them; variants, some variant is right; lexicon, custom had a part in the first form; then the share
that is right by ICU, unidecode, anyascii and uroman.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import os
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.quality.converters import PEERS, find_peer
from resolve.conversion import transliterate, variants
from resolve.conversion.lexicon import LEXICON
from resolve.errors import UnknownSystemError

POOLED = (
    "ru-Cyrl > de-Latn",
    "ru-Cyrl > tr-Latn",
    "ru-Cyrl > az-Latn",
    "az-Latn > ru-Cyrl",
    "az-Latn > en-Latn",
    "az-Latn > tr-Latn",
)
"""The directions that are reported together."""


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
    """Counts of a direction.

    Attributes:
        rows: names.
        usual: those whose first form is the most usual one.
        right: those whose first form is right.
        among: those that have a right form among the variants.
        custom: those whose first form the lexicon had a part in.
        peers: for each peer that is installed, the names it writes right.
    """

    rows: int = 0
    usual: int = 0
    right: int = 0
    among: int = 0
    custom: int = 0
    peers: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Count the names of another direction, too."""
        self.rows += other.rows
        self.usual += other.usual
        self.right += other.right
        self.among += other.among
        self.custom += other.custom
        self.peers.update(other.peers)


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


def measure(vectors: Iterable[Vector], *, misses: bool = False) -> dict[str, Tally]:
    """Count by direction, `source > target`; a direction without a system counts as wrong.

    Args:
        vectors: names with the forms that are right.
        misses: whether to print the rows whose first form is wrong.
    """
    tallies: dict[str, Tally] = defaultdict(Tally)
    for vector in vectors:
        tally = tallies[f"{vector.source} > {vector.target}"]
        tally.rows += 1
        for name in PEERS:
            peer = find_peer(name, vector.source.partition("-")[0], vector.target.partition("-")[0])
            tally.peers[name] += peer is not None and peer(vector.name) in vector.expected
        try:
            first = transliterate(vector.name, vector.source, vector.target)
            found = variants(vector.name, vector.source, vector.target)
        except UnknownSystemError:
            continue
        forms = {variant.text for variant in found}
        tally.usual += first == vector.expected[0]
        tally.right += first in vector.expected
        tally.among += not forms.isdisjoint(vector.expected)
        tally.custom += LEXICON in found[0].system
        if misses and first not in vector.expected:
            mark = "variant" if not forms.isdisjoint(vector.expected) else "MISS"
            print(vector.source, vector.target, vector.name, first, "|".join(vector.expected), mark, sep="\t")
    return dict(sorted(tallies.items()))


def pool(tallies: Mapping[str, Tally], directions: Iterable[str]) -> Tally:
    """The counts of several directions together."""
    pooled = Tally()
    for direction in directions:
        pooled.add(tallies.get(direction, Tally()))
    return pooled


def table(tallies: Mapping[str, Tally]) -> list[str]:
    """The counts as lines of a table, the pooled directions last."""
    peers = [name for name in PEERS if find_peer(name, "ru", "de") is not None]
    head = f"{'direction':22} {'n':>4} {'right':>6} {'95 %':>13} {'usual':>6} {'variants':>8} {'lexicon':>8}"
    lines = [head + "".join(f" {name:>9}" for name in peers)]
    for direction, tally in [*tallies.items(), (f"{len(POOLED)} pooled", pool(tallies, POOLED))]:
        low, high = interval(tally.right, tally.rows)
        shares = [tally.usual, tally.among, tally.custom]
        usual, among, custom = (count / tally.rows for count in shares)
        lines.append(
            f"{direction:22} {tally.rows:4} {tally.right / tally.rows:6.3f} {low:6.3f}-{high:.3f} "
            f"{usual:6.3f} {among:8.3f} {custom:8.3f}"
            + "".join(f" {tally.peers[name] / tally.rows:9.3f}" for name in peers)
        )
    missing = [name for name in PEERS if name not in peers]
    if missing:
        lines.append(f"not installed, see the extra `bench`: {', '.join(missing)}")
    return lines


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
    if options.misses and options.half != "tune":
        print("--misses shows rows, and only those of --half tune may be looked at", file=sys.stderr)
        return 2
    shared = os.environ.get("ADLAR_SHARED")
    if not shared:
        print(
            "ADLAR_SHARED is not set: it names the folder that holds linguistics/vectors.tsv", file=sys.stderr
        )
        return 2
    tallies = measure(read_vectors(Path(shared), options.half), misses=options.misses)
    print(f"half: {options.half}", *table(tallies), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
