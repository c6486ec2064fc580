"""Words through the rules of one system: cut out of a text, lowered, converted in batches, cased again.

All between the words stays as it is, and so does a word that holds no letter of the system.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from resolve.conversion.casing import lower
from resolve.conversion.custom import join_rows
from resolve.conversion.recasing import Case, cases_of, cases_of_pieces, join_cased, recase_words
from resolve.conversion.registry import System
from resolve.conversion.rules import alphabet, convert_words, trace_word

__all__ = ["compose", "cut", "cut_names", "is_word", "join", "prepare", "spell_words", "takes"]

# A longer run of letters is no word; it is cut, so that the time stays linear.
_LONGEST = 256
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670]){{0,{_LONGEST - 1}}}")


def cut(text: str) -> tuple[list[str], list[str]]:
    """Cut a text into words and what stands between.

    Returns:
        words, and gaps: one more than words; gap, word, gap, ..., word, gap make up the text.
    """
    if is_word(text):
        return [text], ["", ""]
    words: list[str] = []
    gaps: list[str] = []
    end = 0
    for found in _WORD.finditer(text):
        gaps.append(text[end : found.start()])
        words.append(found.group())
        end = found.end()
    gaps.append(text[end:])
    return words, gaps


def is_word(text: str) -> bool:
    """Whether a text is plainly one word: letters only. One with marks may be a word too."""
    return text.isalpha() and len(text) <= _LONGEST


def cut_names(text: str, source: str) -> tuple[list[str], list[str]]:
    """Cut a text as `cut` does, but words with hyphens that are one row of the lexicon stay together."""
    words, gaps = cut(text)
    if "-" in gaps:
        for start, end in reversed(join_rows([lower(compose(word), source) for word in words], gaps, source)):
            words[start:end] = ["-".join(words[start:end])]
            del gaps[start + 1 : end]
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


def join(words: Iterable[str], gaps: Sequence[str]) -> str:
    """Words and what stands between as a text; `cut` turned round."""
    return "".join(gap + word for gap, word in zip(gaps, words, strict=False)) + gaps[-1]


def spell_words(
    system: System, words: Sequence[str], composed: Sequence[str], prepared: Sequence[str]
) -> list[str]:
    """Convert distinct words by rule; those without a letter of the system stay as they are.

    Args:
        system: a registered system.
        words: as they stand in a text.
        composed: the same, composed.
        prepared: the same, composed and in lower case.
    """
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
