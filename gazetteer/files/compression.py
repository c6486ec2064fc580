"""The bytes inside .gz and .zst."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

from gazetteer.errors import UnreadableFile

if TYPE_CHECKING:
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


def deflate(data: bytes, compression: Compression) -> bytes:
    """Return bytes compressed; the same bytes always come out the same.

    Args:
        data: What goes inside.
        compression: What to put around it.
    """
    if compression == "gz":
        return gzip.compress(data, compresslevel=6, mtime=0)
    if compression == "zst":
        import zstandard

        return zstandard.ZstdCompressor(level=6).compress(data)
    return data


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
