"""Keys in order, each with its name."""

from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.keys.plain import Keys
from resolve.names.compiled import name_library

_HIGHEST_BYTE: Final = np.uint64(56)
BYTES: Final = 256
"""How many values the highest byte of a key has, by which keys can be parted before they are sorted."""

Rows = npt.NDArray[np.int32]


def keys_a_byte(key: Keys) -> npt.NDArray[np.int64]:
    """How many keys have each highest byte."""
    return np.bincount((key >> _HIGHEST_BYTE).astype(np.uint8), minlength=BYTES).astype(np.int64)


def pick_keys(key: Keys, name: Rows, low: int, high: int, to_key: Keys, to_name: Rows) -> None:
    """Take the keys of a range of highest bytes, in their order.

    Args:
        key: n keys.
        name: the name of each.
        low: the first byte of the range.
        high: the one after the last.
        to_key: filled with these keys; it has room for just as many as there are.
        to_name: likewise.
    """
    library = name_library()
    if library is not None:
        library.call("pick_keys", key, name, len(key), low, high, to_key, to_name)
        return
    byte = key >> _HIGHEST_BYTE
    row = np.flatnonzero((byte >= np.uint64(low)) & (byte < np.uint64(high)))
    to_key[:], to_name[:] = key[row], name[row]


def sort_keys(key: Keys, name: Rows) -> None:
    """Sort keys where they stand; names of equal keys stay in their order.

    Args:
        key: n keys.
        name: the name of each.
    """
    library = name_library()
    if library is not None:
        library.call("sort_keys", key, name, len(key), np.empty_like(key), np.empty_like(name))
        return
    row = np.argsort(key, kind="stable")
    key[:], name[:] = key[row], name[row]
