"""Columns in and out of the resolver: queries from parallel columns, answers as a data frame."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from resolve.errors import UsageError
from resolve.types import AnswerTable, Options, Query

if TYPE_CHECKING:
    import polars as pl

_T = TypeVar("_T", str, int)

ANSWER_COLUMNS = ("entity_id", "decision", "score", "best_entity_id", "best_name", "matched_name", "reason")
"""The columns that answer a query, in their order; see `added_columns` for those that may follow."""

ORIGIN_COLUMNS = ("gazetteer", "matched_gazetteer")
"""Of several gazetteers the one that the best entity is known by, and the one that its spelling is from."""


def added_columns(top: int, several: bool) -> tuple[str, ...]:
    """The columns that answer a query as it was asked.

    Args:
        top: how many candidates are listed; more than one in a column of their own, `candidates`.
        several: whether several gazetteers are asked, so that the answer names which.
    """
    origins = ORIGIN_COLUMNS if several else ()
    return (*ANSWER_COLUMNS, *origins, "candidates") if top > 1 else (*ANSWER_COLUMNS, *origins)


def make_queries(
    names: Sequence[str | None],
    lang: str | Sequence[str | None] | None,
    kind: str | Sequence[str | None] | None,
    country: str | Sequence[str | None] | None,
    birth_year: int | Sequence[int | None] | None,
) -> list[Query]:
    """Queries from columns; a single value stands for a whole column.

    Raises:
        UsageError: a column of another length.
    """
    n = len(names)
    columns = (_column("lang", lang, n), _column("kind", kind, n), _column("country", country, n))
    years = _column("birth_year", birth_year, n)
    return [Query(*row) for row in zip(names, *columns, years, strict=True)]


def _column(what: str, value: _T | Sequence[_T | None] | None, n: int) -> Sequence[_T | None]:
    if value is None or isinstance(value, str | int):
        return [value] * n
    if len(value) != n:
        raise UsageError(f"{what} has {len(value)} values for {n} names; expected one for all, or one each")
    return value


def answers_frame(
    names: Sequence[str | None], answers: AnswerTable, options: Options, several: bool
) -> "pl.DataFrame":
    """Answers as a frame: query and `added_columns`."""
    import polars as pl

    data: dict[str, Sequence[object]] = {"query": names}
    plain = added_columns(1, several)
    data |= {column: getattr(answers, column) for column in plain}
    schema: dict[str, pl.DataType | type[pl.DataType]] = dict.fromkeys(("query", *plain), pl.String)
    schema["score"] = pl.Float64
    if options.top > 1:
        data["candidates"] = [
            [{"entity_id": c.entity_id, "name": c.name, "score": c.score} for c in listed]
            for listed in answers.candidates
        ]
        schema["candidates"] = pl.List(
            pl.Struct({"entity_id": pl.String, "name": pl.String, "score": pl.Float64})
        )
    return pl.DataFrame(data, schema=schema)
