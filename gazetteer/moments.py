"""A year, a month or a day as text: what is read as one, and the form of ISO 8601 that it gets.

Wikidata and tables made from it write a month or a day that is not known as 00, a plus before the year, and
midnight behind the day; GeoNames writes no hyphens.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

import polars as pl

MOMENT_EXPECTED = "a year, a month or a day such as 1991, 1991-08 or 1991-08-30"
"""What a moment must be, in words."""

_MIDNIGHT = re.compile(r"[T ]00:00:00(?:\.0{1,9})?(?:Z|[+-]00:00)?$")
_WITHOUT_HYPHENS = re.compile(r"^([0-9]{4})([0-9]{2})([0-9]{2})$")
_PARTS = re.compile(r"([+-]?)0{0,12}([0-9]{1,4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_CANONICAL = r"^(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$"

_LEAP_YEAR, _OTHER_YEAR = 2000, 2001


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
        return MOMENT_EXPECTED

    def read(self, text: str) -> str | None:
        """Return what a text stands for, in its one form; None if it is no moment.

        Args:
            text: Any text.
        """
        return read_moment(text)

    def canonical(self, told: pl.Series) -> pl.Series:
        """Return texts, each in its one form; null where they are no moments.

        Args:
            told: Texts.
        """
        # Each day comes often, so that few texts are read.
        forms = {text: read_moment(text) for text in told.unique().drop_nulls()}
        return told.replace_strict(forms, default=None, return_dtype=pl.String)

    def day(self, text: pl.Expr) -> pl.Expr:
        """Return the first or the last day of moments as a number that grows with time.

        Args:
            text: Moments in their one form; null stays null.
        """
        year, month, day = (text.str.extract(_CANONICAL, group).cast(pl.Int32) for group in (1, 2, 3))
        months = month.fill_null(12 if self.last else 1)
        return year * 10_000 + months * 100 + day.fill_null(31 if self.last else 1)

    def number(self, moment: str) -> int:
        """Return what `day` does of a single moment.

        Args:
            moment: A moment in its one form.
        """
        year, *rest = moment.removeprefix("-").split("-")
        month, day = (
            int(part) for part in (*rest, *(["12", "31"] if self.last else ["1", "1"])[len(rest) :])
        )
        return int(year) * (-10_000 if moment.startswith("-") else 10_000) + month * 100 + day


def read_moment(text: str) -> str | None:
    """Return the year, month or day that a text stands for, in its one form; None if it is none.

    Args:
        text: Any text.
    """
    plain = _WITHOUT_HYPHENS.sub(r"\1-\2-\3", _MIDNIGHT.sub("", text.strip()))
    found = _PARTS.fullmatch(plain)
    if found is None:
        return None
    year, month, day = (int(part or 0) for part in found.groups()[1:])
    # Databases write a day of which nothing is known, the year neither, as 0000-00-00; 0000 alone is 1 BC.
    if found[3] is not None and not (year or month or day):
        return None
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if month > 12 or day > (monthrange(_LEAP_YEAR if leap else _OTHER_YEAR, month)[1] if month else 0):
        return None
    sign = "-" if found[1] == "-" and year else ""
    return f"{sign}{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def year_of(text: str) -> int | None:
    """Return the year in which a moment lies, 1 BC as 0; None if it is none.

    Args:
        text: Any text.
    """
    moment = read_moment(text)
    if moment is None:
        return None
    return -int(moment[1:5]) if moment.startswith("-") else int(moment[:4])
