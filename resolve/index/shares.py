"""The keys of a whole gazetteer, share by share: memory is bounded by a share, not by the gazetteer.

Shares are worked on by threads, as keys are made and sorted outside of the interpreter's lock. What comes out
does not depend on how many there are: shares are of one size, and come back in their order.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.index.runs import Ints
from resolve.keys import name_keys
from resolve.keys.order import BYTES, keys_a_byte, pick_keys, sort_keys
from resolve.names import NameTable

SHARE: Final = 1 << 16
"""Names of a share."""

_MOST_THREADS: Final = 8
"""Beyond it, memory is what they wait for."""

WORTH_PARTING: Final = 1 << 16
"""Fewer keys are sorted by one thread."""

Keys = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Share:
    """The keys of some names.

    Attributes:
        key: keys.
        name: the name of each.
        held: how many of them have each highest byte.
    """

    key: Keys
    name: Rows
    held: Ints


def sorted_keys(
    read: NameTable, tell: Callable[[int], None] = lambda _: None, share: int = SHARE
) -> tuple[Keys, Rows]:
    """The keys of names, sorted.

    Args:
        read: the names.
        tell: called with how many of them have their keys by now.
        share: how many of them are worked on at once by a thread.

    Returns:
        Keys, and the name of each; names of equal keys rise.
    """
    names = len(read.names.first) - 1
    starts = range(0, max(1, names), share)

    def keys_of(start: int) -> _Share:
        found = name_keys(read, start, min(start + share, names))
        return _Share(found.key, found.row.astype(np.int32), keys_a_byte(found.key))

    with ThreadPoolExecutor(min(len(starts), _threads())) as pool:
        found = []
        for part in pool.map(keys_of, starts):
            found.append(part)
            tell(min(len(found) * share, names))
    return _sorted(found)


def _sorted(shares: Sequence[_Share]) -> tuple[Keys, Rows]:
    """Sort keys by threads, each those of some of the highest bytes."""
    size = sum(len(share.key) for share in shares)
    threads = 1 if size < WORTH_PARTING else _threads()
    ends = [round(part * BYTES / threads) for part in range(threads + 1)]
    key, name = np.empty(size, np.uint64), np.empty(size, np.int32)
    place = np.concatenate(([0], np.cumsum(np.sum([share.held for share in shares], axis=0))))[ends]

    def sort_part(part: int) -> None:
        low, high = ends[part], ends[part + 1]
        begin = int(place[part])
        for share in shares:
            end = begin + int(share.held[low:high].sum())
            pick_keys(share.key, share.name, low, high, key[begin:end], name[begin:end])
            begin = end
        here = slice(int(place[part]), begin)
        sort_keys(key[here], name[here])

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(sort_part, range(threads)))
    return key, name


def _threads() -> int:
    return min(os.cpu_count() or 1, _MOST_THREADS)
