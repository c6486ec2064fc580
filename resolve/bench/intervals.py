"""Shares with their uncertainty: a figure is never shown without the number of rows behind it."""

import math
from dataclasses import dataclass
from typing import Final

Z95: Final = 1.959964
"""Quantile of the normal distribution that bounds 95 % on both sides."""


@dataclass(frozen=True, slots=True)
class Share:
    """Hits out of rows.

    Attributes:
        hits: rows that count, 0..rows.
        rows: all rows.
    """

    hits: int
    rows: int

    @property
    def value(self) -> float:
        """The share, 0..1; nan if there are no rows."""
        return self.hits / self.rows if self.rows else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Its 95 % interval by Wilson, 0..1; all of 0..1 if there are no rows.

        Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
        """
        if not self.rows:
            return 0.0, 1.0
        square = Z95 * Z95 / self.rows
        middle = (self.value + square / 2) / (1 + square)
        half = Z95 / (1 + square) * math.sqrt((self.value * (1 - self.value) + square / 4) / self.rows)
        return max(0.0, middle - half), min(1.0, middle + half)

    @property
    def members(self) -> dict[str, float | int | None]:
        """The share as members of a JSON object: value, low, high, hits, rows; value null without rows."""
        low, high = self.interval
        return {
            "value": round(self.value, 4) if self.rows else None,
            "low": round(low, 4),
            "high": round(high, 4),
            "hits": self.hits,
            "rows": self.rows,
        }

    def __str__(self) -> str:
        """`.912 [.897, .925]`; a dash if there are no rows."""
        if not self.rows:
            return "-"
        low, high = self.interval
        return f"{_short(self.value)} [{_short(low)}, {_short(high)}]"


@dataclass(frozen=True, slots=True)
class Matching:
    """Precision and recall of what was called a match.

    Attributes:
        right: rows called a match that are one, the right one.
        said: rows called a match.
        wanted: rows that have a match to be found.
    """

    right: int
    said: int
    wanted: int

    @property
    def precision(self) -> Share:
        """Of the rows called a match, those that are right."""
        return Share(self.right, self.said)

    @property
    def recall(self) -> Share:
        """Of the rows that have a match, those found."""
        return Share(self.right, self.wanted)

    @property
    def f1(self) -> float:
        """The harmonic mean of both, 0..1; nan if no match was said and none wanted."""
        return 2 * self.right / (self.said + self.wanted) if self.said + self.wanted else math.nan

    @property
    def members(self) -> dict[str, object]:
        """As members of a JSON object; f1 null where it is not defined."""
        return {
            "precision": self.precision.members,
            "recall": self.recall.members,
            "f1": round(self.f1, 4) if self.said + self.wanted else None,
        }


def short(value: float) -> str:
    """A figure of 0..1 with three digits and no leading zero: `.912`, `1.000`; a dash for nan."""
    return "-" if math.isnan(value) else _short(value)


def _short(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")
