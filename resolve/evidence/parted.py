"""Names whose tokens are parted differently: Kara Bağlar is Karabağlar when written together."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.names import PROPER
from resolve.sides import Side
from resolve.sound import alphabet
from resolve.sound.distance import distances

LEAST_TOGETHER: Final = 0.8
"""Least likeness of names written together at which only the gaps between their tokens differ, 0..1."""

SHORTEST: Final = 4
"""Names of fewer sounds are like too many others when written together."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Together:
    """Pairs of names that are alike when written together.

    Attributes:
        rows: their numbers among the pairs asked for, rising.
        likeness: `LEAST_TOGETHER`..1.
        apart: the cost of what differs. Unit: sounds.
        length: the mean length of both. Unit: sounds.
    """

    rows: Ints
    likeness: Floats
    apart: Floats
    length: Floats


def alike_together(left: Side, right: Side, left_name: Ints, right_name: Ints) -> Together:
    """Compare pairs of names as if neither had gaps between its tokens.

    Args:
        left: the side of the first names.
        right: the side of the others.
        left_name: n rows of names.
        right_name: as many.

    Returns:
        Those that are alike so.
    """
    a, b = written_together(left, left_name), written_together(right, right_name)
    size_a, size_b = alphabet.lengths(a), alphabet.lengths(b)
    # What fills the whole row may have been cut off.
    fits = (np.minimum(size_a, size_b) >= SHORTEST) & (np.maximum(size_a, size_b) < alphabet.MAX_SOUNDS)
    rows = np.flatnonzero(fits)
    length = np.asarray((size_a[rows].astype(np.float32) + size_b[rows]) / 2, np.float32)
    apart = distances(a[rows], b[rows], size_a[rows], size_b[rows])
    like = np.asarray(1 - apart / length, np.float32)
    alike = like >= LEAST_TOGETHER
    return Together(rows[alike], like[alike], apart[alike], length[alike])


def written_together(side: Side, name: Ints) -> alphabet.Codes:
    """The sounds of a name's proper tokens in one row, in the first reading of each; n x MAX_SOUNDS codes."""
    out = np.zeros((len(name), alphabet.MAX_SOUNDS), np.uint8)
    end = np.zeros(len(name), np.int64)
    for place in range(int(side.names.size[name].max(initial=0))):
        here = np.flatnonzero(side.names.size[name] > place)
        token = side.names.first[name[here]] + place
        here, token = here[PROPER[side.names.role[token]]], token[PROPER[side.names.role[token]]]
        form = side.names.form[token]
        sound = side.forms.sound[side.forms.first[form]]
        for k in range(int(side.sounds.size[sound].max(initial=0))):
            fits = (k < side.sounds.size[sound]) & (end[here] + k < alphabet.MAX_SOUNDS)
            out[here[fits], end[here[fits]] + k] = side.sounds.codes[sound[fits], k]
        end[here] += side.sounds.size[sound]
    return out
