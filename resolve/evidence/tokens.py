"""Likeness of two tokens: each distinct pair of forms is compared once, over all their readings."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.index.runs import expand, first_rows
from resolve.sides import Side
from resolve.sound import alphabet
from resolve.sound.distance import Sizes, distances
from resolve.text.folding import fold

INITIAL_LIKENESS: Final = 0.8
"""Likeness of an initial to a name that may begin so."""

FOREIGN: Final = np.float32(0.03)
"""Taken off for a reading that is not the first of its form."""

HOPELESS: Final = 0.42
"""Share of sounds that may differ, by count alone, before a pair is not looked at further."""

SHORTEST: Final = np.float32(3)
"""Distances are divided by the mean length, but by this at least: Unit: sounds."""

SOMEWHAT: Final = np.float32(0.58)
ENOUGH: Final = np.float32(0.92)
"""Between these likenesses by sound it is worth looking for a slip of the pen."""

SLIP_COST: Final = np.float32(0.7)
"""What one slip costs, in sounds."""

CHANGED_BY_A_SLIP: Final = 2
"""Marks of a letter mask that one slip may change."""

LONG_ENOUGH: Final = np.float32(6)
"""Letters from which one slip is more likely than another name."""

FEMININE_AFTER: Final = tuple(alphabet.code(sound) for sound in "vnf")
FINAL_A: Final = alphabet.code("a")
_PAIR_BITS: Final = np.int64(32)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Likeness of pairs of forms.

    Attributes:
        value: 0..1.
        same: whether their folded texts are equal.
        sensed: whether they are words of one sense.
        nicknamed: whether they may be given names of one person (Bob, Robert).
        gendered: whether one is the other with a feminine ending (Ivanov, Ivanova).
    """

    value: npt.NDArray[np.float32]
    same: npt.NDArray[np.bool_]
    sensed: npt.NDArray[np.bool_]
    nicknamed: npt.NDArray[np.bool_]
    gendered: npt.NDArray[np.bool_]


def likeness(
    left: Side, right: Side, left_form: npt.NDArray[np.int64], right_form: npt.NDArray[np.int64]
) -> Likeness:
    """Compare forms.

    Args:
        left: the side of the first forms.
        right: the side of the others.
        left_form: n numbers of forms.
        right_form: as many.

    Returns:
        n values each.
    """
    pairs, back = np.unique((left_form << _PAIR_BITS) | right_form, return_inverse=True)
    a, b = pairs >> _PAIR_BITS, pairs & ((1 << _PAIR_BITS) - 1)
    same = left.forms.fold[a] == right.forms.fold[b]
    sense = left.forms.sense[a]
    sensed = (sense > 0) & (sense == right.forms.sense[b])
    alike = same | sensed
    names, others = left.forms.given[a], right.forms.given[b]
    nicknamed = ((names[:, :, None] == others[:, None, :]) & (names[:, :, None] > 0)).any(axis=(1, 2))
    value = alike.astype(np.float32)
    gendered = np.zeros(len(pairs), bool)
    open_ = np.flatnonzero(~alike)
    heard, ending = _heard(left, right, a[open_], b[open_])
    value[open_] = np.maximum(heard, slipped(left, right, a[open_], b[open_], heard))
    gendered[open_] = ending
    return Likeness(value[back], same[back], sensed[back], nicknamed[back], gendered[back])


