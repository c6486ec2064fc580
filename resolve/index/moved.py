"""Rows that moved since others came and went: where each is now, and the numbers of many, in C or plainly."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.compiled import library
from resolve.errors import IndexFaultError
from resolve.index.runs import gathered

Numbers = npt.NDArray[np.int32]

_BLOCK: Final = 1 << 8
"""Rows of a block, of which the library notes how far all of them moved."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where rows are now.

    Attributes:
        place: of each row, -1 for one that is no more; the others rise.
        shift: how far the rows of each block moved, as moved.h has it; empty where nothing is compiled.
    """

    place: Numbers
    shift: Numbers

    @classmethod
    def to(cls, place: Numbers) -> "Moved":
        """Rows that are at some places now."""
        shift = room_for_shifts(len(place))
        compiled = library()
        if compiled is not None:
            compiled.call("shifts", place, len(place), shift)
        return cls(place, shift)

    @property
    def all_stay(self) -> bool:
        """Whether every row is still there."""
        return int(self.place.min(initial=0)) >= 0

    def of(self, rows: Numbers) -> Numbers:
        """Where some rows are now.

        Raises:
            IndexFaultError: there is no such row; the index is damaged.
        """
        compiled = library()
        if compiled is None:
            return gathered(self.place, rows)
        rows = np.ascontiguousarray(rows, np.int32)
        now, wild = np.empty(len(rows), np.int32), np.zeros(1, np.int64)
        compiled.call("moved", self.place, self.shift, len(self.place), rows, len(rows), now, wild)
        if wild[0]:
            raise nowhere()
        return now


def room_for_shifts(rows: int) -> Numbers:
    """Room for how far the blocks of so many rows moved."""
    return np.zeros(-(-rows // _BLOCK), np.int32)


def nowhere() -> IndexFaultError:
    """What is wrong with an index of which a number leads nowhere."""
    return IndexFaultError(
        "the match index is damaged: a number leads nowhere; build it anew with resolve index"
    )
