"""The keys of a whole gazetteer, share by share: memory is bounded by a share, not by the gazetteer.

Shares are worked on by threads, as keys are made and sorted outside of the interpreter's lock. What comes out
does not depend on how many there are: shares are of one size, and come back in their order.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.keys import name_keys
from resolve.keys.order import BYTES, keys_a_byte, sort_keys
from resolve.names import NameTable

SHARE: Final = 1 << 16
"""Names of a share."""

_MOST_THREADS: Final = 8
"""Beyond it, memory is what they wait for."""

WORTH_PARTING: Final = 1 << 16
"""Fewer keys are sorted by one thread."""

Rows = npt.NDArray[np.int32]


def sorted_keys(read: NameTable, share: int = SHARE) -> tuple[npt.NDArray[np.uint64], Rows]:
    """The keys of names, sorted.

    Args:
        read: the names.
        share: how many of them are worked on at once by a thread.

    Returns:
        Keys, and the name of each; names of equal keys rise.
    """
    names = len(read.names.first) - 1
    starts = range(0, max(1, names), share)

    def keys_of(start: int) -> tuple[npt.NDArray[np.uint64], Rows]:
        found = name_keys(read, start, min(start + share, names))
        return found.key, found.row.astype(np.int32)

    with ThreadPoolExecutor(min(len(starts), _threads())) as pool:
        parts = list(pool.map(keys_of, starts))
    return _sorted(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _sorted(key: npt.NDArray[np.uint64], name: Rows) -> tuple[npt.NDArray[np.uint64], Rows]:
    """Sort keys by threads, each those of some of the highest bytes."""
    threads = 1 if len(key) < WORTH_PARTING else _threads()
    ends = [round(part * BYTES / threads) for part in range(threads + 1)]
    place = np.concatenate(([0], np.cumsum(keys_a_byte(key))))[ends]
    to_key, to_name = np.empty_like(key), np.empty_like(name)

    def sort_part(part: int) -> None:
        here = slice(int(place[part]), int(place[part + 1]))
        sort_keys(key, name, ends[part], ends[part + 1], to_key[here], to_name[here])

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(sort_part, range(threads)))
    return to_key, to_name


def _threads() -> int:
    return min(os.cpu_count() or 1, _MOST_THREADS)
