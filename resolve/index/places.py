"""Where runs of many sizes lie one after the other: the beginning of one in so many is stored.

The others are found by the sizes between: a size takes a byte where a beginning takes four.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.compiled import library
from resolve.index.arrays import as_offsets
from resolve.index.runs import Ints

STRIDE: Final = 16
"""Of so many runs one has its beginning stored. A power of two."""

_WIDEST: Final = 4
"""Bytes of a size that the library reads."""


def beginnings(size: npt.NDArray[np.integer]) -> npt.NDArray[np.signedinteger]:
    """The beginnings that are stored, given the sizes of all runs."""
    return as_offsets((np.cumsum(size, dtype=np.int64) - size)[::STRIDE])


def find_places(
    start: npt.NDArray[np.signedinteger],
    size: npt.NDArray[np.unsignedinteger],
    rows: npt.NDArray[np.integer],
    end: int,
) -> tuple[Ints, Ints]:
    """Where some runs begin, and their sizes.

    Args:
        start: as `beginnings` gave them.
        size: of each run.
        rows: numbers of runs.
        end: where the last run ends at most.

    Raises:
        IndexError: there is no such run, or it lies beyond the end.
    """
    if len(start) != -(-len(size) // STRIDE):
        raise IndexError(f"{len(start)} beginnings of {len(size)} rows")
    if len(rows) and not 0 <= int(rows.min()) <= int(rows.max()) < len(size):
        raise IndexError(f"rows {rows.min()} to {rows.max()} of {len(size)}")
    compiled = library()
    if compiled is None or size.dtype.itemsize > _WIDEST:
        begin, sizes = _find_plainly(start, size, rows)
    else:
        begin, sizes = np.empty(len(rows), np.int64), np.empty(len(rows), np.int64)
        starts, places = np.ascontiguousarray(start, np.int32), np.ascontiguousarray(rows, np.int64)
        width = size.dtype.itemsize
        compiled.call("place_texts", starts, size, width, STRIDE, len(rows), places, begin, sizes)
    if int(begin.min(initial=0)) < 0 or int((begin + sizes).max(initial=0)) > end:
        raise IndexError(f"a row lies outside of its column, which ends at {end}")
    return begin, sizes


def _find_plainly(
    start: npt.NDArray[np.signedinteger],
    size: npt.NDArray[np.unsignedinteger],
    rows: npt.NDArray[np.integer],
) -> tuple[Ints, Ints]:
    between = size[np.minimum((rows & -STRIDE)[:, None] + np.arange(STRIDE), len(size) - 1)]
    before = np.arange(STRIDE) < (rows % STRIDE)[:, None]
    begin = start[rows // STRIDE] + np.einsum("ij,ij->i", between, before, dtype=np.int64)
    return begin, size[rows].astype(np.int64)
