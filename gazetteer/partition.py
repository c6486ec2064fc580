"""Rows cut into ranges of IDs of about the same length, so that each range can be looked at by itself.

Ranges follow one another as IDs do: what is sorted in each is sorted as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from gazetteer.spool import Scratch

RANGE_ROWS = 500_000
"""Rows of a range, about; they and what is made of them are in memory at once."""

SAMPLE = 200_000
"""IDs by which the ranges are cut, about."""

AT_ONCE = 1_000_000
"""Rows of all ranges together that wait in memory before they are written to files."""


def cut_ids(sample: pl.Series, count: int) -> pl.Series:
    """Return the IDs at which a range begins, but the first, sorted.

    Args:
        sample: Some of the IDs, in any order; not empty if more than one range is wanted.
        count: How many ranges are wanted; there are fewer where one ID has more rows than a range.
    """
    ordered = sample.sort()
    return ordered.gather([len(ordered) * number // count for number in range(1, count)]).unique().sort()


class Partition:
    """Rows by the range of an ID, each range in the order in which its rows were put in."""

    def __init__(self, cuts: pl.Series, scratch: Scratch) -> None:
        """Start with no rows.

        Args:
            cuts: What `cut_ids` returns.
            scratch: Where files may lie.
        """
        count = len(cuts) + 1
        self._cuts = cuts
        self._spools = [Spool(scratch, AT_ONCE // count) for _ in range(count)]

    def __iter__(self) -> Iterator[Spool]:
        """Return the ranges in their order."""
        return iter(self._spools)

    def put(self, rows: pl.DataFrame, column: str) -> None:
        """Put each row to the range of its ID.

        Args:
            rows: Any columns.
            column: That of the ID, which no row lacks.
        """
        for number, part in self.split(rows, column):
            self._spools[number].append(part)

    def split(self, rows: pl.DataFrame, column: str) -> Iterator[tuple[int, pl.DataFrame]]:
        """Yield the rows of each range that has some, with its number from 0.

        Args:
            rows: Any columns.
            column: That of the ID, which no row lacks.
        """
        place = self._cuts.search_sorted(rows[column], side="right")
        for number in place.unique().sort():
            yield number, rows.filter(place == number)
