"""Arrays of an index on disk, each in the least room that holds it.

A column that is nearly all zeros is kept as what it holds besides, and where. When it is opened it is laid
over memory that nobody has touched, which costs nothing until it is read.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.errors import IndexFaultError
from resolve.index.runs import in_pieces
from resolve.index.volume import Array, Draft, Volume

_SELDOM: Final = 16
"""A column of which at most one value in so many is not 0 is kept as these."""

_SMALL: Final = 4_096
"""Values up to which a column is kept as it is."""


def save_array(draft: Draft, name: str, array: Array) -> None:
    """Add an array to a file, under this name or under several that begin so."""
    array = np.ascontiguousarray(array)
    flat = array.reshape(-1)
    if array.size > _SMALL and _is_nearly_zero(flat):
        places = np.flatnonzero(flat)
        draft.add(f"{name}.places", narrowed(places))
        draft.add(f"{name}.values", flat[places])
        draft.add(f"{name}.shape", np.array(array.shape))
    else:
        draft.add(name, array)


def _is_nearly_zero(values: Array) -> bool:
    """Whether at most one value in `_SELDOM` is not 0; not all are looked at where many are not."""
    most = len(values) // _SELDOM
    found = 0
    for here in in_pieces(len(values)):
        found += int(np.count_nonzero(values[here]))
        if found > most:
            return False
    return True


def load_array(volume: Volume, name: str) -> Array:
    """An array that `save_array` added to a file.

    Raises:
        IndexFaultError: it is not there, or its values do not fit into it.
    """
    if name in volume or f"{name}.shape" not in volume:
        return volume.array(name)
    places, values, shape = (volume.array(f"{name}.{part}") for part in ("places", "values", "shape"))
    try:
        array = np.zeros(tuple(shape.tolist()), values.dtype)
        array.reshape(-1)[places] = values
    except (IndexError, ValueError, TypeError, MemoryError) as error:
        raise IndexFaultError(
            f"the match index is damaged: {name} holds values beyond its end;"
            " build it anew with resolve index"
        ) from error
    return array


def holds_array(volume: Volume, name: str) -> bool:
    """Whether `save_array` added an array of this name."""
    return name in volume or f"{name}.shape" in volume


def as_offsets(column: npt.NDArray[np.integer]) -> Array:
    """Offsets in four bytes each; a table of queries has them in eight.

    Raises:
        IndexFaultError: they reach beyond 2**31.
    """
    last = int(column.max(initial=0))
    if last > np.iinfo(np.int32).max:
        raise IndexFaultError(
            f"the gazetteer is too large for one match index: a column has {last:,} values or bytes, and room"
            " is for 2,147,483,647; build it in two parts"
        )
    return column.astype(np.int32)


def narrowed(column: npt.NDArray[np.integer]) -> npt.NDArray[np.unsignedinteger]:
    """Numbers >= 0 in the least room that holds all of them."""
    return column.astype(np.min_scalar_type(int(column.max(initial=0))))
