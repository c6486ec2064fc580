"""Text cut into chunks of whole rows; where the cuts fall depends on the text alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.errors import MalformedRow
from gazetteer.files.delimited import read_layout
from gazetteer.files.records import read_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gazetteer.files.delimited import Layout
    from gazetteer.files.format import Kind

CHUNK_BYTES = 2 << 20
"""Bytes of text from which a chunk is cut off; a row that is longer is a chunk by itself."""

LONGEST_QUOTED = 64 << 20
"""Bytes after which a quoted cell that has not ended is refused rather than read on."""


def cut_lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield text in chunks of whole lines, at least one chunk.

    Args:
        blocks: The text, cut anywhere.
    """
    return _cut(blocks, lambda data: data.rfind(b"\n") + 1)


def cut_rows(blocks: Iterable[bytes], layout: Layout, path: str) -> Iterator[bytes]:
    """Yield delimited text below its header in chunks of whole rows, straightened, at least one chunk.

    Args:
        blocks: The text with its header, cut anywhere.
        layout: How it is laid out.
        path: The file, for messages.

    Raises:
        MalformedRow: A quoted cell does not end, or not within `LONGEST_QUOTED`.
    """
    lines = 0

    def whole(data: bytes) -> int:
        nonlocal lines
        end = layout.whole_rows(data)
        if not end and len(data) > LONGEST_QUOTED:
            next(
                read_records(data.decode(errors="ignore"), layout.separator, path, layout.first_line + lines)
            )
        lines += data.count(b"\n", 0, end)
        return end

    return _cut(_below_header(blocks, layout), whole)


def find_layout(blocks: Iterable[bytes], path: str, kind: Kind, separator: str | None) -> Layout:
    """Return the layout of delimited text; no more is read than that takes.

    Args:
        blocks: The text, cut anywhere.
        path: The file, for messages.
        kind: `csv` or `tsv`, whose separator is expected.
        separator: One character; None: what the header shows.

    Raises:
        EmptyFile: There is no header.
        MalformedRow: The header is blank, does not end, or names a column twice.
    """
    head, wanted = b"", CHUNK_BYTES
    for block in blocks:
        head += block
        if len(head) < wanted:
            continue
        wanted = 2 * len(head)
        # A line feed may follow a carriage return that comes last.
        end = head.rfind(b"\n") + 1 or head.rfind(b"\r", 0, -1) + 1
        try:
            if head[:end].strip():
                return read_layout(head[:end], path, kind, separator)
        except MalformedRow:
            if len(head) > LONGEST_QUOTED:
                raise
    return read_layout(head, path, kind, separator)


def _below_header(blocks: Iterable[bytes], layout: Layout) -> Iterator[bytes]:
    above = layout.begin
    for block in blocks:
        yield layout.straighten(block)[above:]
        above = max(0, above - len(block))


def _cut(blocks: Iterable[bytes], whole: Callable[[bytes], int]) -> Iterator[bytes]:
    data, wanted, cut = b"", CHUNK_BYTES, False
    for block in blocks:
        data += block
        if len(data) < wanted:
            continue
        end = whole(data)
        # A row that is not whole yet is looked at again when twice as much is there.
        wanted = CHUNK_BYTES if end else 2 * len(data)
        if end:
            yield data[:end]
            data, cut = data[end:], True
    if data or not cut:
        yield data
