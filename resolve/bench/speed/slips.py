"""Slips of the fingers: one letter left out, put in, mistaken, or two in each other's place."""

import random
from typing import Final

LEAST: Final = 4
"""Letters of a word that is long enough to be mistyped."""

SECOND: Final = 16
"""Letters of a name from which there may be a second slip."""

SECOND_SHARE: Final = 0.25
"""Share of such long names that have one."""

_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC: Final = "абвгдежзиклмнопрстуфхцчшыэюя"


def mistype(name: str, draw: random.Random) -> str:
    """Return a name with a slip, two in some long ones; it is never what it was.

    Args:
        name: one word or more.
        draw: what decides where and how.
    """
    slips = 2 if len(name) >= SECOND and draw.random() < SECOND_SHARE else 1
    written = name
    for _ in range(slips):
        written = _slip(written, draw)
    while written == name:
        written = _slip(written, draw)
    return written


def _slip(name: str, draw: random.Random) -> str:
    words = name.split(" ")
    long = [place for place, word in enumerate(words) if len(word) >= LEAST]
    place = draw.choice(long or range(len(words)))
    words[place] = _slip_in(words[place], draw)
    return " ".join(words)


def _slip_in(word: str, draw: random.Random) -> str:
    # The first letter is the one that people get right.
    at = draw.randrange(1, len(word)) if len(word) > 1 else 0
    letter = draw.choice(_CYRILLIC if word[at] > "Ѐ" else _LATIN)
    match draw.randrange(4):
        case 0 if len(word) > 1:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + letter + word[at:]
        case 2:
            return word[:at] + letter + word[at + 1 :]
        case _:
            return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
