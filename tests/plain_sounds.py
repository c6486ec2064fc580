"""Plain definitions of the views of a sound string, sound after sound: what columns are proved against."""

from __future__ import annotations

from itertools import groupby

from resolve.sound.alphabet import VOWELS

CLASSES = ("aEe", "iI", "oOuU", "bp", "vf", "dt", "gkhx", "zsc", "CSZJ", "l", "m", "n", "r", "0123456789")
JOINED = ("gkhx", "zsc", "CSZJ")
UNVOICED = {"b": "p", "d": "t", "v": "f"}


def plain_coarse(text: str) -> str:
    """Return the class of each sound, runs once, j left out."""
    classes = ["".join(c for c in CLASSES if sound in c) for sound in text if sound != "j"]
    return "|".join(name for name, _ in groupby(classes))


def plain_skeleton(text: str) -> str:
    """Return the consonants by their classes, runs once, the last one unvoiced; marked if a vowel begins."""
    unvoiced = text[:-1] + UNVOICED.get(text[-1], text[-1]) if text else ""
    consonants = [s for s in unvoiced if s not in VOWELS + "j"]
    classes = [next((c for c in JOINED if s in c), s) for s in consonants]
    return ("'" if text[:1] and text[0] in VOWELS else "") + "|".join(name for name, _ in groupby(classes))
