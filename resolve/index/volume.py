"""One file for all arrays of an index: each under its name, and behind them a table of where they lie.

It is mapped whole, so that to open an index takes one file and not a hundred. Each array begins at a place
that suits any type of number. The table is JSON and holds a hash of each array; the last eight bytes of the
file say where it begins.
"""

import hashlib
import json
import math
import mmap
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

import numpy as np
import numpy.typing as npt

from resolve.errors import IndexFaultError

Array = npt.NDArray[Any]

_ALIGNED: Final = 64
"""Arrays begin at multiples of it. Unit: bytes."""

_END: Final = 8
"""Bytes that say where the table begins."""

_NUMBERS: Final = "biuf"
"""Kinds of arrays that a file may hold, as numpy names them."""

_HASHED_AT_ONCE: Final = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where an array lies in a file.

    Attributes:
        kind: the type of its numbers, as numpy writes it.
        shape: its sizes.
        begin: its first byte.
        hash: of its bytes.
    """

    kind: str
    shape: tuple[int, ...]
    begin: int
    hash: str


class Draft:
    """A file that is being written, see `drafted`.

    Attributes:
        hash: of the table, when all is written.
    """

    def __init__(self, stream: BinaryIO, beside: ThreadPoolExecutor) -> None:
        self.hash = ""
        self._stream, self._beside = stream, beside
        self._arrays: dict[str, tuple[Array, int, Future[str]]] = {}

    def add(self, name: str, array: Array) -> None:
        """Write an array; its name is that of no other."""
        array = np.ascontiguousarray(array)
        content = array.reshape(-1).view(np.uint8)
        # Hashes are made outside of the interpreter's lock.
        hashed = self._beside.submit(_hash, content.data)
        self._stream.write(bytes(-self._stream.tell() % _ALIGNED))
        self._arrays[name] = array, self._stream.tell(), hashed
        self._stream.write(content.data)

    def _close(self) -> None:
        places = {
            name: asdict(Place(array.dtype.str, array.shape, begin, hashed.result()))
            for name, (array, begin, hashed) in self._arrays.items()
        }
        table = json.dumps(places).encode()
        self.hash = _hash(table)
        begin = self._stream.tell()
        self._stream.write(table + begin.to_bytes(_END, "little"))


@contextmanager
def drafted(file: Path) -> Iterator[Draft]:
    """A new file to which arrays can be added; it is whole at the end of the block.

    Raises:
        OSError: it cannot be written, or is there.
    """
    with file.open("xb") as stream, ThreadPoolExecutor(_HASHED_AT_ONCE) as beside:
        draft = Draft(stream, beside)
        yield draft
        draft._close()


class Volume:
    """A file of arrays, mapped.

    Args:
        held: its bytes.
        table: where its table lies among them.
        places: of each array.
    """

    def __init__(self, held: mmap.mmap, table: slice, places: Mapping[str, Place]) -> None:
        self._held, self._table, self._places = held, table, places

    @classmethod
    def open(cls, file: Path) -> Self:
        """Map a file that `drafted` wrote.

        Raises:
            IndexFaultError: it is none, or cannot be read.
        """
        try:
            with file.open("rb") as stream:
                held = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            table = slice(int.from_bytes(held[-_END:], "little"), len(held) - _END)
            told = json.loads(held[table]).items()
            places = {
                str(name): Place(str(of["kind"]), tuple(map(int, of["shape"])), int(of["begin"]), of["hash"])
                for name, of in told
            }
        except OSError as error:
            raise _damage(f"{file} cannot be read: {error.strerror}") from error
        except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            raise _damage(f"{file} holds no table of arrays") from error
        return cls(held, table, places)

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def array(self, name: str) -> Array:
        """An array, which cannot be written to; nothing of it is read before it is used.

        Raises:
            IndexFaultError: there is none of this name, or it is no array of numbers that lies in the file.
        """
        place = self._places.get(name)
        if place is None:
            raise _damage(f"there is no array {name}")
        try:
            kind, size = np.dtype(place.kind), math.prod(place.shape)
            if kind.kind not in _NUMBERS or min(place.shape, default=0) < 0 or place.begin < 0:
                raise ValueError(place.kind)
            if not size:
                return np.zeros(place.shape, kind)
            return np.frombuffer(self._held, kind, size, place.begin).reshape(place.shape)
        except (ValueError, TypeError, SyntaxError, OverflowError) as error:
            raise _damage(f"{name} is no array of numbers that lies in the file") from error

    def difference(self, table_hash: str) -> str | None:
        """What is not as it was written; None if all is.

        Args:
            table_hash: `Draft.hash` of when it was.
        """
        if _hash(self._held[self._table]) != table_hash:
            return "the table of arrays"
        try:
            for name, place in self._places.items():
                if _hash(self.array(name).reshape(-1).view(np.uint8).data) != place.hash:
                    return name
        except IndexFaultError as error:
            return str(error)
        return None


def _hash(content: bytes | memoryview) -> str:
    return hashlib.blake2b(content).hexdigest()


def _damage(what: str) -> IndexFaultError:
    return IndexFaultError(f"the match index is damaged: {what}; build it anew with resolve index")
