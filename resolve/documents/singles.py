"""Files that are one document each: plain text, and HTML pages, whose text is written beside them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gazetteer.durable import replace_file
from gazetteer.errors import UnwritableFile
from gazetteer.files.format import Compression
from resolve.documents.decoding import Tell, decode_text, read_bytes
from resolve.documents.request import Reading
from resolve.text.html import read_html

EXTRACTED: Final = ".txt"
"""What is added to the name of a page for the file that holds its text."""


@dataclass(frozen=True, slots=True)
class TextSource:
    """A text.

    Attributes:
        name: the file as it was named, or `-`.
        compression: what its ending says is around it.
        encoding: as the user named it, or None.
        tell: is told what was found out of it.
        data: its bytes, where they can be read only once; None where the file is there to be read again.
    """

    name: str
    compression: Compression
    encoding: str | None
    tell: Tell
    data: bytes | None = None

    def check(self) -> int:
        """Raise if it cannot be read; else return 1.

        Raises:
            GazetteerError: see `decode_text`.
        """
        _tell_of_none(self.name, self._text(self.tell), self.tell)
        return 1

    def readings(self) -> Iterator[Reading]:
        """Yield the document."""
        yield Reading(self.name, self._text(_tell_nobody))

    def _text(self, tell: Tell) -> str:
        data = read_bytes(self.name) if self.data is None else self.data
        return decode_text(data, self.name, self.compression, self.encoding, tell)


@dataclass(frozen=True, slots=True)
class PageSource:
    """An HTML page; the attributes are those of `TextSource`."""

    name: str
    compression: Compression
    encoding: str | None
    tell: Tell

    @property
    def extracted(self) -> str:
        """Where the text goes that offsets refer to."""
        return f"{self.name}{EXTRACTED}"

    def check(self) -> int:
        """Raise if it cannot be read, or its text not be written; else return 1.

        Raises:
            GazetteerError: see `decode_text`; or the page lies in a folder that may not be written to.
        """
        page = read_html(self._markup(self.tell))
        if page.unread:
            self.tell(
                f"{self.name}: a tag, a comment or a script does not end; "
                f"the last {page.unread} characters are not read"
            )
        _tell_of_none(self.name, page.text, self.tell)
        folder = Path(os.path.realpath(self.name)).parent
        if not os.access(folder, os.W_OK):
            raise UnwritableFile(
                f"{self.extracted}: cannot be written: no permission in {str(folder)!r}; "
                "the text of a page is written beside it: copy the page to a folder of yours"
            )
        return 1

    def readings(self) -> Iterator[Reading]:
        """Yield the document, once its text is on the disk.

        Raises:
            UnwritableFile: the text cannot be written.
        """
        text = read_html(self._markup(_tell_nobody)).text
        try:
            replace_file(Path(self.extracted), text.encode())
        except OSError as error:
            raise UnwritableFile(f"{self.extracted}: cannot be written: {error.strerror or error}") from error
        yield Reading(self.name, text)

    def _markup(self, tell: Tell) -> str:
        data = read_bytes(self.name)
        return decode_text(data, self.name, self.compression, self.encoding, tell, page=True)


def _tell_of_none(name: str, text: str, tell: Tell) -> None:
    if not text.strip():
        tell(f"{name}: there is no text in it")


def _tell_nobody(message: str) -> None:
    """Drop what was told when the file was checked."""
