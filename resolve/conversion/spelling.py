"""Text through one system: its words are converted, all between them stays as it is.

1. Cut the text into words (letters with their marks).
2. Pass by each word that holds no letter of the system.
3. Lower, convert in batches, put the capitals back.

A word is looked at by itself, so text and column give the same answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from resolve.conversion.casing import lower, lower_words
from resolve.conversion.recasing import Case, cases_of, cases_of_pieces, join_cased, recase_words
from resolve.conversion.registry import System
from resolve.conversion.rules import alphabet, convert_words, trace_word

__all__ = ["compose", "cut", "prepare", "spell", "spell_column", "takes"]

# A longer run of letters is no word; it is cut, so that the time stays linear.
_LONGEST = 256
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]){{0,{_LONGEST - 1}}}")


def cut(text: str) -> tuple[list[str], list[str]]:
    """Cut a text into words and what stands between.

    Returns:
        words, and gaps: one more than words; gap, word, gap, ..., word, gap make up the text.
    """
    words: list[str] = []
    gaps: list[str] = []
    end = 0
    for found in _WORD.finditer(text):
        gaps.append(text[end : found.start()])
        words.append(found.group())
        end = found.end()
    gaps.append(text[end:])
    return words, gaps


def takes(system: System, word: str) -> bool:
    """Whether a word holds a letter that the system reads."""
    return not alphabet(system.id).isdisjoint(prepare(word, system))


def compose(word: str) -> str:
    """A word in normal form C; an i that kept the dot of a lowered İ loses it."""
    return unicodedata.normalize("NFC", word).replace("i\u0307", "i")


def prepare(word: str, system: System) -> str:
    """A word as the rules of a system expect it: composed and in lower case."""
    return lower(compose(word), system.source)


def spell(system: System, text: str) -> str:
    """Convert a text; words without a letter of the system stay as they are."""
    return spell_column(system, [text])[0]


def spell_column(system: System, texts: Sequence[str]) -> list[str]:
    """Convert many texts; each distinct word is converted once.

    Args:
        system: a registered system.
        texts: any texts.

    Returns:
        As many texts, in the same order.
    """
    pieces = [cut(text) for text in texts]
    distinct = list(dict.fromkeys(word for words, _ in pieces for word in words))
    spelt = dict(zip(distinct, _spell_words(system, distinct), strict=True))
    return [
        "".join(gap + spelt[word] for gap, word in zip(gaps, words, strict=False)) + gaps[-1]
        for words, gaps in pieces
    ]


def _spell_words(system: System, words: Sequence[str]) -> list[str]:
    composed = compose("\n".join(words)).split("\n") if words else []
    prepared = lower_words(composed, system.source)
    known = alphabet(system.id)
    touched = [index for index, word in enumerate(prepared) if not known.isdisjoint(word)]
    small = [prepared[index] for index in touched]
    cases = cases_of([composed[index] for index in touched], small, system.source)
    cased = recase_words(convert_words(system.id, small), cases, system.casing)
    spelt = list(words)
    for index, case, word in zip(touched, cases, cased, strict=True):
        spelt[index] = _spell_mixed(system, composed[index]) if case is Case.MIXED else word
    return spelt


def _spell_mixed(system: System, composed: str) -> str:
    pieces = trace_word(system.id, lower(composed, system.source))
    cases = cases_of_pieces(composed, [piece.source for piece in pieces], system.source)
    return join_cased([piece.target for piece in pieces], cases, system.casing)
