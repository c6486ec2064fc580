"""The inputs of a run: files of text, HTML pages, tables with a column of texts, standard input.

Each is checked whole before anything is written, and read again, bit by bit, when its turn comes.
"""

import io
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePath
from typing import Final, Protocol

from gazetteer.errors import UnknownFormat, UnreadableFile
from gazetteer.files import open_stream
from gazetteer.files.format import COMPRESSIONS, KINDS, STANDARD_STREAM, Compression
from resolve.documents.decoding import Tell, read_bytes
from resolve.documents.request import Reading, TextRequest
from resolve.documents.rows import RowSource
from resolve.documents.singles import PageSource, TextSource
from resolve.errors import UsageError

_TEXTS: Final = ("txt",)
_PAGES: Final = ("html", "htm", "xhtml")
_KNOWN: Final = (*_TEXTS, *_PAGES, *KINDS)
_ENDINGS: Final = (
    ".txt and .html, tables .csv, .tsv and .jsonl (all these also with .gz or .zst after them) and .parquet"
)
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype html|html|\?xml)\b", re.IGNORECASE)


class Source(Protocol):
    """One input."""

    def check(self) -> int:
        """Raise if it cannot be read; else return how many documents it has."""

    def readings(self) -> Iterator[Reading]:
        """Yield its documents in their order."""


@contextmanager
def open_sources(request: TextRequest, tell: Tell) -> Iterator[list[Source]]:
    """Open the inputs of a run.

    Args:
        request: their names, where the text stands in a table, their encoding.
        tell: is told what was guessed of them.

    Raises:
        GazetteerError: one is not there, or of no known kind.
        UsageError: standard input is named twice, or holds a page.
    """
    if request.sources.count(STANDARD_STREAM) > 1:
        raise UsageError("-: standard input was named more than once; it can be read only once")
    endings = [_ending(name) for name in request.sources]
    tables = sum(kind in KINDS for kind, _ in endings)
    with ExitStack() as opened:
        sources: list[Source] = []
        for name, (kind, compression) in zip(request.sources, endings, strict=True):
            if kind in KINDS or (name == STANDARD_STREAM and _brings_rows()):
                stream = opened.enter_context(open_stream(name, encoding=request.encoding))
                for note in stream.notes:
                    tell(f"{name}: {note}")
                sources.append(RowSource(stream, request.text_column, f"{name}#" if tables > 1 else ""))
            elif kind in _PAGES:
                sources.append(PageSource(name, compression, request.encoding, tell))
            else:
                sources.append(TextSource(name, compression, request.encoding, tell, _read_once(name)))
        yield sources


def _ending(name: str) -> tuple[str, Compression]:
    """What a file is by its ending, and what is around it; a text for standard input."""
    if name == STANDARD_STREAM:
        return _TEXTS[0], ""
    if not name:
        raise UnreadableFile("the name of an input is empty; a file was expected")
    if Path(name).is_dir():
        raise UnreadableFile(f"{name}: a directory; name the files in it, such as {PurePath(name) / '*.txt'}")
    parts = [suffix[1:].lower() for suffix in PurePath(name).suffixes]
    kind = (parts or [""])[-1]
    compression: Compression = ""
    for known in COMPRESSIONS:
        if parts[-1:] == [known] and parts[-2:-1] != ["parquet"]:
            kind, compression = "".join(parts[-2:-1]), known
    if kind not in _KNOWN:
        ending = "".join(f".{part}" for part in parts[-2:]) or "none"
        raise UnknownFormat(f"{name}: the ending is {ending}; those known are {_ENDINGS}")
    return kind, compression


def _brings_rows() -> bool:
    """Whether standard input begins as JSON lines do."""
    stream = sys.stdin.buffer
    head = stream.peek(1) if isinstance(stream, io.BufferedReader) else b""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _read_once(name: str) -> bytes | None:
    """The bytes of standard input or of a pipe; None for a file, which can be read again."""
    if name == STANDARD_STREAM:
        data = sys.stdin.buffer.read()
        if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")):
            raise UsageError(
                "-: an HTML page, whose text would be written beside it; save it to a file and name that"
            )
        return data
    path = Path(name)
    return read_bytes(name) if path.exists() and not path.is_file() and not path.is_dir() else None


def outputs_of(sources: Sequence[Source]) -> list[str]:
    """The files that inputs write besides the answers: the texts of pages."""
    return [source.extracted for source in sources if isinstance(source, PageSource)]
