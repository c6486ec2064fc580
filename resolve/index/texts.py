"""Columns of strings in an index: packed, mapped, and decoded one at a time.

- `Texts`: any strings, in one block of UTF-8
- `Tags`: strings of which there are few different ones, as numbers of these
- `NamesByRow`: strings that stand in another column already, as its rows
"""

from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self, overload

import numpy as np
import numpy.typing as npt

from resolve.compiled import Library, library
from resolve.index.arrays import as_offsets, load_array, narrowed, save_array
from resolve.index.runs import Ints
from resolve.index.weave import Weave

if TYPE_CHECKING:
    import polars as pl

Places = npt.NDArray[np.int32]

_TAIL: Final = np.uint64(8)
_STRIDE: Final = 16
"""Of so many texts one has its offset stored; the others are found by the sizes between. A power of two."""

_WIDEST: Final = 4
_SEPARATOR: Final = "\n"

_FEW: Final = 24
"""Texts up to which it is quicker to cut out one after the other."""


class _Column(Sequence[str]):
    """A column of strings that is read by rows."""

    __slots__ = ()

    def _at(self, row: int) -> str:
        raise NotImplementedError

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        size = len(self)
        if isinstance(at, slice):
            return [self._at(row) for row in range(*at.indices(size))]
        if not -size <= at < size:
            raise IndexError(f"text {at} of {size}")
        return self._at(int(at) % size)


