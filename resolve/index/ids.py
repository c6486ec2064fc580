"""A column of IDs as what they begin with and the number that they end in, such as `geonames:` and 587084.

IDs that do not end in a number, or in one of more than nine digits or with zeros before it, are kept as they
are beside it; if that is most of them, the whole column is.
"""

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, Final, Self, TypeAlias

import numpy as np
import numpy.typing as npt

from resolve.compiled import library
from resolve.index.arrays import holds_array, load_array, narrowed, save_array
from resolve.index.column import Column
from resolve.index.runs import Ints
from resolve.index.texts import Texts
from resolve.index.volume import Draft, Volume
from resolve.index.weave import Weave
from resolve.strings import END, Strings

if TYPE_CHECKING:
    import polars as pl

_DIGITS: Final = "0123456789"
_MOST: Final = 9
"""Digits of a number at most, so that it fits into four bytes."""

_ROOM: Final = 5.0
"""Bytes of an ID that is kept so."""

_AT_ONCE: Final = 1 << 16

_FEW: Final = 24
"""IDs up to which it is quicker to put one together after the other."""

_NONE: Final = -1
"""In place of the number of an ID that ends in none."""

_DIGITS_AT_MOST: Final = 10
"""Digits of a number of 32 bits."""


class Ids(Column):
    """IDs by their beginnings and numbers; read only.

    Args:
        begins: the different beginnings.
        others: the IDs that are kept as they are.
        begin: of each ID, one more than the number of its beginning; 0 for one of `others`.
        number: of each ID the number that it ends in, or its row in `others`.
    """

    __slots__ = ("_begin", "_begins", "_number", "_others")

    def __init__(
        self,
        begins: Texts,
        others: Texts,
        begin: npt.NDArray[np.unsignedinteger],
        number: npt.NDArray[np.uint32],
    ) -> None:
        self._begins, self._others, self._begin, self._number = begins, others, begin, number

    @classmethod
    def of_column(cls, column: "pl.Series") -> Self:
        """Pack a column of strings, none of which is missing."""
        start = column.str.strip_chars_end(_DIGITS)
        end = column.str.slice(start.str.len_chars())
        value = end.str.slice(0, _MOST).cast(int, strict=False).fill_null(-1)
        numbered = value.cast(str) == end
        apart = np.flatnonzero(~numbered.to_numpy())
        number = value.to_numpy().astype(np.uint32)
        number[apart] = np.arange(len(apart))
        begins = start.filter(numbered).unique(maintain_order=True)
        place = np.arange(1, len(begins) + 1, dtype=np.uint32)
        begin = start.replace_strict(begins, place, default=0).to_numpy().copy()
        begin[apart] = 0
        return cls(Texts.of_column(begins), Texts.of_column(column[apart]), narrowed(begin), number)

    @property
    def room(self) -> float:
        """About how many bytes it takes."""
        return len(self) * _ROOM + sum(part.bytes + 2 * len(part) for part in (self._begins, self._others))

    def woven(self, weave: Weave, newer: "Ids") -> "Ids":
        """These IDs and newer ones as one column."""
        places = {text: place for place, text in enumerate(self._begins, 1)}
        again = [0, *(places.setdefault(text, len(places) + 1) for text in newer._begins)]
        number = newer._number + np.where(newer._begin == 0, len(self._others), 0).astype(np.uint32)
        added = Weave.appended(len(self._others), np.arange(len(newer._others)))
        return Ids(
            Texts.pack(list(places)),
            self._others.woven(added, newer._others),
            narrowed(weave.of(self._begin.astype(np.uint32), np.array(again, np.uint32)[newer._begin])),
            weave.of(self._number, number),
        )

    def find(self, wanted: Set[str]) -> Ints:
        """The rows that hold one of some IDs, rising."""
        ends = {text[len(text.rstrip(_DIGITS)) :] for text in wanted}
        numbers = np.array([int(end) for end in ends if 0 < len(end) <= _MOST], np.uint32)
        at = np.flatnonzero(np.isin(self._number, numbers) & (self._begin > 0))
        found = [row for row, text in zip(at.tolist(), self.take(at), strict=True) if text in wanted]
        apart = np.flatnonzero(np.isin(self._number, self._others.find(wanted)) & (self._begin == 0))
        return np.sort(np.concatenate((np.array(found, np.int64), apart)))

    def __len__(self) -> int:
        return len(self._number)

    def __iter__(self) -> Iterator[str]:
        for row in range(0, len(self), _AT_ONCE):
            yield from self.take(np.arange(row, min(row + _AT_ONCE, len(self))))

    def _at(self, row: int) -> str:
        begin, number = int(self._begin[row]), int(self._number[row])
        return f"{self._begins[begin - 1]}{number}" if begin else self._others[number]

    def take(self, rows: npt.NDArray[np.integer]) -> list[str]:
        """The IDs of some rows, in their order."""
        begins = list(self._begins) if len(rows) > len(self._begins) else self._begins
        return [
            f"{begins[begin - 1]}{number}" if begin else self._others[number]
            for begin, number in zip(self._begin[rows].tolist(), self._number[rows].tolist(), strict=True)
        ]

    def gather(self, rows: npt.NDArray[np.integer]) -> Strings:
        """The IDs of some rows as one column."""
        compiled = library() if len(rows) >= _FEW else None
        if compiled is None:
            return Strings.of(self.take(rows))
        begin, number = self._begin[rows].astype(np.int64), self._number[rows].astype(np.int64)
        apart = np.flatnonzero(begin == 0)
        texts = Strings.of([*self._begins, *self._others.take(number[apart])])
        begin -= 1
        begin[apart], number[apart] = len(self._begins) + np.arange(len(apart)), _NONE
        first = np.zeros(len(rows) + 1, np.int64)
        block = np.empty(int(np.diff(texts.first)[begin].sum()) + _DIGITS_AT_MOST * len(rows), np.uint8)
        compiled.call("copy_ids", texts.block, texts.first, len(rows), begin, number, ord(END), block, first)
        return Strings(block[: int(first[-1])], first)

    def save(self, draft: Draft, name: str) -> None:
        """Add its arrays to a file, under names that begin so."""
        for part, texts in (("begins", self._begins), ("others", self._others)):
            texts.save(draft, f"{name}.{part}")
        for part, array in (("begin", self._begin), ("number", self._number)):
            save_array(draft, f"{name}.{part}", array)

    @classmethod
    def load(cls, volume: Volume, name: str) -> Self:
        """Its arrays out of a file."""
        begins, others = (Texts.load(volume, f"{name}.{part}") for part in ("begins", "others"))
        begin, number = (load_array(volume, f"{name}.{part}") for part in ("begin", "number"))
        return cls(begins, others, begin, number)


Identified: TypeAlias = Texts | Ids
"""IDs, packed in either way."""


def pack_ids(column: "pl.Series") -> Identified:
    """Pack IDs, none of which is missing, in the way that takes less room."""
    ids = Ids.of_column(column)
    return ids if ids.room < column.str.len_bytes().sum() + len(column) else Texts.of_column(column)


def weave_ids(weave: Weave, older: Identified, newer: Identified) -> Identified:
    """IDs and newer ones as one column, packed as the older ones are."""
    import polars as pl

    if isinstance(older, Texts):
        return older.woven(weave, newer if isinstance(newer, Texts) else Texts.pack(list(newer)))
    same = newer if isinstance(newer, Ids) else Ids.of_column(pl.Series(list(newer), dtype=pl.String))
    return older.woven(weave, same)


def load_ids(volume: Volume, name: str) -> Identified:
    """IDs out of a file that were packed in either way."""
    held = holds_array(volume, f"{name}.number")
    return Ids.load(volume, name) if held else Texts.load(volume, name)
