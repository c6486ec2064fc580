"""Text in UTF-8, from the encodings in which tables of names come.

UTF-8 is expected. A byte order mark is sure evidence and is believed; without one nothing is guessed
silently: bytes that are no UTF-8 stop the reading, and the message says which option would likely work.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from gazetteer.errors import UsageError, WrongEncoding

UTF8 = "utf-8"

SHORTEST_UTF16 = 4
"""Bytes of a first line from which it can be told that it is UTF-16."""

BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, UTF8),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# The only places where cp1254 and cp1252 differ: Ğ İ Ş ğ ı ş against Ð Ý Þ ð ý þ.
TURKISH_BYTES = b"\xd0\xdd\xde\xf0\xfd\xfe"
WORD = re.compile(rb"[A-Za-z\x80-\xff]{2,}")
GUESS_WINDOW = 1 << 20


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file.

    Attributes:
        data: The text in UTF-8, without byte order mark.
        encoding: The encoding it came in.
        notes: What was found out rather than said.
    """

    data: bytes
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, path: str, encoding: str | None = None) -> DecodedText:
    """Return the text of a file in UTF-8.

    Args:
        data: The bytes of the file.
        path: The file, for messages.
        encoding: The encoding as the user named it; None: UTF-8, or what a byte order mark says.

    Raises:
        WrongEncoding: The bytes are no text in that encoding; the message names the first that is not, with
            its offset and line, and the option that would likely work.
        UsageError: There is no such encoding.
    """
    used, notes = settle_encoding(data, encoding)
    if used == UTF8:
        body = data.removeprefix(codecs.BOM_UTF8)
        _check_utf8(body, path, len(data) - len(body), encoding or None)
        return DecodedText(body, UTF8, notes)
    try:
        text = data.decode(used)
        return DecodedText(text.removeprefix("\ufeff").encode(UTF8), used, notes)
    except UnicodeDecodeError as error:
        raise undecodable(data, path, used, error.start) from error
    except UnicodeEncodeError as error:
        raise halved(path, used, error.start) from error


def settle_encoding(head: bytes, encoding: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the encoding of a file and what was found out rather than said, in words.

    Args:
        head: The file's first bytes.
        encoding: The encoding as the user named it; None: UTF-8, or what a byte order mark says.

    Raises:
        UsageError: There is no such encoding.
    """
    marked = next((name for mark, name in BYTE_ORDER_MARKS if head.startswith(mark)), None)
    asked = _canonical_name(encoding) if encoding else None
    used = marked or asked or UTF8
    notes: list[str] = []
    if marked and marked != UTF8 and not encoding:
        notes.append(f"read as {marked.upper()}, as its byte order mark says")
    if marked and asked and not asked.startswith(marked):
        notes.append(f"read as {marked.upper()}, as its byte order mark says, not as {encoding}")
    return used, tuple(notes)


def undecodable(
    data: bytes, path: str, used: str, start: int, skipped: int = 0, lines: int = 0
) -> WrongEncoding:
    """Return the failure that names a byte which is no text in an encoding, and what would likely work.

    Args:
        data: Bytes of the file.
        path: The file.
        used: The encoding they are not in.
        start: Where the byte stands in them.
        skipped: How many bytes of the file stand before them.
        lines: How many line ends stand before them.
    """
    line = lines + data.count(b"\n", 0, start) + 1
    place = f"byte 0x{data[start]:02X} at offset {start + skipped}, line {line}"
    if used == UTF8:
        return WrongEncoding(f"{path}: not UTF-8: {place}; try --encoding {guess_encoding(data)}")
    return WrongEncoding(f"{path}: not {used}: {place}; without --encoding, UTF-8 is expected")


def halved(path: str, used: str, start: int) -> WrongEncoding:
    """Return the failure that names half a surrogate pair; `start` counts the characters before it."""
    return WrongEncoding(f"{path}: not {used}: half a surrogate pair at character {start}")


def guess_encoding(data: bytes) -> str:
    """Return the one-byte encoding that bytes are most likely in.

    Words that consist of bytes above 0x7F alone are Cyrillic: cp1251. Else one of the six bytes that stand
    for Turkish letters means cp1254, and without them cp1252 is as good.

    Args:
        data: Bytes that are no UTF-8.

    Returns:
        `cp1251`, `cp1254`, `cp1252`, or `utf-16-le` or `utf-16-be` where every other byte is NUL.
    """
    head = data[:GUESS_WINDOW]
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) // 4:
        return "utf-16-be"
    words = [word for word in WORD.findall(head) if not word.isascii()]
    cyrillic = sum(min(word) >= 0x80 for word in words)
    if cyrillic > len(words) - cyrillic:
        return "cp1251"
    return "cp1254" if any(byte in head for byte in TURKISH_BYTES) else "cp1252"


def _check_utf8(data: bytes, path: str, skipped: int, asked: str | None) -> None:
    try:
        data.decode(UTF8)
    except UnicodeDecodeError as error:
        raise undecodable(data, path, UTF8, error.start, skipped) from error
    if asked is None:
        refuse_alternating(data, path)


def refuse_alternating(data: bytes, path: str) -> None:
    """Raise if text is valid UTF-8 only because every other byte of its first line is NUL.

    Args:
        data: The first bytes of a file, without byte order mark.
        path: The file.

    Raises:
        WrongEncoding: It is UTF-16 in truth.
    """
    if _alternates(data.split(b"\n", 1)[0]):
        raise WrongEncoding(
            f"{path}: not UTF-8: every other byte of line 1 is NUL, as in UTF-16 without a byte order mark; "
            f"try --encoding {guess_encoding(data)}"
        )


def _alternates(line: bytes) -> bool:
    """Whether every other byte is NUL and the others are not; a cell may hold NULs, but hardly so."""
    halves = line[0::2], line[1::2]
    return len(line) >= SHORTEST_UTF16 and any(
        not any(nul) and all(text) for nul, text in (halves, halves[::-1])
    )


def _canonical_name(encoding: str) -> str:
    try:
        info = codecs.lookup(encoding)
        # Codecs that are no text encodings, such as base64, are found too; only using one tells.
        b"a".decode(encoding)
    except UnicodeDecodeError:
        return info.name
    except (LookupError, ValueError) as error:
        raise UsageError(
            f"no encoding {encoding!r}; try utf-8, utf-16, "
            "cp1254 (Turkish), cp1251 (Cyrillic) or cp1252 (Western)"
        ) from error
    return UTF8 if info.name == "utf-8-sig" else info.name
