"""Columns besides those of the names table whose values mean something: what each must be.

Importers add them, a table may bring them, and `set` changes them: the rules are here for all three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.moments import Moment

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

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

    def read(self, text: str) -> str | None:
        """Return a text trimmed; None if it is no such number.

        Args:
            text: Any text.
        """
        trimmed = text.strip()
        return trimmed if self.fits(trimmed) else None

    def canonical(self, told: pl.Series) -> pl.Series:
        """Return texts, trimmed; null where they are no such numbers.

        Args:
            told: Texts.
        """
        text = pl.col(told.name).str.strip_chars()
        within = text.cast(pl.Float64, strict=False).is_between(self.lowest, self.highest)
        fits = text.str.contains(rf"^(?:{self.written})$") & within
        return told.to_frame().select(pl.when(fits).then(text)).to_series()


def turned(first: str, last: str) -> str:
    """Return what is wrong with a name that is borne until before it came up.

    Args:
        first: When it came up, as a message shows it.
        last: When it ended.
    """
    return f"a name borne from {first} to {last}; expected: {VALID_FROM} not after {VALID_TO}"


def is_after(first: str, last: str) -> bool:
    """Return whether what ends at a moment begins after it.

    Args:
        first: When it begins, in its one form.
        last: When it ends, in its one form.
    """
    return MOMENTS[VALID_FROM].number(first) > MOMENTS[VALID_TO].number(last)


def is_turned(columns: Collection[str]) -> pl.Expr:
    """Return whether what ends at a moment begins after it.

    Args:
        columns: The columns of a table in canonical form; without both of them nothing is turned.
    """
    if not MOMENTS.keys() <= set(columns):
        return pl.lit(value=False)
    first, last = (moment.day(pl.col(column)) for column, moment in MOMENTS.items())
    return (first > last).fill_null(value=False)


VALID_FROM, VALID_TO = "valid_from", "valid_to"

MOMENTS: Mapping[str, Moment] = {VALID_FROM: Moment(last=False), VALID_TO: Moment(last=True)}
"""From when to when a name was borne."""

MEASURES: Mapping[str, Measure] = {
    "latitude": Measure(_DEGREES, -90, 90, "degrees from -90 to 90"),
    "longitude": Measure(_DEGREES, -180, 180, "degrees from -180 to 180"),
    "sitelinks": Measure(_COUNT, 0, 10**9, "a whole number, 0 or more"),
}
"""Numbers that belong to an entity."""

EXTRAS: Mapping[str, Measure | Moment] = {**MOMENTS, **MEASURES}
"""What columns must hold; those that are not here may hold any text."""
