"""4-grams of coarse strings, the unit by which near tokens are found."""

import numpy as np
import numpy.typing as npt

from resolve.index.runs import first_rows
from resolve.sound.alphabet import Codes

_LEAST = 2


def grams(shapes: Codes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint16]]:
    """The 4-grams of coarse strings.

    Each string is closed in by one blank on either side and brought to four letters at least.

    Args:
        shapes: n rows of coarse codes, 1 to 14, padded with 0.

    Returns:
        Rows (0..n-1) and 4-grams, of one length, sorted by row, none twice in a row.
    """
    n, width = shapes.shape
    size = np.count_nonzero(shapes, axis=1)
    padded = np.zeros((n, width + 4), np.uint16)
    padded[:, 1 : width + 1] = shapes
    count = np.maximum(size, _LEAST) - 1
    most = int(count.max(initial=0))
    columns = [
        (padded[:, i] << 12) | (padded[:, i + 1] << 8) | (padded[:, i + 2] << 4) | padded[:, i + 3]
        for i in range(most)
    ]
    if not columns:
        return np.zeros(0, np.int64), np.zeros(0, np.uint16)
    table = np.stack(columns, axis=1)
    here = np.arange(most) < count[:, None]
    rows = np.nonzero(here)[0]
    packed = (rows << 16) | table[here]
    packed.sort()
    packed = packed[first_rows(packed)]
    return packed >> 16, (packed & 0xFFFF).astype(np.uint16)
