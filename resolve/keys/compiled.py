"""Keys made by the library: the same, many times as fast."""

import functools
from typing import Final

import numpy as np

from resolve.compiled import Held, Library
from resolve.keys import plain
from resolve.keys.plain import Level, NameKeys
from resolve.names import PROPER
from resolve.names.compiled import KeyRulesStruct, NamesStruct
from resolve.sound import alphabet
from resolve.text.words import Role

_BLOCK: Final = 1 << 14
"""Names whose keys are made at once; bounds memory. Unit: names."""


@functools.cache
def key_rules() -> KeyRulesStruct:
    """What keys are made by, as the library takes it."""
    rules = KeyRulesStruct(
        fine=int(plain.FINE_SALT),
        coarse=int(plain.COARSE_SALT),
        sense=int(plain.SENSE_SALT),
        least_for_parts=plain.LEAST_FOR_PARTS,
        most_for_parts=plain.MOST_FOR_PARTS,
        of_fine=Level.FINE,
        of_coarse=Level.COARSE,
        of_skeleton=Level.SKELETON,
        of_part=Level.PART,
    )
    for name, table in {
        "proper": PROPER,
        "by_sense": np.isin(np.arange(len(Role)), plain.BY_SENSE),
        "skeleton_class": alphabet.SKELETON_CODE,
        "devoiced": alphabet.DEVOICED,
        "is_vowel": alphabet.IS_VOWEL,
    }.items():
        np.ctypeslib.as_array(getattr(rules, name))[...] = table
    return rules


def compiled_keys(library: Library, names: Held[NamesStruct], start: int, end: int) -> NameKeys:
    """All keys of each of a slice of names.

    Args:
        library: what `names.compiled.name_library` gave.
        names: names as the library takes them.
        start: the first of them.
        end: the one after the last.

    Returns:
        Their keys; rows count from the first name of all.
    """
    blocks = [
        _keys_of_block(library, names, first, min(first + _BLOCK, end))
        for first in range(start, max(end, start + 1), _BLOCK)
    ]
    if len(blocks) == 1:
        return blocks[0]
    return NameKeys(
        np.concatenate([block.row for block in blocks]),
        np.concatenate([block.key for block in blocks]),
        np.concatenate([block.level for block in blocks]),
    )


def _keys_of_block(library: Library, names: Held[NamesStruct], start: int, end: int) -> NameKeys:
    room = max(0, end - start) * (2 + names.struct.readings * (2 + plain.MOST_FOR_PARTS))
    row, key, level = np.empty(room, np.int64), np.empty(room, np.uint64), np.empty(room, np.uint8)
    count = np.zeros(1, np.int64)
    library.call("keys", names.struct, key_rules(), start, end, row, key, level, count)
    found = int(count[0])
    return NameKeys(row[:found].copy(), key[:found].copy(), level[:found].copy())
