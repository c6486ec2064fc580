"""What votes for a name count, and what it has before any: all that a count of votes reads of a name.

A search counts votes for a thousand names, which lie anywhere: what it reads of each stands together, in four
bytes, so that memory is waited for once.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

COMMONEST: Final = np.float32(0.2)
"""Rarity of a whole name below which votes for it count no more, 0..1."""

SHARE_UNIT: Final = np.float32(2**-14)
"""Unit of what a vote counts, which is less than 4."""

PROMINENCE_UNIT: Final = np.float32(2**-11)
"""Unit of prominence; beyond 32, which is e**32 times as likely as an unknown entity, it counts no more."""

Weights = npt.NDArray[np.uint16]


def weights(rarity: npt.NDArray[np.float32], prominence: npt.NDArray[np.float32]) -> Weights:
    """What names weigh.

    Args:
        rarity: of n names the sum of the rarities of their names proper: votes count the more the less there
            is in a name besides.
        prominence: of their entities, >= 0.

    Returns:
        n rows: what a vote counts, in `SHARE_UNIT`, and the prominence, in `PROMINENCE_UNIT`.
    """
    share = 1 / np.sqrt(np.maximum(rarity, COMMONEST))
    units = np.stack((share / SHARE_UNIT, prominence / PROMINENCE_UNIT), axis=1)
    return np.minimum(np.rint(units), np.iinfo(np.uint16).max).astype(np.uint16)
