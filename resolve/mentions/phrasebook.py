"""The names of a gazetteer as sequences of tokens, to be found in running text.

A name is found by its tokens as they are written, accents folded, and by how they sound (the coarse strings
of the match index), in its own order. A sequence is one number: h(w1..wk) = h(w1..wk-1) * `STEP` + h(wk),
modulo 2**64. The phrasebook knows the number of every beginning of every name, so that a walk along a text
stops where no name goes on.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve import settings
from resolve.index.layout import Index
from resolve.mentions.tokens import Bools, Hashes, Ints
from resolve.sound import alphabet

STEP: Final = np.uint64(0xD1342543DE82EF95)
"""By what a sequence is multiplied when it goes on by one token; odd, so that nothing is lost."""

_WRITTEN: Final = np.uint64(0x2545F4914F6CDD1D)
_SOUNDED: Final = np.uint64(0xA0761D6478BD642F)


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """The names of one gazetteer as sequences.

    Attributes:
        atoms: sorted numbers of the tokens of all names.
        begun: sorted numbers of the beginnings of names, whole names included.
        whole: sorted numbers of whole names; `name` holds the name of each.
        name: rows of the index, of one number the most prominent first.
    """

    atoms: Hashes
    begun: Hashes
    whole: Hashes
    name: npt.NDArray[np.int32]

    @classmethod
    def of(cls, index: Index) -> "Phrasebook":
        """The phrasebook of a gazetteer; some tenths of a second for a million names."""
        names, forms = index.names, index.forms
        if not len(names.form):
            nothing = np.zeros(0, np.uint64)
            return cls(nothing, nothing, nothing, np.zeros(0, np.int32))
        first_reading = np.minimum(forms.first[:-1], max(0, len(forms.sound) - 1))
        coarse = index.shapes.hash[index.shapes.of_sound[forms.sound[first_reading]]]
        read = [written(np.asarray(forms.fold)), sounded(coarse)]
        size = names.size
        rows = np.flatnonzero((size > 0) & (size < settings.MAX_TOKENS))
        begun, whole, name = [], [], []
        for atom in read:
            number = np.zeros(len(rows), np.uint64)
            left = np.arange(len(rows))
            for place in range(settings.MAX_TOKENS - 1):
                left = left[size[rows[left]] > place]
                number[left] = number[left] * STEP + atom[names.form[names.first[rows[left]] + place]]
                begun.append(number[left])
            whole.append(number)
            name.append(rows)
        numbers, found = np.concatenate(whole), np.concatenate(name)
        order = np.lexsort((found, numbers))
        return cls(
            np.unique(np.concatenate([atom[names.form] for atom in read])),
            np.unique(np.concatenate(begun)),
            numbers[order],
            found[order].astype(np.int32),
        )

    def goes_on(self, numbers: Hashes) -> Bools:
        """Whether a name begins with each sequence."""
        return among(numbers, self.begun)

    def knows(self, atoms: Hashes) -> Bools:
        """Whether each token stands in a name."""
        return among(atoms, self.atoms)

    def names(self, numbers: Hashes) -> tuple[Ints, Ints]:
        """The runs of `name` that each sequence stands for, first and end; empty where it is no name."""
        low = np.searchsorted(self.whole, numbers, "left")
        return low, np.searchsorted(self.whole, numbers, "right")


def written(folds: Hashes) -> Hashes:
    """Atoms of tokens as they are written, from the hashes of their folded texts."""
    return np.asarray(alphabet.finish(folds ^ _WRITTEN))


def sounded(coarse: Hashes) -> Hashes:
    """Atoms of tokens as they sound, from the hashes of their coarse strings."""
    return np.asarray(alphabet.finish(coarse ^ _SOUNDED))


def among(numbers: Hashes, known: Hashes) -> Bools:
    """Whether each number is one of a sorted column."""
    if not len(known):
        return np.zeros(len(numbers), bool)
    place = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    return np.asarray(known[place] == numbers)
