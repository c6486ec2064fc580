"""The keys of a whole gazetteer, share by share: memory is bounded by a share, not by the gazetteer.

Shares are worked on by threads, as arrays are sorted and summed outside of the interpreter's lock. What comes
out does not depend on how many there are: shares are of one size, and come back in their order.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.index.runs import Ints
from resolve.keys import name_keys
from resolve.names import Names, NameTable

SHARE: Final = 1 << 16
"""Names of a share."""

_MOST_THREADS: Final = 8
"""Beyond it, memory is what they wait for."""


def sorted_keys(read: NameTable, share: int = SHARE) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int32]]:
    """The keys of names, sorted.

    Args:
        read: the names.
        share: how many of them are worked on at once by a thread.

    Returns:
        Keys, and the name of each; names of equal keys rise.
    """
    names = len(read.names.first) - 1
    starts = range(0, max(1, names), share)

    def keys_of(start: int) -> tuple[npt.NDArray[np.uint64], Ints]:
        found = name_keys(_cut(read, start, min(start + share, names)))
        return found.key, found.row + start

    threads = min(len(starts), os.cpu_count() or 1, _MOST_THREADS)
    if threads == 1:
        parts = [keys_of(start) for start in starts]
    else:
        with ThreadPoolExecutor(threads) as pool:
            parts = list(pool.map(keys_of, starts))
    key, row = (np.concatenate(column) for column in zip(*parts, strict=True))
    # Keys stand by their rows already, and those that are equal shall stay so.
    order = np.argsort(key, kind="stable")
    return key[order], row[order].astype(np.int32)


def _cut(read: NameTable, start: int, end: int) -> NameTable:
    """Some of the names, over the same table of forms."""
    first = read.names.first[start : end + 1]
    tokens = slice(int(first[0]), int(first[-1]))
    names = Names(
        first - first[0], read.names.form[tokens], read.names.role[tokens], read.names.sense[start:end]
    )
    return NameTable(names, read.table, {}, {})
