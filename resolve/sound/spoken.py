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


def speak(tokens: Sequence[str], tried: Sequence[tuple[str, ...]]) -> Spoken:
    """Read tokens.

    Args:
        tokens: f tokens in Latin or Cyrillic letters, lower case, without white space.
        tried: of each the names of the readings to try, its own first.
    """
    compiled = library()
    return _speak_plainly(tokens, tried) if compiled is None else _speak_in_c(compiled, tokens, tried)


def _speak_plainly(tokens: Sequence[str], tried: Sequence[tuple[str, ...]]) -> Spoken:
    names = readings.all_names()
    strings: dict[str, int] = {"": 0}
    by_reading = np.zeros((len(tokens), len(names)), np.int32)
    choices: list[tuple[int, ...]] = [()] * len(tokens)
    rows_of: dict[tuple[str, ...], list[int]] = {}
    for row, of_token in enumerate(tried):
        rows_of.setdefault(of_token, []).append(row)
    for of_tokens, rows in rows_of.items():
        part = [tokens[row] for row in rows]
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
        for row, *found in zip(rows, *columns, strict=True):
            choices[row] = tuple(dict.fromkeys(found))[:MAX_READINGS]
    sizes = np.fromiter(map(len, choices), np.int64, len(choices))
    first = np.concatenate(([0], np.cumsum(sizes)))
    sound = np.fromiter((one for of_token in choices for one in of_token), np.int32, int(first[-1]))
    return Spoken(alphabet.encode(list(strings)), by_reading, first, sound)


def _speak_in_c(compiled: Library, tokens: Sequence[str], tried: Sequence[tuple[str, ...]]) -> Spoken:
    column, r = CodePoints.of(tokens), len(readings.all_names())
    numbers = {of_token: number for number, of_token in enumerate(dict.fromkeys(tried))}
    n, sizes = len(tokens), [len(of_token) for of_token in numbers]
    row = np.fromiter(map(numbers.__getitem__, tried), np.int32, n)
    reading_first = np.cumsum([0, *sizes], dtype=np.int32)
    reading = np.array([place for of_token in numbers for place in _places(of_token)], np.int32)
    codes = np.empty((n * max(sizes, default=0) + 2, alphabet.MAX_SOUNDS), np.uint8)
    by_reading, choices = np.empty((n, r), np.int32), np.zeros((n, MAX_READINGS), np.int32)
    count, made = np.zeros(n, np.uint8), np.zeros(1, np.int64)
    asked = column.code, column.first, row, reading_first, reading, n, r, MAX_READINGS
    compiled.call("read", rulebook_struct().struct, *asked, by_reading, choices, count, codes, made)
    first = np.zeros(n + 1, np.int64)
    np.cumsum(count, out=first[1:])
    kept = np.arange(MAX_READINGS) < count[:, None]
    return Spoken(codes[: int(made[0])].copy(), by_reading, first, choices[kept])


@functools.cache
def _places(tried: tuple[str, ...]) -> tuple[int, ...]:
    names = readings.all_names()
    return tuple(map(names.index, tried))
