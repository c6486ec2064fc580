"""Capitals put back: rules work on lower case, this module gives a converted word the case of its source.

Щербаков is Schtscherbakow, ЩЕРБАКОВ is SCHTSCHERBAKOW, щербаков is schtscherbakow; in a word of mixed
capitals each piece takes the case of the letters that it came from: МакЩука is MakSchtschuka.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

from resolve.conversion.casing import lower, lower_words, upper, upper_words
from resolve.conversion.orthography import UNICASE

__all__ = [
    "Case",
    "case_of",
    "case_pieces",
    "cases_of",
    "cases_of_pieces",
    "join_cased",
    "recase",
    "recase_words",
]

# More than the letters of a script with both cases; each is raised many times.
_LETTERS = 2_048


class Case(Enum):
    """The case of a word or of a piece of one."""

    LOWER = "lower"
    TITLE = "title"
    UPPER = "upper"
    MIXED = "mixed"


def case_of(word: str, language: str) -> Case:
    """The case of a word in its language; a single capital is a title, as in an initial.

    A word of a script without capitals is a title, for what is converted are names.
    """
    small = lower(word, language)
    if word == small:
        return _without_capitals(language)
    if word[1:] == lower(word[1:], language):
        return Case.TITLE
    return Case.UPPER if word == upper(word, language) else Case.MIXED


def cases_of(words: Sequence[str], small: Sequence[str], language: str) -> list[Case]:
    """The case of each word, as `case_of` gives it, with few calls of ICU.

    Args:
        words: letters and marks only.
        small: the same words in lower case.
        language: the orthography of the words.
    """
    plain = _without_capitals(language)
    cases = [
        plain if word == low else Case.TITLE if word[1:] == low[1:] else Case.MIXED
        for word, low in zip(words, small, strict=True)
    ]
    others = [index for index, case in enumerate(cases) if case is Case.MIXED]
    tails = lower_words([words[index][1:] for index in others], language)
    raised = upper_words([words[index] for index in others], language)
    for index, tail, capitals in zip(others, tails, raised, strict=True):
        if words[index][1:] == tail:
            cases[index] = Case.TITLE
        elif words[index] == capitals:
            cases[index] = Case.UPPER
    return cases


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


def recase_words(words: Sequence[str], cases: Sequence[Case], language: str) -> list[str]:
    """Words of lower case, each cased as `recase` does, with few calls of ICU.

    Args:
        words: converted words, in lower case.
        cases: as many; a word of mixed case stays in lower case, for its pieces have to be cased one by one.
        language: the orthography of the words.
    """
    cased = [
        _raise_first(word, language) if case is Case.TITLE else word
        for word, case in zip(words, cases, strict=True)
    ]
    capitals = [index for index, case in enumerate(cases) if case is Case.UPPER]
    for index, word in zip(capitals, upper_words([words[i] for i in capitals], language), strict=True):
        cased[index] = word
    return cased


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


def case_pieces(targets: Sequence[str], cases: Sequence[Case], language: str) -> list[str]:
    """The pieces of a converted word, each in its case; the capital of a piece without letters passes on.

    Args:
        targets: the pieces, in lower case.
        cases: as many; LOWER, TITLE or UPPER.
        language: the orthography of the target.
    """
    pieces: list[str] = []
    pending = False
    for target, case in zip(targets, cases, strict=True):
        if pending and case is Case.LOWER:
            case = Case.TITLE
        cased = recase(target, case, language)
        pending = cased == target and case is not Case.LOWER
        pieces.append(cased)
    return pieces


def join_cased(targets: Sequence[str], cases: Sequence[Case], language: str) -> str:
    """The word that its pieces make up, cased as by `case_pieces`."""
    return "".join(case_pieces(targets, cases, language))


def _without_capitals(language: str) -> Case:
    return Case.TITLE if language in UNICASE else Case.LOWER


def _raise_first(word: str, language: str) -> str:
    for index, letter in enumerate(word):
        capital = _capital(letter, language)
        if capital != letter:
            return word[:index] + capital + word[index + 1 :]
    return word


@lru_cache(_LETTERS)
def _capital(letter: str, language: str) -> str:
    return upper(letter, language)
