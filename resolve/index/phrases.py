"""A column of names as the words that they are made of, each of which is kept once.

Names of persons share their words, and take less than half of the room so. Names of places hardly do: where
they take more, they are kept as they are.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Self, TypeAlias

import numpy as np
import numpy.typing as npt

from resolve.index.arrays import holds_array, load_array, narrowed, save_array
from resolve.index.column import Column
from resolve.index.places import STRIDE, beginnings, find_places
from resolve.index.runs import Ints, positions
from resolve.index.texts import Texts
from resolve.index.volume import Draft, Volume
from resolve.index.weave import Weave
from resolve.strings import Strings

if TYPE_CHECKING:
    import polars as pl

_BLANK: Final = " "
_COLUMNS: Final = ("low", "high", "start", "count")
_LOW_BITS: Final = 16
_BITS: Final = 24
"""Bits of a word's number, kept in two columns."""

_ROOM: Final = 3.0
_ROOM_A_WORD: Final = 1.25
"""Bytes of a word's number, and of what is kept of a different word besides its text."""

_MANY: Final = 1 << 18
_SAMPLED: Final = 8
_HOPELESS: Final = 1.15
"""Of many names one in so many is packed first. All of them share more of their words, but where even these
take so much more room by their words, all do."""

_FEW: Final = 24
_AT_ONCE: Final = 1 << 16


class Phrases(Column):
    """Names as the numbers of their words; read only.

    Args:
        words: the different words.
        low: of each word of each name its number, the lowest 16 bits.
        high: the bits above them.
        start: of every 16th name, where its words begin.
        count: of each name, how many words it has, at least one.
    """

    __slots__ = ("_count", "_high", "_low", "_start", "_words")

    def __init__(
        self,
        words: Texts,
        low: npt.NDArray[np.uint16],
        high: npt.NDArray[np.uint8],
        start: npt.NDArray[np.signedinteger],
        count: npt.NDArray[np.unsignedinteger],
    ) -> None:
        self._words, self._low, self._high, self._start, self._count = words, low, high, start, count

    @classmethod
    def of_column(cls, column: "pl.Series") -> Self:
        """Pack a column of strings, none of which is missing."""
        parts = column.rename("word").str.split(_BLANK)
        words = parts.explode().to_frame()
        different = words.unique(maintain_order=True)
        numbered = words.join(
            different.with_row_index("number"), on="word", how="left", maintain_order="left"
        )
        return cls._of(
            Texts.of_column(different["word"]), numbered["number"].to_numpy(), parts.list.len().to_numpy()
        )

    @classmethod
    def _of(cls, words: Texts, number: npt.NDArray[np.integer], count: npt.NDArray[np.integer]) -> Self:
        return cls(words, *_parted(number), beginnings(count), narrowed(count))

    def woven(self, weave: Weave, newer: "Phrases") -> "Phrases":
        """These names and newer ones as one column."""
        words = len(self._words)
        within = weave.through(self._offsets(), newer._offsets())
        low, high = _parted(newer._numbers(slice(None)) + words)
        count = weave.of(self._count, newer._count)
        return Phrases(
            self._words.woven(Weave.appended(words, np.arange(len(newer._words))), newer._words),
            within.of(self._low, low),
            within.of(self._high, high),
            beginnings(count),
            narrowed(count),
        )

    def _offsets(self) -> Ints:
        return np.concatenate((np.zeros(1, np.int64), np.cumsum(self._count, dtype=np.int64)))

    def _numbers(self, at: "slice | Ints") -> Ints:
        return self._low[at] | self._high[at].astype(np.int64) << _LOW_BITS

    def __len__(self) -> int:
        return len(self._count)

    def __iter__(self) -> Iterator[str]:
        for begin in range(0, len(self), _AT_ONCE):
            yield from self.take(np.arange(begin, min(begin + _AT_ONCE, len(self))))

    def _at(self, row: int) -> str:
        begin = int(self._start[row // STRIDE]) + int(self._count[row - row % STRIDE : row].sum())
        numbers = self._numbers(slice(begin, begin + int(self._count[row])))
        return _BLANK.join([self._words[number] for number in numbers.tolist()])

    def take(self, rows: npt.NDArray[np.integer]) -> list[str]:
        """The names of some rows, in their order."""
        return [self[row] for row in rows.tolist()] if len(rows) < _FEW else self.gather(rows).to_list()

    def gather(self, rows: npt.NDArray[np.integer]) -> Strings:
        """The names of some rows as one column."""
        if len(rows) < _FEW:
            return Strings.of(self.take(rows))
        begin, count = find_places(self._start, self._count, rows, len(self._low))
        return self._words.joined(self._numbers(positions(begin, count)), count, _BLANK)

    def save(self, draft: Draft, name: str) -> None:
        """Add its arrays to a file, under names that begin so."""
        self._words.save(draft, f"{name}.words")
        columns: tuple[npt.NDArray[np.integer], ...] = self._low, self._high, self._start, self._count
        for part, array in zip(_COLUMNS, columns, strict=True):
            save_array(draft, f"{name}.{part}", array)

    @classmethod
    def load(cls, volume: Volume, name: str) -> Self:
        """Its arrays out of a file."""
        columns = (load_array(volume, f"{name}.{part}") for part in _COLUMNS)
        return cls(Texts.load(volume, f"{name}.words"), *columns)


def _parted(number: npt.NDArray[np.integer]) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint8]]:
    """The lowest bits of numbers of words, and those above them."""
    return (number & ((1 << _LOW_BITS) - 1)).astype(np.uint16), (number >> _LOW_BITS).astype(np.uint8)


Written: TypeAlias = Texts | Phrases
"""Names as they are written."""


def pack_names(column: "pl.Series") -> Written:
    """Pack names, none of which is missing, in the way that takes less room."""
    if len(column) > _MANY:
        sample = column.gather_every(_SAMPLED)
        if _share_of_room(Phrases.of_column(sample), sample) > _HOPELESS:
            return Texts.of_column(column)
    phrases = Phrases.of_column(column)
    fits = len(phrases._words) < 1 << _BITS
    return phrases if fits and _share_of_room(phrases, column) < 1 else Texts.of_column(column)


def _share_of_room(phrases: Phrases, column: "pl.Series") -> float:
    """How much room names take by their words, by what they take as they are."""
    words = phrases._words.bytes + len(phrases._words) * _ROOM_A_WORD
    return (words + len(phrases._low) * _ROOM) / max(1, int(column.str.len_bytes().sum()))


def weave_names(weave: Weave, older: Written, newer: Written) -> Written:
    """Names and newer ones as one column, packed as the older ones are."""
    import polars as pl

    if isinstance(older, Texts):
        return older.woven(weave, newer if isinstance(newer, Texts) else Texts.pack(list(newer)))
    same = newer if isinstance(newer, Phrases) else Phrases.of_column(pl.Series(list(newer), dtype=pl.String))
    return older.woven(weave, same)


def load_names(volume: Volume, name: str) -> Written:
    """Names out of a file that were packed in either way."""
    held = holds_array(volume, f"{name}.words.block")
    return Phrases.load(volume, name) if held else Texts.load(volume, name)
