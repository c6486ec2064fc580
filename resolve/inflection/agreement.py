"""German adjectives before a noun, in the nominative: Russischen Föderation is Russische Föderation.

The article is not part of the name, so the adjective has the strong ending of the noun's gender.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from resolve import tables

__all__ = ["in_nominative"]

_TABLE: Final = "inflection/noun_genders.tsv"
_STRONG: Final = {"m": "er", "f": "e", "n": "es", "pl": "e"}
_ENDINGS: Final = ("e", "er", "es")
_INFLECTED: Final = ("en", "em", "er", "es", "e")
_SHORTEST_STEM: Final = 3


def in_nominative(words: Sequence[str], noun: str) -> tuple[tuple[str, ...], ...]:
    """The words before a noun, the adjectives among them in the nominative.

    Args:
        words: what stands before the noun.
        noun: the noun in the nominative; its end tells the gender.

    Returns:
        As many words, for the gender of the noun, or for each gender if it is not known; nothing if no word
        has the ending of an adjective that is not in the nominative.

    Raises:
        DataError: the table of genders is broken.
    """
    ending = _STRONG.get(_gender(noun))
    found = (tuple(_inflect(word, one) for word in words) for one in ([ending] if ending else _ENDINGS))
    return tuple(inflected for inflected in found if inflected != tuple(words))


def _inflect(word: str, ending: str) -> str:
    lower = word.lower()
    for old in _INFLECTED:
        if lower.endswith(old) and len(word) - len(old) >= _SHORTEST_STEM and _is_adjective(word, old):
            return word[: len(word) - len(old)] + (ending.upper() if word.isupper() else ending)
    return word


def _is_adjective(word: str, old: str) -> bool:
    """Whether a word is an adjective by its looks: not every word in -er or -en is one."""
    return old in ("en", "em") or word.lower()[: len(word) - len(old)].endswith(("isch", "ig", "lich"))


@cache
def _genders() -> dict[str, str]:
    return {ending: gender for _, ending, gender in tables.read_rows(_TABLE).rows}


def _gender(noun: str) -> str:
    """m, f, n or pl, by the longest ending that is known; empty if none is."""
    known = _genders()
    lower = noun.lower()
    return next((known[lower[i:]] for i in range(len(lower)) if lower[i:] in known), "")
