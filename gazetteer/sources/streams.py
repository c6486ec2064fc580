"""Streams of bytes made of others: of blocks, and of a pipe whose bytes are counted."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import WriteableBuffer


class CountedStream(io.RawIOBase):
    """A stream that says how many bytes were read from it, where it cannot say itself where it is."""

    def __init__(self, source: BinaryIO) -> None:
        super().__init__()
        self._source = source
        self.taken = 0

    def readable(self) -> bool:
        """Whether it can be read: yes."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer as far as the source gives at once, and return how far that is; 0 at the end."""
        target = memoryview(buffer).cast("B")
        data = self._source.read(len(target))
        target[: len(data)] = data
        self.taken += len(data)
        return len(data)


class BlockStream(io.RawIOBase):
    """A stream that gives what its blocks hold, once and in order."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        super().__init__()
        self._blocks = blocks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Whether it can be read: yes."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer as far as the next block goes, and return how far that is; 0 at the end."""
        target = memoryview(buffer).cast("B")
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = memoryview(block)
        size = min(len(target), len(self._rest))
        target[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
