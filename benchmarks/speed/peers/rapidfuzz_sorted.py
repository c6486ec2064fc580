"""Peer: the scores of rapidfuzz token_sort_ratio at less work: words sorted once, then ratio by cdist."""

from collections.abc import Sequence

import numpy as np
from protocol import Found, fold_sorted, take_part
from rapidfuzz import fuzz, process
from rapidfuzz_cdist import Matcher, block


def build(names: Sequence[str], threads: int) -> Matcher:
    """The names, folded, their words sorted."""
    return [fold_sorted(name) for name in names], threads


def answer(matcher: Matcher, queries: Sequence[str]) -> Found:
    """The first of the names with the highest score."""
    names, threads = matcher
    asked = [fold_sorted(query) for query in queries]
    scores = process.cdist(asked, names, scorer=fuzz.ratio, dtype=np.uint8, workers=threads)
    best = scores.argmax(axis=1)
    return [(int(row), scores[place, row] / 100) for place, row in enumerate(best)]


if __name__ == "__main__":
    take_part(["rapidfuzz", "unidecode", "numpy"], build, answer, block)
