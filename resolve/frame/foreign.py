"""Frames of other libraries: pandas, Arrow, and what else narwhals knows, with their answers beside them.

The columns that are asked for come in as polars; the others are never touched.
"""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import polars as pl

from gazetteer.types import Where
from resolve.errors import UsageError
from resolve.frame.answering import answer_rows, columns_added
from resolve.frame.columns import Places, refuse_missing, refuse_taken
from resolve.frame.polars import match_frame
from resolve.types import Options

if TYPE_CHECKING:
    import narwhals as nw

_Frame = TypeVar("_Frame")

_EXTRA: Final = ("narwhals", "pyarrow")


def match(
    frame: _Frame,
    name: str = "name",
    *,
    lang: str | None = None,
    lang_column: str | None = None,
    kind: str | None = None,
    kind_column: str | None = None,
    country_column: str | None = None,
    birth_year_column: str | None = None,
    options: Options | None = None,
    prefix: str = "",
    gazetteer: Where = None,
) -> _Frame:
    """Resolve the names of a data frame; the answers are those of `resolve batch`.

    Args:
        frame: of polars (eager or lazy), pandas, pyarrow, or another library that narwhals knows as eager.
        name: where the name stands.
        lang: BCP 47 tag of all names, None if not known.
        lang_column: where the tag of each name stands instead; an empty cell is "not known", here and below.
        kind: kind of all names, None if not known.
        kind_column: where the kind of each name stands instead.
        country_column: where the country of each entity stands, ISO 3166-1 alpha-2.
        birth_year_column: where the year of birth of each entity stands.
        options: thresholds and filters.
        prefix: goes before the name of each column that is added.
        gazetteer: its directory, or several, see `gazetteer.locate`; None for the default ones.

    Returns:
        A frame of the same library: all rows and columns, an index too, with `columns.added_columns` after
        them. A row with a kind, language, country or year
        that is none is an `error`.

    Raises:
        UsageError: a column that is not there, holds no text, or is there already; a value that is none; no
            data frame; the extra `frames` is missing.
        GazetteerError: no gazetteer there, or a damaged one.
    """
    places = Places(name, lang, lang_column, kind, kind_column, country_column, birth_year_column)
    options = options or Options()
    if isinstance(frame, pl.DataFrame):
        return cast("_Frame", match_frame(frame, places, options, prefix, gazetteer))
    if isinstance(frame, pl.LazyFrame):
        return cast("_Frame", match_frame(frame, places, options, prefix, gazetteer))
    opened = _opened(frame)
    refuse_missing(places.columns, opened.columns)
    refuse_taken(columns_added(options, gazetteer), opened.columns, prefix)
    columns = {what: _as_polars(opened, what, column) for what, column in places.columns.items()}
    question = places.question({what: pl.col(what) for what in columns})
    answers = answer_rows(pl.DataFrame(columns).select(question.struct.unnest()), options, gazetteer)
    return cast("_Frame", _beside(opened, answers.rename(lambda column: prefix + column)))


def _opened(frame: Any) -> "nw.DataFrame[Any]":
    missing = [module for module in _EXTRA if find_spec(module) is None]
    if missing:
        raise UsageError(
            f"frames that are not of polars need {' and '.join(missing)}, not found; "
            "install the extra: pip install 'adlar[frames]'"
        )
    import narwhals as nw
    from narwhals.exceptions import NarwhalsError

    try:
        opened: nw.DataFrame[Any] = nw.from_native(frame, eager_only=True)
        names = opened.columns
    except TypeError:
        found = f"{type(frame).__module__}.{type(frame).__qualname__}"
        raise UsageError(
            f"{found} is no data frame of polars, pandas or pyarrow; a relation or a stream goes through "
            "Arrow first, as a pyarrow.Table"
        ) from None
    except NarwhalsError as error:
        raise UsageError(f"the frame cannot be read: {error}") from error
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise UsageError(f"the frame has two columns {twice!r}; rename one of them")
    return opened


def _as_polars(frame: "nw.DataFrame[Any]", what: str, column: str) -> pl.Series:
    """A column as polars: converted whole, or not at all."""
    import narwhals as nw

    series = frame[column]
    if series.dtype == nw.Object:
        raise UsageError(f"{what}: the column {column!r} holds objects of several types; text was expected")
    try:
        return series.to_polars().alias(what)
    except (TypeError, ValueError, NotImplementedError) as error:
        raise UsageError(f"{what}: the column {column!r} cannot be read as text: {error}") from error


def _beside(frame: "nw.DataFrame[Any]", answers: pl.DataFrame) -> object:
    """The frame as it came, with the columns of the answers after its own."""
    import narwhals as nw

    kinds = nw.from_native(answers, eager_only=True).schema
    added = [
        nw.new_series(name, answers[name].to_list(), kinds[name], backend=frame.implementation)
        for name in answers.columns
    ]
    return frame.with_columns(*added).to_native()
