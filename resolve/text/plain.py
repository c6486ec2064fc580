"""What each character is to a plain name: one of letters of one script, with nothing to fold."""

import ctypes
import enum
import functools
import re
from typing import Final

import numpy as np

from resolve.compiled import Held, address
from resolve.text.normalize import PLAIN_CYRILLIC, PLAIN_LATIN, lower
from resolve.text.tokenize import APOSTROPHES, HYPHENS, TOKEN

KNOWN: Final = 0x2020
"""Characters below this are known one by one; none above it is plain."""


class Kind(enum.IntFlag):
    """What a character may be to a name."""

    LATIN = 1
    CYRILLIC = 2
    LETTER = 4
    PARTS = 8
    """It parts tokens."""
    APOSTROPHE = 16
    STOP = 32
    HYPHEN = 64
    SMALL = 128


class LettersStruct(ctypes.Structure):
    """`Letters` of cut.c: what is known of each character below `KNOWN`, one row each.

    kind: members of `Kind`, together; plain: whether a name that holds it may be plain; lower: the character
    in lower case, where it is plain; hyphens: see `tokenize.HYPHENS`, 0 for any character.
    """

    _fields_ = [
        *[(name, ctypes.c_void_p) for name in ("kind", "plain", "lower", "hyphens")],
        ("hyphens_count", ctypes.c_int64),
    ]


@functools.cache
def plain_letters() -> Held[LettersStruct]:
    """The table of plain characters."""
    kind = np.zeros(KNOWN, np.uint8)
    plain = np.zeros(KNOWN, bool)
    small = np.arange(KNOWN, dtype=np.uint16)
    latin, cyrillic = (_of_script(script) for script in (PLAIN_LATIN, PLAIN_CYRILLIC))
    for character in sorted(latin | cyrillic):
        code = ord(character)
        lowered = lower(character)
        if len(lowered) != 1:
            continue
        plain[code], small[code] = True, ord(lowered)
        kind[code] = _kind(character) | (0 if character in latin & cyrillic else _script(character in latin))
    hyphens = np.array([tuple(ord(part or "\0") for part in row) for row in HYPHENS], np.uint16)
    arrays = kind, plain, small, hyphens
    return Held(LettersStruct(*map(address, arrays), len(hyphens)), arrays)


def _script(is_latin: bool) -> Kind:
    return Kind.LATIN if is_latin else Kind.CYRILLIC


def _of_script(plain: str) -> set[str]:
    return set(re.findall(f"[{plain}]", "".join(map(chr, range(KNOWN)))))


def _kind(character: str) -> Kind:
    kinds = {
        Kind.LETTER: character.isalpha(),
        Kind.PARTS: character == "." or TOKEN.match(character) is None,
        Kind.APOSTROPHE: character in APOSTROPHES,
        Kind.STOP: character == ".",
        Kind.HYPHEN: character == "-",
        Kind.SMALL: character.islower(),
    }
    return Kind(sum(kind for kind, holds in kinds.items() if holds))
