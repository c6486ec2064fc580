"""Read a table, whatever it is in."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.errors import EmptyFile, WrongFormat
from gazetteer.files.blocks import refuse_directory, refusing_unreadable
from gazetteer.files.compression import inflate
from gazetteer.files.delimited import parse_delimited, separator_from
from gazetteer.files.encoding import decode
from gazetteer.files.format import STANDARD_STREAM, FileFormat, check_compression, check_text, format_of
from gazetteer.files.jsonl import parse_jsonl
from gazetteer.files.pages import why_forged
from gazetteer.files.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_table(
    path: str | os.PathLike[str], *, encoding: str | None = None, separator: str | None = None
) -> Table:
    """Return the rows of a file.

    Args:
        path: A .csv, .tsv, .jsonl or .parquet file, the text ones also with .gz or .zst; `-` is standard
            input, as JSONL.
        encoding: Encoding of a text file; None: UTF-8, or what a byte order mark says.
        separator: What separates the cells of a CSV or TSV file, see `separator_from`; None: what the header
            shows.

    Raises:
        TableError: The file cannot be read, is not what its ending says, or a row does not fit. The subclass
            and the message say which.
        UsageError: There is no such encoding, or the separator is none.
    """
    name = os.fspath(path)
    refuse_directory(name)
    file_format = format_of(name)
    mark = separator_from(separator) if separator is not None else None
    data = _read_bytes(name)
    if not data:
        raise EmptyFile(f"{name}: empty: 0 bytes")
    check_compression(data, name, file_format)
    if file_format.kind == "parquet":
        return Table(_parse_parquet(data, name), name, file_format)
    return _read_text(inflate(data, file_format.compression, name), name, file_format, encoding, mark)


def _read_text(
    data: bytes, name: str, file_format: FileFormat, encoding: str | None, mark: str | None
) -> Table:
    check_text(data, name, file_format)
    text = decode(data, name, encoding)
    if file_format.kind == "jsonl":
        frame, damaged = parse_jsonl(text.data, name)
        return Table(frame, name, file_format, text.encoding, None, text.notes, damaged)
    frame, used, notes = parse_delimited(text.data, name, file_format.kind, mark)
    return Table(frame, name, file_format, text.encoding, used, (*text.notes, *notes))


def _read_bytes(name: str) -> bytes:
    if name == STANDARD_STREAM:
        return sys.stdin.buffer.read()
    with refusing_unreadable(name):
        return Path(name).read_bytes()


def _parse_parquet(data: bytes, name: str) -> pl.DataFrame:
    refuse_forged(memoryview(data), name)
    with refusing_broken_parquet(name):
        frame = pl.read_parquet(io.BytesIO(data))
    return plain_types(frame)


def refuse_forged(data: memoryview, name: str) -> None:
    """Raise if parquet data claims what cannot be.

    Args:
        data: The data.
        name: The file as it was named.

    Raises:
        WrongFormat: It does; the message says what.
    """
    why = why_forged(data)
    if why is not None:
        raise WrongFormat(f"{name}: the parquet data is broken or forged: {why}")


@contextmanager
def refusing_broken_parquet(name: str) -> Iterator[None]:
    """Turn what polars says of parquet data into what a user is told.

    Args:
        name: The file as it was named.

    Raises:
        WrongFormat: The data cannot be read.
    """
    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        reason = str(error).splitlines()[0] if str(error) else "unknown"
        raise WrongFormat(f"{name}: the parquet data is broken or cut off: {reason}") from error


def plain_types(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the columns of parquet data as they are read: categories and nulls are text."""
    categorical = (pl.Categorical, pl.Enum, pl.Null)
    # Column by column: in an expression, a column named * would be all of them.
    for number, column in enumerate(frame.get_columns()):
        if column.dtype in categorical:
            frame = frame.replace_column(number, column.cast(pl.String))
    return frame
