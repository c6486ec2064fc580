"""Questions that were kept, asked again: with all candidates that a person wants to see, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from resolve.batch.answering import QUESTION
from resolve.resolver import Resolver
from resolve.types import Options, Query, Resolution

LISTED: Final = 5
"""Candidates of a case."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its answer.

    Attributes:
        row: number of the first row that asks it, counted from 1 without the header.
        rows: how many rows ask it.
        query: the question.
        answer: the answer, with `LISTED` candidates at most.
    """

    row: int
    rows: int
    query: Query
    answer: Resolution


def ask_again(
    resolver: Resolver, kept: pl.DataFrame | None, options: Options, *, explain: bool
) -> Sequence[Case]:
    """Ask kept questions again, the most frequent first.

    Args:
        resolver: what answered them.
        kept: as `Sample.drawn` gives it.
        options: how they were answered.
        explain: whether each candidate carries its explanation.
    """
    if kept is None:
        return ()
    ordered = kept.sort("rows", "row", descending=[True, False])
    queries = [Query(*values) for values in ordered.select(QUESTION).iter_rows()]
    asked = replace(options, top=max(LISTED, options.top), explain=explain)
    answers = [
        replace(answer, candidates=answer.candidates[:LISTED]) for answer in resolver.answer(queries, asked)
    ]
    return [Case(*values) for values in zip(ordered["row"], ordered["rows"], queries, answers, strict=True)]
