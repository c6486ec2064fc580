"""Whether all numbers of an index point where there is something: C does not look before it reads."""

from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.errors import IndexFaultError
from resolve.index.keyed import ENTRY_BITS, Keyed
from resolve.index.layout import GRAMS, LENGTHS, Index
from resolve.sound.alphabet import ALPHABET, MAX_SOUNDS
from resolve.text.equivalents import MOST_GIVEN
from resolve.text.words import Role

Column = npt.NDArray[np.integer]

_OF_SPELLINGS: Final = ("outline", "language", "preferred", "abbreviation")

_HEAVIEST: Final = 500
"""No 4-gram weighs more: the square of the logarithm of 2**31 is less."""


def refuse_wild_numbers(index: Index) -> None:
    """Raise if a number of an index lies outside of what it counts.

    Raises:
        IndexFaultError: one does, or a column is shorter or longer than its neighbours; the message names it.
    """
    names, forms, sounds, shapes = index.names, index.forms, index.sounds, index.shapes
    n, f, s, k = (len(part) for part in (names.first, forms.first, sounds.size, shapes.norm))
    grams = int(shapes.gram_row.max(initial=0))
    _check_offsets("names.first", names.first, n, len(names.form))
    _check_offsets("forms.first", forms.first, f, len(forms.sound))
    _check_offsets("forms.letters_first", forms.letters_first, f, len(forms.letters))
    _check_offsets("shapes.name_first", shapes.name_first, k + 1, len(shapes.name))
    _check_offsets("shapes.gram_first", shapes.gram_first, (grams + 1) * LENGTHS + 1, len(shapes.gram_shape))
    _check_numbers("names.form", names.form, len(names.form), f - 1)
    _check_numbers("names.role", names.role, len(names.form), len(Role))
    _check_numbers("forms.sound", forms.sound, len(forms.sound), s)
    _check_shape("sounds.codes", sounds.codes, s, MAX_SOUNDS)
    _check_numbers("sounds.size", sounds.size, s, MAX_SOUNDS + 1)
    _check_numbers("sounds.codes", sounds.codes, s, len(ALPHABET) + 1)
    _check_numbers("shapes.gram_row", shapes.gram_row, GRAMS, GRAMS)
    _check_numbers("shapes.name", shapes.name, len(shapes.name), n - 1)
    _check_numbers("shapes.gram_shape", shapes.gram_shape, len(shapes.gram_shape), k)
    _check_numbers("spellings.entity", index.spellings.entity, n - 1, len(index.entities.kind))
    _check_shape("forms.given", forms.given, f - 1, MOST_GIVEN)
    _check_shape("spellings.weight", index.spellings.weight, n - 1, 2)
    for part, holder, columns, size in (
        ("names", names, ("sense",), n - 1),
        ("forms", forms, ("fold", "sense", "initials"), f - 1),
        ("index", index, ("form_rarity",), f - 1),
        ("sounds", sounds, ("masks", "skeletons"), s),
        ("shapes", shapes, ("hash", "rarity", "held"), k),
        ("shapes", shapes, ("gram_weight",), GRAMS),
        ("spellings", index.spellings, _OF_SPELLINGS, n - 1),
        ("entities", index.entities, ("prominence",), len(index.entities.kind)),
    ):
        for column in columns:
            _check_shape(f"{part}.{column}", getattr(holder, column), size)
    # Sums of them are counted in a few bits.
    _check_values("shapes.rarity", shapes.rarity, 1)
    _check_values("shapes.gram_weight", shapes.gram_weight, _HEAVIEST)
    _check_keyed(index.keyed)
    if int(np.diff(forms.first).min(initial=1)) < 1:
        raise _damage("a form has no reading")


def _check_offsets(what: str, column: Column, size: int, end: int) -> None:
    good = len(column) == size and not (size and (column[0] != 0 or column[-1] != end))
    if not good or (column[1:] < column[:-1]).any():
        raise _damage(f"{what} does not rise from 0 to {end}")


def _check_numbers(what: str, column: Column, size: int, below: int) -> None:
    if len(column) != size or (column.size and not 0 <= int(column.min()) <= int(column.max()) < below):
        raise _damage(f"{what} holds numbers beyond 0 to {below - 1}, or not {size} of them")


def _check_shape(what: str, column: npt.NDArray[np.generic], *shape: int) -> None:
    if column.shape != shape:
        sizes, expected = (" x ".join(map(str, of)) for of in (column.shape, shape))
        raise _damage(f"{what} holds {sizes} values, expected {expected}")


def _check_values(what: str, column: npt.NDArray[np.floating], highest: float) -> None:
    if column.size and not 0 <= float(column.min()) <= float(column.max()) <= highest:
        raise _damage(f"{what} holds values beyond 0 to {highest}")


def _check_keyed(keyed: Keyed) -> None:
    """How keys are packed; what they lead to is looked at when it is met, as there is too much of it."""
    _check_shape("keyed.rest", keyed.rest, len(keyed.entry))
    bits, buckets = int(keyed.target_bits[0]), len(keyed.bucket) - 1
    if not 0 < bits < ENTRY_BITS or buckets < 2 or buckets & (buckets - 1):
        raise _damage(
            f"keyed has {buckets} buckets and targets of {bits} bits, expected a power of two from 2 and 1 to"
            f" {ENTRY_BITS - 1} bits"
        )


def _damage(what: str) -> IndexFaultError:
    return IndexFaultError(f"the match index is damaged: {what}; build it anew with resolve index")
