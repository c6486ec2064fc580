"""Chinese characters into Latin, one by one: ICU reads almost every character alike wherever it stands.

ICU looks through its rules for each character of each text. For a few texts that is quick enough; for many
the reading of each character is asked for once. The few characters that read otherwise beside others are told
by the rules themselves, and texts that hold one are left to ICU.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import icu

__all__ = ["HAN", "HanReader"]

HAN = re.compile("[\u4e00-\u9fff]+")
"""A text of the common Chinese characters alone."""

_WORTH_IT = 10_000
"""Texts from which on it pays to read the rules: they take as long as these. Unit: texts."""

_RULE = re.compile(r"(.+) > .*;")
_OF_SINGLE_CHARACTERS = re.compile(r"\[[^\]]*\]|.")


class HanReader:
    """Reads texts of Chinese characters; for one thread."""

    def __init__(self) -> None:
        self._seen = 0
        self._known: dict[str, str] = {}
        self._in_context: re.Pattern[str] | None = None

    def read(self, whole: icu.Transliterator, texts: Sequence[str]) -> list[str]:
        """Put texts into Latin letters as a transliterator does.

        Args:
            whole: Any-Latin.
            texts: each fits `HAN`.
        """
        self._seen += len(texts)
        if self._seen < _WORTH_IT:
            return [str(whole.transliterate(text)) for text in texts]
        if self._in_context is None:
            self._in_context = _read_in_context()
        in_context, known = self._in_context, self._known
        for character in set("".join(texts)) - known.keys():
            known[character] = str(whole.transliterate(character))
        return [
            str(whole.transliterate(text))
            if in_context.search(text)
            else " ".join(map(known.__getitem__, text))
            for text in texts
        ]


def _read_in_context() -> re.Pattern[str]:
    """Finds the characters that some rule reads by what stands beside them."""
    rules = str(icu.Transliterator.createInstance("Han-Latin").toRules(False))
    sources = [rule[1] for rule in map(_RULE.fullmatch, rules.splitlines()) if rule]
    found = {
        character
        for source in sources
        if not _OF_SINGLE_CHARACTERS.fullmatch(source)
        for characters in HAN.findall(source)
        for character in characters
    }
    return re.compile(f"[{''.join(sorted(found))}]" if found else "(?!)")
