"""Peer: rapidfuzz on an ASCII fold, what many pipelines do today.

A peer reads pairs as JSON lines (left, right, kind) and writes JSON lines: first {versions, measures}, with
the threshold of each measure, null where it has no default of its own; then for each pair the list of its
scores, 0..1, in the order of the measures.
"""

import json
import sys
from importlib.metadata import version

from rapidfuzz import fuzz, utils
from unidecode import unidecode


def fold(name: str) -> str:
    """Lower-case ASCII without punctuation."""
    return utils.default_process(unidecode(name))


def main() -> None:
    """Score the pairs of standard input."""
    pairs = [json.loads(line) for line in sys.stdin]
    head = {
        "versions": {"rapidfuzz": version("rapidfuzz"), "unidecode": version("unidecode")},
        "measures": {"rapidfuzz token_sort_ratio": None, "rapidfuzz WRatio": None},
    }
    print(json.dumps(head))
    for pair in pairs:
        left, right = fold(pair["left"]), fold(pair["right"])
        print(json.dumps([fuzz.token_sort_ratio(left, right) / 100, fuzz.WRatio(left, right) / 100]))


if __name__ == "__main__":
    main()