class Texts(_Column):
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
        return cls(block, as_offsets((np.cumsum(size) - size)[::_STRIDE]), narrowed(size))

    def woven(self, weave: Weave, newer: "Texts") -> "Texts":
        """These texts and newer ones as one column."""
        block = weave.through(self._offsets(), newer._offsets()).of(self._block, newer._block)
        return Texts._of(block, weave.of(self._size, newer._size).astype(np.int64))

    def find(self, wanted: Set[str]) -> Ints:
        """The rows that hold one of some strings, rising."""
        at = np.flatnonzero(np.isin(self._ends(), Texts.pack(list(wanted))._ends()))
        return np.array([row for row in at.tolist() if self._at(row) in wanted], np.int64)

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
        begin = self._starts[row // _STRIDE] + sum(self._sizes[row - row % _STRIDE : row])
        return str(self._bytes[begin : begin + self._sizes[row]], "utf-8")

    def take(self, rows: npt.NDArray[np.integer]) -> list[str]:
        """The texts of some rows, in their order."""
        if len(rows) < _FEW:
            return [self._at(row) for row in rows.tolist()]
        places: Ints = np.ascontiguousarray(rows, np.int64)
        if not 0 <= int(rows.min()) <= int(rows.max()) < len(self):
            raise IndexError(f"texts {rows.min()} to {rows.max()} of {len(self)}")
        compiled = library()
        if compiled is not None and self._size.dtype.itemsize <= _WIDEST:
            return self._taken(compiled, places)
        # The sizes of the texts between the one whose offset is stored and the one that is asked for.
        between = self._size[np.minimum((rows & -_STRIDE)[:, None] + np.arange(_STRIDE), len(self) - 1)]
        before = np.arange(_STRIDE) < (rows % _STRIDE)[:, None]
        begin = self._start[rows // _STRIDE] + np.einsum("ij,ij->i", between, before, dtype=np.int64)
        return self._cut(begin, begin + self._size[rows])

    def _taken(self, compiled: Library, rows: Ints) -> list[str]:
        """The texts of some rows, their bytes copied together and made strings at once."""
        begin, size = np.empty(len(rows), np.int64), np.empty(len(rows), np.int64)
        start = np.ascontiguousarray(self._start, np.int32)
        compiled.place_texts(
            start, self._size, self._size.dtype.itemsize, _STRIDE, len(rows), rows, begin, size
        )
        if int((begin + size).max()) > len(self._block):
            raise IndexError(f"a text ends behind its column's {len(self._block)} bytes")
        together = np.empty(int(size.sum()) + len(rows), np.uint8)
        compiled.copy_texts(self._block, len(rows), begin, size, ord(_SEPARATOR), together)
        texts = str(together.data, "utf-8").split(_SEPARATOR)
        # A text that holds the separator itself is cut out by its place, and so are those beside it.
        return texts[:-1] if len(texts) == len(rows) + 1 else self._cut(begin, begin + size)

    def _cut(self, begin: Ints, end: Ints) -> list[str]:
        block = self._bytes
        return [str(block[a:b], "utf-8") for a, b in zip(begin.tolist(), end.tolist(), strict=True)]

    def save(self, stem: Path) -> None:
        """Write its arrays to files whose names begin so."""
        for part, array in (("block", self._block), ("start", self._start), ("size", self._size)):
            save_array(stem.with_name(f"{stem.name}.{part}"), array)

    @classmethod
    def load(cls, stem: Path) -> Self:
        """Map its arrays."""
        return cls(
            *(load_array(stem.with_name(f"{stem.name}.{part}")) for part in ("block", "start", "size"))
        )


class Tags(_Column):
    """Strings of which there are few different ones.

    Args:
        number: of each row, which of `different` it is.
        different: the different strings.
    """

    __slots__ = ("different", "number")

    def __init__(self, number: npt.NDArray[np.unsignedinteger], different: Texts) -> None:
        self.number, self.different = number, different

    @classmethod
    def pack(cls, texts: Sequence[str]) -> Self:
        """Number strings in the order in which they first appear."""
        numbers: dict[str, int] = {}
        column = np.fromiter((numbers.setdefault(text, len(numbers)) for text in texts), np.int64, len(texts))
        return cls(narrowed(column), Texts.pack(list(numbers)))

    @classmethod
    def of_column(cls, column: "pl.Series") -> Self:
        """Number the strings of a column, none of which is missing, as they first appear."""
        different = column.unique(maintain_order=True)
        number = column.replace_strict(different, np.arange(len(different), dtype=np.uint32))
        return cls(narrowed(number.to_numpy()), Texts.of_column(different))

    def __len__(self) -> int:
        return len(self.number)

    def _at(self, row: int) -> str:
        return self.different[int(self.number[row])]

    def woven(self, weave: Weave, newer: "Tags") -> "Tags":
        """These strings and newer ones as one column."""
        numbers = {text: number for number, text in enumerate(self.different)}
        again = [numbers.setdefault(text, len(numbers)) for text in newer.different]
        number = weave.of(self.number, np.array(again, np.uint32)[newer.number])
        return Tags(narrowed(number), Texts.pack(list(numbers)))

    def save(self, stem: Path) -> None:
        """Write its arrays to files whose names begin so."""
        save_array(stem.with_name(f"{stem.name}.number"), self.number)
        self.different.save(stem)

    @classmethod
    def load(cls, stem: Path) -> Self:
        """Map its arrays."""
        return cls(load_array(stem.with_name(f"{stem.name}.number")), Texts.load(stem))


class NamesByRow(_Column):
    """Strings most of which stand in another column already.

    Args:
        row: of each, its row in `column`; -1 - k for the k-th of `others`.
        column: the other column.
        others: the strings that it lacks.
    """

    __slots__ = ("_column", "_others", "_row")

    def __init__(self, row: npt.NDArray[np.int32], column: Texts, others: Texts) -> None:
        self._row, self._column, self._others = row, column, others

    @classmethod
    def of_column(cls, texts: "pl.Series", rows: npt.NDArray[np.integer], column: Texts) -> Self:
        """Pack a column of strings, in the place of most of which there is a row of another column.

        Args:
            texts: n strings, none of which is missing.
            rows: n rows of `column` that hold the same, -1 where there is none.
            column: the other column.
        """
        lacking = np.flatnonzero(rows < 0)
        placed = rows.astype(np.int32)
        placed[lacking] = -1 - np.arange(len(lacking))
        return cls(placed, column, Texts.of_column(texts[lacking]))

    def __len__(self) -> int:
        return len(self._row)

    def _at(self, row: int) -> str:
        place = int(self._row[row])
        return self._column[place] if place >= 0 else self._others[-1 - place]

    def take(self, rows: npt.NDArray[np.integer]) -> list[str]:
        """The texts of some rows, in their order."""
        place = self._row[rows]
        taken = self._column.take(np.maximum(place, 0)) if len(self._column) else [""] * len(place)
        for at in np.flatnonzero(place < 0).tolist():
            taken[at] = self._others[-1 - int(place[at])]
        return taken

    def woven(
        self, weave: Weave, newer: "NamesByRow", column: Texts, places: Sequence[Places]
    ) -> "NamesByRow":
        """These strings and newer ones as one column.

        Args:
            weave: how their rows are woven.
            newer: the newer ones.
            column: where they stand now.
            places: of the rows of the column of each, in which row of this one they stand.
        """
        rows = []
        for names, place, before in ((self, places[0], 0), (newer, places[1], len(self._others))):
            elsewhere = names._row < 0
            there = place[np.where(elsewhere, 0, names._row)] if len(place) else names._row
            rows.append(np.where(elsewhere, names._row - np.int32(before), there))
        appended = Weave.appended(len(self._others), np.arange(len(newer._others)))
        others = self._others.woven(appended, newer._others)
        return NamesByRow(weave.of(rows[0], rows[1]), column, others)

    def save(self, stem: Path) -> None:
        """Write its arrays to files whose names begin so; the other column is not among them."""
        save_array(stem.with_name(f"{stem.name}.row"), self._row)
        self._others.save(stem)

    @classmethod
    def load(cls, stem: Path, column: Texts) -> Self:
        """Map its arrays."""
        return cls(load_array(stem.with_name(f"{stem.name}.row")), column, Texts.load(stem))
