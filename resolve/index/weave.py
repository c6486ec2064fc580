"""Two columns woven into one: rows of an older column and of a newer one, in pieces of each in turn.

An index is brought up to date by weaving: what did not change is copied in long pieces, whatever it holds.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from resolve.index.runs import Ints, positions

_D = TypeVar("_D", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Weave:
    """The pieces of which a column is made.

    Attributes:
        newer: of each piece, whether it is of the newer column.
        begin: its first row there.
        size: its rows.
    """

    newer: npt.NDArray[np.bool_]
    begin: Ints
    size: Ints

    @classmethod
    def inserted(cls, rows: int, gone: Ints, before: Ints) -> "Weave":
        """Rows put in between those that stay.

        Args:
            rows: how many older rows there are.
            gone: those of them that do not stay; rising.
            before: of each newer row, the older row before which it comes; rising.
        """
        cut = np.concatenate((before, gone))
        # What comes in before a row that goes stands first.
        order = np.argsort(cut, kind="stable")
        cut, comes = cut[order], order < len(before)
        # Before each cut is a piece of the older rows, and at it a newer row, or none for one that goes.
        newer = np.arange(2 * len(cut) + 1) % 2 == 1
        begin, size = np.zeros(len(newer), np.int64), np.zeros(len(newer), np.int64)
        begin[2::2] = cut + ~comes
        size[::2] = np.append(cut, rows) - begin[::2]
        begin[1::2], size[1::2] = np.cumsum(comes) - 1, comes
        held = size > 0
        return cls(newer[held], begin[held], size[held])

    @classmethod
    def appended(cls, older: int, newer: Ints) -> "Weave":
        """All rows of the older column, and after them some of the newer one."""
        begin = np.concatenate(([0], newer))
        size = np.ones(len(begin), np.int64)
        size[0] = older
        return cls(np.arange(len(begin)) > 0, begin, size)

    def of(self, older: npt.NDArray[_D], newer: npt.NDArray[_D]) -> npt.NDArray[_D]:
        """The woven column."""
        sides: tuple[npt.NDArray[Any], npt.NDArray[Any]] = older, newer
        rows = zip(self.newer.tolist(), self.begin.tolist(), (self.begin + self.size).tolist(), strict=True)
        pieces = [sides[side][begin:end] for side, begin, end in rows]
        return np.concatenate(pieces) if pieces else older[:0]

    def through(self, older: npt.NDArray[np.integer], newer: npt.NDArray[np.integer]) -> "Weave":
        """The weave of what the rows have runs of.

        Args:
            older: offsets of the runs of the older rows, one more than there are rows.
            newer: those of the newer rows.
        """
        begin, end = (
            np.where(self.newer, newer[np.where(self.newer, at, 0)], older[np.where(self.newer, 0, at)])
            for at in (self.begin, self.begin + self.size)
        )
        return Weave(self.newer, begin.astype(np.int64), (end - begin).astype(np.int64))

    def offsets(self, older: npt.NDArray[np.integer], newer: npt.NDArray[np.integer]) -> Ints:
        """The offsets of the runs of the woven rows, from those of the older and those of the newer rows."""
        return np.concatenate((np.zeros(1, np.int64), np.cumsum(self.of(np.diff(older), np.diff(newer)))))

    def places(self, older: int, newer: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Where the rows of either column stand, -1 for those that do not.

        Args:
            older: how many rows the older column has.
            newer: how many the newer one has.
        """
        start = np.cumsum(self.size) - self.size
        found = []
        for side, rows in ((False, older), (True, newer)):
            of_side = np.flatnonzero(self.newer == side)
            place = np.full(rows, -1, np.int32)
            size = self.size[of_side]
            place[positions(self.begin[of_side], size)] = positions(start[of_side], size)
            found.append(place)
        return found[0], found[1]
