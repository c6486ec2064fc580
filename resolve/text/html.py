"""The readable text of an HTML page: what a person reads of it, without what stands around it.

1. The page is cut into tags and text, as browsers cut it: a comment, a script or a tag that never ends takes
   the rest of the page with it.
2. What is not read as text is left out: scripts, navigation, hidden elements. An element that is opened to be
   left out and never closed is read after all.
3. Blocks (`text/html_elements.tsv`) become paragraphs, runs of white space one space, character references
   characters.

Every step goes forward through the page, so the time is linear whatever the markup is.

Source: the HTML standard (WHATWG), 13.2.5 Tokenization and 15.3 Rendering of non-replaced elements.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from resolve import tables

__all__ = ["ReadableText", "read_html"]

_OPENING: Final = re.compile(r"<(/?)([A-Za-z][^\s/>]*+)")
_REST_OF_TAG: Final = re.compile(r"""(?:[^=>]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>""")
_ATTRIBUTE: Final = re.compile(r"""([^\s=/>"']++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++)))?+""")
_PERHAPS_HIDDEN: Final = re.compile("hidden|display", re.IGNORECASE)
_NOT_DISPLAYED: Final = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)
_LONG_REFERENCE: Final = re.compile(r"&#0*+[0-9]{8,};?")
_SPACE: Final = re.compile(r"[ \t\n\r\f]+")

_NO_GROUND: Final = ""


@dataclass(frozen=True, slots=True)
class ReadableText:
    """The text of a page.

    Attributes:
        text: paragraphs, an empty line between two.
        unread: code points at the end of the page that stand in a comment, a script or a tag without end.
    """

    text: str
    unread: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text or a tag: where it stands in the page; the name is empty for text."""

    begin: int
    end: int
    name: str = ""
    closing: bool = False


def read_html(page: str) -> ReadableText:
    """Return the readable text of a page; never raises.

    Args:
        page: markup, however broken.
    """
    text = _Paragraphs()
    read_anyway = {_NO_GROUND}
    begin = 0
    while True:
        unclosed, end = _read_from(page, begin, text, read_anyway)
        if unclosed is None:
            return ReadableText(text.whole(), len(page) - end)
        # At most once for each ground: else the time would grow with the square of the length.
        read_anyway.add(_ground(page, unclosed))
        begin = unclosed.end


def _read_from(
    page: str, begin: int, text: "_Paragraphs", read_anyway: set[str]
) -> tuple[_Piece | None, int]:
    """Read on from a place; return the element left out that never ends, and where reading ended."""
    left_out: _Piece | None = None
    depth = 0
    end = begin
    for piece in _pieces(page, begin):
        end = piece.end
        if left_out is not None:
            if piece.name == left_out.name:
                depth += -1 if piece.closing else 1
                if not depth:
                    left_out = None
        elif not piece.name:
            text.add(page[piece.begin : piece.end])
        elif not piece.closing and _ground(page, piece) not in read_anyway:
            left_out, depth = piece, 1
            text.mark(piece.name, closing=False)
        else:
            text.mark(piece.name, piece.closing)
    return left_out, end


def _pieces(page: str, begin: int) -> Iterator[_Piece]:
    """Text and tags in their order; comments and what is raw are passed over."""
    done = begin
    while (start := page.find("<", begin)) >= 0:
        opening = _OPENING.match(page, start)
        if opening is None and page[start + 1 : start + 2] not in ("!", "?", "/"):
            begin = start + 1
            continue
        if done < start:
            yield _Piece(done, start)
        if opening is None:
            done = begin = _end_of_comment(page, start)
        else:
            rest = _REST_OF_TAG.match(page, opening.end())
            if rest is None:
                return
            name = opening[2].lower()
            yield _Piece(start, rest.end(), name, bool(opening[1]))
            done = begin = (
                rest.end()
                if opening[1] or name not in _elements("raw")
                else _end_of_raw(page, rest.end(), name)
            )
        if begin < 0:
            return
    if done < len(page):
        yield _Piece(done, len(page))


def _end_of_comment(page: str, start: int) -> int:
    """Where a comment ends, or a declaration; -1 if it does not."""
    if not page.startswith("<!--", start):
        return page.find(">", start) + 1 or -1
    if page.startswith((">", "->"), start + 4):
        return page.find(">", start) + 1
    end = page.find("-->", start + 4)
    return end + 3 if end >= 0 else -1


def _end_of_raw(page: str, begin: int, name: str) -> int:
    """Where the end tag of a raw element begins; -1 if there is none."""
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(page, begin)
    return found.start() if found else -1


def _ground(page: str, tag: _Piece) -> str:
    """Why the element that a tag opens is left out: its name, or that it is hidden; nothing if it is not."""
    if tag.name in _elements("beside"):
        return tag.name
    written = page[tag.begin + 1 + len(tag.name) : tag.end]
    if tag.name in _elements("void") or not _PERHAPS_HIDDEN.search(written):
        return _NO_GROUND
    for name, *values in _ATTRIBUTE.findall(written):
        if name.lower() == "hidden" or (name.lower() == "style" and any(map(_NOT_DISPLAYED.search, values))):
            return "hidden"
    return _NO_GROUND


@cache
def _elements(role: str) -> frozenset[str]:
    return frozenset(name for name, its in tables.read_rows("text/html_elements.tsv").rows if its == role)


class _Paragraphs:
    """Text that grows: white space between words is one space, between blocks one or two line ends."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._break = ""
        self._verbatim = 0

    def add(self, markup: str) -> None:
        """Add text with its character references."""
        text = html.unescape(_LONG_REFERENCE.sub("\ufffd", markup)) if "&" in markup else markup
        if self._verbatim:
            lines = text.replace("\r\n", "\n").replace("\r", "\n")
            if lines:
                self._append(lines)
            return
        text = _SPACE.sub(" ", text)
        if text.startswith(" "):
            self._break = self._break or " "
        words = text.strip(" ")
        if words:
            self._append(words)
            if text.endswith(" "):
                self._break = " "

    def mark(self, name: str, closing: bool) -> None:
        """Take note of a tag that is read."""
        if name == "pre":
            self._verbatim = max(0, self._verbatim + (-1 if closing else 1))
        if name in _elements("paragraph"):
            self.end_paragraph()
        elif name in _elements("line") and "\n" not in self._break:
            self._break = "\n"
        elif name in _elements("cell"):
            self._break = self._break or " "

    def end_paragraph(self) -> None:
        """Let the next text begin a paragraph."""
        self._break = "\n\n"

    def whole(self) -> str:
        """Return all text so far."""
        return "".join(self._parts)

    def _append(self, text: str) -> None:
        if self._parts:
            self._parts.append(self._break)
        self._break = ""
        self._parts.append(text)
