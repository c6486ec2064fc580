"""Columns of strings in an index: packed into one block of UTF-8, mapped, and decoded one at a time."""

from collections.abc import Iterator, Sequence, Set
from itertools import islice
from typing import TYPE_CHECKING, Final, Self

import numpy as np
import numpy.typing as npt

from resolve.compiled import Library, library
from resolve.errors import IndexFaultError
from resolve.index.arrays import load_array, narrowed, save_array
from resolve.index.column import Column
from resolve.index.places import STRIDE, beginnings, find_places
from resolve.index.runs import Ints
from resolve.index.volume import Draft, Volume
from resolve.index.weave import Weave
from resolve.strings import END, Strings

if TYPE_CHECKING:
    import polars as pl

_TAIL: Final = np.uint64(8)
_FEW: Final = 24
"""Texts up to which it is quicker to cut out one after the other."""


class Texts(Column):
    """Strings packed into one block of UTF-8; read only.

    Args:
        block: the bytes of all.
        start: of every 16th text, where it begins.
        size: of each text, how many bytes it has.
    """

    __slots__ = ("_block", "_bytes", "_size", "_sizes", "_start", "_starts")

    def __init__(
        self,
        block: npt.NDArray[np.uint8],
        start: npt.NDArray[np.signedinteger],
        size: npt.NDArray[np.unsignedinteger],
    ) -> None:
        self._block, self._start, self._size = block, start, size
        # One text is cut out of plain buffers in a tenth of the time that it takes from arrays.
        self._bytes, self._starts, self._sizes = block.data, start.data, size.data

    @classmethod
    def pack(cls, texts: Sequence[str]) -> Self:
        """Pack strings."""
        packed = [text.encode() for text in texts]
        size = np.fromiter(map(len, packed), np.int64, len(packed))
        return cls._of(np.frombuffer(b"".join(packed), np.uint8), size)

    @classmethod
    def of_column(cls, column: "pl.Series") -> Self:
        """Pack a column of strings, none of which is missing."""
        joined: str = column.str.join("").item() or ""
        size = column.str.len_bytes().to_numpy().astype(np.int64)
        return cls._of(np.frombuffer(joined.encode(), np.uint8), size)

    @classmethod
    def _of(cls, block: npt.NDArray[np.uint8], size: Ints) -> Self:
        return cls(block, beginnings(size), narrowed(size))

    def woven(self, weave: Weave, newer: "Texts") -> "Texts":
        """These texts and newer ones as one column."""
        block = weave.through(self._offsets(), newer._offsets()).of(self._block, newer._block)
        return Texts._of(block, weave.of(self._size, newer._size).astype(np.int64))

    def find(self, wanted: Set[str]) -> Ints:
        """The rows that hold one of some strings, rising."""
        at = np.flatnonzero(np.isin(self._ends(), Texts.pack(list(wanted))._ends()))
        held = zip(at.tolist(), self.take(at), strict=True)
        return np.array([row for row, text in held if text in wanted], np.int64)

    def _ends(self) -> npt.NDArray[np.uint64]:
        """The last eight bytes of each text as a number."""
        padded = np.concatenate((np.zeros(_TAIL, np.uint8), self._block))
        tails = np.ndarray((len(self._block) + 1,), "<u8", padded, strides=(1,))
        lacking = _TAIL - np.minimum(self._size, _TAIL).astype(np.uint64)
        # The first bytes are the lowest; those of a shorter text are its neighbour's.
        return np.where(lacking == _TAIL, 0, tails[self._offsets()[1:]] >> (lacking % _TAIL * _TAIL))

    def _offsets(self) -> Ints:
        return np.concatenate((np.zeros(1, np.int64), np.cumsum(self._size, dtype=np.int64)))

    def __len__(self) -> int:
        return len(self._sizes)

    def __iter__(self) -> Iterator[str]:
        begin = 0
        for size in self._sizes:
            yield str(self._bytes[begin : begin + size], "utf-8")
            begin += size

    def _at(self, row: int) -> str:
        begin = self._starts[row // STRIDE] + sum(self._sizes[row - row % STRIDE : row])
        return str(self._bytes[begin : begin + self._sizes[row]], "utf-8")

    def take(self, rows: npt.NDArray[np.integer]) -> list[str]:
        """The texts of some rows, in their order."""
        if len(rows) < _FEW:
            return [self._at(row) for row in rows.tolist()]
        compiled = library()
        if compiled is not None:
            return self._gathered(compiled, rows).to_list()
        begin, size = find_places(self._start, self._size, rows, len(self._block))
        return self._cut(begin, begin + size)

    def gather(self, rows: npt.NDArray[np.integer]) -> Strings:
        """The texts of some rows as one column."""
        compiled = library() if len(rows) >= _FEW else None
        return Strings.of(self.take(rows)) if compiled is None else self._gathered(compiled, rows)

    @property
    def bytes(self) -> int:
        """The bytes of all texts."""
        return len(self._block)

    def joined(self, rows: Ints, count: Ints, between: str) -> Strings:
        """Texts of some rows as one string each, with a letter between.

        Args:
            rows: the rows of all strings, one after the other.
            count: how many rows each string has, at least one.
            between: a letter of ASCII.
        """
        compiled = library()
        if compiled is None:
            parts = iter(self.take(rows))
            return Strings.of([between.join(islice(parts, size)) for size in count.tolist()])
        together = self._gathered(compiled, rows, between)
        first = together.first[np.concatenate((np.zeros(1, np.int64), np.cumsum(count)))]
        together.block[first[1:] - 1] = ord(END)
        return Strings(together.block, first)

    def _gathered(self, compiled: Library, rows: npt.NDArray[np.integer], end: str = END) -> Strings:
        """The texts of some rows, their bytes copied together with a letter after each."""
        begin, size = find_places(self._start, self._size, rows, len(self._block))
        first = np.zeros(len(rows) + 1, np.int64)
        np.cumsum(size + 1, out=first[1:])
        together = np.empty(int(first[-1]), np.uint8)
        compiled.call("copy_texts", self._block, len(rows), begin, size, ord(end), together)
        return Strings(together, first)

    def _cut(self, begin: Ints, end: Ints) -> list[str]:
        block = self._bytes
        return [str(block[a:b], "utf-8") for a, b in zip(begin.tolist(), end.tolist(), strict=True)]

    def save(self, draft: Draft, name: str) -> None:
        """Add its arrays to a file, under names that begin so."""
        for part, array in (("block", self._block), ("start", self._start), ("size", self._size)):
            save_array(draft, f"{name}.{part}", array)

    @classmethod
    def load(cls, volume: Volume, name: str) -> Self:
        """Its arrays out of a file.

        Raises:
            IndexFaultError: they are not those of one column.
        """
        block, start, size = (load_array(volume, f"{name}.{part}") for part in ("block", "start", "size"))
        if len(start) != -(-len(size) // STRIDE):
            raise IndexFaultError(
                f"the match index is damaged: {name} holds {len(start)} places of {len(size)} texts;"
                " build it anew with resolve index"
            )
        return cls(block, start, size)
