"""Peer: rapidfuzz token_sort_ratio of each query with every name, by cdist."""

from collections.abc import Sequence

import numpy as np
from protocol import Found, fold, take_part
from rapidfuzz import fuzz, process

CELLS = 100_000_000
"""Scores that are held at once, a byte each."""

Matcher = tuple[list[str], int]


def build(names: Sequence[str], threads: int) -> Matcher:
    """The names, folded."""
    return [fold(name) for name in names], threads


def answer(matcher: Matcher, queries: Sequence[str]) -> Found:
    """The first of the names with the highest score."""
    names, threads = matcher
    asked = [fold(query) for query in queries]
    scores = process.cdist(asked, names, scorer=fuzz.token_sort_ratio, dtype=np.uint8, workers=threads)
    best = scores.argmax(axis=1)
    return [(int(row), scores[place, row] / 100) for place, row in enumerate(best)]


def block(names: int) -> int:
    """As many queries as memory bears."""
    return max(2, min(500, CELLS // names))


if __name__ == "__main__":
    take_part(["rapidfuzz", "unidecode", "numpy"], build, answer, block)
