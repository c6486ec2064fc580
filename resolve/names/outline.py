"""Outlines: how often each class of sounds occurs in a name, as bits of one number.

Two names that may be one have nearly the same outline, so the bits in which outlines differ tell apart many
candidates by one instruction each, before any is looked at closely.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.compiled import Held, Library
from resolve.names.compiled import NamesStruct, name_library, names_struct
from resolve.names.table import PROPER, NameTable
from resolve.sound import alphabet

_CLASSES: Final = len(alphabet.COARSE_ALPHABET)
_BITS: Final = 4
"""Bits of one class; so many of it are told apart, more count as that many."""

_UNARY: Final = np.array([(1 << count) - 1 for count in range(_BITS + 1)], np.uint64)


def outlines(table: NameTable) -> npt.NDArray[np.uint64]:
    """The outline of each name, in the first reading of each token.

    Args:
        table: n names.

    Returns:
        n numbers, four bits a class of sounds; as many of the four are set as there are sounds of the class.
    """
    library = name_library()
    return plain_outlines(table) if library is None else compiled_outlines(library, names_struct(table))


def compiled_outlines(library: Library, names: Held[NamesStruct]) -> npt.NDArray[np.uint64]:
    """The outline of each name, made by the library.

    Args:
        library: what `names.compiled.name_library` gave.
        names: n names as it takes them.
    """
    found = np.zeros(names.struct.names, np.uint64)
    library.call("outlines", names.struct, PROPER, alphabet.COARSE_CODE, _CLASSES, found)
    return found


def plain_outlines(table: NameTable) -> npt.NDArray[np.uint64]:
    """The outline of each name, made with numpy."""
    names, forms = table.names, table.table.forms
    tokens = np.flatnonzero(PROPER[names.role])
    of_name = np.repeat(np.arange(len(names.first) - 1), names.size)[tokens]
    counts = alphabet.class_counts(table.table.sounds.codes)
    held = counts[forms.sound[forms.first[names.form[tokens]]]]
    found = np.zeros(len(names.first) - 1, np.uint64)
    for place in range(_CLASSES):
        total = np.bincount(of_name, held[:, place], minlength=len(found)).astype(np.intp)
        found |= _UNARY[np.minimum(total, _BITS)] << np.uint64(_BITS * place)
    return found


def unlike(left: npt.NDArray[np.uint64], right: npt.NDArray[np.uint64]) -> npt.NDArray[np.float32]:
    """How far outlines are apart: the share of their sounds that is in one alone, 0..1."""
    apart = np.bitwise_count(left ^ right).astype(np.float32)
    both = np.bitwise_count(left).astype(np.float32) + np.bitwise_count(right)
    return np.asarray(apart / np.maximum(both, 1), np.float32)
