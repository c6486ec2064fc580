"""Runs: many small ranges of rows in one flat array, by their offsets."""

from collections.abc import Iterator
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
_N = TypeVar("_N", bound=np.integer[Any])

_G = TypeVar("_G", bound=np.generic)

_AT_ONCE: Final = 1 << 16
_SELDOM: Final = 16
"""Values of which at most one in so many is not 0 are nearly all 0."""

_BITS: Final = 63
_WORTH_BITS: Final = np.int64(22)
_WORTH_DROPPED: Final = np.uint32(9)
_WORTH_MASK: Final = np.int64((1 << 22) - 1)


def in_pieces(rows: int) -> Iterator[slice]:
    """Rows a piece at a time: what is made of a piece stays in the cache, and takes no memory of its own."""
    return (slice(begin, min(begin + _AT_ONCE, rows)) for begin in range(0, rows, _AT_ONCE))


def group(owner: npt.NDArray[np.integer], owners: int) -> Ints:
    """Offsets of the runs of a sorted column of owners: run i is [first[i], first[i + 1]).

    Args:
        owner: sorted numbers 0..owners-1.
        owners: how many there can be.
    """
    return offsets_of(np.bincount(owner, minlength=owners))


def offsets_of(count: npt.NDArray[np.integer]) -> Ints:
    """The offsets of runs of so many rows each."""
    first = np.zeros(len(count) + 1, np.int64)
    np.cumsum(count, out=first[1:])
    return first


def expand(start: npt.NDArray[np.integer], count: npt.NDArray[np.integer]) -> tuple[Ints, Ints]:
    """All positions of many ranges.

    Args:
        start: n first positions.
        count: n lengths, >= 0.

    Returns:
        For each position, the number of its range (0..n-1) and the position itself.
    """
    return np.repeat(np.arange(len(count)), count), positions(start, count)


def positions(start: npt.NDArray[np.integer], count: npt.NDArray[np.integer]) -> Ints:
    """All positions of many ranges, as `expand` gives them, without the ranges' numbers."""
    before = np.cumsum(count) - count
    return np.asarray(np.arange(int(count.sum())) + np.repeat(start - before, count))


def gathered(values: npt.NDArray[_G], rows: npt.NDArray[np.integer]) -> npt.NDArray[_G]:
    """The values of many rows: `values[rows]`, whose row numbers in eight bytes each take no room here."""
    found = np.empty(len(rows), values.dtype)
    for here in in_pieces(len(rows)):
        found[here] = values[rows[here]]
    return found


def spread(values: npt.NDArray[_G], rows: npt.NDArray[np.integer]) -> npt.NDArray[_G]:
    """The values of many rows that rise: `values[rows]`.

    Of values that are nearly all 0 the others are written to memory that nobody has touched.
    """
    held = np.flatnonzero(values)
    if len(held) * _SELDOM > len(values):
        return gathered(values, rows)
    found = np.zeros(len(rows), values.dtype)
    begin, end = (np.searchsorted(rows, held.astype(rows.dtype), side) for side in ("left", "right"))
    found[positions(begin, end - begin)] = np.repeat(values[held], end - begin)
    return found


def width(targets: int) -> np.int64:
    """How many bits hold the numbers below `targets`; to pack two columns, shift the first by so many."""
    return np.int64(max(1, int(targets - 1).bit_length()))


def in_order(key: Ints, bits: int) -> Ints:
    """The rows of a column in rising order; equal keys stay as they are.

    Args:
        key: n numbers >= 0.
        bits: how many bits hold the greatest.

    Returns:
        Row numbers, as of a stable argsort.
    """
    low = int(width(len(key)))
    if bits + low > _BITS:
        return np.argsort(key, kind="stable")
    # With the row in the low bits one plain sort does, which is several times faster than a stable argsort.
    packed = (key << np.int64(low)) | np.arange(len(key))
    packed.sort()
    return np.asarray(packed & ((1 << low) - 1))


