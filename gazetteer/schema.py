"""The names table: its columns, and the one form that each value has.

The names table is the interchange format in and out of a gazetteer: a row a name, the facts about the entity
repeated in each of its rows. Here is what is accepted, and what it becomes; what does not fit becomes null,
and `check` says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from gazetteer.countries import countries
from gazetteer.extras import EXTRAS
from gazetteer.language import canonical_tag
from gazetteer.moments import year_of

if TYPE_CHECKING:
    from collections.abc import Sequence

REQUIRED = ("entity_id", "kind", "lang", "name")
OPTIONAL = (
    "is_preferred",
    "name_kind",
    "country",
    "population",
    "birth_year",
    "description",
    "same_as",
    "source",
)
COLUMNS = REQUIRED + OPTIONAL
DIFFERENT_FROM = "different_from"
"""The column of the entities that were found not to be this one: their IDs with spaces between them."""

# Columns that importers and changes add: known to belong to the entity, or to the name, whoever has them.
ENTITY_EXTRAS = (DIFFERENT_FROM, "feature", "latitude", "longitude", "sitelinks")
NAME_EXTRAS = ("valid_from", "valid_to")
# Worked out anew from the name, so what a file says of it is not needed.
DERIVED = ("script",)
# Of a combination of several gazetteers: which one a row is from, and which ones hold an entity.
ORIGIN = "__gazetteer__"
ORIGINS = "__gazetteers__"
REDIRECT_COLUMNS = ("old_id", "new_id", "reason")

KINDS = ("person", "place", "organization", "other")
KIND_SYNONYMS = {"org": "organization", "organisation": "organization", "company": "organization"}
NAME_KINDS = ("preferred", "alias", "historical", "abbreviation", "colloquial")
TRUTH = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}

NAME_LIMIT = 1000
"""The longest name, in code points."""

YEARS = (-3000, 2100)
"""The first and the last year of birth, both included; 1 BC is 0."""

ID_LIMIT = 1000
"""The longest ID, in code points."""

ID = r"^[^\s\p{Cc}]+$"
"""What an ID is made of. Where IDs stand in a list, spaces are between them."""

ID_EXPECTED = f"an ID of 1 to {ID_LIMIT} characters, without spaces and control characters"

CURIE = r"[A-Za-z_][A-Za-z0-9_.-]*:[^\s\p{Cc}]+"
WHOLE_NUMBER = r"^[+-]?[0-9]{1,15}(?:\.0+)?$"

TYPES: dict[str, pl.DataType] = {column: pl.String() for column in COLUMNS} | {
    "is_preferred": pl.Boolean(),
    "population": pl.Int64(),
    "birth_year": pl.Int32(),
}


def as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table with every column as text, blank cells of known columns as null.

    Whole numbers that are stored as floats lose their `.0`, a list of texts becomes its texts with spaces
    between them, other lists and structs become JSON.

    Args:
        frame: Any columns.
    """
    columns = [_column_as_text(name, kind) for name, kind in frame.schema.items()]
    known = [pl.col(name) for name in frame.columns if name in COLUMNS or name in EXTRAS]
    return frame.select(columns).with_columns(
        pl.when(column.str.strip_chars() != "").then(column) for column in known
    )


def canonical(text: pl.DataFrame) -> pl.DataFrame:
    """Return a names table in its canonical form.

    Args:
        text: A names table as `as_text` returns it; columns may be missing.

    Returns:
        All of `COLUMNS` in this order, typed as in `TYPES`, then the unknown columns in alphabetical order. A
        value that does not fit its column is null.
    """
    missing = [pl.lit(None, pl.String).alias(column) for column in COLUMNS if column not in text.columns]
    full = text.with_columns(missing)
    return full.select(
        pl.when(is_id(pl.col("entity_id"))).then(pl.col("entity_id")),
        _one_of("kind", KINDS, KIND_SYNONYMS),
        _canonical_tags(full),
        _trimmed("name").str.normalize("NFC"),
        *_preference(),
        _canonical_country(),
        _whole_number("population", 0, 10**12).cast(pl.Int64),
        _birth_year(full["birth_year"]),
        _trimmed("description").str.normalize("NFC"),
        _canonical_curies(),
        _trimmed("source"),
        *(
            EXTRAS[column].canonical(full[column]) if column in EXTRAS else pl.col(column)
            for column in unknown_columns(text.columns)
        ),
    )


def unknown_columns(columns: Sequence[str]) -> list[str]:
    """Return the columns that the names table does not define, in alphabetical order.

    Args:
        columns: The columns of a table.
    """
    return sorted(set(columns).difference(COLUMNS, DERIVED, (ORIGIN, ORIGINS)))


