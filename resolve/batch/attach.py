"""Columns out: answers set beside the rows they belong to, which stay as they were."""

from collections.abc import Mapping, Sequence

import polars as pl

from gazetteer.files import Table
from resolve.batch.request import BatchResult, Counts
from resolve.errors import UsageError


def refuse_taken(table: Table, added: Sequence[str], prefix: str) -> None:
    """Raise if a column that will be added is there already.

    Args:
        table: the input.
        added: names of the columns that will be added, without prefix.
        prefix: goes before each.

    Raises:
        UsageError: some are; the message names them and `--prefix`.
    """
    taken = [prefix + name for name in added if prefix + name in table.frame.columns]
    if taken:
        other = "another --prefix" if prefix else "--prefix, such as --prefix adlar_"
        plural = "s" if len(taken) > 1 else ""
        names = ", ".join(repr(name) for name in taken)
        raise UsageError(
            f"{table.path}: the column{plural} {names} would be added, but there is one already; "
            f"name the added ones with {other}"
        )


def attach_answers(
    table: Table, answers: pl.DataFrame, faults: Mapping[int, str], prefix: str
) -> BatchResult:
    """Set answers beside the rows of a table.

    Args:
        table: the input.
        answers: one row a row, with `decision` and `reason`.
        faults: rows that are errors whatever was answered, and why.
        prefix: goes before the name of each added column.
    """
    answers = put_faults(answers, faults)
    frame = table.frame.hstack(answers.rename(lambda name: prefix + name))
    return BatchResult(frame, Counts.of(answers["decision"]))


def put_faults(answers: pl.DataFrame, faults: Mapping[int, str]) -> pl.DataFrame:
    """Answers in which some rows are errors.

    Args:
        answers: n rows, with `decision` and `reason`.
        faults: rows that are errors whatever was answered, and why.

    Returns:
        n rows; those of `faults` have nothing but `decision` and `reason`.
    """
    if not faults:
        return answers
    reasons = pl.Series([faults.get(row) for row in range(answers.height)], dtype=pl.String)
    return answers.with_columns(
        *(pl.when(reasons.is_null()).then(pl.col(name)).alias(name) for name in answers.columns)
    ).with_columns(
        decision=pl.col("decision").fill_null("error"), reason=pl.coalesce(reasons, pl.col("reason"))
    )


def distinct_rows(asked: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """The distinct rows of a table in rising order, and where each row stands among them.

    In that order names that begin alike are answered together: what is read for one lies near for the next.
    """
    # A column without a value tells nothing apart, and takes as long as one that does.
    telling = [name for name in asked.columns if asked[name].null_count() < asked.height] or asked.columns[:1]
    distinct = asked.unique(telling, keep="any").sort(telling)
    numbered = distinct.select(telling).with_row_index("__row")
    place = asked.select(telling).join(
        numbered, on=telling, how="left", nulls_equal=True, maintain_order="left"
    )
    return distinct, place["__row"]
