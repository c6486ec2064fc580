"""Columns besides those of the names table whose values mean something: what each must be.

Importers add them, a table may bring them, and `set` changes them: the rules are here for all three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

_DEGREES = r"[+-]?(?:[0-9]{1,3}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})(?:[eE]-[0-9]{1,3})?"
_COUNT = r"[0-9]{1,9}(?:\.0{1,9})?"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that a column holds as text.

    Attributes:
        written: The regular expression of the whole text.
        lowest: The least value, included.
        highest: The greatest value, included.
        expected: What is expected, in words.
    """

    written: str
    lowest: int
    highest: int
    expected: str

    def fits(self, text: str) -> bool:
        """Return whether a text is such a number.

        Args:
            text: Any text.
        """
        is_number = re.fullmatch(self.written, text) is not None
        return is_number and self.lowest <= float(text) <= self.highest

    def canonical(self, column: str) -> pl.Expr:
        """Return the values of a column of texts, trimmed; null where they are no such numbers.

        Args:
            column: The column.
        """
        text = pl.col(column).str.strip_chars()
        within = text.cast(pl.Float64, strict=False).is_between(self.lowest, self.highest)
        return pl.when(text.str.contains(rf"^(?:{self.written})$") & within).then(text).alias(column)


MEASURES: Mapping[str, Measure] = {
    "latitude": Measure(_DEGREES, -90, 90, "degrees from -90 to 90"),
    "longitude": Measure(_DEGREES, -180, 180, "degrees from -180 to 180"),
    "sitelinks": Measure(_COUNT, 0, 10**9, "a whole number, 0 or more"),
}
"""What columns must hold; those that are not here may hold any text."""
