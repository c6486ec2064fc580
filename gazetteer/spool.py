"""Rows in order: in memory as long as they are few, else in files; so no table is too long for memory."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

IN_MEMORY = 500_000
"""Rows that are held in memory before they are written to a file."""


class Scratch:
    """A place for files that are gone afterwards; it is made when the first is asked for.

    It lies where temporary files lie, which the environment variable TMPDIR decides.
    """

    def __init__(self) -> None:
        self._home: tempfile.TemporaryDirectory[str] | None = None
        self._count = 0

    def __enter__(self) -> Scratch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._home is not None:
            self._home.cleanup()

    def file(self) -> Path:
        """Return the path of a new file."""
        if self._home is None:
            self._home = tempfile.TemporaryDirectory(prefix="adlar-")
        self._count += 1
        return Path(self._home.name) / f"{self._count:06}.parquet"


class Spool:
    """Rows that are put in one after the other and come out in that order, as often as one likes."""

    def __init__(self, scratch: Scratch | None = None, most: int = IN_MEMORY) -> None:
        """Start with no rows.

        Args:
            scratch: Where files may lie; None: all rows stay in memory.
            most: Rows that are held in memory before they are written to a file.
        """
        self._scratch = scratch
        self._most = most
        self._files: list[Path] = []
        self._waiting: list[pl.DataFrame] = []
        self._rows_waiting = 0
        self._schema: dict[str, pl.DataType] = {}
        self._rows = 0

    def __len__(self) -> int:
        """Return how many rows there are."""
        return self._rows

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """The columns that any of the rows has, in the order of their appearance, with their types."""
        return dict(self._schema)

    def append(self, rows: pl.DataFrame) -> None:
        """Put rows at the end.

        Args:
            rows: Columns of the types that columns of these names had before; others may be new, or missing.
        """
        self._schema |= dict(rows.schema)
        if rows.is_empty():
            return
        self._rows += len(rows)
        self._waiting.append(rows)
        self._rows_waiting += len(rows)
        if self._scratch is not None and self._rows_waiting > self._most:
            self.flush()

    def flush(self) -> None:
        """Write to a file what waits in memory, if there is a place for files."""
        if self._scratch is None or not self._waiting:
            return
        path = self._scratch.file()
        pl.concat(self._waiting, how="diagonal").write_parquet(path, compression="lz4")
        self._files.append(path)
        self._waiting, self._rows_waiting = [], 0

    def frames(self, columns: Sequence[str] | None = None) -> Iterator[pl.DataFrame]:
        """Yield the rows in parts.

        Args:
            columns: The columns that are wanted, of those that all rows have; None: those that each part has.
        """
        wanted = list(columns) if columns is not None else None
        for path in self._files:
            yield pl.read_parquet(path, columns=wanted, glob=False)
        for rows in self._waiting:
            yield rows if wanted is None else rows.select(wanted)

    def frame(self) -> pl.DataFrame:
        """Return all rows at once; what a row lacks is null."""
        parts = [pl.DataFrame(schema=self._schema), *self.frames()]
        return pl.concat(parts, how="diagonal")

    def lazy(self) -> pl.LazyFrame:
        """Return all rows, to be read when they are needed."""
        parts = [pl.LazyFrame(schema=self._schema)]
        parts += [pl.scan_parquet(path, glob=False) for path in self._files]
        parts += [rows.lazy() for rows in self._waiting]
        return pl.concat(parts, how="diagonal")
