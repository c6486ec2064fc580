"""Runs: many small ranges of rows in one flat array, by their offsets."""

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def group(owner: npt.NDArray[np.integer], owners: int) -> Ints:
    """Offsets of the runs of a sorted column of owners: run i is [first[i], first[i + 1]).

    Args:
        owner: sorted numbers 0..owners-1.
        owners: how many there can be.
    """
    first = np.zeros(owners + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=owners), out=first[1:])
    return first


def expand(start: Ints, count: Ints) -> tuple[Ints, Ints]:
    """All positions of many ranges.

    Args:
        start: n first positions.
        count: n lengths, >= 0.

    Returns:
        For each position, the number of its range (0..n-1) and the position itself.
    """
    owner = np.repeat(np.arange(len(count)), count)
    before = np.cumsum(count) - count
    return owner, np.arange(len(owner)) - before[owner] + start[owner]
