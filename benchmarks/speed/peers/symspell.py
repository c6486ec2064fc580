"""Peer: symspellpy, the nearest name within two edits of the sorted words."""

from collections.abc import Sequence
from dataclasses import dataclass

from protocol import Found, fold_sorted, take_part
from symspellpy import SymSpell, Verbosity

DISTANCE = 2


@dataclass(frozen=True, slots=True)
class Matcher:
    """The dictionary, and the first row of each name."""

    dictionary: SymSpell
    rows: dict[str, int]


def build(names: Sequence[str], threads: int) -> Matcher:
    """The dictionary of the names; it uses one thread."""
    del threads
    dictionary = SymSpell(max_dictionary_edit_distance=DISTANCE)
    rows: dict[str, int] = {}
    for row, name in enumerate(names):
        folded = fold_sorted(name)
        if folded and folded not in rows:
            rows[folded] = row
            dictionary.create_dictionary_entry(folded, 1)
    return Matcher(dictionary, rows)


def answer(matcher: Matcher, queries: Sequence[str]) -> Found:
    """The nearest name; what it is apart is taken off its score by the letters of the query."""
    found = []
    for query in queries:
        folded = fold_sorted(query)
        near = matcher.dictionary.lookup(folded, Verbosity.TOP, max_edit_distance=DISTANCE)
        if near:
            found.append((matcher.rows[near[0].term], 1 - near[0].distance / max(1, len(folded))))
        else:
            found.append((-1, 0.0))
    return found


def block(names: int) -> int:
    """Any number: queries do not help each other."""
    return 500


if __name__ == "__main__":
    take_part(["symspellpy", "unidecode"], build, answer, block)
