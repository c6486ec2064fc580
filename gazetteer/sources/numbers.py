"""Millions of numbers of places, kept small: which are taken, and what each is in Wikidata."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

GREATEST = 1 << 32
"""Numbers below are kept as bits; GeoNames counts to some millions."""

FIRST_BYTES = 1 << 16


class NumberSet:
    """A set of whole numbers that lie close together: a bit for each up to the greatest."""

    def __init__(self) -> None:
        self._bits = np.zeros(FIRST_BYTES, dtype=np.uint8)
        self._great: set[int] = set()

    def add(self, numbers: pl.Series) -> None:
        """Put numbers into the set.

        Args:
            numbers: Whole numbers; null and what is below 0 is passed over.
        """
        found = numbers.drop_nulls().filter(numbers.drop_nulls() >= 0)
        self._great.update(found.filter(found >= GREATEST))
        small = found.filter(found < GREATEST).to_numpy()
        if not len(small):
            return
        needed = (int(small.max()) >> 3) + 1
        if needed > len(self._bits):
            grown = np.zeros(max(needed, 2 * len(self._bits)), dtype=np.uint8)
            grown[: len(self._bits)] = self._bits
            self._bits = grown
        np.bitwise_or.at(self._bits, small >> 3, np.left_shift(1, small & 7).astype(np.uint8))

    def __bool__(self) -> bool:
        """Return whether any number is in it."""
        return bool(self._great) or bool(self._bits.any())

    def has(self, numbers: pl.Series) -> pl.Series:
        """Return of each number whether it is in the set.

        Args:
            numbers: Whole numbers; null is not in it.
        """
        asked = numbers.fill_null(-1).to_numpy()
        inside = (asked >= 0) & (asked < 8 * len(self._bits))
        place = np.where(inside, asked, 0)
        there = inside & ((self._bits[place >> 3] >> (place & 7)) & 1).astype(bool)
        found = pl.Series(there, dtype=pl.Boolean)
        return found | numbers.fill_null(-1).is_in(list(self._great)) if self._great else found


@dataclass(frozen=True, slots=True)
class Pairing:
    """Numbers of places, each with that of its item of Wikidata, where each side knows one of the other.

    Attributes:
        numbers: Numbers of places, sorted.
        items: The number of the item of each.
        unsure: How many pairs were left out, of which a side knows several of the other.
    """

    numbers: NDArray[np.int64]
    items: NDArray[np.int64]
    unsure: int

    @classmethod
    def of(cls, numbers: NDArray[np.int64], items: NDArray[np.int64]) -> Pairing:
        """Return the pairs that are sure.

        Args:
            numbers: Numbers of places, below 2^31.
            items: The number of an item of each, below 2^31; pairs may come again.
        """
        pairs = np.unique((numbers << 32) | items)
        one, other = pairs >> 32, pairs & 0xFFFFFFFF
        sure = _comes_once(one) & _comes_once(other)
        return cls(one[sure], other[sure], int(len(pairs) - sure.sum()))

    def curies(self, numbers: pl.Series) -> pl.Series:
        """Return the CURIE of the item of each place, or null.

        Args:
            numbers: Numbers of places.
        """
        if not len(self.numbers):
            return pl.Series([None] * len(numbers), dtype=pl.String)
        asked = numbers.fill_null(-1).to_numpy()
        place = self.numbers.searchsorted(asked).clip(0, len(self.numbers) - 1)
        found = pl.DataFrame({"item": self.items[place], "there": self.numbers[place] == asked})
        curie = pl.when("there").then(pl.format("wikidata:Q{}", "item"))
        return found.select(curie.alias("same_as")).to_series()


def _comes_once(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return of each value whether no other is equal to it."""
    order = values.argsort(kind="stable")
    ranked = values[order]
    again = np.zeros(len(values), dtype=bool)
    repeated = ranked[1:] == ranked[:-1]
    again[order[1:]] |= repeated
    again[order[:-1]] |= repeated
    return ~again
