"""Namespaces of polars: `frame.resolve` on frames, eager and lazy, and `pl.col("name").names` on expressions.

They are there once `resolve.frame` is imported. Nothing is opened or resolved before a result is asked for.
"""

from collections.abc import Callable
from typing import Final, Generic, TypeVar

import polars as pl
from polars import selectors

from gazetteer.types import Where
from resolve.batch.answering import QUESTION
from resolve.conversion.column import transliterate_series
from resolve.errors import UsageError
from resolve.frame.answering import answer_rows, answer_type, columns_added
from resolve.frame.columns import (
    Places,
    as_text,
    refuse_missing,
    refuse_other_types,
    refuse_taken,
    settled_value,
)
from resolve.frame.keying import all_keys, fine_keys
from resolve.types import Options

_Frame = TypeVar("_Frame", pl.DataFrame, pl.LazyFrame)

_ANSWER: Final = "__adlar_answer"
_SAID: Final = "__adlar_"


def match_frame(frame: _Frame, places: Places, options: Options, prefix: str, gazetteer: Where) -> _Frame:
    """Resolve the names of a frame of polars.

    Args:
        frame: eager or lazy.
        places: where the names stand, and what is known of them.
        options: thresholds and filters.
        prefix: goes before the name of each column that is added.
        gazetteer: its directory, or several, see `gazetteer.locate`; None for the default ones.

    Raises:
        UsageError: a column that is not there, holds no text, or is there already; a value that is none.
    """
    schema = frame.collect_schema()
    refuse_missing(places.columns, schema.names())
    refuse_other_types({what: schema[column] for what, column in places.columns.items()})
    refuse_taken(columns_added(options, gazetteer), schema.names(), prefix)
    question = places.question(
        {what: selectors.by_name(column).as_expr() for what, column in places.columns.items()}
    )

    def answer(asked: pl.DataFrame) -> pl.Series:
        answers = answer_rows(asked, options, gazetteer)
        return answers.rename(lambda column: prefix + column).to_struct()

    answers = _asking(question, answer, answer_type(options, gazetteer, prefix))
    return frame.with_columns(answers.alias(_ANSWER)).unnest(_ANSWER)


