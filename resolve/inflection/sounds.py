"""What an ending looks at in the letters before it: the place of vowels, the voice of consonants.

Features are sets of bits, so that a letter typed without its diacritic can be all that it may stand for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntFlag
from functools import cache
from typing import Final

from resolve import tables
from resolve.errors import DataError
from resolve.text.folding import fold

__all__ = [
    "ANY_CLOSE",
    "ANY_VOWEL",
    "CONSONANT",
    "VOICED_CONSONANT",
    "VOWEL",
    "Close",
    "Sound",
    "Vowel",
    "plain_sounds",
    "sounds",
]

_TABLE: Final = "inflection/letters.tsv"


class Vowel(IntFlag):
    """The last vowel of a stem, as the harmony of vowels sees it."""

    BACK_UNROUNDED = 1
    FRONT_UNROUNDED = 2
    BACK_ROUNDED = 4
    FRONT_ROUNDED = 8


class Close(IntFlag):
    """What a stem ends in."""

    LOW_VOWEL = 1
    HIGH_VOWEL = 2
    VOICELESS = 4
    VOICED = 8
    SIBILANT = 16


ANY_VOWEL: Final = Vowel(15)
ANY_CLOSE: Final = Close(31)
VOWEL: Final = Close.LOW_VOWEL | Close.HIGH_VOWEL
CONSONANT: Final = Close.VOICELESS | Close.VOICED | Close.SIBILANT

_CONSONANTS: Final = {"voiceless": Close.VOICELESS, "sibilant": Close.SIBILANT}
_HEIGHTS: Final = {"low": Close.LOW_VOWEL, "high": Close.HIGH_VOWEL}
_PLACES: Final = {
    ("back", "unrounded"): Vowel.BACK_UNROUNDED,
    ("front", "unrounded"): Vowel.FRONT_UNROUNDED,
    ("back", "rounded"): Vowel.BACK_ROUNDED,
    ("front", "rounded"): Vowel.FRONT_ROUNDED,
}


@dataclass(frozen=True, slots=True)
class Sound:
    """What a letter is to an ending.

    Attributes:
        vowel: its place; none for a consonant, any for a vowel of a language without harmony.
        close: what a stem ends in that ends in this letter.
    """

    vowel: Vowel
    close: Close


VOICED_CONSONANT: Final = Sound(Vowel(0), Close.VOICED)
"""What a letter without a row is."""


@cache
def sounds(lang: str) -> Mapping[str, Sound]:
    """The letters of a language that have a row, in lower case.

    Raises:
        DataError: the table of letters is broken.
    """
    return {
        letter: _sound(letter, features)
        for language, letter, features in tables.read_rows(_TABLE).rows
        if language == lang
    }


@cache
def plain_sounds(lang: str) -> Mapping[str, Sound]:
    """The same for a text without diacritics: a letter is all that its folded spelling may stand for.

    Raises:
        DataError: the table of letters is broken.
    """
    found: dict[str, Sound] = {}
    # Of the consonants, c alone may stand for a voiced and a voiceless one.
    for letter, sound in {"c": VOICED_CONSONANT, **sounds(lang)}.items():
        plain = fold([letter])[0]
        other = found.get(plain, Sound(Vowel(0), Close(0)))
        found[plain] = Sound(sound.vowel | other.vowel, sound.close | other.close)
    return found


def _sound(letter: str, features: str) -> Sound:
    kind, *rest = features.split()
    if not rest and kind in _CONSONANTS:
        return Sound(Vowel(0), _CONSONANTS[kind])
    if not rest and kind == "vowel":
        return Sound(ANY_VOWEL, Close.LOW_VOWEL)
    place = _PLACES.get((rest[0], rest[1])) if len(rest) == 3 else None
    height = _HEIGHTS.get(rest[-1]) if rest else None
    if kind != "vowel" or place is None or height is None:
        raise DataError(
            _TABLE,
            0,
            f"{letter} is {features!r}; expected voiceless, sibilant, vowel, or vowel with its place",
        )
    return Sound(place, height)
