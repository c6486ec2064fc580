"""Questions to answers: each distinct question of a column is answered once."""

import polars as pl

from gazetteer.combination.parts import are_several
from gazetteer.types import Where
from resolve.batch.answering import answer_questions
from resolve.batch.asking import settle_questions
from resolve.batch.attach import distinct_rows, put_faults
from resolve.columns import added_columns
from resolve.errors import UsageError
from resolve.frame.columns import as_text
from resolve.frame.engine import engine_of
from resolve.types import Options


def columns_added(options: Options, gazetteer: Where) -> tuple[str, ...]:
    """The columns that answer a row, without prefix.

    Raises:
        UsageError: fewer than one candidate is asked for.
    """
    if options.top < 1:
        raise UsageError(f"top {options.top}; expected how many candidates are to be listed, 1 or more")
    return added_columns(options.top, are_several(gazetteer))


def answer_type(options: Options, gazetteer: Where, prefix: str = "") -> pl.Struct:
    """The type of an answer: a struct of `columns_added`."""
    candidate = pl.Struct({"entity_id": pl.String, "name": pl.String, "score": pl.Float64})
    kinds: dict[str, pl.DataType] = {"score": pl.Float64(), "candidates": pl.List(candidate)}
    named = columns_added(options, gazetteer)
    return pl.Struct({prefix + name: kinds.get(name, pl.String()) for name in named})


def answer_rows(asked: pl.DataFrame, options: Options, gazetteer: Where) -> pl.DataFrame:
    """Answer the questions of rows.

    Args:
        asked: n rows with the columns `answering.QUESTION`, of any type that is written as text.
        options: thresholds and filters.
        gazetteer: its directory, or several, see `gazetteer.locate`; None for the default ones.

    Returns:
        n rows with `columns_added`. A row with a kind, language, country or year that is none is an `error`.

    Raises:
        UsageError: a column that holds no text.
        GazetteerError: no gazetteer there, or a damaged one.
    """
    questions, faults = settle_questions(pl.DataFrame([as_text(column) for column in asked.get_columns()]))
    distinct, place = distinct_rows(questions)
    answers = answer_questions(engine_of(gazetteer), distinct, options).select(
        columns_added(options, gazetteer)
    )
    return put_faults(answers[place], faults)
