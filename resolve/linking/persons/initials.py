"""Initials compared with given names: by the sound that they begin with, not by the letter."""

import functools
import re
from typing import Final

from resolve.sound import alphabet, readings
from resolve.text.folding import fold
from resolve.text.normalize import lower

_LETTERS: Final = re.compile(r"[^\W\d_]+")


def agree(initials: str, given: str, lang: str) -> bool:
    """Whether initials may be those of given names (C. and Jeyhun, Ş. and Schahin).

    Args:
        initials: as written, with full stops.
        given: given names as written; none agree with anything.
        lang: of the text.
    """
    left, right = _LETTERS.findall(initials), _LETTERS.findall(given)
    return not left or not right or bool(_beginnings(left[0], lang) & _beginnings(right[0], lang))


@functools.lru_cache(maxsize=10_000)
def _beginnings(text: str, lang: str) -> frozenset[str]:
    """The first letter, and the classes of the first sound in the readings of a language."""
    plain = lower(text)
    found = {fold([plain])[0][:1]}
    for name in readings.of_language(lang):
        codes = alphabet.coarse(alphabet.encode(readings.reading(name).sounds([plain])))
        if len(codes) and codes[0, 0]:
            found.add(f"sound {codes[0, 0]}")
    return frozenset(found)
