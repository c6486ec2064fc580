"""The run over a table of pairs of names, as a library function."""

from typing import Final

import polars as pl

from gazetteer.files import Table
from resolve.batch import cells
from resolve.batch.answering import SCORE_DIGITS
from resolve.batch.attach import attach_answers, distinct_rows, refuse_taken
from resolve.batch.request import BatchResult, PairsRequest
from resolve.comparison import compare_names
from resolve.index.build import Progress
from resolve.types import Query

COMPARISON_COLUMNS: Final = ("similarity", "decision", "reason")
"""The columns that answer a pair, in their order."""

CHUNK: Final = 50_000
"""Distinct pairs that are compared at once; bounds memory. Unit: pairs."""


def run_pairs(table: Table, request: PairsRequest, progress: Progress | None = None) -> BatchResult:
    """Compare the pairs of names of a table; no gazetteer is needed.

    Args:
        table: as `gazetteer.read_table` gives it.
        request: where the names stand, and what is known of them.
        progress: told what is being done, how much of it is done, and of how much.

    Returns:
        All rows and columns of the input unchanged and in order, with `COMPARISON_COLUMNS` after them;
        similarity is null for an error.

    Raises:
        UsageError: a kind or language that is none, or a column to be added that is there already.
        MissingColumn: a column that is not there.
    """
    left, right = request.left, request.right
    named = (left.column, right.column, left.lang_column, right.lang_column, request.kind_column)
    table.require([column for column in named if column is not None])
    refuse_taken(table, COMPARISON_COLUMNS, request.prefix)
    asked = pl.DataFrame(
        [
            cells.name_cells(table, [left.column]).rename("left"),
            cells.name_cells(table, [right.column]).rename("right"),
            cells.lang_cells(table, left.lang, left.lang_column).rename("left_lang"),
            cells.lang_cells(table, right.lang, right.lang_column).rename("right_lang"),
            cells.kind_cells(table, request.kind, request.kind_column),
        ]
    )
    distinct, place = distinct_rows(asked)
    answers = _compare(distinct, progress)
    return attach_answers(table, answers[place], cells.damaged_rows(table), request.prefix)


def _compare(asked: pl.DataFrame, progress: Progress | None) -> pl.DataFrame:
    schema = {"similarity": pl.Float64(), "decision": pl.String(), "reason": pl.String()}
    parts = [pl.DataFrame(schema=schema)]
    for start in range(0, asked.height, CHUNK):
        rows = asked.slice(start, CHUNK).iter_rows()
        pairs = [
            (Query(left, left_lang, kind), Query(right, right_lang, kind))
            for left, right, left_lang, right_lang, kind in rows
        ]
        answers = [(c.similarity, str(c.decision), c.reason) for c in compare_names(pairs)]
        parts.append(pl.DataFrame(answers, schema=schema, orient="row"))
        if progress is not None:
            progress("comparing", min(start + CHUNK, asked.height), asked.height)
    return pl.concat(parts).with_columns(pl.col("similarity").round(SCORE_DIGITS))
