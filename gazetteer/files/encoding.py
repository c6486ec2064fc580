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
    marked = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    asked = _canonical_name(encoding) if encoding else None
    used = marked or asked or UTF8
    notes: list[str] = []
    if marked and marked != UTF8 and not encoding:
        notes.append(f"read as {marked.upper()}, as its byte order mark says")
    if marked and asked and not asked.startswith(marked):
        notes.append(f"read as {marked.upper()}, as its byte order mark says, not as {encoding}")
    if used == UTF8:
        body = data.removeprefix(codecs.BOM_UTF8)
        _check_utf8(body, path, len(data) - len(body), asked)
        return DecodedText(body, UTF8, tuple(notes))
    try:
        text = data.decode(used)
        return DecodedText(text.removeprefix("\ufeff").encode(UTF8), used, tuple(notes))
    except UnicodeDecodeError as error:
        raise WrongEncoding(
            f"{path}: not {used}: {_place(data, error.start)}; without --encoding, UTF-8 is expected"
        ) from error
    except UnicodeEncodeError as error:
        raise WrongEncoding(
            f"{path}: not {used}: half a surrogate pair at character {error.start}"
        ) from error


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
        advice = f"try --encoding {guess_encoding(data)}"
        raise WrongEncoding(f"{path}: not UTF-8: {_place(data, error.start, skipped)}; {advice}") from error
    first = data.split(b"\n", 1)[0]
    if asked is None and _alternates(first):
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


def _place(data: bytes, offset: int, skipped: int = 0) -> str:
    line = data.count(b"\n", 0, offset) + 1
    return f"byte 0x{data[offset]:02X} at offset {offset + skipped}, line {line}"


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
