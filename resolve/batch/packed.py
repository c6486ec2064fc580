"""Answers packed where they are given, and unpacked where rows are written: nobody between looks inside."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Self

import polars as pl


@dataclass(frozen=True, slots=True)
class Packed:
    """A table on its way between processes and to disk.

    Attributes:
        data: an Arrow stream, compressed.
    """

    data: bytes

    @classmethod
    def of(cls, frame: pl.DataFrame) -> Self:
        """Pack a table."""
        packed = io.BytesIO()
        frame.write_ipc_stream(packed, compression="lz4")
        return cls(packed.getvalue())

    def frame(self) -> pl.DataFrame:
        """The table."""
        return pl.read_ipc_stream(self.data)


def join_packed(tables: Sequence[Packed]) -> bytes:
    """Packed tables of the same columns as one run of bytes, after a line that tells their sizes."""
    sizes = " ".join(str(len(table.data)) for table in tables)
    return b"".join((sizes.encode(), b"\n", *(table.data for table in tables)))


def unpack_joined(joined: bytes) -> pl.DataFrame:
    """The rows of tables that were joined by `join_packed`.

    Raises:
        ValueError: they are not whole.
    """
    begin = joined.index(b"\n") + 1
    ends = list(accumulate(map(int, joined[:begin].split()), initial=begin))
    if ends[-1] != len(joined):
        raise ValueError(f"{len(joined)} bytes; expected {ends[-1]}")
    return pl.concat([Packed(joined[start:end]).frame() for start, end in pairwise(ends)])
