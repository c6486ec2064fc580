"""The distance of two sound strings: an edit distance whose costs say what writers confuse.

Pairs are compared by the hundred thousand: the dynamic programme walks the cells of its table once, and each
step is a vector operation over all pairs. Costs are whole hundredths while it runs.
"""

import functools
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve import tables
from resolve.sound.alphabet import ALPHABET, Codes, code

Sizes = npt.NDArray[np.uint8]

BAND: Final = 5
"""Cells further from the diagonal are not visited: strings whose lengths differ by more are never near."""

_CHUNK: Final = 1 << 15
"""Pairs a pass, so that the rows of the table stay in the processor's cache."""

_WIDTHS: Final = (4, 6, 8, 10, 12, 16, 20, 24)
_SIZE: Final = 64
FAR: Final = np.int16(10_000)


@functools.cache
def costs() -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int16]]:
    """The cost of hearing one sound for another, and of dropping or adding one, in hundredths.

    Returns:
        64 x 64 and 64, indexed by sound codes. Code 0 (padding) costs nothing against itself.
    """
    swap = np.full((_SIZE, _SIZE), 100, np.int16)
    drop = np.full(_SIZE, 100, np.int16)
    for sound, other, cost in tables.read_rows("sound/costs.tsv").rows:
        hundredths = round(float(cost) * 100)
        if other:
            swap[code(sound), code(other)] = swap[code(other), code(sound)] = hundredths
        else:
            drop[code(sound)] = hundredths
    np.fill_diagonal(swap, 0)
    drop[0] = 0
    swap[0, :] = swap[:, 0] = drop
    for digit in "0123456789":
        rest = [code(s) for s in ALPHABET if s != digit]
        swap[code(digit), rest] = swap[rest, code(digit)] = 300
    return swap, drop


def distances(left: Codes, right: Codes, size_left: Sizes, size_right: Sizes) -> npt.NDArray[np.float32]:
    """Weighted edit distances, row by row.

    Args:
        left: n rows of sound codes.
        right: as many.
        size_left: number of sounds of each row on the left.
        size_right: likewise.

    Returns:
        n values >= 0; 0 means the same sounds, about 1 one sound changed for a quite different one. Rows
        whose lengths differ by more than five sounds get a large value.
    """
    out = np.empty(len(left), np.float32)
    longest = np.maximum(size_left, size_right)
    apart = longest - np.minimum(size_left, size_right) > BAND
    out[apart] = FAR / 100
    below = 0
    for width in _WIDTHS:
        rows = np.flatnonzero((longest > below) & (longest <= width) & ~apart)
        below = width
        for start in range(0, len(rows), _CHUNK):
            part = rows[start : start + _CHUNK]
            out[part] = _square(left[part, :width].T, right[part, :width].T) / np.float32(100)
    out[longest == 0] = 0
    return out


def _square(left: Codes, right: Codes) -> npt.NDArray[np.int16]:
    """The dynamic programme over n pairs of one padded width; both arguments are width x n."""
    swap, drop = costs()
    flat = swap.ravel()
    width, n = left.shape
    left_at = np.ascontiguousarray(left).astype(np.int16) * np.int16(_SIZE)
    right = np.ascontiguousarray(right)
    drop_left = drop[left]
    drop_right = drop[right]
    above = [np.zeros(n, np.int16)]
    for j in range(width):
        above.append(above[-1] + drop_right[j])
    for i in range(width):
        first = max(0, i - BAND)
        row: list[npt.NDArray[np.int16]] = [np.empty(0, np.int16)] * (width + 1)
        if first == 0:
            row[0] = above[0] + drop_left[i]
        for j in range(first, min(width, i + BAND + 1)):
            best = above[j] + flat.take(left_at[i] + right[j])
            if len(above[j + 1]):
                np.minimum(best, above[j + 1] + drop_left[i], out=best)
            if len(row[j]):
                np.minimum(best, row[j] + drop_right[j], out=best)
            row[j + 1] = best
        above = row
    return above[width]
