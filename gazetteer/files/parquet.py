"""Parquet, written as its rows come: they are pushed, though polars, which writes them, pulls.

Polars asks for rows on threads of its own while its caller waits inside it, where no signal reaches him, and
goes on asking when nothing can be written any more. So the one who waits is a thread that does nothing else:
whoever has the rows stays in Python, where a signal takes effect at once, and hears of a full disk at once.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING, BinaryIO, cast

from polars.io.plugins import register_io_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import polars as pl

ROW_GROUP = 1 << 18
"""Rows of a group of parquet."""


def write_parquet(chunks: Iterable[pl.DataFrame], stream: BinaryIO) -> None:
    """Write chunks of rows one after the other.

    Args:
        chunks: The rows, at least one chunk; all have the same columns. Each is asked for by the calling
            thread, while the one before it is written.
        stream: Where they go; it stays open.

    Raises:
        OSError: The stream cannot be written to.
        PolarsError: The columns differ.
    """
    rest = iter(chunks)
    first = next(rest)
    # A signal may come between any two calls; what a queue of this kind does, it does at once or not at all.
    asked: SimpleQueue[bool] = SimpleQueue()
    given: SimpleQueue[pl.DataFrame | None] = SimpleQueue()
    given.put(first)
    guarded = _Guarded(stream, lambda: asked.put(False))
    whole = False

    def give(
        columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        # The whole is asked for: no column is left out, no row is filtered.
        while (chunk := given.get()) is not None:
            yield chunk
            asked.put(True)
        if not whole:
            raise _Abandoned

    def write() -> None:
        register_io_source(give, schema=first.schema).sink_parquet(
            cast("BinaryIO", guarded), compression="zstd", statistics=True, row_group_size=ROW_GROUP
        )

    with ThreadPoolExecutor(1) as thread:
        try:
            writing = thread.submit(write)
            writing.add_done_callback(lambda _: asked.put(False))
            for chunk in rest:
                if not asked.get():
                    break
                given.put(chunk)
            else:
                whole = True
        finally:
            given.put(None)
    if guarded.failure is not None:
        raise guarded.failure
    writing.result()


class _Guarded:
    """A stream that keeps why it could not be written to, and says at once that it could not."""

    def __init__(self, stream: BinaryIO, say: Callable[[], None]) -> None:
        self._stream = stream
        self._say = say
        self.failure: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._stream.write(data)
        except OSError as failure:
            self.failure = failure
            self._say()
            raise


class _Abandoned(Exception):
    """Ends the writing of rows of which no more will come."""
