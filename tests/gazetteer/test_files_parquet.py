"""Parquet that is pushed: whoever has the rows stays in charge, however the writing ends."""

from __future__ import annotations

import itertools
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from polars.io.plugins import register_io_source

from gazetteer.files import write_chunks
from gazetteer.files.parquet import ROW_GROUP, write_parquet

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def leaving_no_thread() -> Iterator[None]:
    """Hold that no thread is there afterwards that was not there before; others may have ended meanwhile."""
    before = threading.enumerate()
    yield
    assert [] == [thread for thread in threading.enumerate() if thread not in before]


def cut(rows: int, size: int) -> Iterator[pl.DataFrame]:
    """Yield so many rows in chunks of a size."""
    whole = pl.select(id=pl.int_range(rows), name=pl.int_range(rows).cast(pl.String).reverse())
    yield from whole.iter_slices(size)


@pytest.mark.parametrize(("rows", "size"), [(0, 1), (1, 1), (20, 3), (2 * ROW_GROUP + 5, 1 << 16)])
def test_same_bytes_as_pulled(rows: int, size: int, tmp_path: Path) -> None:
    """Rows that are pushed are the same bytes as rows that polars pulls."""
    chunks = list(cut(rows, size)) or [pl.DataFrame(schema={"id": pl.Int64, "name": pl.String})]
    with (tmp_path / "pushed").open("wb") as stream:
        write_parquet(chunks, stream)
    pulled = register_io_source(lambda *_: iter(chunks), schema=chunks[0].schema)
    pulled.sink_parquet(tmp_path / "pulled", compression="zstd", statistics=True, row_group_size=ROW_GROUP)
    assert (tmp_path / "pulled").read_bytes() == (tmp_path / "pushed").read_bytes()


def test_caller_asks_for_the_rows(tmp_path: Path) -> None:
    """The rows are asked for by the thread that writes them, where signals take effect."""
    asking = []

    def chunks() -> Iterator[pl.DataFrame]:
        for chunk in cut(20, 4):
            asking.append(threading.current_thread())
            yield chunk

    write_chunks(chunks(), tmp_path / "a.parquet")
    assert [threading.current_thread()] * 5 == asking


@pytest.mark.parametrize(
    "failure", [OSError(28, "mine"), pl.exceptions.ComputeError("mine"), KeyboardInterrupt()]
)
@pytest.mark.parametrize("before", [0, 1, 2, 30])
def test_chunks_that_fail(before: int, failure: BaseException, tmp_path: Path) -> None:
    """What the chunks raise reaches the caller as it is, and leaves no file and no thread."""

    def chunks() -> Iterator[pl.DataFrame]:
        yield from cut(before, 1)
        raise failure

    with leaving_no_thread(), pytest.raises(type(failure)) as raised:
        write_chunks(chunks(), tmp_path / "a.parquet")
    assert failure is raised.value
    assert [] == list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_disk_that_is_full() -> None:
    """Rows that have no end are no more asked for when the disk is full, and the thread is gone."""
    rows = next(cut(ROW_GROUP, ROW_GROUP))
    with (
        leaving_no_thread(),
        pytest.raises(OSError, match="No space left"),
        Path("/dev/full").open("wb") as full,
    ):
        write_parquet(itertools.repeat(rows), full)


def test_writing_that_fails(tmp_path: Path) -> None:
    """What else ends the writing, such as columns that differ, reaches the caller, and leaves nothing."""
    chunks = [pl.DataFrame({"a": [1]}), pl.DataFrame({"a": ["x"]}), *[pl.DataFrame({"a": [1]})] * 9]
    with (
        leaving_no_thread(),
        pytest.raises(pl.exceptions.PanicException, match="type String is incompatible"),
    ):
        write_chunks(chunks, tmp_path / "a.parquet")
    assert [] == list(tmp_path.iterdir())
