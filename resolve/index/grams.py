"""4-grams of coarse strings, the unit by which near tokens are found."""

import numpy as np
import numpy.typing as npt

from resolve.index.runs import Ints, first_rows
from resolve.sound.alphabet import Codes

_LEAST = 2
_AROUND = 4
"""Places that are added to a string: a blank before it, and room for a gram of blanks behind it."""


def grams(shapes: Codes) -> tuple[Ints, npt.NDArray[np.uint16]]:
    """The 4-grams of coarse strings.

    Each string is closed in by one blank on either side and brought to four letters at least.

    Args:
        shapes: n rows of coarse codes, 1 to 14, padded with 0.

    Returns:
        Rows (0..n-1) and 4-grams, of one length, sorted by row, none twice in a row.
    """
    rows, found = repeated_grams(shapes)
    packed = (rows << 16) | found
    packed.sort()
    packed = packed[first_rows(packed)]
    return packed >> 16, (packed & 0xFFFF).astype(np.uint16)


def repeated_grams(shapes: Codes) -> tuple[Ints, npt.NDArray[np.uint16]]:
    """The 4-grams of coarse strings in no order; one that a string holds twice is given twice.

    The arguments are those of `grams`.
    """
    n, width = shapes.shape
    count = (np.maximum(np.count_nonzero(shapes, axis=1), _LEAST) - 1).astype(np.uint8)
    # The longest strings first: those that have an i-th gram are then the first ones of each column.
    order = np.argsort(~count, kind="stable")
    letters = np.zeros((width + _AROUND, n), np.uint16)
    letters[1 : width + 1] = shapes[order].T
    having = n - np.cumsum(np.bincount(count, minlength=width))
    rows, found = np.empty(int(having.sum()), np.int64), np.empty(int(having.sum()), np.uint16)
    begin = 0
    for at, size in enumerate(having.tolist()):
        here = slice(begin, begin := begin + size)
        gram = found[here]
        gram[:] = letters[at, :size]
        for letter in letters[at + 1 : at + _AROUND, :size]:
            gram <<= 4
            gram |= letter
        rows[here] = order[:size]
    return rows, found