def best_of_each(owner: Ints, worth: npt.NDArray[np.float32], most: int) -> Ints:
    """The rows of the greatest worth of each owner.

    Args:
        owner: n numbers from 0.
        worth: n values >= 0; compared to four digits.
        most: how many rows an owner may keep.

    Returns:
        Row numbers, by owner, the greatest worth first; of equal worth the one that stands first.
    """
    # The bits of floats >= 0 rise with their value; the highest of them are enough.
    falling = _WORTH_MASK - (worth.astype(np.float32).view(np.uint32) >> _WORTH_DROPPED).astype(np.int64)
    packed = (owner.astype(np.int64) << _WORTH_BITS) | falling
    owners = int(owner.max(initial=0)) + 1
    order = in_order(packed, int(width(owners)) + int(_WORTH_BITS))
    place = np.arange(len(order)) - run_starts(owner[order])
    return np.asarray(order[place < most])


def in_digits(worth: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Values >= 0 without the digits by which `best_of_each` does not compare them."""
    bits = worth.astype(np.float32).view(np.uint32)
    return np.asarray((bits >> _WORTH_DROPPED << _WORTH_DROPPED).view(np.float32))


def run_starts(ordered: npt.NDArray[np.integer]) -> Ints:
    """For each row of a sorted column, the row at which its run of equal values begins."""
    first = first_rows(ordered)
    return np.repeat(first, np.diff(np.append(first, len(ordered))))


def first_rows(ordered: npt.NDArray[np.integer]) -> Ints:
    """The rows at which the runs of equal values of a sorted column begin."""
    new = np.ones(len(ordered), bool)
    new[1:] = ordered[1:] != ordered[:-1]
    return np.flatnonzero(new)


def find_sorted(values: npt.NDArray[_N], wanted: npt.NDArray[_N]) -> Ints:
    """Where values stand in a sorted column, as `searchsorted` says; quicker, if the column is long.

    One wanted value after the other, from the least on, looks where the one before it has just been.
    """
    order = np.argsort(wanted)
    place = np.empty(len(wanted), np.int64)
    place[order] = np.searchsorted(values, wanted[order])
    return place


def find_in_runs(
    values: npt.NDArray[np.integer],
    begin: npt.NDArray[np.integer],
    end: npt.NDArray[np.integer],
    wanted: npt.NDArray[np.integer],
) -> Ints:
    """Where values stand in sorted runs, each in one: the first row that holds no less, or the run's end.

    Args:
        values: the rows of all runs.
        begin: of each wanted value, where its run begins.
        end: and where it ends.
        wanted: n values.
    """
    low, high = begin.astype(np.int64), end.astype(np.int64)
    still = np.flatnonzero(low < high)
    while len(still):
        middle = (low[still] + high[still]) >> 1
        less = values[middle] < wanted[still]
        low[still[less]] = middle[less] + 1
        high[still[~less]] = middle[~less]
        still = still[low[still] < high[still]]
    return low


def distinct(values: npt.NDArray[_N]) -> tuple[Ints, Ints]:
    """The different values of a column.

    Returns:
        By rising value: a row that holds each, and of each row the place of its value among them.
    """
    order = np.argsort(values)
    first = first_rows(values[order])
    place = np.empty(len(values), np.int64)
    place[order] = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(order))))
    return order[first], place


def lacking(values: npt.NDArray[_N], wanted: npt.NDArray[_N]) -> npt.NDArray[_N]:
    """The different ones of some wanted values, rising, that a sorted column does not hold."""
    wanted = np.sort(wanted)
    wanted = wanted[first_rows(wanted)]
    if not len(values):
        return wanted
    at = np.minimum(np.searchsorted(values, wanted), len(values) - 1)
    return np.asarray(wanted[values[at] != wanted])


def merged(left: npt.NDArray[_N], right: npt.NDArray[_N]) -> npt.NDArray[_N]:
    """Two sorted columns as one."""
    return np.insert(left, np.searchsorted(left, right), right)


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
    order = in_order(packed, int(bits) + int(width(int(owner.max(initial=0)) + 1)))
    packed = packed[order]
    first = first_rows(packed)
    best = np.maximum.reduceat(worth[order], first) if len(first) else worth[:0]
    packed = packed[first]
    return packed >> bits, packed & ((1 << bits) - 1), best
