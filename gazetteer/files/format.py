"""What kind of table a file is: by its ending, and by its first bytes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from gazetteer.errors import UnknownFormat, WrongFormat

if TYPE_CHECKING:
    import os

Kind = Literal["csv", "tsv", "jsonl", "parquet"]
Compression = Literal["", "gz", "zst"]

STANDARD_STREAM = "-"
KINDS: tuple[Kind, ...] = ("csv", "tsv", "jsonl", "parquet")
COMPRESSIONS: tuple[Compression, ...] = ("gz", "zst")
ENDINGS = ".csv, .tsv, .jsonl (these also with .gz or .zst after them) and .parquet"

GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
PARQUET_MAGIC = b"PAR1"

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (PARQUET_MAGIC, "a parquet file"),
    (GZIP_MAGIC, "a gzip file"),
    (ZSTD_MAGIC, "a zstandard file"),
    (b"PK\x03\x04", "a ZIP archive, such as an .xlsx workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file, such as .xls"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"ARROW1", "an Arrow file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
)


@dataclass(frozen=True, slots=True)
class FileFormat:
    """What a file is.

    Attributes:
        kind: How rows are written.
        compression: What is around them, or nothing.
    """

    kind: Kind
    compression: Compression = ""

    @property
    def name(self) -> str:
        """The ending without its first dot: `csv`, `jsonl.gz`."""
        return f"{self.kind}.{self.compression}" if self.compression else self.kind


def format_of(path: str | os.PathLike[str]) -> FileFormat:
    """Return what a file is by its ending; capitals and small letters are the same.

    Args:
        path: A path, existing or not, or `-`.

    Raises:
        UnknownFormat: The ending is none of those that are read and written.
    """
    if not str(path):
        raise UnknownFormat(f"the name of a file is empty; expected: one that ends in {ENDINGS}")
    if str(path) == STANDARD_STREAM:
        return FileFormat("jsonl")
    endings = [suffix[1:].lower() for suffix in PurePath(path).suffixes]
    last = endings[-1] if endings else ""
    for kind in KINDS:
        if last == kind:
            return FileFormat(kind)
        for compression in COMPRESSIONS:
            if endings[-2:] == [kind, compression] and kind != "parquet":
                return FileFormat(kind, compression)
    ending = "".join(f".{part}" for part in endings[-2:]) or "none"
    raise UnknownFormat(f"{path}: the ending is {ending}; those known are {ENDINGS}")


def check_compression(data: bytes, path: str, expected: FileFormat) -> None:
    """Raise if the bytes of a file are not compressed, or not parquet, as its ending says.

    Args:
        data: The file's bytes, or its first few.
        path: The file, for the message.
        expected: What the ending says.

    Raises:
        WrongFormat: They are not.
    """
    magic = {"gz": GZIP_MAGIC, "zst": ZSTD_MAGIC}.get(expected.compression)
    if expected.kind == "parquet":
        magic = PARQUET_MAGIC
    if magic is not None and not data.startswith(magic):
        raise WrongFormat(f"{path}: {looks_like(data)}, not {expected.name} as its ending says")


def check_text(data: bytes, path: str, expected: FileFormat) -> None:
    """Raise if the bytes of a text file, once uncompressed, are something else than its ending says.

    Args:
        data: The bytes inside the compression.
        path: The file, for the message.
        expected: What the ending says.

    Raises:
        WrongFormat: They are.
    """
    name = _signature(data) or _markup(data, expected.kind)
    if name:
        advice = "; write one JSON object a line" if expected.kind == "jsonl" else ""
        raise WrongFormat(f"{path}: {name}, not {expected.kind} as its ending says{advice}")


def looks_like(data: bytes) -> str:
    """Return in words what a file seems to be.

    Args:
        data: Its first bytes.
    """
    if not data:
        return "an empty file"
    name = _signature(data)
    if name:
        return name
    return "plain text" if b"\x00" not in data[:4096] else "unknown binary data"


def _signature(data: bytes) -> str:
    return next((name for magic, name in SIGNATURES if data.startswith(magic)), "")


def _markup(data: bytes, kind: Kind) -> str:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if re.match(rb"<(!doctype html|html|\?xml)", head, re.IGNORECASE):
        return "an HTML or XML page"
    if kind == "jsonl":
        return "a JSON array" if head.startswith(b"[") else ""
    first = data.split(b"\n", 1)[0]
    if head.startswith((b"{", b"[")):
        try:
            json.loads(first)
        except ValueError:
            return ""
        return "JSON lines" if head.startswith(b"{") else "a JSON array"
    return ""
