"""Arrays of an index on disk: each a file of its own, in the least room that holds it.

A column that is nearly all zeros is kept as what it holds besides, and where. When it is opened it is laid
over memory that nobody has touched, which costs nothing until it is read.
"""

import math
import mmap
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from numpy.lib import format as npy

from resolve.errors import IndexFaultError

_SELDOM: Final = 16
"""A column of which at most one value in so many is not 0 is kept as these."""

_SMALL: Final = 4_096
"""Values up to which a column is kept as it is."""

_PLACES, _VALUES, _SHAPE = ".places.npy", ".values.npy", ".shape.npy"


def save_array(stem: Path, array: npt.NDArray[Any]) -> None:
    """Write an array to the file, or the files, whose names begin so."""
    array = np.ascontiguousarray(array)
    if array.size > _SMALL and np.count_nonzero(array) * _SELDOM <= array.size:
        flat = array.reshape(-1)
        places = np.flatnonzero(flat)
        for ending, part in (
            (_PLACES, narrowed(places)),
            (_VALUES, flat[places]),
            (_SHAPE, np.array(array.shape)),
        ):
            np.save(_named(stem, ending), part)
    else:
        np.save(_named(stem, ".npy"), array)


def load_array(stem: Path) -> npt.NDArray[Any]:
    """Map an array that `save_array` wrote.

    Raises:
        IndexFaultError: its values do not fit into it.
    """
    whole = _named(stem, ".npy")
    if whole.exists():
        return _mapped(whole)
    places, values, shape = (_mapped(_named(stem, ending)) for ending in (_PLACES, _VALUES, _SHAPE))
    array = np.zeros(tuple(shape.tolist()), values.dtype)
    try:
        array.reshape(-1)[places] = values
    except (IndexError, ValueError) as error:
        raise IndexFaultError(
            f"the match index is damaged: {stem.name} holds values beyond its end; build it anew"
        ) from error
    return array


def as_offsets(column: npt.NDArray[np.integer]) -> npt.NDArray[Any]:
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


def _named(stem: Path, ending: str) -> Path:
    return stem.with_name(stem.name + ending)


def _mapped(file: Path) -> npt.NDArray[Any]:
    """Map a file; half as long as `np.load` takes, which a first lookup would wait for ninety times.

    Raises:
        ValueError: it holds no array of numbers.
    """
    with file.open("rb") as stream:
        header = npy.read_array_header_1_0 if npy.read_magic(stream) == (1, 0) else None
        if header is None:
            raise ValueError(f"{file.name} is of a version that no index is written in")
        shape, by_columns, kind = header(stream)
        if by_columns or kind.hasobject:
            raise ValueError(f"{file.name} holds no plain rows of numbers")
        begin, size = stream.tell(), math.prod(shape)
        if not size:
            return np.zeros(shape, kind)
        held = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    return np.frombuffer(held, kind, size, begin).reshape(shape)
