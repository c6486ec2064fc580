"""The text of a file in blocks, so that no file is too long for memory: what `decode` does, bit by bit."""

from __future__ import annotations

import codecs
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.errors import EmptyFile, UnreadableFile
from gazetteer.files.compression import inflate_blocks
from gazetteer.files.encoding import UTF8, halved, refuse_alternating, settle_encoding, undecodable
from gazetteer.files.format import check_compression, check_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.files.format import FileFormat

BLOCK = 1 << 20
"""Bytes that are read at once."""


@dataclass(frozen=True, slots=True)
class TextBlocks:
    """The text of a file, to be read once.

    Attributes:
        encoding: The encoding it came in.
        notes: What was found out about it rather than said.
        blocks: The text in UTF-8 without byte order mark, cut anywhere.
    """

    encoding: str
    notes: tuple[str, ...]
    blocks: Iterator[bytes]


def refuse_directory(name: str) -> None:
    """Raise if what was named can be no file, before its ending is looked at.

    Args:
        name: The file as it was named.

    Raises:
        UnreadableFile: The name is empty, or that of a directory.
    """
    if not name:
        raise UnreadableFile("the name of the input is empty; a file was expected")
    if Path(name).is_dir():
        raise UnreadableFile(f"{name}: a directory; a file was expected")


@contextmanager
def refusing_unreadable(name: str) -> Iterator[None]:
    """Turn what the system says of a file that cannot be read into what a user is told.

    Args:
        name: The file as it was named.

    Raises:
        UnreadableFile: It cannot be read.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise UnreadableFile(f"{name}: {_missing(name)}") from error
    except PermissionError as error:
        raise UnreadableFile(f"{name}: no permission to read it") from error
    except OSError as error:
        raise UnreadableFile(f"{name}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise UnreadableFile(f"{name}: cannot be read: {error}") from error


def _missing(name: str) -> str:
    path = Path(name)
    return f"a link to {str(path.readlink())!r}, where no file is" if path.is_symlink() else "no such file"


@contextmanager
def open_text(
    path: Path, name: str, file_format: FileFormat, encoding: str | None = None
) -> Iterator[TextBlocks]:
    """Open a text file for reading it once.

    Args:
        path: Where it lies.
        name: What it is called in messages.
        file_format: What its ending says.
        encoding: Its encoding as the user named it; None: UTF-8, or what a byte order mark says.

    Raises:
        TableError: It cannot be read, or is not what its ending says.
        UsageError: There is no such encoding.
    """
    with refusing_unreadable(name):
        stream = path.open("rb")
    with stream:
        head = stream.peek(1)
        if not head:
            raise EmptyFile(f"{name}: empty: 0 bytes")
        check_compression(head, name, file_format)
        inside = inflate_blocks(stream, file_format.compression, name, BLOCK)
        first = next(inside, b"")
        check_text(first, name, file_format)
        used, notes = settle_encoding(first, encoding)
        whole = chain([first], inside)
        if used == UTF8:
            yield TextBlocks(used, notes, _checked(whole, name, not encoding))
        else:
            yield TextBlocks(used, notes, _decoded(whole, name, used))


def _checked(blocks: Iterator[bytes], name: str, guarded: bool) -> Iterator[bytes]:
    """Blocks of UTF-8 as they are; `guarded` against UTF-16 that looks like it."""
    decoder = codecs.getincrementaldecoder(UTF8)()
    offset = lines = 0
    for number, block in enumerate(chain(blocks, [b""])):
        kept = decoder.getstate()[0]
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            data = bytes(error.object)
            raise undecodable(data, name, UTF8, error.start, offset - len(kept), lines) from error
        body = block.removeprefix(codecs.BOM_UTF8) if number == 0 else block
        if number == 0 and guarded:
            refuse_alternating(body, name)
        offset += len(block)
        lines += block.count(b"\n")
        yield body


def _decoded(blocks: Iterator[bytes], name: str, used: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(used)()
    offset = lines = characters = 0
    for number, block in enumerate(chain(blocks, [b""])):
        kept = decoder.getstate()[0]
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            data = bytes(error.object)
            raise undecodable(data, name, used, error.start, offset - len(kept), lines) from error
        try:
            body = text.encode(UTF8)
        except UnicodeEncodeError as error:
            raise halved(name, used, characters + error.start) from error
        offset += len(block)
        lines += block.count(b"\n")
        characters += len(text)
        yield body.removeprefix(codecs.BOM_UTF8) if number == 0 else body
