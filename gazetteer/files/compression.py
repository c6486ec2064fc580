"""The bytes inside .gz and .zst."""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from gazetteer.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazetteer.files.format import Compression


EXPANSION = 200
"""How many bytes may come out of one that goes in; tables and dumps of text have 5 to 30."""

HARMLESS = 256 << 20
"""Bytes that may come out however few went in."""

_BLOCK = 1 << 20


def inflate(data: bytes, compression: Compression, path: str) -> bytes:
    """Return what is inside compressed bytes; several members after one another are one.

    Args:
        data: The bytes of the file.
        compression: What is around them.
        path: The file, for the message.

    Raises:
        UnreadableFile: The compressed data is broken, cut off, or expands beyond all measure.
    """
    if not compression:
        return data
    blocks = inflate_blocks(io.BufferedReader(io.BytesIO(data)), compression, path, _BLOCK)
    return b"".join(measured(blocks, lambda: len(data), path))


def measured(blocks: Iterator[bytes], taken: Callable[[], int], path: str) -> Iterator[bytes]:
    """Yield blocks as they are, as long as they are in proportion to what they were made from.

    Args:
        blocks: What comes out.
        taken: Says how many bytes went in so far.
        path: The file, for the message.

    Raises:
        UnreadableFile: More than `EXPANSION` times as much comes out, and more than is harmless.
    """
    out = 0
    for block in blocks:
        out += len(block)
        if out > HARMLESS and out > EXPANSION * max(1, taken()):
            raise UnreadableFile(
                f"{path}: more than {EXPANSION} times as long inside as outside: a decompression bomb? "
                "unpack it yourself if you know better"
            )
        yield block


def inflate_blocks(
    stream: io.BufferedReader, compression: Compression, path: str, size: int
) -> Iterator[bytes]:
    """Yield what is inside a compressed file in blocks; together they are what `inflate` returns.

    Args:
        stream: The file.
        compression: What is around it.
        path: The file, for the message.
        size: Bytes that are read at once.

    Raises:
        UnreadableFile: The compressed data is broken or cut off.
    """
    if compression == "gz":
        try:
            with gzip.GzipFile(fileobj=stream) as inside:
                yield from iter(lambda: inside.read(size), b"")
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise UnreadableFile(f"{path}: the gzip data is broken or cut off: {error}") from error
    elif compression == "zst":
        yield from _zstd_blocks(stream, path, size)
    else:
        yield from iter(lambda: stream.read(size), b"")


def _zstd_blocks(stream: io.BufferedReader, path: str, size: int) -> Iterator[bytes]:
    import zstandard

    frame = None
    try:
        # Little goes in at once, for much may come out.
        for data in iter(lambda: stream.read(max(1, size >> 4)), b""):
            rest = data
            while rest:
                frame = frame or zstandard.ZstdDecompressor().decompressobj()
                inside = frame.decompress(rest)
                for start in range(0, len(inside), size):
                    yield inside[start : start + size]
                rest = frame.unused_data if frame.eof else b""
                if frame.eof:
                    frame = None
    except zstandard.ZstdError as error:
        raise UnreadableFile(f"{path}: the zstandard data is broken: {error}") from error
    if frame is not None:
        raise UnreadableFile(f"{path}: the zstandard data is cut off")


@contextmanager
def deflating(stream: BinaryIO, compression: Compression) -> Iterator[BinaryIO]:
    """Give a stream whose bytes go compressed into another, as one member; the same come out the same.

    Args:
        stream: Where the compressed bytes go; it stays open.
        compression: What to put around them.
    """
    if compression == "gz":
        with gzip.GzipFile("", "wb", compresslevel=6, fileobj=stream, mtime=0) as packed:
            yield cast("BinaryIO", packed)
    elif compression == "zst":
        import zstandard

        with zstandard.ZstdCompressor(level=6).stream_writer(stream, closefd=False) as packed:
            yield cast("BinaryIO", packed)
    else:
        yield stream
