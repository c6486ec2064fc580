"""The bytes of a dump, whatever is around them, in blocks: no file is too long for memory.

Nothing is ever unpacked to disk, so no name inside an archive can lead anywhere. What expands beyond all
measure is refused before it fills anything.
"""

from __future__ import annotations

import bz2
import io
import os
import struct
import sys
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO

from gazetteer.errors import EmptyFile, UnreadableFile, WrongFormat
from gazetteer.files.blocks import refuse_directory, refusing_unreadable
from gazetteer.files.compression import inflate_blocks, measured
from gazetteer.files.format import STANDARD_STREAM
from gazetteer.sources.ahead import read_ahead
from gazetteer.sources.streams import CountedStream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BLOCK = 1 << 20
"""Bytes that are read at once."""

MAGICS = ((b"\x1f\x8b", "gz"), (b"BZh", "bz2"), (b"\x28\xb5\x2f\xfd", "zst"), (b"PK\x03\x04", "zip"))


BROKEN_ZIP = (
    zipfile.BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What the library raises on an archive that is broken, locked, or packed in an unusual way."""


@dataclass(frozen=True, slots=True)
class Dump:
    """An open dump, to be read once.

    Attributes:
        name: The file as it was named.
        blocks: Its bytes, uncompressed, cut anywhere.
        watched: Says how far the reading is, in words.
    """

    name: str
    blocks: Iterator[bytes]
    watched: Callable[[], str]


@contextmanager
def open_dump(path: str, member: str = "") -> Iterator[Dump]:
    """Open a dump for reading it once; what is around it is seen by its first bytes.

    Args:
        path: A file, plain or in gzip, bzip2, zstandard or ZIP; a pipe, or `-` for standard input, but these
            not in ZIP.
        member: What the file in a ZIP archive is called; empty: as the archive, with any other ending.

    Raises:
        UnreadableFile: It cannot be read, is broken, or expands beyond all measure.
        EmptyFile: It holds nothing.
        WrongFormat: A ZIP archive does not hold the file.
    """
    refuse_directory(path)
    with _opened(path) as (stream, taken, size):
        head = stream.peek(4)[:4]
        if not head:
            raise EmptyFile(f"{path}: empty: 0 bytes")
        packing = next((name for magic, name in MAGICS if head.startswith(magic)), "")
        blocks = (
            measured(_unpacked(stream, packing, path, member), taken, path) if packing else _plain(stream)
        )

        def watched() -> str:
            return f"{Path(path).name}: {_share(taken(), size)}"

        with read_ahead(blocks) if packing else _as_they_are(blocks) as ready:
            yield Dump(path, ready, watched)


@contextmanager
def _opened(path: str) -> Iterator[tuple[io.BufferedReader, Callable[[], int], int]]:
    """Open a file or standard input; say how much was read of it, and its size, 0 where nobody knows."""
    if path == STANDARD_STREAM:
        yield _counted(sys.stdin.buffer)
        return
    with _file(path) as file:
        if file.seekable():
            size = os.fstat(file.fileno()).st_size
            yield file, lambda: size if file.closed else file.tell(), size
        else:
            yield _counted(file)


def _file(path: str) -> io.BufferedReader:
    with refusing_unreadable(path):
        return Path(path).open("rb")


def _counted(source: BinaryIO) -> tuple[io.BufferedReader, Callable[[], int], int]:
    stream = CountedStream(source)
    return io.BufferedReader(stream, BLOCK), lambda: stream.taken, 0


def _share(taken: int, size: int) -> str:
    return f"{100 * taken // size} %" if size else f"{taken >> 20} MiB"


@contextmanager
def _as_they_are(blocks: Iterator[bytes]) -> Iterator[Iterator[bytes]]:
    yield blocks


def _plain(stream: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: stream.read(BLOCK), b"")


def _unpacked(stream: io.BufferedReader, packing: str, path: str, member: str) -> Iterator[bytes]:
    if packing == "bz2":
        try:
            with bz2.BZ2File(stream) as inside:
                yield from iter(lambda: inside.read(BLOCK), b"")
        except (OSError, EOFError, ValueError) as error:
            raise UnreadableFile(f"{path}: the bzip2 data is broken or cut off: {error}") from error
    elif packing == "zip":
        yield from _unzipped(stream, path, member)
    elif packing == "gz":
        yield from inflate_blocks(stream, "gz", path, BLOCK)
    else:
        yield from inflate_blocks(stream, "zst", path, BLOCK)


def _unzipped(stream: io.BufferedReader, path: str, member: str) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(stream) as archive, _member(archive, path, member) as inside:
            yield from iter(lambda: inside.read(BLOCK), b"")
    except BROKEN_ZIP as error:
        raise UnreadableFile(f"{path}: the ZIP archive is broken, or locked: {error}") from error


def _member(archive: zipfile.ZipFile, path: str, member: str) -> IO[bytes]:
    stem = Path(path).name.split(".")[0]
    names = [info.filename for info in archive.infolist() if not info.is_dir()]
    wanted = [name for name in names if (name == member if member else Path(name).stem == stem)]
    if not wanted and len(names) == 1:
        wanted = names
    if not wanted:
        there = ", ".join(repr(name) for name in names[:5]) or "nothing"
        raise WrongFormat(f"{path}: no {member or stem + '.txt'!r} in the ZIP archive; there is {there}")
    return archive.open(wanted[0])
