"""Columns of strings of which there are few different ones, kept as numbers of these."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from resolve.index.arrays import load_array, narrowed, save_array
from resolve.index.column import Column
from resolve.index.texts import Texts
from resolve.index.volume import Draft, Volume
from resolve.index.weave import Weave

if TYPE_CHECKING:
    import polars as pl


class Tags(Column):
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

    def save(self, draft: Draft, name: str) -> None:
        """Add its arrays to a file, under names that begin so."""
        save_array(draft, f"{name}.number", self.number)
        self.different.save(draft, name)

    @classmethod
    def load(cls, volume: Volume, name: str) -> Self:
        """Its arrays out of a file."""
        return cls(load_array(volume, f"{name}.number"), Texts.load(volume, name))
