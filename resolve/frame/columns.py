"""What is asked of a name, from the columns of a frame or from values that hold for all rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from resolve.batch.asking import READERS
from resolve.errors import UsageError

_REST: Final = (pl.Binary, pl.Object)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the name stands in a frame, and what is known of it.

    Attributes:
        name: column of the name.
        lang: BCP 47 tag of all names, None if not known.
        lang_column: where the tag of each name stands instead.
        kind: kind of all names, None if not known.
        kind_column: where the kind of each name stands instead.
        country_column: where the country of each entity stands, ISO 3166-1 alpha-2.
        birth_year_column: where the year of birth of each entity stands.
    """

    name: str = "name"
    lang: str | None = None
    lang_column: str | None = None
    kind: str | None = None
    kind_column: str | None = None
    country_column: str | None = None
    birth_year_column: str | None = None

    @property
    def columns(self) -> Mapping[str, str]:
        """The columns of the frame that are read, by what they say."""
        named = {
            "name": self.name,
            "lang": self.lang_column,
            "kind": self.kind_column,
            "country": self.country_column,
            "birth_year": self.birth_year_column,
        }
        return {what: column for what, column in named.items() if column is not None}

    def values(self) -> Mapping[str, str | None]:
        """What is said for all rows, checked.

        Raises:
            UsageError: a language or a kind that is none, or given twice.
        """
        for what, one, column in (
            ("lang", self.lang, self.lang_column),
            ("kind", self.kind, self.kind_column),
        ):
            if one is not None and column is not None:
                raise UsageError(
                    f"both {what} and {what}_column were given; one says it for all rows, the other for each"
                )
        return {
            "lang": settled_value("lang", self.lang, "lang_column"),
            "kind": settled_value("kind", self.kind, "kind_column"),
        }

    def question(self, column: Mapping[str, pl.Expr]) -> pl.Expr:
        """The question of each row as a struct with the columns `answering.QUESTION`.

        Args:
            column: an expression for each of `columns`.
        """
        values = self.values()
        return pl.struct(
            (column[what] if what in column else pl.lit(values.get(what), pl.String)).alias(what)
            for what in ("name", *READERS)
        )


def settled_value(what: str, value: object, instead: str | None = None) -> str | None:
    """A value that holds for all rows, in its canonical form.

    Args:
        what: lang, kind, country or birth_year.
        value: as it was given, None if it was not.
        instead: how a column is named instead, for the message; None if there is no way.

    Raises:
        UsageError: it is none.
    """
    if value is None:
        return None
    reader, expected = READERS[what]
    found = reader(str(value).strip()) if isinstance(value, str | int) else None
    if found is None:
        hint = f"; {instead} names a column" if instead else ""
        raise UsageError(f"{what} {value!r}; expected: {expected}{hint}")
    return found


def refuse_missing(named: Mapping[str, str], there: list[str]) -> None:
    """Raise if a column is not there.

    Args:
        named: the columns that are wanted, by what they say.
        there: those of the frame.

    Raises:
        UsageError: it names one, and all that there are.
    """
    for what, column in named.items():
        if column not in there:
            listed = ", ".join(map(repr, there)) or "none"
            raise UsageError(f"{what}: no column {column!r}; the columns are {listed}")


def refuse_taken(added: tuple[str, ...], there: list[str], prefix: str) -> None:
    """Raise if a column that will be added is there already.

    Args:
        added: names of the columns that will be added, without prefix.
        there: those of the frame.
        prefix: goes before each.

    Raises:
        UsageError: some are; the message names them and the prefix.
    """
    taken = [prefix + name for name in added if prefix + name in there]
    if taken:
        plural = "s" if len(taken) > 1 else ""
        raise UsageError(
            f"the column{plural} {', '.join(map(repr, taken))} would be added, but there is one already; "
            f"name the added ones with {'another' if prefix else 'a'} prefix, such as prefix='adlar_'"
        )


def refuse_other_types(schema: Mapping[str, pl.DataType]) -> None:
    """Raise if a column of a question holds what is no text.

    Args:
        schema: the columns by what they say.

    Raises:
        UsageError: one is of a nested type, of bytes, or of objects of Python.
    """
    for what, kind in schema.items():
        if kind.is_nested() or isinstance(kind, _REST):
            raise UsageError(f"{what}: the column holds {kind}; text was expected")


def as_text(column: pl.Series) -> pl.Series:
    """A column of a question as text; categories and numbers are what they are written as.

    Raises:
        UsageError: it holds what is no text.
    """
    refuse_other_types({column.name: column.dtype})
    return column.cast(pl.String)
