"""What the letters of a token show before any table is asked: most tokens show that nothing is to be asked.

In C where it is compiled, a column at once; the same in Python, token by token.
"""

import ctypes
import enum
import functools
import re
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.codepoints import CodePoints
from resolve.compiled import Held, address, library
from resolve.text.compounds import edges
from resolve.text.words import LEAST_STEM, father_endings

KNOWN: Final = 0x2020
"""Letters below are known one by one; those above it are of another script."""

_LATIN: Final = "a-zà-ɏəḁ-ỿ"
_OF_NO_OTHER_SCRIPT: Final = "\\x00-ɏəḀ-ỿЀ-ԯ\u0300-\u036f"
_ROMAN: Final = "ivx"
_LONGEST_BRIEF: Final = 2
_HOLDS_LATIN: Final = re.compile(f"[{_LATIN}]")
_HOLDS_OTHER_SCRIPT: Final = re.compile(f"[^{_OF_NO_OTHER_SCRIPT}]")
_IS_ROMAN: Final = re.compile(f"[{_ROMAN}]+")
_DIGITS: Final = "0123456789"

Array = npt.NDArray[np.generic]
Signs = npt.NDArray[np.uint8]


class Sign(enum.IntFlag):
    """What a token may show."""

    LATIN = 1
    """It holds a Latin letter."""
    OTHER_SCRIPT = 2
    """It holds a letter that is neither Latin nor Cyrillic."""
    BRIEF = 4
    """It may be an initial or a number: one letter or two; i, v and x alone; what begins with a digit, or
    holds a letter of another script, as digits may be of any."""
    FATHER = 8
    """It ends as a Russian father's name does."""
    COMPOUND = 16
    """It begins or ends as a German compound does."""


_ONLY_ROMAN: Final = 32
"""Of a letter: it is one of `_ROMAN`."""


def signs_of(tokens: CodePoints) -> Signs:
    """What each of n tokens shows, members of `Sign` together.

    Args:
        tokens: lower case, without full stops at their ends.
    """
    compiled = library()
    if compiled is None:
        return np.fromiter(map(_sign_of, tokens.texts()), np.uint8, len(tokens))
    found = np.empty(len(tokens), np.uint8)
    compiled.call("signs", _signs_struct().struct, tokens.code, tokens.first, len(tokens), found)
    return found


def _sign_of(token: str) -> Sign:
    other_script = _HOLDS_OTHER_SCRIPT.search(token) is not None
    brief = len(token) <= _LONGEST_BRIEF or _IS_ROMAN.fullmatch(token) is not None
    shown = {
        Sign.LATIN: _HOLDS_LATIN.search(token) is not None,
        Sign.OTHER_SCRIPT: other_script,
        Sign.BRIEF: brief or other_script or token[0] in _DIGITS,
    }
    found = sum((sign for sign, holds in shown.items() if holds), Sign(0))
    for affix, is_ending, least, sign in _affixes():
        at_edge = token.endswith(affix) if is_ending else token.startswith(affix)
        if at_edge and len(token) >= len(affix) + least:
            found |= sign
    return found


@functools.cache
def _affixes() -> tuple[tuple[str, bool, int, Sign], ...]:
    """Beginnings and endings: whether it is an ending, how many letters stand on its other side, the sign."""
    fathers = ((ending, True, LEAST_STEM, Sign.FATHER) for ending in father_endings())
    return (*fathers, *((part, is_ending, least, Sign.COMPOUND) for part, is_ending, least in edges()))


class SignsStruct(ctypes.Structure):
    """`Signs` of signs.c."""

    _fields_ = [
        *[(name, ctypes.c_void_p) for name in ("letter", "characters", "first", "sign", "least", "ends")],
        ("affixes", ctypes.c_int64),
    ]


@functools.cache
def _signs_struct() -> Held[SignsStruct]:
    letters = "".join(map(chr, range(KNOWN)))
    letter = np.zeros(KNOWN, np.uint8)
    shown_by = (
        (f"[{_LATIN}]+", Sign.LATIN),
        (f"[^{_OF_NO_OTHER_SCRIPT}]+", Sign.OTHER_SCRIPT),
        (f"[{_ROMAN}]+", _ONLY_ROMAN),
    )
    for pattern, shown in shown_by:
        for run in re.finditer(pattern, letters):
            letter[run.start() : run.end()] |= np.uint8(shown)
    affixes = _affixes()
    column = CodePoints.of([affix for affix, *_ in affixes])
    rest = np.array([(sign, least, is_ending) for _, is_ending, least, sign in affixes], np.uint8)
    arrays: tuple[Array, ...] = letter, column.code, column.first, *map(np.ascontiguousarray, rest.T)
    return Held(SignsStruct(*map(address, arrays), len(affixes)), arrays)
