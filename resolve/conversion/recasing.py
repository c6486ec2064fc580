"""Capitals put back: rules work on lower case, this module gives a converted word the case of its source.

Щербаков is Schtscherbakow, ЩЕРБАКОВ is SCHTSCHERBAKOW, щербаков is schtscherbakow; in a word of mixed
capitals each piece takes the case of the letters that it came from: МакЩука is MakSchtschuka.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from resolve.conversion.casing import lower, upper

__all__ = ["Case", "case_of", "cases_of_pieces", "join_cased", "recase"]


class Case(Enum):
    """The case of a word or of a piece of one."""

    LOWER = "lower"
    TITLE = "title"
    UPPER = "upper"
    MIXED = "mixed"


def case_of(word: str, language: str) -> Case:
    """The case of a word in its language; a single capital is a title, as in an initial."""
    small = lower(word, language)
    if word == small:
        return Case.LOWER
    if word[1:] == lower(word[1:], language):
        return Case.TITLE
    return Case.UPPER if word == upper(word, language) else Case.MIXED


def recase(word: str, case: Case, language: str) -> str:
    """A word of lower case, cased as a whole.

    Args:
        word: a converted word, in lower case.
        case: LOWER, TITLE or UPPER.
        language: the orthography of the word.
    """
    if case is Case.LOWER:
        return word
    return upper(word, language) if case is Case.UPPER else _raise_first(word, language)


def cases_of_pieces(word: str, sources: Sequence[str], language: str) -> list[Case]:
    """The case of each piece of a word.

    Args:
        word: the word with its capitals.
        sources: the same word in lower case, cut in pieces.
        language: the orthography of the word.

    Returns:
        LOWER, TITLE or UPPER for each piece: a piece of one capital letter is UPPER if the letter beside it
        is one.
    """
    capital = [letter != lower(letter, language) for letter in word]
    cases: list[Case] = []
    start = 0
    for source in sources:
        end = start + len(source)
        inside = capital[start:end]
        if not any(inside[:1]):
            cases.append(Case.LOWER)
        elif (
            (len(source) > 1 and all(inside))
            or any(capital[end : end + 1])
            or any(capital[max(0, start - 1) : start])
        ):
            cases.append(Case.UPPER)
        else:
            cases.append(Case.TITLE)
        start = end
    return cases


def join_cased(targets: Sequence[str], cases: Sequence[Case], language: str) -> str:
    """The pieces of a converted word, each in its case; the capital of an empty piece passes to the next.

    Args:
        targets: the pieces, in lower case.
        cases: as many; LOWER, TITLE or UPPER.
        language: the orthography of the target.
    """
    word = ""
    pending = False
    for target, case in zip(targets, cases, strict=True):
        if pending and case is Case.LOWER:
            case = Case.TITLE
        pending = not target and case is not Case.LOWER
        word += recase(target, case, language)
    return word


def _raise_first(word: str, language: str) -> str:
    for index, letter in enumerate(word):
        capital = upper(letter, language)
        if capital != letter:
            return word[:index] + capital + word[index + 1 :]
    return word
