"""Questions that were asked before, in the same chunk or a little earlier: each is answered once.

What is remembered is bounded. A question that was forgotten is answered again, with the same answer. What is
asked anew in a chunk depends on the rows up to it alone, so that a run that was interrupted goes on with the
questions it would have asked.
"""

from collections import deque
from dataclasses import dataclass
from typing import Final

import polars as pl

from resolve.batch.attach import distinct_rows

REMEMBERED: Final = 64 << 20
"""What the remembered questions and answers may weigh, see `_weight`. Unit: bytes, roughly."""

ROW_WEIGHT: Final = 256
"""Bytes that an answer and a question take besides the name, roughly; with many candidates it is more."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the answers of a chunk of rows are.

    Attributes:
        place: for each row, the place of its answer among those remembered and, after them, the new ones.
        first: number of the oldest chunk whose answers are remembered.
    """

    place: pl.Series
    first: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be asked for a chunk of rows, and where the answer of each row will be.

    Attributes:
        new: the questions that are not remembered, each once.
        places: where the answers will be.
    """

    new: pl.DataFrame
    places: Places


class QuestionMemory:
    """The questions of the last chunks; the chunks are numbered from 0."""

    def __init__(self, limit: int = REMEMBERED) -> None:
        """Begin with nothing.

        Args:
            limit: what the remembered may weigh, in bytes.
        """
        self._limit = limit
        self._chunks: deque[pl.DataFrame] = deque()
        self._weights: deque[int] = deque()
        self._first = 0

    def plan(self, asked: pl.DataFrame) -> Plan:
        """Return what is to be asked for the next chunk, and remember it.

        Args:
            asked: one question a row.
        """
        distinct, place = distinct_rows(asked)
        known = pl.concat([*self._chunks, distinct.clear()])
        found = distinct.join(
            known.with_row_index("__place"),
            on=_telling(known, distinct),
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )["__place"]
        fresh = found.is_null()
        numbered = fresh.cast(pl.UInt32).cum_sum() - 1 + known.height
        source = found.fill_null(numbered)
        plan = Plan(distinct.filter(fresh), Places(source.gather(place), self._first))
        self._remember(plan.new)
        return plan

    def _remember(self, new: pl.DataFrame) -> None:
        self._chunks.append(new)
        self._weights.append(_weight(new))
        while sum(self._weights) > self._limit:
            self._chunks.popleft()
            self._weights.popleft()
            self._first += 1


class AnswerMemory:
    """The answers of the last chunks, as long as a `QuestionMemory` remembers their questions."""

    def __init__(self) -> None:
        self._chunks: deque[pl.DataFrame] = deque()
        self._first = 0

    def answer(self, places: Places, new: pl.DataFrame) -> pl.DataFrame:
        """Return the answer of each row of the next chunk.

        Args:
            places: where its answers are.
            new: the answers to what it asked anew.
        """
        while self._first < places.first:
            self._chunks.popleft()
            self._first += 1
        self._chunks.append(new)
        return pl.concat(self._chunks)[places.place]


def _telling(*tables: pl.DataFrame) -> list[str]:
    """The columns in which questions differ at all: to compare the others is most of the work."""
    first = tables[0].columns
    return [name for name in first if any(t[name].null_count() < t.height for t in tables)] or first[:1]


def _weight(questions: pl.DataFrame) -> int:
    return ROW_WEIGHT * questions.height + int(questions["name"].str.len_bytes().sum())
