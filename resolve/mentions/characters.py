"""What kind of character each code point is, for cutting running text into tokens."""

import functools
import threading
import unicodedata
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]


class Sort(IntEnum):
    """The sorts of characters; those up to `DIGIT` make up words."""

    UNKNOWN = 0
    LOWER = 1
    UPPER = 2
    LETTER = 3
    MARK = 4
    DIGIT = 5
    APOSTROPHE = 6
    HYPHEN = 7
    DOT = 8
    SPACE = 9
    NEWLINE = 10
    QUOTE = 11
    STOP = 12
    AT = 13
    OTHER = 14


LAST_OF_WORD: Final = Sort.DIGIT

_CODE_POINTS: Final = 0x110000
_APOSTROPHES: Final = "'’ʼ‘ʻ´′`ʹ"
_HYPHENS: Final = "-‐‑–"
QUOTES: Final = '"“”„‟«»‹›‚'
"""Quotation marks, opening and closing; single ones that are apostrophes as well are not among them."""

_STOPS: Final = "!?…:;"
_NEWLINES: Final = "\n\r\v\f\x85\u2028\u2029"
_FILL: Final = threading.Lock()


def sorts(codes: Codes) -> npt.NDArray[np.uint8]:
    """The sort of each character.

    Args:
        codes: n code points.

    Returns:
        n members of `Sort`, none of them unknown.
    """
    table = _table()
    found = table[codes]
    if not found.all():
        with _FILL:
            for code in np.unique(codes[found == Sort.UNKNOWN]).tolist():
                table[code] = _sort(chr(code))
        found = table[codes]
    return found


@functools.cache
def _table() -> npt.NDArray[np.uint8]:
    """One byte a code point, filled in as characters are met: there are more than anyone ever writes."""
    table = np.zeros(_CODE_POINTS, np.uint8)
    for text, sort in (
        (_APOSTROPHES, Sort.APOSTROPHE),
        (_HYPHENS, Sort.HYPHEN),
        (".", Sort.DOT),
        (QUOTES, Sort.QUOTE),
        (_STOPS, Sort.STOP),
        (_NEWLINES, Sort.NEWLINE),
        ("@", Sort.AT),
    ):
        for character in text:
            table[ord(character)] = sort
    return table


def _sort(character: str) -> Sort:
    category = unicodedata.category(character)
    if category == "Ll":
        return Sort.LOWER
    if category in ("Lu", "Lt"):
        return Sort.UPPER
    if category[0] == "L":
        return Sort.LETTER
    if category[0] == "M" or (category == "Cf" and character != "\N{ZERO WIDTH SPACE}"):
        return Sort.MARK
    if category[0] == "N":
        return Sort.DIGIT
    return Sort.SPACE if character.isspace() or character == "\N{ZERO WIDTH SPACE}" else Sort.OTHER
