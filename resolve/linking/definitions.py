"""Abbreviations that a document defines: behind the name that they stand for, in brackets.

What a document defines goes before what the gazetteer knows: after Ekonomik İşbirliği Teşkilatı (EİT), EİT is
that organization wherever it stands; after a name that nobody knows, its abbreviation is unknown too.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from resolve.linking.verdict import Verdict
from resolve.mentions.scan import Scan
from resolve.text.folding import fold
from resolve.text.normalize import lower
from resolve.types import Decision

_BRACKETED: Final = re.compile(r"[ \xa0]?\(([^\W\d_]{2,8})\)")
_SHORT: Final = re.compile(r"(?<!\w)[^\W\d_a-z]{2,8}(?!\w)")
_WORD: Final = re.compile(r"\w+")
_REACH: Final = 160
_SIDES: Final = ("left", "right")
_PERSON: Final = "person"


@dataclass(frozen=True, slots=True)
class Definition:
    """What an abbreviation stands for: a name that was decided on, or one that nobody knows."""

    meaning: Verdict | None


def find_definitions(text: str, verdicts: Sequence[Verdict]) -> dict[str, Definition]:
    """The abbreviations that a document defines.

    Args:
        text: of the document.
        verdicts: on its names.
    """
    defined: dict[str, Definition] = {}
    if "(" not in text:
        return defined
    for verdict in verdicts:
        several = verdict.last > verdict.first and verdict.kind != _PERSON
        found = _BRACKETED.match(text, verdict.end) if several else None
        if found and found[1].isupper() and verdict.decision == Decision.MATCH:
            defined.setdefault(found[1], Definition(verdict))
    for verdict in verdicts:
        short = text[verdict.start : verdict.end]
        bracketed = (
            text[verdict.start - 1 : verdict.start] == "(" and text[verdict.end : verdict.end + 1] == ")"
        )
        if bracketed and short.isupper() and short not in defined and _spelt_out(text, verdict.start, short):
            defined[short] = Definition(None)
    return defined


def _spelt_out(text: str, start: int, short: str) -> bool:
    """Whether the capitals of the words before a bracket make up an abbreviation."""
    words = _WORD.findall(text[max(0, start - _REACH) : start - 1])
    capitals = [word[0] for word in words if word[0].isupper()][-len(short) :]
    return fold([lower("".join(capitals))]) == fold([lower(short)])


def apply_definitions(
    scan: Scan, document: int, verdicts: Sequence[Verdict], defined: Mapping[str, Definition]
) -> list[Verdict]:
    """Say of each abbreviation what the document says of it.

    Args:
        scan: of the documents.
        document: number of this one.
        verdicts: on its names.
        defined: what it defines.

    Returns:
        The verdicts, those on abbreviations changed, and new ones on abbreviations that were no names yet.
    """
    kept = [verdict for verdict in verdicts if verdict.first < verdict.last or verdict.lemma not in defined]
    tokens = scan.tokens
    text = scan.texts[document]
    # A number of the column's own type: of another one the whole column would be converted.
    number = tokens.document.dtype.type(document)
    first, last = (int(tokens.document.searchsorted(number, side)) for side in _SIDES)
    starts = tokens.start[first:last]
    before = {
        (verdict.first, verdict.lemma): verdict for verdict in verdicts if verdict.first == verdict.last
    }
    for found in _SHORT.finditer(text):
        short, start = found[0], found.start()
        if short not in defined:
            continue
        token = first + int(starts.searchsorted(start))
        if token < last and tokens.start[token] == start:
            old = before.get((token, short))
            verdict = _defined(old, defined[short], short, token, int(tokens.end[token]))
            kept.append(verdict._replace(start=start))
    return kept


def _defined(old: Verdict | None, definition: Definition, short: str, token: int, end: int) -> Verdict:
    meaning = definition.meaning
    if meaning is None:
        reason = "the document defines it as a name that nobody knows"
        kind = old.kind if old is not None else None
        return Verdict(token, token, 0, end, short, kind, None, Decision.NIL, None, None, reason)
    reason = f"the document defines it as {meaning.lemma}"
    return meaning._replace(first=token, last=token, end=end, lemma=short, reason=reason)
