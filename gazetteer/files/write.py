"""Write a table: whole, or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.errors import UnwritableFile
from gazetteer.files.compression import deflate
from gazetteer.files.delimited import SEPARATORS
from gazetteer.files.format import STANDARD_STREAM, FileFormat, format_of

if TYPE_CHECKING:
    from polars._typing import PolarsDataType


def write_table(frame: pl.DataFrame, path: str | os.PathLike[str]) -> None:
    """Write rows in the format that the path's ending says.

    The rows are written to a file beside the target, which then takes its place: whoever looks sees the old
    file or the new one, never a half. In CSV and TSV, lists and structs are written as JSON.

    Args:
        frame: The rows.
        path: A .csv, .tsv, .jsonl or .parquet file, the text ones also with .gz or .zst; `-` is standard
            output, as JSONL.

    Raises:
        UnknownFormat: The ending is none of these.
        UnwritableFile: The file cannot be written there.
    """
    name = os.fspath(path)
    file_format = format_of(name)
    data = deflate(_serialize(frame, file_format), file_format.compression)
    if name == STANDARD_STREAM:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(os.path.realpath(name))
    try:
        # A pipe or a device cannot be replaced, only written to.
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as error:
        raise UnwritableFile(f"{name}: cannot be written: {_reason(target, error)}") from error


def check_target(path: str | os.PathLike[str]) -> None:
    """Raise now what `write_table` would raise after the work is done.

    Args:
        path: Where a table will be written.

    Raises:
        UnknownFormat: The ending is none of those that are written.
        UnwritableFile: The folder is missing or may not be written to, or the path is a directory.
    """
    name = os.fspath(path)
    format_of(name)
    if name == STANDARD_STREAM:
        return
    target = Path(os.path.realpath(name))
    if target.is_dir():
        raise UnwritableFile(f"{name}: cannot be written: it is a directory")
    if not target.parent.is_dir():
        raise UnwritableFile(f"{name}: cannot be written: no such folder {str(target.parent)!r}")
    if not os.access(target.parent, os.W_OK):
        raise UnwritableFile(f"{name}: cannot be written: no permission in {str(target.parent)!r}")


def _serialize(frame: pl.DataFrame, file_format: FileFormat) -> bytes:
    buffer = io.BytesIO()
    if file_format.kind == "parquet":
        frame.write_parquet(buffer, compression="zstd", statistics=True)
    elif file_format.kind == "jsonl":
        frame.write_ndjson(buffer)
    else:
        flat = frame.with_columns(
            _as_json(name, kind) for name, kind in frame.schema.items() if kind.is_nested()
        )
        flat.write_csv(buffer, separator=SEPARATORS[file_format.kind])
    return buffer.getvalue()


def _as_json(name: str, kind: PolarsDataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.Struct):
        text = column.struct.json_encode()
    else:
        wrapped = pl.struct(column.alias("")).struct.json_encode()
        text = wrapped.str.strip_prefix('{"":').str.strip_suffix("}")
    return pl.when(column.is_not_null()).then(text).alias(name)


def _replace(target: Path, data: bytes) -> None:
    draft = target.with_name(f".{target.name[:200]}.{os.getpid()}.part")
    try:
        with draft.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def _reason(target: Path, error: OSError) -> str:
    if target.is_dir():
        return "it is a directory"
    if not target.parent.is_dir():
        return f"no such folder {str(target.parent)!r}"
    return error.strerror or str(error)
