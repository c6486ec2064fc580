"""The bytes inside .gz and .zst."""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from gazetteer.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.files.format import Compression


def inflate(data: bytes, compression: Compression, path: str) -> bytes:
    """Return what is inside compressed bytes; several members after one another are one.

    Args:
        data: The bytes of the file.
        compression: What is around them.
        path: The file, for the message.

    Raises:
        UnreadableFile: The compressed data is broken or cut off.
    """
    if compression == "gz":
        try:
            return gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableFile(f"{path}: the gzip data is broken or cut off: {error}") from error
    if compression == "zst":
        return _inflate_zstd(data, path)
    return data


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


def _inflate_zstd(data: bytes, path: str) -> bytes:
    import zstandard

    parts: list[bytes] = []
    try:
        while data:
            frame = zstandard.ZstdDecompressor().decompressobj()
            parts.append(frame.decompress(data))
            # The decompressor is content with half a frame; only this flag tells.
            if not frame.eof:
                raise UnreadableFile(f"{path}: the zstandard data is cut off")
            data = frame.unused_data
    except zstandard.ZstdError as error:
        raise UnreadableFile(f"{path}: the zstandard data is broken: {error}") from error
    return b"".join(parts)
