"""The shapes of an index: distinct coarse strings, the names that hold them, the 4-grams that lead to them.

What is counted - how many shapes there are, how often a 4-gram occurs - is counted of the shapes that some
name holds, and so depends on the names alone. Others may be left over from names that are no more.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.forms import Forms
from resolve.index.arrays import as_offsets
from resolve.index.grams import repeated_grams
from resolve.index.layout import GRAMS, LENGTHS, NAMES_A_SHAPE, Shapes
from resolve.index.runs import Ints, first_rows, group, in_pieces, merged, positions, width
from resolve.names import PROPER, Names
from resolve.sound.alphabet import Codes

_SHAPE_BITS: Final = 32
_LENGTH_BITS: Final = LENGTHS.bit_length() - 1


@dataclass(frozen=True, slots=True)
class Held:
    """Which names hold which shapes in a token that is searched.

    Attributes:
        shape: of each pair its shape; rising.
        name: and its name; rising for each shape.
        count: how many names hold each shape.
    """

    shape: Ints
    name: Ints
    count: Ints

    @classmethod
    def of(cls, names: Names, forms: Forms, of_sound: npt.NDArray[np.integer], shapes: int) -> "Held":
        """The pairs of shapes and names.

        Args:
            names: n names.
            forms: their tokens.
            of_sound: the shape of each sound string.
            shapes: how many there are.
        """
        n = len(names.first) - 1
        bits = width(max(1, n))
        of_reading = of_sound.astype(np.int64)[forms.sound] << bits
        pieces = [_pairs(names, forms, of_reading, here.start, here.stop) for here in in_pieces(n)]
        pairs = np.concatenate(pieces) if pieces else np.zeros(0, np.int64)
        del pieces
        pairs.sort()
        pairs = pairs[first_rows(pairs)]
        shape = pairs >> bits
        pairs &= (1 << bits) - 1
        return cls(shape, pairs, np.bincount(shape, minlength=shapes))


def _pairs(names: Names, forms: Forms, of_reading: Ints, begin: int, end: int) -> Ints:
    """The shapes of a range of names, each as `of_reading` gives it, with the name in the bits below."""
    first = names.first[begin : end + 1]
    tokens = slice(int(first[0]), int(first[-1]))
    proper = np.flatnonzero(PROPER[names.role[tokens]])
    form = names.form[tokens][proper]
    name = np.repeat(np.arange(begin, end), np.diff(first))[proper]
    start = forms.first[form]
    count = forms.first[form + 1] - start
    return np.asarray(of_reading[positions(start, count)] | np.repeat(name, count))


def leads_to(coarse: Codes, shape: Ints) -> Ints:
    """The 4-grams of shapes, and of which length each shape is, as sorted numbers.

    Args:
        coarse: coarse strings.
        shape: the number of each.

    Returns:
        (4-gram * LENGTHS + length) * 2**32 + shape.
    """
    row, found = repeated_grams(coarse)
    leads: Ints = found.astype(np.int64) << _LENGTH_BITS
    leads |= np.count_nonzero(coarse, axis=1)[row]
    leads <<= _SHAPE_BITS
    leads |= shape[row]
    leads.sort()
    return leads[first_rows(leads)]


def changed_leads(shapes: Shapes, place: Ints, held: Ints, newly: Ints) -> Ints:
    """The 4-grams of shapes after names have come and gone, as `leads_to` gives them.

    Args:
        shapes: as they were.
        place: the number that each of them has now.
        held: how many names hold each now.
        newly: the 4-grams of those that none of `shapes` lead to.
    """
    kept = held[place[shapes.gram_shape]] > 0
    gram_of = np.zeros(int(shapes.gram_row.max(initial=0)) + 1, np.int64)
    known = np.flatnonzero(shapes.gram_row)
    gram_of[shapes.gram_row[known]] = known
    run = np.repeat(np.arange(len(shapes.gram_first) - 1), np.diff(shapes.gram_first))[kept]
    row, size = run >> _LENGTH_BITS, run & (LENGTHS - 1)
    old = ((gram_of[row] << _LENGTH_BITS | size) << _SHAPE_BITS) | place[shapes.gram_shape[kept]]
    return merged(np.asarray(old, np.int64), newly)


def lay_out(
    hashes: npt.NDArray[np.uint64], of_sound: npt.NDArray[np.integer], names: int, held: Held, leads: Ints
) -> Shapes:
    """Shapes as an index holds them.

    Args:
        hashes: s hashes of the coarse strings, sorted.
        of_sound: the shape of each sound string.
        names: how many there are.
        held: which of them hold which shapes.
        leads: what leads to the shapes that are held, see `leads_to`.
    """
    s, known = len(hashes), int(np.count_nonzero(held.count))
    rarity = np.log((names + 1) / np.maximum(held.count, 1)) / np.log(max(names, 1) + 1)
    shape = (leads & ((1 << _SHAPE_BITS) - 1)).astype(np.int32)
    place = leads >> _SHAPE_BITS
    gram = place >> _LENGTH_BITS
    often = np.bincount(gram, minlength=GRAMS)
    weight = (np.log(1 + known / np.maximum(often, 1)) ** 2).astype(np.float32)
    norm = np.sqrt(np.bincount(shape, weight[gram].astype(np.float64) ** 2, minlength=s))
    present = np.flatnonzero(often)
    gram_row = np.zeros(GRAMS, np.uint16)
    gram_row[present] = np.arange(1, len(present) + 1)
    run = (gram_row[gram].astype(np.int64) << _LENGTH_BITS) | (place & (LENGTHS - 1))
    kept = np.minimum(held.count, NAMES_A_SHAPE)
    return Shapes(
        hashes,
        of_sound.astype(np.int32),
        rarity.astype(np.float32),
        norm.astype(np.float32),
        held.count.astype(np.int32),
        as_offsets(np.concatenate(([0], np.cumsum(kept)))),
        held.name[positions(np.cumsum(held.count) - held.count, kept)].astype(np.int32),
        gram_row,
        as_offsets(group(run, (len(present) + 1) * LENGTHS)),
        shape,
        weight,
    )


def rarities(forms: Forms, shapes: Shapes) -> npt.NDArray[np.float32]:
    """The rarity of each form: that of the shape of its first reading."""
    if not len(forms.sound):
        return np.zeros(len(forms.first) - 1, np.float32)
    return shapes.rarity[shapes.of_sound[forms.sound[forms.first[:-1]]]]
