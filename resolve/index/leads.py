"""What leads to shapes: each 4-gram to those that hold it, the shapes of one length in one run."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.index.grams import repeated_grams
from resolve.index.layout import GRAMS, LENGTHS, Shapes
from resolve.index.runs import Ints, find_in_runs, first_rows, lacking, merged, offsets_of
from resolve.index.weave import Weave
from resolve.sound.alphabet import Codes

_SHAPE_BITS: Final = 32
_LENGTH_BITS: Final = LENGTHS.bit_length() - 1
_NO_GRAM: Final = 1
"""The number 0 in `Shapes.gram_row` stands for no 4-gram; its runs are empty."""


@dataclass(frozen=True, slots=True)
class Leads:
    """The runs of shapes that 4-grams lead to.

    Attributes:
        gram: the 4-grams that lead anywhere, rising.
        count: of each of them, how many shapes of each length it leads to; `LENGTHS` columns.
        shape: all these shapes, in the order of 4-gram, length and number.
    """

    gram: Ints
    count: Ints
    shape: npt.NDArray[np.int32]

    @classmethod
    def to(cls, coarse: Codes, shape: Ints) -> "Leads":
        """What leads to some shapes.

        Args:
            coarse: coarse strings.
            shape: the number of each.
        """
        row, found = repeated_grams(coarse)
        leads: Ints = found.astype(np.int64) << _LENGTH_BITS
        leads |= np.count_nonzero(coarse, axis=1)[row]
        leads <<= _SHAPE_BITS
        leads |= shape[row]
        leads.sort()
        leads = leads[first_rows(leads)]
        run = leads >> _SHAPE_BITS
        held = np.bincount(run >> _LENGTH_BITS, minlength=GRAMS)
        gram = np.flatnonzero(held)
        place = np.zeros(GRAMS, np.int64)
        place[gram] = np.arange(len(gram)) << _LENGTH_BITS
        of_run = place[run >> _LENGTH_BITS] | (run & (LENGTHS - 1))
        count = np.bincount(of_run, minlength=len(gram) * LENGTHS)
        return cls(gram, count.reshape(-1, LENGTHS), leads.astype(np.int32))

    @classmethod
    def of(cls, shapes: Shapes) -> "Leads":
        """What leads to the shapes of an index."""
        count = np.diff(shapes.gram_first[_NO_GRAM * LENGTHS :]).astype(np.int64)
        return cls(np.flatnonzero(shapes.gram_row), count.reshape(-1, LENGTHS), shapes.gram_shape)

    @property
    def often(self) -> Ints:
        """To how many shapes each 4-gram leads."""
        return np.asarray(self.count.sum(axis=1))

    @property
    def rows(self) -> npt.NDArray[np.uint16]:
        """Of every possible 4-gram the number that it has in an index."""
        rows = np.zeros(GRAMS, np.uint16)
        rows[self.gram] = np.arange(_NO_GRAM, _NO_GRAM + len(self.gram))
        return rows

    @property
    def first(self) -> Ints:
        """Where the runs of 4-grams and lengths begin, those of no 4-gram before them."""
        return offsets_of(np.concatenate((np.zeros(_NO_GRAM * LENGTHS, np.int64), self.count.reshape(-1))))

    def woven(self, place: npt.NDArray[np.int32], lost: npt.NDArray[np.bool_], newer: "Leads") -> "Leads":
        """These leads without those to some shapes, and with newer ones.

        Args:
            place: the number that each shape has now; the numbers rise.
            lost: whether no lead to it is left.
            newer: leads to other shapes, by the numbers of now.
        """
        gone = np.flatnonzero(lost[self.shape]) if lost.any() else np.zeros(0, np.int64)
        grams = merged(self.gram, lacking(self.gram, newer.gram))
        count = np.zeros((len(grams), LENGTHS), np.int64)
        count[np.searchsorted(grams, self.gram)] = self.count
        first = offsets_of(count.reshape(-1))
        # A newer shape belongs before the older one that has the next number.
        run = np.searchsorted(grams, newer.gram)[:, None] << _LENGTH_BITS | np.arange(LENGTHS)
        run = np.repeat(run.reshape(-1), newer.count.reshape(-1))
        bound = np.searchsorted(place, newer.shape)
        before = find_in_runs(self.shape, first[run], first[run + 1], bound)
        weave = Weave.inserted(len(self.shape), gone, before)
        flat = count.reshape(-1)
        flat += np.bincount(run, minlength=len(flat))
        flat -= np.bincount(np.searchsorted(first, gone, "right") - 1, minlength=len(flat))
        there = count.any(axis=1)
        return Leads(grams[there], count[there], weave.of(place[self.shape], newer.shape))
