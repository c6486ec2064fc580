"""A sample of questions, drawn while they pass by: each different question once, with how many rows asked it.

The questions whose hashes are the least are kept. So each is as likely as any other to be kept, and how often
it was asked is counted to the last row: a question that is kept in the end was never let go before.
"""

from typing import Final

import polars as pl

from resolve.batch.answering import QUESTION

SEED: Final = 0
"""Of the hash that draws. The same rows give the same sample, with the same version of polars."""


class Sample:
    """Questions with their answers, at most so many."""

    def __init__(self, limit: int) -> None:
        """Begin with nothing.

        Args:
            limit: how many different questions are kept, >= 1.
        """
        self._limit = limit
        self._kept: pl.DataFrame | None = None
        self._bound: int | None = None

    def add(self, rows: pl.DataFrame) -> None:
        """Let rows pass by.

        Args:
            rows: with the columns `answering.QUESTION`, `row` (its number) and any others; the first row of a
                question is the one that is kept.
        """
        drawn = rows.with_columns(rows.select(QUESTION).hash_rows(SEED).alias("draw"))
        if self._bound is not None:
            drawn = drawn.filter(pl.col("draw") <= self._bound)
        if drawn.is_empty():
            return
        counted = drawn.with_columns(rows=pl.lit(1, pl.Int64))
        together = counted if self._kept is None else pl.concat([self._kept, counted])
        merged = together.group_by("draw", maintain_order=True).agg(
            pl.exclude("draw", "rows").first(), pl.col("rows").sum()
        )
        self._kept = merged.select(together.columns).sort("draw").head(self._limit)
        if self._kept.height == self._limit:
            self._bound = int(self._kept["draw"][-1])

    def drawn(self) -> pl.DataFrame | None:
        """What was kept, in the order of the first rows, with the column `rows`; None if there was none."""
        return None if self._kept is None else self._kept.sort("row").drop("draw")
