"""Vouching: a lexicon of names that says how far a string is a name, in the language of a text.

It is made of the names of a gazetteer and of the lexicon of name parts. A document that has its own
nominatives to tell of puts a voucher of its own before this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

from resolve.conversion.lexicon import origins_of
from resolve.conversion.rows import LANGUAGES, rows_by_word
from resolve.inflection.genders import COUNTERPART, gender_counterparts
from resolve.text.folding import fold
from resolve.text.normalize import lower

__all__ = ["Lexicon"]

_OWN: Final = 1.0
_OTHER_LANGUAGE: Final = 0.6
_PART_OF_NAME: Final = 0.5
_IN_PLAIN: Final = 0.8
_MADE_OF_PARTS: Final = 0.5
_WORD_BY_WORD: Final = 0.8


class Lexicon:
    """Names by their spelling; safe to share between threads once it is made.

    A name of the text's language counts 1, of another language .6, and half of that a word that stands only
    beside others in names of places and organizations, for it may be inflected there. A spelling that is met
    only without its diacritics counts .8 of its worth, a surname beside that of the other gender .7, stem and
    ending of a surname that nobody bears yet .5.
    Several words count as a name, or .8 of the least known of them. The words of a person's name are names.

    Args:
        names: spelling, BCP 47 tag of its language, and kind of each name.
    """

    def __init__(self, names: Iterable[tuple[str, str, str]]) -> None:
        self._own: dict[str, dict[str, float]] = {}
        self._any: dict[str, float] = {}
        self._folded: dict[str, float] = {}
        for name, lang, kind in names:
            self._add(name, lang, kind)
        for language in LANGUAGES:
            for word in rows_by_word(language):
                self._put(language, word, _OWN)
        spellings = list(self._any)
        for spelling, plain in zip(spellings, fold(spellings), strict=True):
            worth = self._any[spelling] * _IN_PLAIN
            self._folded[plain] = max(worth, self._folded.get(plain, 0.0))

    def voucher(self, lang: str) -> Callable[[str], float]:
        """How far a string is a name in a text of some language, 0..1."""
        primary = lang.partition("-")[0]
        own = self._own.get(primary, {})

        @cache
        def vouched(lemma: str) -> float:
            words = lower(lemma).split()
            whole = self._worth(" ".join(words), own, primary)
            if whole or len(words) < 2:
                return whole
            return _WORD_BY_WORD * min(self._worth(word, own, primary) for word in words)

        return vouched

    def _worth(self, name: str, own: dict[str, float], lang: str) -> float:
        if name in own:
            return own[name]
        counterpart = gender_counterparts([name], lang)[0]
        return max(
            self._any.get(name, 0.0),
            self._folded.get(fold([name])[0], 0.0),
            _MADE_OF_PARTS if origins_of(name, lang) else 0.0,
            COUNTERPART * own.get(counterpart, 0.0),
        )

    def _add(self, name: str, lang: str, kind: str) -> None:
        words = lower(name).split()
        primary = lang.partition("-")[0]
        self._put(primary, " ".join(words), _OWN)
        if len(words) > 1:
            for word in words:
                self._put(primary, word, _OWN if kind == "person" else _PART_OF_NAME)

    def _put(self, lang: str, spelling: str, worth: float) -> None:
        own = self._own.setdefault(lang, {})
        own[spelling] = max(worth, own.get(spelling, 0.0))
        self._any[spelling] = max(worth * _OTHER_LANGUAGE, self._any.get(spelling, 0.0))
