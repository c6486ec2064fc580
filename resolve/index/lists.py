"""The lists of names that packed keys lead to: what stands in them, and how they are renumbered plainly."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from resolve.index.keyed import NAMES_A_KEY
from resolve.index.runs import Ints, expand, positions

Numbers = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of packed keys that entries lead to.

    Attributes:
        flat: all lists, see `Keyed.lists`.
        start: where each begins.
        shown: how many of its names are searched.
        hidden: how many stand behind these.
        cut: whether the key has still more.
    """

    flat: Numbers
    start: Ints
    shown: Ints
    hidden: Ints
    cut: Bools

    @classmethod
    def of(cls, flat: Numbers, start: Ints) -> "Lists":
        """The lists of `Keyed.lists`, which begin at these places."""
        shown = flat[start].astype(np.int64)
        more = np.zeros(len(start), np.int64)
        full = np.flatnonzero(shown == NAMES_A_KEY)
        more[full] = flat[start[full] + 1 + NAMES_A_KEY]
        return cls(flat, start, shown, more >> 1, more & 1 == 1)

    def names(self, rows: Ints) -> tuple[Ints, Numbers]:
        """The names of some lists: of each the place of its list in `rows`, and its number."""
        begin = self.start[rows] + 1
        owner, at = expand(begin, self.shown[rows])
        behind, further = expand(begin + NAMES_A_KEY + 1, self.hidden[rows])
        return np.concatenate((owner, behind)), self.flat[np.concatenate((at, further))]

    def counts(self) -> Ints:
        """The places that hold no name, but how many follow."""
        full = self.start[self.shown == NAMES_A_KEY]
        return np.concatenate((self.start, full + 1 + NAMES_A_KEY))

    def touched(self, gone: Bools) -> Bools:
        """Which lists hold a name that is no more."""
        # What leads nowhere is no name: the first places of lists are looked up as well, and then left out.
        found = gone[np.minimum(self.flat, len(gone) - 1)]
        found[self.counts()] = False
        lists = np.zeros(len(self.start), bool)
        lists[np.searchsorted(self.start, np.flatnonzero(found), "right") - 1] = True
        return lists

    def renumbered(self, kept: Bools, place: Numbers) -> tuple[Numbers, Ints]:
        """Some lists one after the other with other numbers of names, and where each of all would begin."""
        counts = self.counts()
        flat = self.flat.copy()
        flat[counts] = 0
        flat = place[flat]
        flat[counts] = self.flat[counts]
        left = np.flatnonzero(~kept)
        room = np.diff(np.append(self.start, len(flat)))
        there = np.ones(len(flat), bool)
        there[positions(self.start[left], room[left])] = False
        before = np.concatenate(([0], np.cumsum(room[left])))
        return flat[there], self.start - before[np.searchsorted(left, np.arange(len(kept)))]
