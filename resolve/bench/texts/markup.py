"""Texts whose mentions are marked where they stand, so that nobody counts offsets.

    [[İlham Əliyev~lə|per:aliyev_ilham]] [[Şuşa|geonames:147105]] şəhərində görüşüb.

A mark is the surface, a bar, and what is meant: an ID, or a bare kind for what the gazetteer does not hold. A
tilde stands where the ending begins: what is before it is the lemma. Where the stem itself changes, the lemma
stands between two bars: `[[Russischen Föderation|Russische Föderation|loc:russia]]`. A mark may hold others.
"""

import re
from dataclasses import dataclass
from typing import Final

from resolve.errors import UsageError

_PIECE: Final = re.compile(r"\[\[|~|\|(?P<fields>[^\[\]~]*)\]\]")
_LEFT_OVER: Final = re.compile(r"\[\[|\]\]|\|")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked mention.

    Attributes:
        start: first code point in the plain text, from 0.
        end: the code point after the last.
        lemma: the surface without its ending.
        target: an ID, or a kind.
        nested: whether it stands inside another mark.
    """

    start: int
    end: int
    lemma: str
    target: str
    nested: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks, and the marks in the order of their starts, the longer first."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class _Open:
    start: int
    seam: int | None = None


def read_marked(source: str) -> Marked:
    """Take the marks out of a text.

    Raises:
        UsageError: a mark that is not closed, not opened or empty, or two lemmas for one.
    """
    plain: list[str] = []
    length = done = 0
    opened: list[_Open] = []
    marks: list[Mark] = []
    for piece in _PIECE.finditer(source):
        between = source[done : piece.start()]
        plain.append(between)
        length += len(between)
        done = piece.end()
        if piece[0] == "[[":
            opened.append(_Open(length))
        elif not opened:
            raise _fault(source, piece.start(), f"{piece[0]!r} outside of a mark")
        elif piece[0] == "~":
            if opened[-1].seam is not None:
                raise _fault(source, piece.start(), "a second ~ in one mark")
            opened[-1].seam = length
        else:
            mark = opened.pop()
            surface = "".join(plain)[mark.start : length]
            lemma, target = _fields(source, piece, surface, mark)
            marks.append(Mark(mark.start, length, lemma, target, bool(opened)))
    if opened:
        raise _fault(source, len(source), "a mark that is not closed")
    text = "".join(plain) + source[done:]
    if left := _LEFT_OVER.search(text):
        raise UsageError(f"{left[0]!r} in {_around(text, left.start())!r}; expected [[surface|target]]")
    return Marked(text, tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))))


def _fields(source: str, piece: re.Match[str], surface: str, mark: _Open) -> tuple[str, str]:
    fields = piece["fields"].split("|")
    target = fields.pop()
    if not surface or not target or len(fields) > 1 or fields == [""] or mark.seam == mark.start:
        raise _fault(source, piece.start(), f"{surface + piece[0]!r}")
    if not fields:
        return (surface if mark.seam is None else surface[: mark.seam - mark.start]), target
    if mark.seam is not None:
        raise _fault(source, piece.start(), f"a ~ and a lemma in {surface + piece[0]!r}")
    return fields[0], target


def _fault(source: str, place: int, found: str) -> UsageError:
    line = source.count("\n", 0, place) + 1
    return UsageError(
        f"line {line}: {found}, near {_around(source, place)!r}; expected [[surface|target]], "
        "[[stem~ending|target]] or [[surface|lemma|target]]"
    )


def _around(text: str, place: int) -> str:
    return text[max(0, place - 20) : place + 20]
