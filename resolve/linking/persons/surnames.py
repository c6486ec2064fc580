"""Surnames compared: two tokens may be one if a stem of one is written or sounds like one of the other."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from resolve.mentions.scan import Scan
from resolve.mentions.vocabulary import sounds


@dataclass(frozen=True, slots=True, eq=False)
class Stem:
    """A stem of a token that may be a surname; there is one object of each.

    Attributes:
        lemma: in its own spelling.
        weight: how readily the grammar gives it, 0..1; the whole token has 1.
        alone: what it is worth if nothing vouches for it, 0..1.
        known: whether the gazetteer or the lexicon has such a surname.
        written: what it is compared by as it is written.
        atoms: what it is compared by: as it is written, and as it sounds.
    """

    lemma: str
    weight: float
    alone: float
    known: bool
    written: int
    atoms: frozenset[int]


class Surnames:
    """The stems of the tokens of one scan that may be surnames."""

    def __init__(self, scan: Scan, known: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> None:
        self._scan = scan
        self._known = known
        self._of: dict[int, tuple[Stem, ...]] = {}
        self._atoms: dict[tuple[int, str], frozenset[int]] = {}
        rows = np.searchsorted(scan.stems.token, np.arange(len(scan.sample) + 1))
        self._first: list[int] = rows.tolist()

    def read(self, numbers: Iterable[int]) -> None:
        """Read the stems of tokens of the vocabulary, all at once."""
        stems, scan = self._scan.stems, self._scan
        new = [number for number in dict.fromkeys(numbers) if number not in self._of]
        rows = [
            row
            for number in new
            for row in range(self._first[number], self._first[number + 1])
            if not stems.derived[row]
        ]
        langs = [scan.langs[int(scan.tokens.document[scan.sample[stems.token[row]]])] for row in rows]
        owner, atoms = sounds([stems.lemma[row] for row in rows], langs)
        heard: dict[int, list[int]] = {}
        for at, atom in zip(owner.tolist(), atoms.tolist(), strict=True):
            heard.setdefault(at, []).append(atom)
        found: dict[int, list[Stem]] = {number: [] for number in new}
        for at, row in enumerate(rows):
            found[int(stems.token[row])].append(
                Stem(
                    stems.lemma[row],
                    float(stems.weight[row]),
                    float(stems.alone[row]),
                    bool(self._known[row]),
                    int(stems.atom[row]),
                    frozenset((int(stems.atom[row]), *heard.get(at, ()))),
                )
            )
        for number, members in found.items():
            # The whole token comes first in its column, and stays there.
            self._of[number] = (*members[:1], *sorted(members[1:], key=lambda stem: -stem.weight))

    def stems(self, number: int) -> tuple[Stem, ...]:
        """The stems of a token that was read, the whole token first."""
        return self._of[number]

    def atoms(self, number: int, lemma: str) -> frozenset[int]:
        """By what a surname is compared that is a stem of a token that was read; nothing if it is none."""
        found = self._atoms.get((number, lemma))
        if found is None:
            alike = (stem.atoms for stem in self._of[number] if stem.lemma == lemma)
            found = self._atoms[number, lemma] = frozenset[int]().union(*alike)
        return found
