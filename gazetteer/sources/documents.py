"""Whole JSON documents: the files of a folder or of an archive, the lines of a file, or one file.

What is in an archive is read where it is and never written anywhere, so its names lead nowhere; links in it
are passed over, and so are links in a folder that lead out of it.
"""

from __future__ import annotations

import os
import tarfile
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from gazetteer.errors import EmptyFile, UnreadableFile
from gazetteer.files.blocks import refusing_unreadable
from gazetteer.sources.dump import BLOCK, BROKEN_ZIP, open_dump
from gazetteer.sources.lines import cut_lines
from gazetteer.sources.streams import BlockStream

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDINGS = (".geojson", ".json")
LONGEST = 128 << 20
"""Bytes of a document after which it is refused; the outline of a large country has some ten million."""

LINES = (".jsonl", ".ndjson", ".geojsonl", ".geojsonseq")
"""Endings of files with a document a line; without what is around them."""

TAR = (".tar", ".tgz", ".tbz2")
PACKINGS = (".gz", ".bz2", ".zst")


@dataclass(frozen=True, slots=True)
class Document:
    """One document.

    Attributes:
        place: Where it is, in words.
        data: Its bytes.
        watched: How far the reading is, in words.
    """

    place: str
    data: bytes
    watched: str


@contextmanager
def open_documents(path: str) -> Iterator[Iterator[Document]]:
    """Open a source of documents for reading them once.

    Args:
        path: A folder, a file, or an archive (.zip, .tar, these also packed) of .geojson files.

    Raises:
        UnreadableFile: It cannot be read, or a document is too long.
        EmptyFile: A folder or an archive holds no document.
    """
    suffixes = [suffix.lower() for suffix in Path(path).suffixes]
    ending = "".join(suffixes[-1:])
    inner = suffixes[-2] if ending in PACKINGS and len(suffixes) > 1 else ending
    if Path(path).is_dir():
        yield _counted(_of_folder(Path(path)), path)
    elif ending == ".zip":
        yield _counted(_of_zip(path), path)
    elif inner in TAR:
        yield _counted(_of_tar(path), path)
    elif inner in LINES:
        yield _of_lines(path)
    else:
        yield _of_file(path)


def _counted(documents: Iterator[Document], path: str) -> Iterator[Document]:
    found = False
    for document in documents:
        found = True
        yield document
    if not found:
        raise EmptyFile(f"{path}: no file in it ends in {' or '.join(ENDINGS)}")


def _of_folder(folder: Path) -> Iterator[Document]:
    with refusing_unreadable(str(folder)), os.scandir(folder):
        home = folder.resolve()
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in ENDINGS and file.is_file() and home in file.resolve().parents:
            with refusing_unreadable(str(file)), file.open("rb") as stream:
                yield Document(str(file), _bounded(stream, str(file)), file.name)


def _of_zip(path: str) -> Iterator[Document]:
    try:
        with refusing_unreadable(path), zipfile.ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist() if _is_document(info.filename)]
            for name in sorted(names):
                with archive.open(name) as stream:
                    yield Document(f"{path}, {name}", _bounded(stream, name), name)
    except BROKEN_ZIP as error:
        raise UnreadableFile(f"{path}: the ZIP archive is broken, or locked: {error}") from error


def _of_tar(path: str) -> Iterator[Document]:
    with open_dump(path) as dump:
        try:
            with tarfile.open(fileobj=BlockStream(dump.blocks), mode="r|") as archive:
                for member in archive:
                    stream = archive.extractfile(member) if member.isreg() else None
                    if stream is not None and _is_document(member.name):
                        place = f"{path}, {member.name}"
                        yield Document(place, _bounded(stream, place), dump.watched())
        except (tarfile.TarError, EOFError, ValueError) as error:
            raise UnreadableFile(f"{path}: the tar archive is broken or cut off: {error}") from error


def _of_lines(path: str) -> Iterator[Document]:
    with open_dump(path) as dump:
        for lines in cut_lines(dump.blocks, dump.name, LONGEST):
            for number, line in enumerate(lines.data.split(b"\n"), start=lines.first):
                # GeoJSON text sequences begin each line with a record separator (RFC 8142).
                bare = line.strip(b"\x1e \t\r")
                if bare:
                    yield Document(f"line {number}", bare, dump.watched())


def _of_file(path: str) -> Iterator[Document]:
    with open_dump(path) as dump:
        yield Document(path, _joined(dump.blocks, path), dump.watched())


def _is_document(name: str) -> bool:
    return Path(name).suffix.lower() in ENDINGS


def _bounded(stream: IO[bytes], place: str) -> bytes:
    return _joined(iter(lambda: stream.read(BLOCK), b""), place)


def _joined(blocks: Iterator[bytes], place: str) -> bytes:
    parts: list[bytes] = []
    size = 0
    for block in blocks:
        parts.append(block)
        size += len(block)
        if size > LONGEST:
            raise UnreadableFile(
                f"{place}: longer than {LONGEST >> 20} MiB; a document of one place was expected"
            )
    return b"".join(parts)
