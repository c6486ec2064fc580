"""Names as the compiled library takes them: the structures of keys.h."""

import ctypes
import functools
from typing import Final

import numpy as np

from resolve.compiled import Held, Library, address, in_one_piece, library
from resolve.names.table import NameTable
from resolve.text.words import Role

_COLUMNS: Final = {
    "first": np.int64,
    "form": np.int32,
    "role": np.uint8,
    "fold": np.uint64,
    "sense": np.int32,
    "sound_first": np.int64,
    "sound": np.int32,
    "by_reading": np.int32,
    "codes": np.uint8,
    "size": np.uint8,
    "skeletons": np.uint64,
    "shapes": np.uint64,
}


class NamesStruct(ctypes.Structure):
    """`Read` of keys.h."""

    _fields_ = [
        *[(name, ctypes.c_void_p) for name in _COLUMNS],
        ("names", ctypes.c_int64),
        ("readings", ctypes.c_int64),
    ]


class KeyRulesStruct(ctypes.Structure):
    """`KeyRules` of keys.h."""

    _fields_ = [
        *[(name, ctypes.c_uint64) for name in ("fine", "coarse", "sense")],
        *[(name, ctypes.c_int32) for name in ("least_for_parts", "most_for_parts")],
        *[(name, ctypes.c_uint8) for name in ("of_fine", "of_coarse", "of_skeleton", "of_part")],
        *[(name, ctypes.c_uint8 * len(Role)) for name in ("proper", "by_sense")],
        *[(name, ctypes.c_uint8 * 256) for name in ("skeleton_class", "devoiced", "is_vowel")],
    ]


def names_struct(table: NameTable) -> Held[NamesStruct]:
    """Names as the library takes them; copied only where a type differs."""
    names, forms, sounds = table.names, table.table.forms, table.table.sounds
    columns = (
        *(names.first, names.form, names.role, forms.fold, forms.sense, forms.first, forms.sound),
        *(table.table.by_reading, sounds.codes, sounds.size, sounds.skeletons, table.table.views.shapes),
    )
    arrays = in_one_piece(columns, _COLUMNS.values())
    readings = table.table.by_reading.shape[1]
    return Held(NamesStruct(*map(address, arrays), len(names.first) - 1, readings), arrays)


@functools.cache
def name_library() -> Library | None:
    """The library; None where there is none, or it was compiled for other structures."""
    compiled = library()
    sizes = (ctypes.sizeof(NamesStruct), ctypes.sizeof(KeyRulesStruct))
    return compiled if compiled is not None and compiled.key_sizes()[:2] == sizes else None
