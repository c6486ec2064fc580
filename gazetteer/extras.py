"""Columns besides those of the names table whose values mean something: what each must be.

Importers add them, a table may bring them, and `set` changes them: the rules are here for all three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_DEGREES = r"[+-]?(?:[0-9]{1,3}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})(?:[eE]-[0-9]{1,3})?"
_COUNT = r"[0-9]{1,9}(?:\.0{1,9})?"
_MIDNIGHT = r"[T ]00:00:00(?:\.0+)?(?:Z|\+00:00)?$"
"""What some libraries write behind a day that they know as a time."""

_MOMENT = r"^(-?[0-9]{1,4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?$"


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


@dataclass(frozen=True, slots=True)
class Moment:
    """A year, a month or a day that a column holds as text.

    Attributes:
        last: Whether the whole of the year or month belongs to what ends with it.
    """

    last: bool

    @property
    def expected(self) -> str:
        """What is expected, in words."""
        return "a year, a month or a day such as 1991, 1991-08 or 1991-08-30"

    def canonical(self, column: str) -> pl.Expr:
        """Return the values of a column of texts, trimmed; null where they are no such moments.

        Args:
            column: The column.
        """
        text = _without_midnight(pl.col(column))
        return pl.when(self.day(text).is_not_null()).then(text).alias(column)

    def day(self, text: pl.Expr) -> pl.Expr:
        """Return the first or the last day of moments as a number that grows with time; null for others.

        Args:
            text: Texts.
        """
        text = _without_midnight(text)
        year, month, day = (text.str.extract(_MOMENT, group).cast(pl.Int32) for group in (1, 2, 3))
        is_day = day.is_null() | (day <= _days(year, month))
        number = year * 10_000 + month.fill_null(12 if self.last else 1) * 100
        return pl.when(is_day).then(number + day.fill_null(31 if self.last else 1))


def _without_midnight(text: pl.Expr) -> pl.Expr:
    return text.str.strip_chars().str.replace(_MIDNIGHT, "")


def is_turned(columns: Collection[str]) -> pl.Expr:
    """Return whether what ends at a moment begins after it.

    Args:
        columns: The columns of a table in canonical form; without both of them nothing is turned.
    """
    if not MOMENTS.keys() <= set(columns):
        return pl.lit(value=False)
    first, last = (moment.day(pl.col(column)) for column, moment in MOMENTS.items())
    return (first > last).fill_null(value=False)


def _days(year: pl.Expr, month: pl.Expr) -> pl.Expr:
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    short = pl.when(leap).then(29).otherwise(28)
    return pl.when(month == 2).then(short).when(month.is_in([4, 6, 9, 11])).then(30).otherwise(31)


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
