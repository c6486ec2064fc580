"""Paradigms: the endings of a language as they are written, each with the stems that it fits.

`endings.tsv` has patterns by slot, `chains.tsv` says which slots follow one another. Each chain is spelt out
after every kind of stem - four vowels, five closes - with the vowels, buffers and consonants that harmony
wants there; what is spelt alike and says the same becomes one `Ending`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final

from resolve import tables
from resolve.errors import DataError
from resolve.inflection.sounds import (
    ANY_CLOSE,
    CONSONANT,
    VOICED_CONSONANT,
    VOWEL,
    Close,
    Sound,
    Vowel,
    sounds,
)

__all__ = ["Ending", "endings"]

_ENDINGS: Final = "inflection/endings.tsv"
_CHAINS: Final = "inflection/chains.tsv"
_PIECE: Final = re.compile(r"\((?P<buffer>\w)\)|(?P<letter>\w)")
_AFTER: Final = {
    "any": ANY_CLOSE,
    "high": Close.HIGH_VOWEL,
    "consonant": CONSONANT,
    "sibilant": Close.SIBILANT,
    "nonsibilant": ANY_CLOSE ^ Close.SIBILANT,
}

_BACK: Final = Vowel.BACK_UNROUNDED | Vowel.BACK_ROUNDED
_HIGH_VOWELS: Final = {
    Vowel.BACK_UNROUNDED: "ı",
    Vowel.FRONT_UNROUNDED: "i",
    Vowel.BACK_ROUNDED: "u",
    Vowel.FRONT_ROUNDED: "ü",
}


@dataclass(frozen=True, slots=True)
class Ending:
    """An ending, or a chain of them, as it is written.

    Attributes:
        text: lower case; empty where a mark alone tells the case.
        tags: what it says, such as `PL.DAT`.
        vowels: the last vowel of the stems that it fits.
        closes: what these stems end in.
        bare: 0..1, how readily it is cut where no mark stands before it; 0: never.
        marked: the same where one does.
        derived: whether it makes another word, no form of the name.
    """

    text: str
    tags: str
    vowels: Vowel
    closes: Close
    bare: float
    marked: float
    derived: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """A row of the endings: what stands in a slot."""

    tag: str
    pattern: str
    weight: float


@cache
def endings(lang: str) -> tuple[Ending, ...]:
    """All endings of a language, sorted by text and tags.

    Raises:
        DataError: a table of the paradigms is broken.
    """
    # What is spelt alike and says the same may come of several chains: the readiest counts for each stem.
    found: dict[tuple[str, str, bool], dict[tuple[Vowel, Close], tuple[float, float]]] = defaultdict(dict)
    for chain in _chains(lang):
        for vowel, close in product(Vowel, Close):
            if close not in chain.after:
                continue
            weights = found[_spell(lang, chain.pattern, vowel, close), chain.tags, chain.derived]
            bare, marked = weights.get((vowel, close), (0.0, 0.0))
            weights[vowel, close] = max(bare, chain.bare), max(marked, chain.marked)
    return tuple(
        Ending(text, tags, vowels, closes, bare, marked, derived)
        for (text, tags, derived), weights in sorted(found.items())
        for vowels, closes, bare, marked in _joined(weights)
    )


@dataclass(frozen=True, slots=True)
class _Chain:
    """One pattern for each slot of a chain, put together."""

    tags: str
    pattern: str
    after: Close
    bare: float
    marked: float
    derived: bool


def _chains(lang: str) -> Iterator[_Chain]:
    slots = _slots(lang)
    for language, chain, after, bare, marked, derived, _ in tables.read_rows(_CHAINS).rows:
        if language != lang:
            continue
        names = chain.split()
        unknown = [name for name in names if name not in slots]
        if unknown or after not in _AFTER:
            raise DataError(
                _CHAINS,
                0,
                f"{lang} {chain!r} after {after!r}: expected slots of {', '.join(sorted(slots))}"
                f" after {', '.join(_AFTER)}",
            )
        for pieces in product(*(slots[name] for name in names)):
            weight = 1.0
            for piece in pieces:
                weight *= piece.weight
            yield _Chain(
                ".".join(piece.tag for piece in pieces),
                "".join(piece.pattern for piece in pieces),
                _AFTER[after],
                weight * float(bare or 0),
                weight * float(marked or 0),
                derived == "yes",
            )


def _slots(lang: str) -> Mapping[str, Sequence[_Piece]]:
    found: dict[str, list[_Piece]] = {}
    for language, slot, tag, pattern, weight, *_ in tables.read_rows(_ENDINGS).rows:
        if language == lang:
            found.setdefault(slot, []).append(_Piece(tag, pattern, float(weight)))
    return found


def _spell(lang: str, pattern: str, vowel: Vowel, close: Close) -> str:
    """The pattern as it is written after a stem."""
    letters = sounds(lang)
    text: list[str] = []
    for match in _PIECE.finditer(pattern):
        letter = match["letter"]
        if letter is None:
            letter = match["buffer"]
            is_vowel = letter in "AI" or letters.get(letter, VOICED_CONSONANT).close in VOWEL
            if (close in VOWEL) == is_vowel:
                continue
        written = _letter(lang, letter, vowel, close)
        sound: Sound = letters.get(written, VOICED_CONSONANT)
        text.append(written)
        vowel, close = sound.vowel or vowel, sound.close
    return "".join(text)


def _letter(lang: str, letter: str, vowel: Vowel, close: Close) -> str:
    """What an archiphoneme is after a vowel and a close; any other letter is itself."""
    match letter:
        case "A":
            return "a" if vowel in _BACK else "ə" if lang == "az" else "e"
        case "I":
            return _HIGH_VOWELS[vowel]
        case "D":
            return "t" if close is Close.VOICELESS else "d"
        case "C":
            return "ç" if close is Close.VOICELESS else "c"
        case "K":
            return "q" if vowel in _BACK else "k"
        case _:
            return letter


def _joined(
    weights: Mapping[tuple[Vowel, Close], tuple[float, float]],
) -> Iterator[tuple[Vowel, Close, float, float]]:
    """Kinds of stems as few products of vowels and closes, none of them in two."""
    vowels: dict[tuple[Close, float, float], Vowel] = defaultdict(lambda: Vowel(0))
    for (vowel, close), (bare, marked) in weights.items():
        vowels[close, bare, marked] |= vowel
    closes: dict[tuple[Vowel, float, float], Close] = defaultdict(lambda: Close(0))
    for (close, bare, marked), joined in vowels.items():
        closes[joined, bare, marked] |= close
    for (joined, bare, marked), close in closes.items():
        yield joined, close, bare, marked
