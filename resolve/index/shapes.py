"""The shapes of an index: distinct coarse strings, the names that hold them, the 4-grams that lead to them.

What is counted - how many shapes there are, how often a 4-gram occurs - is counted of the shapes that some
name holds, and so depends on the names alone. Others may be left over from names that are no more.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from resolve.index.arrays import as_offsets
from resolve.index.layout import GRAMS, NAMES_A_SHAPE, Shapes
from resolve.index.leads import Leads
from resolve.index.runs import Ints, first_rows, in_pieces, offsets_of, positions, width
from resolve.names import PROPER, Names
from resolve.names.forms import Forms


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
        pieces = [_pairs(names, forms, of_reading, np.arange(here.start, here.stop)) for here in in_pieces(n)]
        pairs = np.concatenate(pieces) if pieces else np.zeros(0, np.int64)
        del pieces
        return cls._of(pairs, bits, shapes)

    @classmethod
    def by(
        cls, rows: Ints, names: Names, forms: Forms, of_sound: npt.NDArray[np.integer], shapes: int
    ) -> "Held":
        """The pairs of some names; the further arguments are those of `of`."""
        bits = width(max(1, len(names.first) - 1))
        return cls._of(
            _pairs(names, forms, of_sound.astype(np.int64)[forms.sound] << bits, rows), bits, shapes
        )

    @classmethod
    def _of(cls, pairs: Ints, bits: np.int64, shapes: int) -> "Held":
        pairs.sort()
        pairs = pairs[first_rows(pairs)]
        shape = pairs >> bits
        pairs &= (1 << bits) - 1
        return cls(shape, pairs, np.bincount(shape, minlength=shapes))

    def of_shapes(self, wanted: npt.NDArray[np.bool_]) -> "Held":
        """The pairs of some shapes, of each at most `NAMES_A_SHAPE`, those of the first names."""
        first = offsets_of(self.count)
        kept = np.where(wanted, np.minimum(self.count, NAMES_A_SHAPE), 0)
        at = positions(first[:-1], kept)
        return Held(self.shape[at], self.name[at], kept)


def _pairs(names: Names, forms: Forms, of_reading: Ints, rows: Ints) -> Ints:
    """The shapes of some names, each as `of_reading` gives it, with the name in the bits below."""
    begin = names.first[rows].astype(np.int64)
    size = names.first[rows + 1] - begin
    tokens = positions(begin, size)
    proper = np.flatnonzero(PROPER[names.role[tokens]])
    form = names.form[tokens[proper]]
    name = np.repeat(rows, size)[proper]
    start = forms.first[form]
    count = forms.first[form + 1] - start
    return np.asarray(of_reading[positions(start, count)] | np.repeat(name, count))


def lay_out(
    hashes: npt.NDArray[np.uint64],
    of_sound: npt.NDArray[np.integer],
    names: int,
    held: Ints,
    name: npt.NDArray[np.integer],
    leads: Leads,
) -> Shapes:
    """Shapes as an index holds them.

    Args:
        hashes: s hashes of the coarse strings, sorted.
        of_sound: the shape of each sound string.
        names: how many there are.
        held: how many of them hold each shape.
        name: of each shape the first `NAMES_A_SHAPE` of these.
        leads: what leads to the shapes that are held.
    """
    rarity = np.log((names + 1) / np.maximum(held, 1)) / np.log(max(names, 1) + 1)
    often = leads.often
    weight = np.full(GRAMS, _weights(np.ones(1, np.int64), held)[0])
    weight[leads.gram] = _weights(often, held)
    squared = np.repeat(weight[leads.gram].astype(np.float64) ** 2, often)
    return Shapes(
        hashes,
        of_sound.astype(np.int32),
        rarity.astype(np.float32),
        np.sqrt(np.bincount(leads.shape, squared, minlength=len(hashes))).astype(np.float32),
        held.astype(np.int32),
        as_offsets(offsets_of(np.minimum(held, NAMES_A_SHAPE))),
        name.astype(np.int32),
        leads.rows,
        as_offsets(leads.first),
        leads.shape,
        weight,
    )


def _weights(often: Ints, held: Ints) -> npt.NDArray[np.float32]:
    """What 4-grams weigh that so many shapes hold, given how many names hold each shape."""
    return (np.log(1 + np.count_nonzero(held) / often) ** 2).astype(np.float32)


def rarities(forms: Forms, shapes: Shapes) -> npt.NDArray[np.float32]:
    """The rarity of each form: that of the shape of its first reading."""
    if not len(forms.sound):
        return np.zeros(len(forms.first) - 1, np.float32)
    return shapes.rarity[shapes.of_sound[forms.sound[forms.first[:-1]]]]
