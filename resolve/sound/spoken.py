"""Tokens read aloud: the sound strings of each, in every reading that its language tries.

In C where it is compiled, letter by letter by the arrays of `rulebook`; else a reading and a column at a time
by the regular expressions of `readings`.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.codepoints import CodePoints
from resolve.compiled import Library, library
from resolve.sound import alphabet, readings
from resolve.sound.rulebook import rulebook_struct

_KEPT: Final = 256
"""Rows of readings that are remembered, by the languages of a column."""

MAX_READINGS: Final = 4
"""Distinct sound strings kept of one token, the language's own reading first."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """How f tokens sound.

    Attributes:
        codes: s x MAX_SOUNDS, the distinct sound strings; row 0 is the empty one.
        by_reading: f x r rows of `codes`, r in the order of `readings.all_names`; where a token is not tried
            in a reading, its own first reading stands.
        first: f + 1 offsets: token i has the distinct readings sound[first[i]:first[i + 1]], best first.
        sound: rows of `codes`.
    """

    codes: alphabet.Codes
    by_reading: npt.NDArray[np.int32]
    first: npt.NDArray[np.int64]
    sound: npt.NDArray[np.int32]


def speak(tokens: CodePoints, row: npt.NDArray[np.int32], tried: tuple[tuple[str, ...], ...]) -> Spoken:
    """Read tokens.

    Args:
        tokens: f tokens in Latin or Cyrillic letters, lower case, without white space.
        row: of each, which row of `tried` it goes by.
        tried: the names of the readings to try, a token's own first.
    """
    compiled = library()
    if compiled is None:
        return _speak_plainly(tokens.texts(), row, tried)
    return _speak_in_c(compiled, tokens, row, tried)


def _speak_plainly(
    tokens: Sequence[str], row: npt.NDArray[np.int32], tried: tuple[tuple[str, ...], ...]
) -> Spoken:
    names = readings.all_names()
    strings: dict[str, int] = {"": 0}
    by_reading = np.zeros((len(tokens), len(names)), np.int32)
    choices: list[tuple[int, ...]] = [()] * len(tokens)
    for number, of_tokens in enumerate(tried):
        rows = np.flatnonzero(row == number).tolist()
        part = [tokens[place] for place in rows]
        columns = [
            [
                strings.setdefault(sounds[: alphabet.MAX_SOUNDS], len(strings))
                for sounds in readings.reading(name).sounds(part)
            ]
            for name in of_tokens
        ]
        matrix = np.array(columns, np.int32).reshape(len(of_tokens), len(rows))
        by_reading[rows] = matrix[0][:, None]
        for place, name in enumerate(of_tokens):
            by_reading[rows, names.index(name)] = matrix[place]
        for place, *found in zip(rows, *columns, strict=True):
            choices[place] = tuple(dict.fromkeys(found))[:MAX_READINGS]
    sizes = np.fromiter(map(len, choices), np.int64, len(choices))
    first = np.concatenate(([0], np.cumsum(sizes)))
    sound = np.fromiter((one for of_token in choices for one in of_token), np.int32, int(first[-1]))
    return Spoken(alphabet.encode(list(strings)), by_reading, first, sound)


def _speak_in_c(
    compiled: Library, tokens: CodePoints, row: npt.NDArray[np.int32], tried: tuple[tuple[str, ...], ...]
) -> Spoken:
    n, r, most = len(tokens), len(readings.all_names()), max(map(len, tried))
    reading_first, reading = _places(tried)
    codes = np.empty((n * most + 2, alphabet.MAX_SOUNDS), np.uint8)
    by_reading, choices = np.empty((n, r), np.int32), np.zeros((n, MAX_READINGS), np.int32)
    count, made = np.zeros(n, np.uint8), np.zeros(1, np.int64)
    asked = tokens.code, tokens.first, row, reading_first, reading, n, MAX_READINGS
    compiled.call("read", rulebook_struct().struct, *asked, by_reading, choices, count, codes, made)
    first = np.zeros(n + 1, np.int64)
    np.cumsum(count, out=first[1:])
    kept = np.arange(MAX_READINGS) < count[:, None]
    return Spoken(codes[: int(made[0])].copy(), by_reading, first, choices[kept])


@functools.lru_cache(_KEPT)
def _places(tried: tuple[tuple[str, ...], ...]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Where the readings of each row begin, and their places among all."""
    names = readings.all_names()
    reading = [names.index(name) for of_token in tried for name in of_token]
    return np.cumsum([0, *map(len, tried)], dtype=np.int32), np.array(reading, np.int32)
