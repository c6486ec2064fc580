"""Columns of strings on their way out: one run of UTF-8, made strings of Python or of a frame at once."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import polars as pl

END: Final = "\n"
"""Stands after each string, so that all are cut apart at once; one that holds it is cut out by its place."""

_END: Final = np.uint8(ord(END))


@dataclass(frozen=True, slots=True)
class Strings:
    """n strings.

    Attributes:
        block: the bytes of all, `END` after each.
        first: n + 1 offsets: string i is block[first[i] : first[i + 1] - 1].
    """

    block: npt.NDArray[np.uint8]
    first: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.first) - 1

    def __getitem__(self, row: int) -> str:
        return str(self.block[self.first[row] : self.first[row + 1] - 1].data, "utf-8")

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """Strings of Python, none of which holds half of a surrogate pair."""
        block = np.frombuffer(END.join([*texts, ""]).encode(), np.uint8)
        ends = np.flatnonzero(block == _END)
        if len(ends) != len(texts):
            ends = np.cumsum([len(text.encode()) + 1 for text in texts]) - 1
        first = np.zeros(len(texts) + 1, np.int64)
        first[1:] = ends + 1
        return cls(block, first)

    @classmethod
    def join(cls, one: "Strings", other: "Strings") -> Self:
        """Both together, the strings of the second after those of the first."""
        return cls(
            np.concatenate((one.block, other.block)),
            np.concatenate((one.first, other.first[1:] + one.first[-1])),
        )

    def with_others(self, others: dict[int, str]) -> "Strings":
        """The same strings but for some rows, which hold others."""
        if not others:
            return self
        rows = sorted(others)
        pieces, end = [], 0
        size = np.diff(self.first)
        for row, piece in zip(rows, (others[row].encode() + END.encode() for row in rows), strict=True):
            pieces += [self.block[end : self.first[row]], np.frombuffer(piece, np.uint8)]
            size[row], end = len(piece), self.first[row + 1]
        first = np.zeros(len(self.first), np.int64)
        np.cumsum(size, out=first[1:])
        return Strings(np.concatenate((*pieces, self.block[end:])), first)

    def to_list(self) -> list[str]:
        """The strings as those of Python."""
        texts = str(self.block.data, "utf-8").split(END)
        if len(texts) == len(self.first):
            return texts[:-1]
        block, ends = self.block.data, self.first.tolist()
        return [str(block[begin : end - 1], "utf-8") for begin, end in itertools.pairwise(ends)]

    def to_series(self) -> "pl.Series":
        """The strings as a column of a frame."""
        import polars as pl

        # Cut apart by polars: a string of Python for each would take seven times as long.
        whole = pl.Series([self.block[:-1].tobytes()], dtype=pl.Binary).cast(pl.String)
        texts = whole.str.split(END).explode() if len(self) else whole.clear()
        return texts if len(texts) == len(self) else pl.Series(self.to_list(), dtype=pl.String)
