"""Columns in and out of the resolver: questions from parallel columns, answers as a data frame."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from resolve.answers import DECIDED, Answers
from resolve.errors import UsageError
from resolve.index.runs import Ints
from resolve.types import Decision, Questions

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


def make_questions(
    names: Sequence[str | None],
    lang: str | Sequence[str | None] | None,
    kind: str | Sequence[str | None] | None,
    country: str | Sequence[str | None] | None,
    birth_year: int | Sequence[int | None] | None,
) -> Questions:
    """Questions from columns; a single value stands for a whole column.

    Raises:
        UsageError: a column of another length.
    """
    n = len(names)
    return Questions(
        names,
        _column("lang", lang, n),
        _column("kind", kind, n),
        _column("country", country, n),
        _column("birth_year", birth_year, n),
    )


def _column(what: str, value: _T | Sequence[_T | None] | None, n: int) -> Sequence[_T | None]:
    if value is None or isinstance(value, str | int):
        return [value] * n
    if len(value) != n:
        raise UsageError(f"{what} has {len(value)} values for {n} names; expected one for all, or one each")
    return value


def answers_frame(answers: Answers) -> "pl.DataFrame":
    """Answers as a frame, with `added_columns`."""
    import polars as pl

    index, shown = answers.found.index, answers.shown()
    listed = pl.DataFrame(
        {
            "best_entity_id": index.entities.id.gather(shown.entity).to_series(),
            "best_name": index.entities.name.gather(shown.entity).to_series(),
            "score": pl.Series(shown.score.astype(np.float64)),
            "matched_name": index.spellings.text.gather(shown.spelling).to_series(),
        }
    )
    if index.origins is not None:
        origins = index.origins.of_entities(shown.entity)
        matched = index.origins.of_spellings(shown.spelling, shown.entity)
        listed = listed.with_columns(
            gazetteer=pl.Series(origins, dtype=pl.String),
            matched_gazetteer=pl.Series(matched, dtype=pl.String),
        )
    decision = pl.Series(list(map(str, DECIDED))).gather(answers.decisions)
    frame = _at(listed, shown.first[:-1], shown.first[1:]).with_columns(
        decision=decision,
        reason=answers.reasons.to_series(),
        entity_id=pl.when(decision == Decision.MATCH).then(pl.col("best_entity_id")),
    )
    if answers.options.top > 1:
        frame = frame.with_columns(candidates=_lists(listed, shown.first))
    return frame.select(added_columns(answers.options.top, index.origins is not None))


def _at(listed: "pl.DataFrame", begin: Ints, end: Ints) -> "pl.DataFrame":
    """The best candidate of each query, whose candidates stand in some rows; nulls where there is none."""
    import polars as pl

    if len(begin) == len(listed) and bool((end - begin == 1).all()):
        return listed
    there, place = pl.Series(end > begin), pl.Series(begin, dtype=pl.UInt32)
    return listed.select(pl.all().gather(pl.when(there).then(place)))


def _lists(listed: "pl.DataFrame", first: Ints) -> "pl.Series":
    """The candidates of each query as a list."""
    import polars as pl

    owner = np.repeat(np.arange(len(first) - 1), np.diff(first))
    candidates = listed.select(
        owner=pl.Series(owner), each=pl.struct(entity_id="best_entity_id", name="best_name", score="score")
    )
    queries = pl.DataFrame({"owner": np.arange(len(first) - 1)})
    lists = queries.join(
        candidates.group_by("owner", maintain_order=True).agg("each"),
        on="owner",
        how="left",
        maintain_order="left",
    )["each"]
    return lists.fill_null(pl.lit([], dtype=lists.dtype))
