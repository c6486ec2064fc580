"""Letters: the tokens of a column laid out one after the other, with what endings ask of each letter.

Everything is looked up by code point, capitals and small letters alike, in one pass over the column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.inflection.rules import rules
from resolve.inflection.seams import marks
from resolve.inflection.sounds import VOICED_CONSONANT, plain_sounds, sounds
from resolve.text.folding import fold

__all__ = ["Alphabet", "Letters", "alphabet", "lay_out"]

_SIZE: Final = 0x2100
"""Code points with features; what lies beyond is in no ending and no mark, but for the one of full width."""


@dataclass(frozen=True, slots=True)
class Alphabet:
    """What each code point is in a language; every array has a row for each code point below _SIZE.

    Attributes:
        numbers: number of each letter that occurs in endings, from 1.
        letter: the number of the letter; 0 if it is in no ending.
        vowel: the bits of `sounds.Vowel`.
        close: the bits of `sounds.Close`.
        mark: the seam that it makes; 0 if it is no mark.
        small: whether it is a small letter.
        countable: whether it is a digit or a full stop, as in numbers, domains and initials.
    """

    numbers: Mapping[str, int]
    letter: npt.NDArray[np.uint8]
    vowel: npt.NDArray[np.uint8]
    close: npt.NDArray[np.uint8]
    mark: npt.NDArray[np.uint8]
    small: npt.NDArray[np.bool_]
    countable: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of all tokens, one after the other.

    Attributes:
        starts, stops: where each token begins and ends.
        code: code points, 0 for those without features.
        last_vowel: the place of the last vowel at or before each place; -1 if there is none.
        vowels, small, countable: how many of these stand before each place, and before the end of all.
    """

    starts: npt.NDArray[np.int64]
    stops: npt.NDArray[np.int64]
    code: npt.NDArray[np.uint32]
    last_vowel: npt.NDArray[np.int32]
    vowels: npt.NDArray[np.int32]
    small: npt.NDArray[np.int32]
    countable: npt.NDArray[np.int32]


@cache
def alphabet(lang: str, plain: bool) -> Alphabet:
    """What code points are in a language.

    Args:
        lang: one of STEM_LANGUAGES.
        plain: whether the text is written without diacritics; then a letter counts as what is left of it.

    Raises:
        DataError: a table of `inflection/` is broken.
    """
    in_endings = sorted({letter for rule in rules(lang, plain).rows for letter in rule.text})
    numbers = {letter: number for number, letter in enumerate(in_endings, 1)}
    known = plain_sounds(lang) if plain else sounds(lang)
    letter, vowel, close, mark = (np.zeros(_SIZE, np.uint8) for _ in range(4))
    close[:] = VOICED_CONSONANT.close
    for character in map(chr, range(1, _SIZE)):
        small = _lower(character, lang)
        small = fold([small])[0] if plain else small
        letter[ord(character)] = numbers.get(small, 0)
        if small in known:
            vowel[ord(character)] = known[small].vowel
            close[ord(character)] = known[small].close
    for character, seam in marks().items():
        if ord(character) < _SIZE:
            mark[ord(character)] = seam
    return Alphabet(
        numbers,
        letter,
        vowel,
        close,
        mark,
        np.array([chr(code).islower() for code in range(_SIZE)], np.bool_),
        np.array([chr(code).isdigit() or chr(code) == "." for code in range(_SIZE)], np.bool_),
    )


def lay_out(tokens: Sequence[str], known: Alphabet) -> Letters:
    """Lay out the letters of tokens.

    Args:
        tokens: any strings.
        known: what their code points are.
    """
    lengths = np.fromiter(map(len, tokens), np.int64, len(tokens))
    stops = np.cumsum(lengths)
    code = np.frombuffer("".join(tokens).encode("utf-32-le", "surrogatepass"), np.uint32)
    code = np.where(code < _SIZE, code, np.uint32(0))
    is_vowel = known.vowel[code] > 0
    places = np.arange(len(code), dtype=np.int32)
    return Letters(
        stops - lengths,
        stops,
        code,
        np.maximum.accumulate(np.where(is_vowel, places, np.int32(-1))),
        _counted(is_vowel),
        _counted(known.small[code]),
        _counted(known.countable[code]),
    )


def _counted(flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
    """How many flags are set before each place, and in all."""
    counts = np.zeros(len(flags) + 1, np.int32)
    np.cumsum(flags, out=counts[1:])
    return counts


def _lower(character: str, lang: str) -> str:
    """The small letter; in Turkish and Azerbaijani that of I is ı."""
    if lang in ("az", "tr") and character in "Iİ":
        return "ı" if character == "I" else "i"
    return character.lower()
