"""Any table as a source, its columns mapped to those of a names table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from gazetteer.errors import MissingColumn, UsageError
from gazetteer.files import open_stream
from gazetteer.schema import as_text, why_unusable
from gazetteer.sources.codes import UNDETERMINED
from gazetteer.sources.mapping import read_mapping
from gazetteer.sources.source import Chunk
from gazetteer.sources.vetting import PLACE

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from gazetteer.files import Table
    from gazetteer.sources.mapping import ColumnMapping, NameColumn
    from gazetteer.sources.request import Options, Request
    from gazetteer.sources.tally import Tally


def import_mapped(request: Request, options: Options, tally: Tally) -> Generator[Chunk]:
    """Read a table by a mapping of its columns.

    Options: `mapping`, a TOML file.

    Args:
        request: A .csv, .tsv, .jsonl or .parquet file, the text ones also packed.
        options: The mapping.
        tally: Counts what is not taken.

    Raises:
        TableError: A file cannot be read, or a column is missing.
        UsageError: The mapping makes no sense.
    """
    path = options.text("mapping")
    options.finish()
    if not path:
        raise UsageError(
            f"table:{request.path}: no mapping; expected: table:{request.path}?mapping=columns.toml, "
            "or a names table without options"
        )
    yield from read_mapped(request, read_mapping(path), tally)


def read_mapped(request: Request, mapping: ColumnMapping, tally: Tally) -> Generator[Chunk]:
    """Yield the rows of a table, a row a name.

    Args:
        request: The table.
        mapping: What its columns are.
        tally: Counts what is not taken.

    Raises:
        TableError: The file cannot be read, or a column is missing.
    """
    with open_stream(request.path, encoding=request.encoding, separator=request.separator) as stream:
        there = list(stream.schema)
        missing = [column for column in mapping.needed() if column not in there]
        if missing:
            raise MissingColumn(request.path, missing, there)
        for column in mapping.needed():
            if why := why_unusable(column):
                raise UsageError(f"{request.path}: a column named {column!r}, {why}; rename it")
        rest = [column for column in there if column not in mapping.needed()]
        if rest:
            tally.leave_out(f"columns of which the mapping does not speak: {_listed(rest)}", len(rest))
        with stream.chunks() as chunks:
            for table in chunks:
                request.watch(f"{request.path}: row {table.rows_above + len(table.frame)}")
                for damage in table.damaged:
                    tally.reject(f"damaged cell: {damage.reason}", table.place(damage.row), damage.column)
                rows = _rows(table, mapping)
                _tell_nameless(table, rows, tally)
                yield Chunk(rows, table.place)


def _tell_nameless(table: Table, rows: pl.DataFrame, tally: Tally) -> None:
    all_rows = pl.int_range(len(table.frame), eager=True, dtype=pl.Int64)
    nameless = all_rows.filter(~all_rows.is_in(rows[PLACE].unique().implode()))
    if len(nameless):
        found = ((table.place(row), "") for row in nameless.head(5))
        tally.reject_all("row without a name", found, len(nameless))


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(repr(column) for column in columns[:8]) + (", …" if len(columns) > 8 else "")


def _rows(table: Table, mapping: ColumnMapping) -> pl.DataFrame:
    """Return a row a name; the names of a row stand together, in the order of the mapping."""
    needed = pl.DataFrame([table.frame[column] for column in mapping.needed()])
    text = as_text(needed).with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias(PLACE))
    facts = [pl.col(source).alias(target) for target, source in mapping.columns]
    facts += [pl.lit(value).alias(target) for target, value in mapping.constants]
    facts += [pl.col(column) for column in mapping.keep]
    parts = [_of_column(text, name, facts) for name in mapping.names]
    rows = pl.concat(parts, how="diagonal").sort(PLACE, maintain_order=True)
    translated = rows.with_columns(_translation(column, mapping) for column in _translated(mapping))
    return translated.with_columns((pl.lit(mapping.id_prefix) + pl.col("entity_id")).alias("entity_id"))


def _of_column(text: pl.DataFrame, name: NameColumn, facts: Sequence[pl.Expr]) -> pl.DataFrame:
    """Return the names of one column; a row whose cell is blank has none there."""
    cell = pl.col(name.column)
    spoken = pl.col(name.lang_column) if name.lang_column else pl.lit(name.lang or None, pl.String)
    rows = text.select(
        PLACE,
        *facts,
        (cell.str.split(name.separator) if name.separator else cell).alias("name"),
        pl.lit(name.name_kind).alias("name_kind"),
        spoken.alias("spoken"),
    )
    if name.separator:
        rows = rows.explode("name")
    of_row = pl.col("lang") if "lang" in rows.columns else pl.lit(None, pl.String)
    lang = pl.coalesce("spoken", of_row, pl.lit(UNDETERMINED)).alias("lang")
    return rows.with_columns(lang).drop("spoken").filter(pl.col("name").str.strip_chars() != "")


def _translated(mapping: ColumnMapping) -> list[str]:
    return list(dict.fromkeys(column for column, _, _ in mapping.values))


def _translation(column: str, mapping: ColumnMapping) -> pl.Expr:
    values = {one: other for target, one, other in mapping.values if target == column}
    return pl.col(column).str.strip_chars().replace(values)
