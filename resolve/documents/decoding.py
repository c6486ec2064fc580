"""The text of one file: its bytes, taken out of their compression and decoded.

Offsets refer to what stands here: no line end is changed, a byte order mark is no part of it.
"""

import codecs
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from gazetteer.errors import UnreadableFile, WrongFormat
from gazetteer.files.blocks import refusing_unreadable
from gazetteer.files.compression import inflate_blocks
from gazetteer.files.encoding import BYTE_ORDER_MARKS, decode
from gazetteer.files.format import GZIP_MAGIC, SIGNATURES, ZSTD_MAGIC, Compression, looks_like

Tell = Callable[[str], None]
"""Takes a message for the user."""

LONGEST: Final = 1 << 30
"""Bytes of a document at most, once it is uncompressed: it is held in memory several times over."""

_BLOCK: Final = 1 << 20
_DECLARED: Final = re.compile(rb"""<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_DECLARED_WITHIN: Final = 1024

_READ_AS: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "utf-16": "utf-8",
    "utf-16-be": "utf-8",
    "utf-16-le": "utf-8",
}
"""Encodings that pages declare, and what they are read as. Source: Encoding Standard (WHATWG), 4.2 Names."""


def decode_text(
    data: bytes, name: str, compression: Compression, encoding: str | None, tell: Tell, page: bool = False
) -> str:
    """Return the text of a file.

    Args:
        data: its bytes.
        name: the file, for messages.
        compression: what its ending says is around them.
        encoding: as the user named it; None: UTF-8, or what a byte order mark or a page says.
        tell: is told what was found out rather than said.
        page: whether it is HTML, which may declare its encoding.

    Raises:
        TableError: it is not compressed as its ending says, or is no text, or not in that encoding.
        UsageError: there is no such encoding.
    """
    magic = {"gz": GZIP_MAGIC, "zst": ZSTD_MAGIC}.get(compression)
    if magic is not None and not data.startswith(magic):
        raise WrongFormat(f"{name}: {looks_like(data)}, not .{compression} as its ending says")
    inside = _inflate(data, compression, name)
    if any(inside.startswith(signature) for signature, _ in SIGNATURES):
        raise WrongFormat(f"{name}: {looks_like(inside)}; a text was expected")
    declared = _declared_encoding(inside) if page and encoding is None else None
    if declared is not None:
        tell(f"{name}: read as {declared}, as the page says")
    decoded = decode(inside, name, encoding or declared)
    for note in decoded.notes:
        tell(f"{name}: {note}")
    return decoded.data.decode()


def read_bytes(name: str) -> bytes:
    """Return the bytes of a file.

    Raises:
        UnreadableFile: it is missing, or may not be read.
    """
    with refusing_unreadable(name):
        return Path(name).read_bytes()


def _inflate(data: bytes, compression: Compression, name: str) -> bytes:
    if not compression and len(data) <= LONGEST:
        return data
    blocks: list[bytes] = []
    size = 0
    for block in inflate_blocks(io.BufferedReader(io.BytesIO(data)), compression, name, _BLOCK):
        size += len(block)
        if size > LONGEST:
            raise UnreadableFile(
                f"{name}: longer than {LONGEST >> 20} MiB, which is the most that is read as one document; "
                "cut it, or give a table with a row for each document"
            )
        blocks.append(block)
    return b"".join(blocks)


def _declared_encoding(data: bytes) -> str | None:
    """What a page says of its encoding, None if nothing else than UTF-8."""
    found = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    if found is None or any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS):
        return None
    try:
        known = codecs.lookup(found[1].decode()).name
    except (LookupError, UnicodeDecodeError):
        return None
    used = _READ_AS.get(known, known)
    return None if used == "utf-8" else used
