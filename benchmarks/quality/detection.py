"""How good detection is: its accuracy and calibration on names that nothing was learnt from.

    ADLAR_SHARED=../shared python -m benchmarks.quality.detection

In Latin letters those are of the half of eval/names.parquet that `learn_detection` leaves alone.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.quality.sparse_regression import Floats
from benchmarks.quality.tagged_names import CODES, Sample, gather, homes_of, read_embedded, read_shared
from resolve.conversion.detection import detect_column

CYRILLIC_CODES = {"az-Cyrl": 0.04, "ru": 0.83, "uk": 0.04}


def credit(samples: Sequence[Sample], said: Sequence[str]) -> Floats:
    """How far each answer is right: the share of the spelling's tags that it names."""
    return np.array([sample.shares.get(code, 0.0) for sample, code in zip(samples, said, strict=True)])


def calibration_error(probability: Floats, right: Floats, weights: Floats) -> float:
    """Expected calibration error over ten equal bins of probability."""
    bins = np.minimum((probability * 10).astype(int), 9)
    gaps = [
        abs(float((right - probability)[bins == number] @ weights[bins == number])) for number in range(10)
    ]
    return sum(gaps) / float(weights.sum())


def measure(shared: Path) -> None:
    """Print accuracy and calibration on spellings that nothing was learnt from.

    Those are the ones of the unseen half; in Cyrillic all, as its marks are alphabets.
    """
    embedded, names = read_embedded(), read_shared(shared)
    seen = set(embedded["name"]) | set(names.filter("trains")["name"])
    unseen = names.filter(~pl.col("trains") & ~pl.col("name").is_in(list(seen)))
    both = pl.concat([table.select("entity_id", "kind", "lang", "name") for table in (embedded, unseen)])
    for title, codes, rows in (("Latin", CODES, unseen), ("Cyrillic", CYRILLIC_CODES, both)):
        samples = gather(rows, codes, homes_of(embedded))
        said = detect_column([sample.name for sample in samples])
        codes_said = [detection.orthography for detection in said]
        probability = np.array([detection.probability for detection in said])
        weights = np.array([sample.weight for sample in samples])
        right = credit(samples, codes_said)
        own = np.array([len(sample.shares) == 1 for sample in samples])
        print(f"\n{title}: {len(samples)} spellings, each language weighing what it does before detection")
        for label, chosen in (
            ("all", np.ones(len(samples), bool)),
            ("of one language", own),
            ("up to 5 letters", np.array([len(sample.name) <= 5 for sample in samples])),
            ("12 letters and more", np.array([len(sample.name) >= 12 for sample in samples])),
            ("said with 0.9 and more", probability >= 0.9),
        ):
            if chosen.any():
                share = float(right[chosen] @ weights[chosen] / weights[chosen].sum())
                error = calibration_error(probability[chosen], right[chosen], weights[chosen])
                n = int(chosen.sum())
                print(f"  {label:24} n {n:6}  accuracy {share:.3f}  calibration error {error:.3f}")
        for code in codes:
            mine = np.array([sample.shares.keys() == {code} for sample in samples])
            if mine.any():
                told = Counter(one for one, is_mine in zip(codes_said, mine, strict=True) if is_mine)
                share = told[code] / int(mine.sum())
                print(f"  {code:24} n {int(mine.sum()):6}  accuracy {share:.3f}  {dict(told.most_common(5))}")


def main() -> int:
    """Measure."""
    shared = os.environ.get("ADLAR_SHARED")
    if not shared:
        print("ADLAR_SHARED is not set: it names the folder that holds eval/names.parquet", file=sys.stderr)
        return 2
    measure(Path(shared))
    return 0


if __name__ == "__main__":
    sys.exit(main())