def is_id(text: pl.Expr) -> pl.Expr:
    """Return whether texts can be IDs.

    Args:
        text: Texts.
    """
    return text.str.contains(ID) & (text.str.len_chars() <= ID_LIMIT)


def why_unusable(column: str) -> str | None:
    """Return what a column cannot be called so for; None if it can.

    The library that works with tables takes `*` for all columns, and `^...$` for those that fit a regular
    expression. Names such as `__row__` are those of columns that are there only while work is done.

    Args:
        column: The name.
    """
    if column == "*" or (column.startswith("^") and column.endswith("$")):
        return "which would mean others"
    if column.startswith("__") and column.endswith("__"):
        return "a form that is kept for working columns"
    return None


def is_redirects(columns: Sequence[str]) -> bool:
    """Return whether a table with these columns holds redirects rather than names.

    Args:
        columns: The columns of a table.
    """
    return "old_id" in columns and "new_id" in columns and "entity_id" not in columns


def _column_as_text(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if kind.is_float():
        whole = column.is_finite() & (column == column.floor()) & (column.abs() < 2**53)
        whole_text = pl.when(whole).then(column).cast(pl.Int64, strict=False).cast(pl.String)
        return pl.when(whole).then(whole_text).otherwise(column.cast(pl.String)).alias(name)
    if kind == pl.List(pl.String):
        return column.list.join(" ", ignore_nulls=True)
    if isinstance(kind, pl.Struct):
        return pl.when(column.is_not_null()).then(column.struct.json_encode()).alias(name)
    if kind.is_nested():
        wrapped = pl.struct(column.alias("")).struct.json_encode()
        text = wrapped.str.strip_prefix('{"":').str.strip_suffix("}")
        return pl.when(column.is_not_null()).then(text).alias(name)
    if kind == pl.Binary:
        return column.bin.encode("hex")
    return column.cast(pl.String)


def _trimmed(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars()


def _one_of(column: str, values: Sequence[str], synonyms: dict[str, str]) -> pl.Expr:
    accepted = dict.fromkeys(values) | synonyms
    mapping = {word: meaning or word for word, meaning in accepted.items()}
    return _trimmed(column).str.to_lowercase().replace_strict(mapping, default=None, return_dtype=pl.String)


def _canonical_tags(full: pl.DataFrame) -> pl.Expr:
    tags = {tag: canonical_tag(tag.strip()) for tag in full["lang"].unique().drop_nulls()}
    return pl.col("lang").replace_strict(tags, default=None, return_dtype=pl.String)


def _preference() -> tuple[pl.Expr, pl.Expr]:
    """Return `is_preferred` and `name_kind`, each filled from the other where it says nothing."""
    said = (
        _trimmed("is_preferred")
        .str.to_lowercase()
        .replace_strict(TRUTH, default=None, return_dtype=pl.Boolean)
    )
    kind = _one_of("name_kind", NAME_KINDS, {})
    preferred = pl.coalesce(said, kind == "preferred", pl.lit(value=False))
    filled = pl.coalesce(kind, pl.when(preferred).then(pl.lit("preferred")).otherwise(pl.lit("alias")))
    return preferred.alias("is_preferred"), filled.alias("name_kind")


def _whole_number(column: str, lowest: int, highest: int) -> pl.Expr:
    text = _trimmed(column)
    number = pl.when(text.str.contains(WHOLE_NUMBER)).then(text.str.extract(r"^\+?(-?[0-9]+)")).cast(pl.Int64)
    return pl.when(number.is_between(lowest, highest)).then(number).alias(column)


def _birth_year(told: pl.Series) -> pl.Expr:
    """Return years, those of dates too: people have a column of dates of birth rather than of years."""
    others = told.filter(~told.str.strip_chars().str.contains(WHOLE_NUMBER)).unique()
    lowest, highest = YEARS
    years = {
        text: year for text in others if (year := year_of(text)) is not None and lowest <= year <= highest
    }
    of_dates = pl.col("birth_year").replace_strict(years, default=None, return_dtype=pl.Int32)
    return pl.coalesce(_whole_number("birth_year", lowest, highest).cast(pl.Int32), of_dates)


def _canonical_country() -> pl.Expr:
    code = _trimmed("country")
    capitals = pl.when(code.str.contains(r"^[A-Za-z]{2}$")).then(code.str.to_uppercase())
    return pl.when(capitals.is_in(list(countries()))).then(capitals).alias("country")


def _canonical_curies() -> pl.Expr:
    text = _trimmed("same_as")
    sorted_once = text.str.extract_all(r"\S+").list.unique().list.sort().list.join(" ")
    return pl.when(text.str.contains(rf"^{CURIE}(?:\s+{CURIE})*$")).then(sorted_once).alias("same_as")
