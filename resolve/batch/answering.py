"""Answers to a frame of questions: what one process does."""

from typing import Final

import polars as pl

from resolve import settings
from resolve.index.build import Progress
from resolve.resolver import Resolver
from resolve.types import Options, Questions

QUESTION: Final = ("name", "lang", "kind", "country", "birth_year")
"""The columns of a frame of questions: the fields of `Query`, in their order."""

SCORE_DIGITS: Final = 6
"""Decimal places of a score in a table; more would be noise of single precision."""


def answer_questions(
    resolver: Resolver, questions: pl.DataFrame, options: Options, progress: Progress | None = None
) -> pl.DataFrame:
    """Answer questions.

    Args:
        resolver: what answers.
        questions: n rows with the columns `QUESTION`.
        options: thresholds and filters.
        progress: told after each chunk how many rows are done, and of how many.

    Returns:
        n rows with `columns.added_columns`.
    """
    parts = []
    for start in range(0, max(1, questions.height), settings.CHUNK):
        rows = questions.select(QUESTION).slice(start, settings.CHUNK)
        asked = Questions(*(column.to_list() for column in rows.get_columns()))
        parts.append(resolver.frame(asked, options))
        if progress is not None:
            progress("resolving", min(start + settings.CHUNK, questions.height), questions.height)
    return _tidy(pl.concat(parts))


def _tidy(answers: pl.DataFrame) -> pl.DataFrame:
    """Scores without noise, and no list of candidates where there was no answer."""
    answers = answers.with_columns(pl.col("score").round(SCORE_DIGITS))
    if "candidates" not in answers.columns:
        return answers
    field = pl.element().struct.field
    rounded = pl.struct(field("entity_id"), field("name"), field("score").round(SCORE_DIGITS))
    return answers.with_columns(
        candidates=pl.when(pl.col("decision") != "error").then(pl.col("candidates").list.eval(rounded))
    )