class FrameNames(Generic[_Frame]):
    """What can be done with the names of a frame: `frame.resolve`."""

    def __init__(self, frame: _Frame) -> None:
        self._frame: _Frame = frame

    def match(
        self,
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
        """Resolve the names of the frame; the arguments are those of `resolve.frame.match`.

        Returns:
            All rows and columns with the answers after them; of a lazy frame a lazy one.

        Raises:
            UsageError: a column that is not there, holds no text, or is there already; a value that is none.
        """
        places = Places(name, lang, lang_column, kind, kind_column, country_column, birth_year_column)
        return match_frame(self._frame, places, options or Options(), prefix, gazetteer)


pl.api.register_dataframe_namespace("resolve")(FrameNames[pl.DataFrame])
pl.api.register_lazyframe_namespace("resolve")(FrameNames[pl.LazyFrame])


@pl.api.register_expr_namespace("names")
class ExprNames:
    """What can be done with a column of names; what is known of them are values, or expressions."""

    def __init__(self, names: pl.Expr) -> None:
        self._names = names

    def match(
        self,
        *,
        lang: str | pl.Expr | None = None,
        kind: str | pl.Expr | None = None,
        country: str | pl.Expr | None = None,
        birth_year: int | pl.Expr | None = None,
        options: Options | None = None,
        gazetteer: Where = None,
    ) -> pl.Expr:
        """Resolve each name.

        Args:
            lang: BCP 47 tag of all names, or an expression such as `pl.col("lang")`; None if not known.
            kind: their kind, likewise.
            country: the country of their entities, ISO 3166-1 alpha-2, likewise.
            birth_year: the year of birth of their entities, likewise.
            options: thresholds and filters.
            gazetteer: its directory, or several, see `gazetteer.locate`; None for the default ones.

        Returns:
            Structs with `columns.added_columns`. A row with a kind, language, country or year
            that is none is an `error`.

        Raises:
            UsageError: a value that is none.
        """
        asked = options or Options()
        kinds = answer_type(asked, gazetteer)
        question = self._question(lang, kind, country, birth_year)
        return _asking(question, lambda rows: answer_rows(rows, asked, gazetteer).to_struct(), kinds)

    def id(
        self,
        *,
        lang: str | pl.Expr | None = None,
        kind: str | pl.Expr | None = None,
        country: str | pl.Expr | None = None,
        birth_year: int | pl.Expr | None = None,
        options: Options | None = None,
        gazetteer: Where = None,
    ) -> pl.Expr:
        """The ID of each name's entity, null unless it is a match; the arguments are those of `match`."""
        asked = options or Options()
        question = self._question(lang, kind, country, birth_year)
        return _asking(question, lambda rows: answer_rows(rows, asked, gazetteer)["entity_id"], pl.String())

    def transliterate(self, source: str, target: str, *, system: str | None = None) -> pl.Expr:
        """Write each name in another orthography, in its customary form.

        Args:
            source: orthography code of the names, `und` if it is not known.
            target: orthography code of the result.
            system: id of the system whose rules alone to use; None: the lexicon, then the customary system.

        Raises:
            UnknownLanguageError: a code names no orthography.
            UnknownSystemError: there is no such system, or none leads from source to target.
        """

        def write(names: pl.Series) -> pl.Series:
            return transliterate_series(as_text(names), source, target, system=system)

        # A code or a system that is none is found now, not when the result is asked for.
        write(pl.Series(dtype=pl.String))
        return self._names.map_batches(write, return_dtype=pl.String(), is_elementwise=True)

    def key(self, *, lang: str | None = None) -> pl.Expr:
        """The fine key of each name, to join by: spellings that are one after folding share it.

        Args:
            lang: BCP 47 tag of all names, None if not known.

        Returns:
            64-bit numbers; null for a name without letters. They hold for one version of this package.
        """
        tag = settled_value("lang", lang)
        return self._names.map_batches(
            lambda names: fine_keys(names, tag), return_dtype=pl.UInt64(), is_elementwise=True
        )

    def keys(self, *, lang: str | None = None) -> pl.Expr:
        """All keys of each name, to block by: spellings that may be one share at least one of them.

        Args:
            lang: BCP 47 tag of all names, None if not known.

        Returns:
            Lists of 64-bit numbers, ascending; null for a name without letters. They hold for one version of
            this package.
        """
        tag = settled_value("lang", lang)
        return self._names.map_batches(
            lambda names: all_keys(names, tag), return_dtype=pl.List(pl.UInt64), is_elementwise=True
        )

    def _question(
        self,
        lang: str | pl.Expr | None,
        kind: str | pl.Expr | None,
        country: str | pl.Expr | None,
        birth_year: int | pl.Expr | None,
    ) -> pl.Expr:
        given = dict(zip(QUESTION[1:], (lang, kind, country, birth_year), strict=True))
        said = {what: _said(what, value) for what, value in given.items()}
        # The first gives the result its name.
        return pl.struct(self._names, *(value.alias(_SAID + what) for what, value in said.items()))


def _said(what: str, value: str | int | pl.Expr | None) -> pl.Expr:
    if isinstance(value, pl.Expr):
        return value
    return pl.lit(settled_value(what, value, "pl.col(...)"), pl.String)


def _asking(question: pl.Expr, answer: Callable[[pl.DataFrame], pl.Series], kind: pl.DataType) -> pl.Expr:
    """Rows of a question, a struct of the columns `QUESTION` in their order, put to what answers them."""

    def run(rows: pl.Series) -> pl.Series:
        asked = rows.struct.unnest()
        if asked.width != len(QUESTION):
            raise UsageError(
                f"{asked.width - len(QUESTION) + 1} columns of names in one expression; expected: one"
            )
        asked.columns = list(QUESTION)
        return answer(asked)

    return question.map_batches(run, return_dtype=kind, is_elementwise=True)