def _heard(
    left: Side, right: Side, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.bool_]]:
    """The best likeness over the readings of both forms, and whether it differs by a feminine ending.

    Where two readings have the same skeleton, only such are compared, and the first of both: a name that
    reads like another in some foreign way (Alijew, Alijewa) is still another in its own.
    """
    count_a = (left.forms.first[a + 1] - left.forms.first[a]).astype(np.int64)
    count_b = (right.forms.first[b + 1] - right.forms.first[b]).astype(np.int64)
    owner, place = expand(np.zeros(len(a), np.int64), count_a * count_b)
    reading_a, reading_b = np.divmod(place.astype(np.int32), count_b.astype(np.int32)[owner])
    s = left.forms.sound[left.forms.first[a][owner] + reading_a]
    t = right.forms.sound[right.forms.first[b][owner] + reading_b]
    agree = left.sounds.skeletons[s] == right.sounds.skeletons[t]
    agreeing = np.bincount(owner[agree], minlength=len(a)) > 0
    mean = (left.sounds.size[s].astype(np.float32) + right.sounds.size[t]) / 2
    differ = np.bitwise_count(left.sounds.masks[s] ^ right.sounds.masks[t])
    first_of_both = (reading_a == 0) & (reading_b == 0)
    compared = agree | ~agreeing[owner] | first_of_both
    hopeful = np.flatnonzero(compared & (differ <= 2 * HOPELESS * mean + 1))
    owner, mean = owner[hopeful], mean[hopeful]
    s, t = s[hopeful].astype(np.int64), t[hopeful].astype(np.int64)
    foreign = (reading_a[hopeful] > 0).astype(np.float32) + (reading_b[hopeful] > 0)
    pairs, back = np.unique((s << _PAIR_BITS) | t, return_inverse=True)
    one, other = pairs >> _PAIR_BITS, pairs & ((1 << _PAIR_BITS) - 1)
    x, y = left.sounds.codes[one], right.sounds.codes[other]
    size_x, size_y = left.sounds.size[one], right.sounds.size[other]
    apart = distances(x, y, size_x, size_y)[back]
    value = np.maximum(0, 1 - apart / np.maximum(mean, SHORTEST) - FOREIGN * foreign).astype(np.float32)
    best = np.zeros(len(a), np.float32)
    first = first_rows(owner)
    if len(first):
        best[owner[first]] = np.maximum.reduceat(value, first)
    by_ending = _gendered(x, y, size_x, size_y)[back] & (value >= best[owner])
    return best, np.bincount(owner[by_ending], minlength=len(a)) > 0


def slipped(
    left: Side,
    right: Side,
    a: npt.NDArray[np.int64],
    b: npt.NDArray[np.int64],
    heard: npt.NDArray[np.float32],
) -> npt.NDArray[np.float32]:
    """Likeness as slips of the pen: letters left out, doubled, changed or exchanged with their neighbour.

    Only pairs that sound somewhat alike are looked at, and a slip costs the more the shorter the token.

    Args:
        left: the side of the first forms.
        right: the side of the others.
        a: n numbers of forms.
        b: as many.
        heard: their likeness by sound, 0..1.

    Returns:
        n values 0..1; 0 where none was looked for.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    out = np.zeros(len(a), np.float32)
    s, t = left.forms.sound[left.forms.first[a]], right.forms.sound[right.forms.first[b]]
    short = np.minimum(left.sounds.size[s], right.sounds.size[t])
    differ = np.bitwise_count(left.sounds.masks[s] ^ right.sounds.masks[t])
    likely = (short >= LONG_ENOUGH - 1) & (differ <= CHANGED_BY_A_SLIP)
    rows = np.flatnonzero(likely & (heard >= SOMEWHAT) & (heard < ENOUGH))
    one = fold([left.forms.texts[i] for i in a[rows].tolist()])
    other = fold([right.forms.texts[i] for i in b[rows].tolist()])
    slips = process.cpdist(one, other, scorer=OSA.distance, dtype=np.uint8).astype(np.float32)
    size = np.array([min(len(x), len(y)) for x, y in zip(one, other, strict=True)], np.float32)
    out[rows] = np.where((slips == 1) & (size >= LONG_ENOUGH), 1 - SLIP_COST / np.maximum(size, 1), 0)
    return out


def _gendered(x: alphabet.Codes, y: alphabet.Codes, size_x: Sizes, size_y: Sizes) -> npt.NDArray[np.bool_]:
    """Whether the longer of two sound strings is the shorter with an -a after v or n."""
    found = np.zeros(len(x), bool)
    rows = np.flatnonzero(
        (np.maximum(size_x, size_y) - np.minimum(size_x, size_y) == 1) & (np.minimum(size_x, size_y) > 3)
    )
    short = np.minimum(size_x, size_y)[rows].astype(np.intp)
    longer_x = size_x[rows] > size_y[rows]
    last_long = np.where(longer_x, x[rows, short], y[rows, short])
    last_short = np.where(longer_x, y[rows, short - 1], x[rows, short - 1])
    found[rows] = (last_long == FINAL_A) & np.isin(last_short, FEMININE_AFTER)
    return found
