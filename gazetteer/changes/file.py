"""Files of changes: JSON lines, a change a line."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.changes.reading import read_change
from gazetteer.changes.writing import write_change
from gazetteer.durable import replace_file
from gazetteer.errors import (
    EmptyFile,
    FaultyChanges,
    UnknownFormat,
    UnreadableFile,
    UnwritableFile,
    WrongEncoding,
)
from gazetteer.files.blocks import refuse_directory, refusing_unreadable
from gazetteer.files.compression import deflating, inflate_blocks
from gazetteer.files.encoding import decode, guess_encoding
from gazetteer.files.format import STANDARD_STREAM, FileFormat, check_compression, check_text, format_of
from gazetteer.files.write import check_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.changes.operations import Change

SIZE_LIMIT = 1 << 28
"""The greatest file, in bytes, once uncompressed."""

_BLOCK = 1 << 20
_SHOWN_FAULTS = 20

# What JSON takes for space inside a line, and nothing else: a line of other marks is no blank line.
_SPACE = " \t\r"


def read_changes(path: str | os.PathLike[str]) -> tuple[Change, ...]:
    """Return the changes of a file.

    Args:
        path: A .jsonl file, also with .gz or .zst; `-` is standard input.

    Raises:
        TableError: The file cannot be read, is empty, or is not what its ending says.
        FaultyChanges: Lines of it are no changes; they are named, each with the field that is wrong.
    """
    name = os.fspath(path)
    refuse_directory(name)
    data = _inflated(name, _format(name))
    text = _decoded(data, name)
    if not text.strip(f"{_SPACE}\n"):
        raise EmptyFile(f"{name}: empty; one change a line was expected")
    changes: list[Change] = []
    faults: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip(_SPACE):
            continue
        try:
            changes.append(replace(read_change(line), line=number))
        except ValueError as error:
            faults.append(f"line {number}: {error}")
            if len(faults) == _SHOWN_FAULTS:
                break
    if faults:
        raise FaultyChanges(name, faults)
    return tuple(changes)


def write_changes(changes: Iterable[Change], path: str | os.PathLike[str]) -> None:
    """Write changes to a file, whole or not at all.

    Args:
        changes: The changes.
        path: A .jsonl file, also with .gz or .zst; `-` is standard output.

    Raises:
        FaultyChanges: A change could not be read back; it is named with its number.
        UnknownFormat: The ending is none of these.
        UnwritableFile: The file cannot be written there.
    """
    name = os.fspath(path)
    file_format = _format(name)
    check_target(name)
    text = "".join(f"{line}\n" for line in _lines(changes, name))
    if name == STANDARD_STREAM:
        sys.stdout.write(text)
        return
    packed = io.BytesIO()
    with deflating(packed, file_format.compression) as inside:
        inside.write(text.encode())
    try:
        replace_file(Path(os.path.realpath(name)), packed.getvalue())
    except OSError as error:
        raise UnwritableFile(f"{name}: cannot be written: {error.strerror or error}") from error


def _lines(changes: Iterable[Change], name: str) -> Iterator[str]:
    for number, change in enumerate(changes, start=1):
        try:
            line = write_change(change)
            read_change(line)
        except ValueError as error:
            raise FaultyChanges(name, [f"change {number}: {error}"]) from error
        yield line


def _decoded(data: bytes, name: str) -> str:
    try:
        return decode(data, name).data.decode()
    except WrongEncoding as error:
        # No option names the encoding of changes, so none is proposed.
        told = f"{name}: not UTF-8, as changes are; this looks like {guess_encoding(data)}; convert it"
        raise WrongEncoding(told) from error


def _format(name: str) -> FileFormat:
    found = format_of(name)
    if found.kind != "jsonl":
        raise UnknownFormat(f"{name}: the ending is .{found.name}; changes are in .jsonl, also .gz or .zst")
    return found


def _inflated(name: str, file_format: FileFormat) -> bytes:
    if name == STANDARD_STREAM:
        return _bounded([sys.stdin.buffer.read(SIZE_LIMIT + 1)], name)
    with refusing_unreadable(name), Path(name).open("rb") as stream:
        if head := stream.peek(16):
            check_compression(head, name, file_format)
        data = _bounded(inflate_blocks(stream, file_format.compression, name, _BLOCK), name)
    check_text(data[:_BLOCK], name, file_format)
    return data


def _bounded(blocks: Iterable[bytes], name: str) -> bytes:
    data = bytearray()
    for block in blocks:
        data += block
        if len(data) > SIZE_LIMIT:
            raise UnreadableFile(f"{name}: more than {SIZE_LIMIT >> 20} MiB of changes; split the file")
    return bytes(data)
