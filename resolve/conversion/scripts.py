"""The scripts that a text is written in, word by word, and letters of one that pass for letters of another.

A word is of the script that most of its letters are of. The others are strangers in it: most often
homoglyphs (Аlijew with a Cyrillic А), which are read as the letters that they look like.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

import icu

from resolve.tables import read_rows

__all__ = ["Stranger", "Word", "read_word", "script_of_letter"]

_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏəḀ-ỿ]+")
_CYRILLIC = re.compile(r"[Ѐ-ҁҊ-ԯ]+")

# These are written side by side in one word as a matter of course.
_EAST_ASIAN = frozenset({"Bopo", "Hang", "Hani", "Hira", "Kana"})


@dataclass(frozen=True, slots=True)
class Stranger:
    """A letter of another script than its word.

    Attributes:
        letter: as it was written.
        script: its script, ISO 15924.
        looks_like: the letter of the word's script that it passes for; empty if there is none.
    """

    letter: str
    script: str
    looks_like: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is read.

    Attributes:
        text: composed, strangers replaced by what they look like.
        script: of most of its letters, ISO 15924; `Zyyy` for letters of no script.
        strangers: the letters of other scripts, each once, in their order.
    """

    text: str
    script: str
    strangers: tuple[Stranger, ...] = ()


def read_word(word: str) -> Word:
    """The script of a word, and the letters in it that are of another.

    Args:
        word: letters with their marks, without anything between.
    """
    composed = unicodedata.normalize("NFC", word)
    if _LATIN.fullmatch(composed):
        return Word(composed, "Latn")
    if _CYRILLIC.fullmatch(composed):
        return Word(composed, "Cyrl")
    counts = Counter(script_of_letter(letter) for letter in composed)
    counts.pop("", None)
    if len(counts) < 2 or counts.keys() <= _EAST_ASIAN:
        return Word(composed, _most(counts))
    # A letter that looks like nothing else says more of the word than one that may be a homoglyph.
    own = Counter(
        {
            script: sum(
                any(_look_alike(letter, other) == "" for other in counts if other != script)
                for letter in composed
                if script_of_letter(letter) == script
            )
            for script in counts
        }
    )
    script = min(counts, key=lambda one: (-counts[one] - own[one], one))
    strangers = {
        letter: Stranger(letter, there, _look_alike(letter, script))
        for letter in composed
        if (there := script_of_letter(letter)) not in ("", script)
    }
    text = "".join(
        strangers[letter].looks_like or letter if letter in strangers else letter for letter in composed
    )
    return Word(text, script, tuple(strangers.values()))


@lru_cache(maxsize=4096)
def script_of_letter(letter: str) -> str:
    """The script of a letter, ISO 15924; empty for marks and signs that all scripts share."""
    if "\ud800" <= letter <= "\udfff":
        return ""
    name = str(icu.Script.getScript(letter).getShortName())
    return "" if name in ("Zyyy", "Zinh", "Zzzz") else name


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda script: (-counts[script], script), default="Zyyy")


def _look_alike(letter: str, script: str) -> str:
    return _look_alikes().get((letter, script), "")


@cache
def _look_alikes() -> dict[tuple[str, str], str]:
    pairs: dict[tuple[str, str], str] = {}
    for letter, script, latin in read_rows("text/lookalikes.tsv").rows:
        pairs[letter, "Latn"] = latin
        pairs.setdefault((latin, script), letter)
    return pairs
