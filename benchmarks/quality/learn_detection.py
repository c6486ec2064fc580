"""What detection is made of: learns its Latin marks, and writes the tables in resolve/data/detection/.

    ADLAR_SHARED=../shared python -m benchmarks.quality.learn_detection

Latin marks are learnt from the samples of `tagged_names`; Cyrillic marks are the letters of the alphabets.

1. Weights of marks (strings of up to five signs, edges of the word included) are those of a multinomial
   logistic regression; the penalty on their size leaves most of them out.
2. A last factor for all weights is chosen on a tenth of the spellings, so that probabilities are shares.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.quality.cyrillic_letters import write_cyrillic
from benchmarks.quality.sparse_regression import Matrix, fit, softmax
from benchmarks.quality.tagged_names import (
    CODES,
    gather,
    homes_of,
    read_embedded,
    read_lexicon,
    read_shared,
)
from resolve.conversion.marks import marks_of

TABLES = Path(__file__).parents[2] / "resolve" / "data" / "detection"
LEAST = 12
"""In how many spellings a mark must stand to be learnt."""


def to_matrix(names: Iterable[str], numbers: dict[str, int]) -> Matrix:
    """The marks of names, those that have a number."""
    rows: list[int] = []
    columns: list[int] = []
    count = 0
    for row, name in enumerate(names):
        count += 1
        for mark in marks_of(name):
            number = numbers.get(mark)
            if number is not None:
                rows.append(row)
                columns.append(number)
    return Matrix(np.array(rows, np.int64), np.array(columns, np.int64), (count, len(numbers)))


def train(shared: Path) -> None:
    """Learn the Latin marks and write their table."""
    embedded, names = read_embedded(), read_shared(shared)
    parts, homes = read_lexicon()
    rows = pl.concat(
        [
            embedded.select("entity_id", "kind", "lang", "name"),
            names.filter("trains").select("entity_id", "kind", "lang", "name"),
            parts,
        ]
    )
    samples = gather(rows, CODES, homes_of(embedded) | homes)
    counts = Counter(mark for sample in samples for mark in set(marks_of(sample.name)))
    numbers = {
        mark: place
        for place, mark in enumerate(sorted(m for m, n in counts.items() if n >= LEAST and m not in "^$"))
    }
    matrix = to_matrix((sample.name for sample in samples), numbers)
    shares = np.array([[sample.shares.get(code, 0.0) for code in CODES] for sample in samples])
    weights = np.array([sample.weight for sample in samples])
    tenth = np.array([hashlib.sha256(sample.name.encode()).digest()[0] < 26 for sample in samples])
    kept = np.where(tenth, 0.0, weights)
    found = fit(matrix, shares, kept / kept.sum())
    scores = matrix.times(found)[tenth]
    losses = {
        factor: float(
            -(shares[tenth] * np.log(softmax(scores * factor) + 1e-12)).sum(axis=1) @ weights[tenth]
        )
        for factor in (step / 20 for step in range(10, 32))
    }
    factor = min(losses, key=lambda one: losses[one])
    found = np.round(found * factor, 2)
    found -= np.round(found.mean(axis=1, keepdims=True), 2)
    lines = [
        "\t".join([mark, *(f"{weight:.2f}" for weight in found[number])])
        for mark, number in numbers.items()
        if np.abs(found[number]).max() >= 0.1
    ]
    print(f"loss on the tenth {losses[factor] / weights[tenth].sum():.4f}")
    print(f"{len(samples)} spellings, {len(numbers)} marks, {len(lines)} kept, factor {factor:.2f}")
    header = [
        "# what: how much a mark in a name of Latin letters speaks for each orthography",
        "# columns: mark, a string of letters in lower case (^ is the beginning of a word, $ its end, İ the"
        " capital with a dot); for each orthography what one occurrence adds to its logarithmic odds (natural"
        " logarithm)",
        "# authority: learnt from language-tagged names of persons, places and organizations (hand-kept"
        " names; lexicon of this project; Unicode CLDR; Who's On First; GeoNames; Wikidata labels of"
        " politicians) by benchmarks/quality/learn_detection.py",
        "# year: 2026",
        "# licence: CC0-1.0",
        "\t".join(["mark", *CODES]),
    ]
    (TABLES / "latn.tsv").write_text("\n".join([*header, *sorted(lines)]) + "\n", encoding="utf-8")


def main() -> int:
    """Learn the marks anew."""
    shared = os.environ.get("ADLAR_SHARED")
    if not shared:
        print("ADLAR_SHARED is not set: it names the folder that holds eval/names.parquet", file=sys.stderr)
        return 2
    write_cyrillic(TABLES / "cyrl.tsv")
    train(Path(shared))
    return 0


if __name__ == "__main__":
    sys.exit(main())
