"""The run over a table of names, as a library function.

table -> questions -> distinct questions -> answers -> the table with its answers
"""

import polars as pl

from gazetteer.combination.parts import are_several
from gazetteer.files import Table
from resolve.batch import cells
from resolve.batch.answering import answer_questions
from resolve.batch.attach import attach_answers, distinct_rows, refuse_taken
from resolve.batch.processes import PROCESSES_FROM, answer_in_processes
from resolve.batch.request import BatchRequest, BatchResult
from resolve.columns import added_columns
from resolve.errors import UsageError
from resolve.index.build import Progress
from resolve.index.layout import Index
from resolve.index.store import provide_index
from resolve.resolver import Resolver


def run_batch(table: Table, request: BatchRequest, progress: Progress | None = None) -> BatchResult:
    """Resolve the names of a table.

    Args:
        table: as `gazetteer.read_table` gives it.
        request: where the names stand, what is known of them, and how to answer.
        progress: told what is being done, how much of it is done, and of how much.

    Returns:
        All rows and columns of the input unchanged and in order, with `columns.added_columns` after them.

    Raises:
        UsageError: a kind, language, country or year that is none, or an added column that is there already.
        GazetteerError: a column that is not there; no gazetteer, or a damaged one.
        WorkerError: a worker process was ended from outside.
    """
    questions = read_questions(table, request)
    refuse_taken(table, columns_added(request), request.prefix)
    distinct, place = distinct_rows(questions)
    index = provide_index(request.gazetteer, progress)
    if request.jobs > 1 and distinct.height >= PROCESSES_FROM:
        answers = answer_in_processes(index, distinct, request.options, request.jobs, progress)
    else:
        answers = answer_questions(Resolver(Index.load(index)), distinct, request.options, progress)
    return attach_answers(table, answers[place], cells.damaged_rows(table), request.prefix)


def columns_added(request: BatchRequest) -> tuple[str, ...]:
    """The columns that answer a row, without prefix."""
    return added_columns(request.options.top, are_several(request.gazetteer))


def read_questions(table: Table, request: BatchRequest) -> pl.DataFrame:
    """The question that each row asks.

    Args:
        table: the input.
        request: where name and context stand.

    Returns:
        One row a row, with the columns `answering.QUESTION`.

    Raises:
        UsageError: a kind, language, country or year that is none.
        MissingColumn: a column that is not there.
    """
    if not request.columns:
        raise UsageError("no column of names was given")
    named = (request.lang_column, request.kind_column, request.country_column, request.birth_year_column)
    table.require([*request.columns, *(column for column in named if column is not None)])
    return pl.DataFrame(
        [
            cells.name_cells(table, request.columns),
            cells.lang_cells(table, request.lang, request.lang_column),
            cells.kind_cells(table, request.kind, request.kind_column),
            cells.country_cells(table, request.country_column),
            cells.birth_year_cells(table, request.birth_year_column),
        ]
    )
