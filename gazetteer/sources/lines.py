"""Whole lines from blocks that are cut anywhere, with the number of the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.errors import MalformedRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CHUNK_BYTES = 4 << 20
"""Bytes from which lines are cut off; a longer line is a chunk by itself."""

LONGEST_LINE = 16 << 20
"""Bytes after which a line that has not ended is refused; the longest of Wikidata has a few million.

JSON takes up to twenty times its length when it is read, so this bounds what one line can fill.
"""


@dataclass(frozen=True, slots=True)
class Lines:
    """Some whole lines.

    Attributes:
        first: The number of the first, counted from 1.
        data: The lines, each with its line feed, which the last of a file may lack.
    """

    first: int
    data: bytes


def cut_lines(blocks: Iterable[bytes], path: str, longest: int = LONGEST_LINE) -> Iterator[Lines]:
    """Yield a text in chunks of whole lines; none for an empty text.

    Args:
        blocks: The text, cut anywhere.
        path: The file, for the message.
        longest: Bytes after which a line that has not ended is refused.

    Raises:
        MalformedRow: A line is longer.
    """
    waiting: list[bytes] = []
    size, first = 0, 1
    for block in blocks:
        waiting.append(block)
        size += len(block)
        # A long line is put together only when its end is there, so that its length costs no more than once.
        if size >= CHUNK_BYTES and b"\n" in block:
            data = b"".join(waiting)
            end = data.rfind(b"\n") + 1
            yield Lines(first, data[:end])
            first += data.count(b"\n", 0, end)
            waiting, size = [data[end:]], len(data) - end
        if size > longest:
            raise MalformedRow(f"{path}: line {first} is longer than {longest >> 20} MiB")
    rest = b"".join(waiting)
    if rest:
        yield Lines(first, rest)
