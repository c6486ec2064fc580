"""The compiled library: where it lies, and its functions as Python sees them."""

import ctypes
import functools
import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

import numpy as np
import numpy.typing as npt

_S = TypeVar("_S", bound=ctypes.Structure)

_LOG: Final = logging.getLogger(__name__)

FILE: Final = "native/engine.lib"
"""The library's file; the wheel's build hook makes it where there is a compiler. It is no
Python module, and so not named like one."""

_FUNCTIONS: Final = {
    "stamp": None,
    "layout": None,
    "cut": ctypes.c_int,
    "signs": None,
    "know": None,
    "find_known": None,
    "read": ctypes.c_int,
    "roles": None,
    "fold": None,
    "views": None,
    "measure": ctypes.c_int,
    "weigh": None,
    "rank": ctypes.c_int,
    "place_texts": None,
    "copy_texts": None,
    "copy_ids": None,
    "checksum": None,
    "shifts": None,
    "moved": None,
    "touched_entries": None,
    "renumber_lists": None,
    "renumber_entries": None,
    "near": ctypes.c_int,
    "key_layout": None,
    "keys": None,
    "pick_keys": None,
    "sort_keys": None,
    "outlines": None,
    "keyed": ctypes.c_int,
    "bearers": None,
    "rows_of": None,
    "reasons": None,
}
"""What the library offers as `adlar_...`, and what each gives: nothing, or 1 where there was no memory."""


class Library:
    """The functions of the library; arrays and structures are handed over by their address."""

    def __init__(self, path: Path) -> None:
        """Load a library.

        Raises:
            OSError: it does not load on this machine.
            AttributeError: it lacks a function.
        """
        loaded = ctypes.CDLL(str(path))
        self._functions = {name: getattr(loaded, f"adlar_{name}") for name in _FUNCTIONS}
        for name, gives in _FUNCTIONS.items():
            self._functions[name].restype = gives

    def stamps(self) -> tuple[int, int]:
        """The numbers of the sources that the library was compiled from, and of those that read names.

        See `.ci/build_native.py`.
        """
        numbers = np.zeros(2, np.uint32)
        self.call("stamp", numbers)
        return int(numbers[0]), int(numbers[1])

    def sizes(self) -> tuple[int, ...]:
        """The sizes of the structures for which the library was compiled, in the order of `stages.SIZES`."""
        sizes = np.zeros(8, np.int64)
        self.call("layout", sizes)
        return tuple(sizes.tolist())

    def key_sizes(self) -> tuple[int, ...]:
        """The sizes of `Read`, `KeyRules`, `Lookup` and `Bounds` for which the library was compiled."""
        sizes = np.zeros(4, np.int64)
        self.call("key_layout", sizes)
        return tuple(sizes.tolist())

    def call(self, name: str, *arguments: "Argument") -> None:
        """Call a function.

        Args:
            name: a key of `_FUNCTIONS`.
            arguments: what `adlar_name` takes, see resolve/native; arrays that it writes to are changed.

        Raises:
            MemoryError: there was no memory for its scratch.
            ValueError: an array lies scattered in memory.
        """
        if self._functions[name](*map(_passed, arguments)):
            raise MemoryError(f"no memory for {name}")


Array = npt.NDArray[np.generic]
Argument = ctypes.Structure | np.ndarray | int

# An array of no length stands for where it begins: so an address takes an eighth of the time that
# `ndarray.ctypes` takes, which a single lookup would pay for a hundred times.
_Start: Final = ctypes.c_char * 0


def address(array: np.ndarray) -> int:
    """Where the memory of an array begins.

    Raises:
        ValueError: the array lies scattered in memory.
    """
    begin = _begin(array)
    return begin if isinstance(begin, int) else ctypes.addressof(begin)


def _begin(array: np.ndarray) -> ctypes.Array[ctypes.c_char] | int:
    flags = array.flags
    if not flags.c_contiguous:
        raise ValueError("an array that lies scattered in memory cannot be handed over")
    return _Start.from_buffer(array.data) if flags.writeable else array.ctypes.data


@dataclass(frozen=True, slots=True)
class Held(Generic[_S]):
    """A structure and the arrays that it points into, which live as long as it does."""

    struct: _S
    arrays: tuple[Array, ...]


def in_one_piece(columns: Iterable[Array], kinds: Iterable[npt.DTypeLike]) -> tuple[Array, ...]:
    """Columns as the library reads them, each of its type; copied only where one is not so already."""
    return tuple([np.ascontiguousarray(column, kind) for column, kind in zip(columns, kinds, strict=True)])


def _passed(argument: Argument) -> object:
    if isinstance(argument, np.ndarray):
        begin = _begin(argument)
        return ctypes.c_void_p(begin) if isinstance(begin, int) else begin
    return ctypes.c_int64(argument) if isinstance(argument, int) else ctypes.byref(argument)


@functools.cache
def library() -> Library | None:
    """The library; None where this installation has none, or one that does not load, or of other sources."""
    path = Path(__file__).parent / FILE
    if not path.exists():
        return None
    try:
        found = Library(path)
    except (OSError, AttributeError):
        return None
    # A wheel holds no sources: there the library was compiled with it.
    sources = sorted(path.parent.glob("*.[ch]"))
    if sources and found.stamps()[0] != _stamp_of(sources):
        _LOG.warning("%s was compiled from other sources and is not used; compile it anew", path)
        return None
    return found


def _stamp_of(sources: Sequence[Path]) -> int:
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.read_bytes())
    return int.from_bytes(digest.digest()[:4], "little")
