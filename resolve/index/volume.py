"""One file for all arrays of an index: each under its name, and behind them a table of where they lie.

It is mapped whole, so that to open an index takes one file and not a hundred. Each array begins at a place
that suits any type of number. The table is JSON and holds a checksum of each array; the last eight bytes of
the file say where it begins.
"""

import hashlib
import json
import math
import mmap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

import numpy as np
import numpy.typing as npt

from resolve.errors import IndexFaultError
from resolve.index.checksum import checksum_of

Array = npt.NDArray[Any]

_ALIGNED: Final = 64
"""Arrays begin at multiples of it. Unit: bytes."""

_END: Final = 8
"""Bytes that say where the table begins."""

_NUMBERS: Final = "biuf"
"""Kinds of arrays that a file may hold, as numpy names them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an array lies in a file.

    Attributes:
        kind: the type of its numbers, as numpy writes it.
        shape: its sizes.
        begin: its first byte.
        sum: of its bytes, see `checksum_of`.
    """

    kind: str
    shape: tuple[int, ...]
    begin: int
    sum: str


class Draft:
    """A file that is being written, see `drafted`.

    Attributes:
        hash: of the table, when all is written.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.hash = ""
        self._stream = stream
        self._places: dict[str, Place] = {}

    def add(self, name: str, array: Array) -> None:
        """Write an array; its name is that of no other."""
        content = np.ascontiguousarray(array).reshape(-1).view(np.uint8)
        self._stream.write(bytes(-self._stream.tell() % _ALIGNED))
        place = Place(array.dtype.str, array.shape, self._stream.tell(), checksum_of(content))
        self._places[name] = place
        self._stream.write(content.data)

    def _close(self) -> None:
        table = json.dumps({name: asdict(place) for name, place in self._places.items()}).encode()
        self.hash = _hash(table)
        begin = self._stream.tell()
        self._stream.write(table + begin.to_bytes(_END, "little"))


@contextmanager
def drafted(file: Path) -> Iterator[Draft]:
    """A new file to which arrays can be added; it is whole at the end of the block.

    Raises:
        OSError: it cannot be written, or is there.
    """
    with file.open("xb") as stream:
        draft = Draft(stream)
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
                str(name): Place(str(of["kind"]), tuple(map(int, of["shape"])), int(of["begin"]), of["sum"])
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
                if checksum_of(self.array(name).reshape(-1).view(np.uint8)) != place.sum:
                    return name
        except IndexFaultError as error:
            return str(error)
        return None


def _hash(content: bytes) -> str:
    return hashlib.blake2b(content).hexdigest()


def _damage(what: str) -> IndexFaultError:
    return IndexFaultError(f"the match index is damaged: {what}; build it anew with resolve index")
