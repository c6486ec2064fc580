"""Text through one system: its words are converted, all between them stays as it is.

1. Cut the text into words (letters with their marks).
2. Pass by each word that holds no letter of the system.
3. Lower, convert in batches, put the capitals back.
4. Where custom is asked for, it has the last word: see `custom`.

A word is looked at by itself, but for words of several origins, which their neighbours in the text decide:
so text and column give the same answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from resolve.conversion.casing import lower, lower_words
from resolve.conversion.custom import agree, find_custom, join_rows, write
from resolve.conversion.letterforms import unify_letters
from resolve.conversion.lexicon import is_contested
from resolve.conversion.recasing import Case, cases_of, cases_of_pieces, join_cased, recase_words
from resolve.conversion.registry import System
from resolve.conversion.rules import alphabet, convert_words, trace_word

__all__ = ["compose", "cut", "cut_names", "join", "prepare", "spell", "spell_column", "takes"]

# A longer run of letters is no word; it is cut, so that the time stays linear.
_LONGEST = 256
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670]){{0,{_LONGEST - 1}}}")


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


def spell(system: System, text: str) -> str:
    """Convert a text; words without a letter of the system stay as they are."""
    return spell_column(system, [text])[0]


def spell_column(system: System, texts: Sequence[str], *, custom: bool = False) -> list[str]:
    """Convert many texts; each distinct word is converted once.

    Args:
        system: a registered system.
        texts: any texts.
        custom: whether the lexicon is asked before the rules.

    Returns:
        As many texts, in the same order.
    """
    unified = [unify_letters(text, system.source) for text in texts]
    pieces = [cut_names(text, system.source) if custom else cut(text) for text in unified]
    distinct = list(dict.fromkeys(word for words, _ in pieces for word in words))
    composed = compose("\n".join(distinct)).split("\n") if distinct else []
    lowered = lower_words(composed, system.source)
    spelt = dict(zip(distinct, _spell_words(system, distinct, composed, lowered), strict=True))
    contested: set[str] = set()
    if custom:
        for word, whole, small in zip(distinct, composed, lowered, strict=True):
            if forms := find_custom(system, whole, small):
                spelt[word] = write(forms[0].text, whole, system)
                if is_contested(forms):
                    contested.add(word)
    return [
        join(
            _spell_agreed(system, words, spelt)
            if contested.intersection(words)
            else map(spelt.__getitem__, words),
            gaps,
        )
        for words, gaps in pieces
    ]


def join(words: Iterable[str], gaps: Sequence[str]) -> str:
    """Words and what stands between as a text; `cut` turned round."""
    return "".join(gap + word for gap, word in zip(gaps, words, strict=False)) + gaps[-1]


def _spell_agreed(system: System, words: Sequence[str], spelt: Mapping[str, str]) -> list[str]:
    """The words of a name, those that custom decides by the origin that the whole of it speaks for."""
    composed = [compose(word) for word in words]
    lowered = lower_words(composed, system.source)
    custom = [find_custom(system, *word) for word in zip(composed, lowered, strict=True)]
    return [
        write(forms[0].text, whole, system) if forms else spelt[word]
        for word, whole, forms in zip(words, composed, agree(lowered, custom, system.source), strict=True)
    ]


def _spell_words(
    system: System, words: Sequence[str], composed: Sequence[str], prepared: Sequence[str]
) -> list[str]:
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
