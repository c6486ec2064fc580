"""Write a table: whole, or not at all; at once or in chunks."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import polars as pl

from gazetteer.errors import UnwritableFile
from gazetteer.files.compression import deflating
from gazetteer.files.delimited import SEPARATORS
from gazetteer.files.format import STANDARD_STREAM, FileFormat, format_of
from gazetteer.files.parquet import write_parquet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    write_chunks([frame], path)


def write_chunks(
    chunks: Iterable[pl.DataFrame],
    path: str | os.PathLike[str],
    draft: str | os.PathLike[str] | None = None,
) -> None:
    """Write chunks of rows one after the other, as `write_table` writes them together.

    Args:
        chunks: The rows, at least one chunk; all have the same columns. Each is asked for when the one
            before it is written, so memory is bounded by the chunk.
        path: As for `write_table`.
        draft: Where the rows are written before they take the place of the target, on the same disk; None:
            beside it. It is gone afterwards, whatever happens.

    Raises:
        UnknownFormat: The ending is none of those that are written.
        UnwritableFile: The file cannot be written there.
        BrokenPipeError: Whoever reads standard output has seen enough.
    """
    name = os.fspath(path)
    file_format = format_of(name)
    target = Path(os.path.realpath(name))
    beside = target.with_name(f".{target.name[:200]}.{os.getpid()}.part")
    # What the chunks raise is theirs, an OSError too.
    source = _Source(chunks)
    try:
        if name == STANDARD_STREAM:
            _write(source, file_format, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        # A pipe or a device cannot be replaced, only written to.
        elif is_replaceable(target):
            _replace(source, file_format, target, beside if draft is None else Path(draft))
        else:
            with target.open("wb") as stream:
                _write(source, file_format, stream)
    except (OSError, pl.exceptions.PolarsError) as error:
        if source.failure is not None:
            raise source.failure from None
        if name == STANDARD_STREAM and isinstance(error, BrokenPipeError):
            raise
        shown = "standard output" if name == STANDARD_STREAM else name
        raise UnwritableFile(f"{shown}: cannot be written: {_reason(target, error)}") from error


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


def is_replaceable(target: Path) -> bool:
    """Whether a path is that of a file, or of nothing yet; not of a pipe or a device."""
    return not target.exists() or target.is_file() or target.is_dir()


class _Source:
    """Chunks that are passed on, and what was raised when one was asked for."""

    def __init__(self, chunks: Iterable[pl.DataFrame]) -> None:
        self._chunks = iter(chunks)
        self.failure: BaseException | None = None

    def __iter__(self) -> Iterator[pl.DataFrame]:
        return self

    def __next__(self) -> pl.DataFrame:
        try:
            return next(self._chunks)
        except StopIteration:
            raise
        except BaseException as failure:
            self.failure = failure
            raise


def _write(chunks: Iterable[pl.DataFrame], file_format: FileFormat, stream: BinaryIO) -> None:
    if file_format.kind == "parquet":
        write_parquet(chunks, stream)
    else:
        _write_text(chunks, file_format, stream)


def _write_text(chunks: Iterable[pl.DataFrame], file_format: FileFormat, stream: BinaryIO) -> None:
    with deflating(stream, file_format.compression) as inside:
        for number, frame in enumerate(chunks):
            if file_format.kind == "jsonl":
                # Polars tells of a stream that fails in words of its own, without the number of the error.
                lines = io.BytesIO()
                frame.write_ndjson(lines)
                inside.write(lines.getbuffer())
            else:
                flat = _without_nesting(frame)
                separator = SEPARATORS[file_format.kind]
                inside.write(flat.write_csv(separator=separator, include_header=number == 0).encode())


def _without_nesting(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(_as_json(name, kind) for name, kind in frame.schema.items() if kind.is_nested())


def _as_json(name: str, kind: PolarsDataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.Struct):
        text = column.struct.json_encode()
    else:
        wrapped = pl.struct(column.alias("")).struct.json_encode()
        text = wrapped.str.strip_prefix('{"":').str.strip_suffix("}")
    return pl.when(column.is_not_null()).then(text).alias(name)


def _replace(chunks: Iterable[pl.DataFrame], file_format: FileFormat, target: Path, draft: Path) -> None:
    try:
        with draft.open("xb") as stream:
            _write(chunks, file_format, stream)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def _reason(target: Path, error: Exception) -> str:
    if target.is_dir():
        return "it is a directory"
    if not target.parent.is_dir():
        return f"no such folder {str(target.parent)!r}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error).splitlines()[0]
