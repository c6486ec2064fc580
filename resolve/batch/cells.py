"""Cells in: what a table says of each name, checked and in one form.

A cell that says nothing (null, empty, blanks) is "not known"; one that says something that does not exist
stops the run before it starts, and the message names its place and value.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

import polars as pl

from gazetteer.countries import COUNTRY_EXPECTED, canonical_country
from gazetteer.files import Table
from gazetteer.language import canonical_tag
from gazetteer.moments import year_of
from resolve.conversion.orthography import ORTHOGRAPHIES, find_orthography
from resolve.errors import UnknownLanguageError, UsageError
from resolve.names import KINDS
from resolve.sides import kind_number

EXPECTED: Final = {
    "lang": "a BCP 47 tag such as az, tr or de",
    "kind": f"one of {', '.join(KINDS)}",
    "country": COUNTRY_EXPECTED,
    "birth-year": "a year of at most four digits, such as 1961, or a date that begins with it",
}
"""What a cell that says something of a name may hold, in words."""

_YEAR: Final = re.compile(r"-?[0-9]{1,4}")


def name_cells(table: Table, columns: Sequence[str]) -> pl.Series:
    """The names of a table.

    Args:
        table: where they stand.
        columns: one or more; the cells of several are joined by a space, empty ones left out.

    Returns:
        One text a row, null where nothing is written; that of a single column as it is, blanks included.
    """
    parts = [_text(table, column).rename(str(number)) for number, column in enumerate(columns)]
    if len(parts) == 1:
        return parts[0].rename("name")
    written = [
        pl.when(pl.col(part.name).str.strip_chars() != "").then(pl.col(part.name).str.strip_chars())
        for part in parts
    ]
    joined = pl.concat_str(written, separator=" ", ignore_nulls=True)
    return pl.DataFrame(parts).select(name=pl.when(joined != "").then(joined)).to_series()


def lang_cells(table: Table, one: str | None, column: str | None) -> pl.Series:
    """The language tag of each row, in canonical letter case.

    Args:
        table: its rows.
        one: a tag for all rows.
        column: where the tag of each row stands instead.

    Raises:
        UsageError: a tag that is not well formed, or both were given.
    """
    return _known(table, "lang", one, column, canonical_tag, EXPECTED["lang"])


def orthography_cells(table: Table, one: str | None, column: str | None) -> pl.Series:
    """The orthography code of each row; the arguments are those of `lang_cells`.

    Raises:
        UnknownLanguageError: `one` is no code; the message lists all, the nearest first.
        UsageError: a cell that is no code, or both were given.
    """
    if one is not None and column is None:
        code = find_orthography(one)
        return pl.Series("from", [code], dtype=pl.String).new_from_index(0, table.frame.height)
    expected = f"an orthography, one of {', '.join(ORTHOGRAPHIES)}"
    return _known(table, "from", one, column, _canonical_orthography, expected)


def kind_cells(table: Table, one: str | None, column: str | None) -> pl.Series:
    """The kind of each row, by its canonical name; the arguments are those of `lang_cells`."""
    return _known(table, "kind", one, column, canonical_kind, EXPECTED["kind"])


def country_cells(table: Table, column: str | None) -> pl.Series:
    """The country of each row, in capitals."""
    return _known(table, "country", None, column, canonical_country, EXPECTED["country"])


def birth_year_cells(table: Table, column: str | None) -> pl.Series:
    """The year of birth of each row, a whole number."""
    years = _known(table, "birth-year", None, column, canonical_year, EXPECTED["birth-year"])
    return years.cast(pl.Int32).rename("birth_year")


def _canonical_orthography(text: str) -> str | None:
    try:
        return find_orthography(text)
    except UnknownLanguageError:
        return None


def canonical_kind(text: str) -> str | None:
    """A kind by its canonical name; None if there is no such kind.

    Args:
        text: a kind or one of its other names, not blank.
    """
    try:
        return KINDS[kind_number(text)]
    except UsageError:
        return None


def canonical_year(text: str) -> str | None:
    """The year that a text is, or that the date begins with that it is; None if it is neither.

    Args:
        text: not blank.
    """
    if _YEAR.fullmatch(text):
        return text
    year = year_of(text)
    return None if year is None else str(year)


def damaged_rows(table: Table) -> dict[int, str]:
    """The rows that could not be kept as they were, and why."""
    reasons: dict[int, list[str]] = {}
    for damage in table.damaged:
        reasons.setdefault(damage.row, []).append(f"column {damage.column!r} held {damage.reason}")
    return {row: "; ".join(found) for row, found in reasons.items()}


def _known(
    table: Table,
    what: str,
    one: str | None,
    column: str | None,
    read: Callable[[str], str | None],
    expected: str,
) -> pl.Series:
    if one is not None and column is not None:
        raise UsageError(
            f"both --{what} and --{what}-column were given; one says it for all rows, the other for each"
        )
    if one is not None:
        value = read(one.strip())
        if value is None:
            raise UsageError(f"--{what} {one!r}; expected: {expected}")
        return pl.Series(what, [value], dtype=pl.String).new_from_index(0, table.frame.height)
    if column is None:
        return pl.Series(what, [None], dtype=pl.String).new_from_index(0, table.frame.height)
    text = _text(table, column).str.strip_chars()
    values = {value: read(value) for value in text.unique(maintain_order=True) if value}
    wrong = [value for value, found in values.items() if found is None]
    if wrong:
        row = int((text == wrong[0]).arg_max() or 0)
        others = len(wrong) - 1
        more = f" (and {others} other value{'s' if others > 1 else ''})" if others else ""
        raise UsageError(
            f"{table.path}: {table.place(row)}: column {column!r} holds {_short(wrong[0])}{more}; "
            f"expected: {expected}, or an empty cell"
        )
    return text.replace_strict(values, default=None, return_dtype=pl.String).rename(what)


def _text(table: Table, column: str) -> pl.Series:
    """A column as text."""
    table.require([column])
    series = table.frame[column]
    if series.dtype.is_nested() or series.dtype == pl.Binary:
        raise UsageError(f"{table.path}: column {column!r} holds {series.dtype}; text was expected")
    text = series.cast(pl.String)
    if series.dtype.is_float():
        # 1961.0 is how a whole number comes from a column that had an empty cell on its way.
        text = text.str.replace(r"^(-?\d+)\.0$", "$1")
    return text


def _short(value: str) -> str:
    return repr(value if len(value) <= 60 else value[:60] + "…")
