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
    return np.repeat(np.arange(len(count)), count), positions(start, count)


def positions(start: Ints, count: Ints) -> Ints:
    """All positions of many ranges, as `expand` gives them, without the ranges' numbers."""
    before = np.cumsum(count) - count
    return np.arange(int(count.sum())) + np.repeat(start - before, count)


def width(targets: int) -> np.int64:
    """How many bits hold the numbers below `targets`; two columns are packed by shifting the first by so many."""
    return np.int64(max(1, int(targets - 1).bit_length()))


def best_of_each(owner: Ints, worth: npt.NDArray[np.float32], most: int) -> Ints:
    """The rows of the greatest worth of each owner.

    Args:
        owner: n numbers from 0, below 2**31.
        worth: n values >= 0.
        most: how many rows an owner may keep.

    Returns:
        Row numbers, by owner, the greatest worth first.
    """
    # The bits of floats >= 0 rise with their value, so that one sort of whole numbers does for both columns.
    falling = np.int64(0xFFFFFFFF) - worth.astype(np.float32).view(np.uint32).astype(np.int64)
    packed = (owner.astype(np.int64) << 32) | falling
    order = np.argsort(packed)
    ordered = packed[order] >> 32
    place = np.arange(len(order)) - run_starts(ordered)
    return np.asarray(order[place < most])


def run_starts(ordered: npt.NDArray[np.integer]) -> Ints:
    """For each row of a sorted column, the row at which its run of equal values begins."""
    first = first_rows(ordered)
    return np.repeat(first, np.diff(np.append(first, len(ordered))))


def first_rows(ordered: npt.NDArray[np.integer]) -> Ints:
    """The rows at which the runs of equal values of a sorted column begin."""
    new = np.ones(len(ordered), bool)
    new[1:] = ordered[1:] != ordered[:-1]
    return np.flatnonzero(new)


def greatest(
    owner: Ints, target: Ints, worth: npt.NDArray[np.float32], targets: int
) -> tuple[Ints, Ints, npt.NDArray[np.float32]]:
    """One row for each pair of owner and target, with its greatest worth; sorted by owner and target.

    Args:
        owner: n numbers from 0.
        target: n numbers below `targets`.
        worth: n values.
        targets: how many targets there can be.
    """
    bits = width(targets)
    packed = (owner.astype(np.int64) << bits) | target
    order = np.argsort(packed)
    packed = packed[order]
    first = first_rows(packed)
    best = np.maximum.reduceat(worth[order], first) if len(first) else worth[:0]
    packed = packed[first]
    return packed >> bits, packed & ((1 << bits) - 1), best
