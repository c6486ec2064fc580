"""A table read in chunks, as often as need be: memory is bounded by the chunk, not by the file.

All chunks after one another are what `read_table` gives, and where a file is wrong the failure is the same.
Where the chunks end depends on the file alone.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.errors import EmptyFile, UnreadableFile
from gazetteer.files.blocks import open_text, refuse_directory, refusing_unreadable
from gazetteer.files.cutting import cut_lines, cut_rows, find_layout
from gazetteer.files.delimited import Layout, separator_from
from gazetteer.files.format import STANDARD_STREAM, FileFormat, check_compression, format_of
from gazetteer.files.jsonl import infer_types, parse_jsonl, settle_types
from gazetteer.files.read import plain_types, refuse_forged, refusing_broken_parquet
from gazetteer.files.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK_ROWS = 1 << 16
"""Rows of parquet in a chunk."""


@dataclass(frozen=True, slots=True)
class TableStream:
    """A file of rows that is read in chunks.

    Attributes:
        path: The file as it was named, or `-`.
        format: What it is.
        encoding: The encoding of a text file; None for parquet.
        separator: What separates the cells of a CSV or TSV file; else None.
        notes: What was guessed, in words, for standard error.
        schema: The columns and their types.
    """

    path: str
    format: FileFormat
    encoding: str | None
    separator: str | None
    notes: tuple[str, ...]
    schema: pl.Schema
    _file: Path
    _asked: str | None = None
    _layout: Layout | None = None

    @property
    def head(self) -> Table:
        """The table without its rows."""
        return Table(pl.DataFrame(schema=self.schema), self.path, self.format, self.encoding, self.separator)

    @contextmanager
    def chunks(self) -> Iterator[Iterator[Table]]:
        """Give the rows from the first to the last; at least one chunk, without rows if there are none.

        The file is open as long as the context is: an interruption closes it on the way out, and not
        whenever the last who knew of the chunks is gone.

        Raises:
            TableError: A row does not fit, the encoding does not hold, or the file changed meanwhile.
        """
        if self.format.kind == "parquet":
            yield self._whole(self._parquet_chunks())
            return
        with open_text(self._file, self.path, self.format, self._asked) as text:
            if self._layout is None:
                yield self._whole(self._jsonl_chunks(text.blocks))
            else:
                yield self._whole(self._delimited_chunks(text.blocks, self._layout))

    def digest(self) -> str:
        """Return the hash of the file's bytes, 64 hexadecimal digits."""
        with refusing_unreadable(self.path), self._file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def _whole(self, chunks: Iterator[Table]) -> Iterator[Table]:
        before = _state(self._file)
        yield from chunks
        if _state(self._file) != before:
            raise UnreadableFile(f"{self.path}: it changed while it was read")

    def _parquet_chunks(self) -> Iterator[Table]:
        rows = pl.scan_parquet(self._file, glob=False)
        with refusing_broken_parquet(self.path):
            height = int(rows.select(pl.len()).collect().item())
        for start in range(0, max(1, height), CHUNK_ROWS):
            with refusing_broken_parquet(self.path):
                frame = plain_types(rows.slice(start, CHUNK_ROWS).collect())
            yield Table(frame, self.path, self.format, rows_above=start)

    def _jsonl_chunks(self, blocks: Iterator[bytes]) -> Iterator[Table]:
        rows = lines = 0
        for data in cut_lines(blocks):
            if data.strip():
                frame, damaged = parse_jsonl(data, self.path, self.schema, lines)
                yield Table(
                    frame,
                    self.path,
                    self.format,
                    self.encoding,
                    damaged=damaged,
                    rows_above=rows,
                    lines_above=lines,
                )
                rows += frame.height
            lines += data.count(b"\n")

    def _delimited_chunks(self, blocks: Iterator[bytes], layout: Layout) -> Iterator[Table]:
        rows = lines = 0
        for body in cut_rows(blocks, layout, self.path):
            frame = layout.parse(body, self.path, lines)
            yield Table(
                frame,
                self.path,
                self.format,
                self.encoding,
                self.separator,
                rows_above=rows,
                lines_above=lines,
            )
            rows += frame.height
            lines += body.count(b"\n")


@contextmanager
def open_stream(
    path: str | os.PathLike[str], *, encoding: str | None = None, separator: str | None = None
) -> Iterator[TableStream]:
    """Open a file for reading it in chunks; the arguments are those of `read_table`.

    Standard input and pipes, which can be read only once, are first copied to a temporary file. JSON lines
    are read once to know their columns.

    Raises:
        TableError: The file cannot be read, or is not what its ending says.
        UsageError: There is no such encoding, or the separator is none.
    """
    name = os.fspath(path)
    refuse_directory(name)
    file_format = format_of(name)
    mark = separator_from(separator) if separator is not None else None
    with _readable_again(name) as file:
        if file_format.kind == "parquet":
            yield _open_parquet(file, name, file_format)
        elif file_format.kind == "jsonl":
            yield _open_jsonl(file, name, file_format, encoding)
        else:
            yield _open_delimited(file, name, file_format, encoding, mark)


@contextmanager
def _readable_again(name: str) -> Iterator[Path]:
    file = Path(name)
    if name != STANDARD_STREAM and (file.is_file() or not file.exists()):
        yield file
        return
    with tempfile.TemporaryDirectory(prefix="adlar-") as folder:
        copy = Path(folder) / "input"
        with refusing_unreadable(name), copy.open("wb") as target:
            if name == STANDARD_STREAM:
                shutil.copyfileobj(sys.stdin.buffer, target)
            else:
                with file.open("rb") as source:
                    shutil.copyfileobj(source, target)
        yield copy


def _open_parquet(file: Path, name: str, file_format: FileFormat) -> TableStream:
    with refusing_unreadable(name), file.open("rb") as stream:
        head = stream.peek(16)
        if not head:
            raise EmptyFile(f"{name}: empty: 0 bytes")
        check_compression(head, name, file_format)
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as mapped, memoryview(mapped) as data:
            refuse_forged(data, name)
    with refusing_broken_parquet(name):
        schema = plain_types(pl.scan_parquet(file, glob=False).head(0).collect()).schema
    return TableStream(name, file_format, None, None, (), schema, file)


def _open_jsonl(file: Path, name: str, file_format: FileFormat, encoding: str | None) -> TableStream:
    schemas: list[pl.Schema] = []
    lines = 0
    with open_text(file, name, file_format, encoding) as text:
        for data in cut_lines(text.blocks):
            if data.strip():
                schema = infer_types(data, name, lines)
                if schema not in schemas:
                    schemas.append(schema)
            lines += data.count(b"\n")
    if not schemas:
        raise EmptyFile(f"{name}: empty; one JSON object a line was expected")
    schema = settle_types(schemas)
    return TableStream(name, file_format, text.encoding, None, text.notes, schema, file, encoding)


def _open_delimited(
    file: Path, name: str, file_format: FileFormat, encoding: str | None, mark: str | None
) -> TableStream:
    with open_text(file, name, file_format, encoding) as text:
        layout = find_layout(text.blocks, name, file_format.kind, mark)
    schema = pl.Schema(dict.fromkeys(layout.header, pl.String()))
    notes = (*text.notes, *layout.notes)
    return TableStream(
        name, file_format, text.encoding, layout.separator, notes, schema, file, encoding, layout
    )


def _state(file: Path) -> tuple[int, int]:
    stat = file.stat()
    return stat.st_size, stat.st_mtime_ns
