"""Rules: everything that may be cut off a token of a language, as rows of arrays.

A rule is an ending of the paradigms; an ending before which the stem has softened (Nazirliyə: -yə cut, k put
back); or a substitution (Russischen: -en cut, -e put back; Minsker: the name of the city in it).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve import tables
from resolve.inflection.paradigms import endings
from resolve.inflection.sounds import ANY_CLOSE, ANY_VOWEL, CONSONANT, VOWEL, Close, Vowel, sounds
from resolve.text.folding import fold

__all__ = ["WHOLE", "Rule", "Rules", "rules"]

_SOFTENING: Final = "inflection/softening.tsv"
_SUBSTITUTIONS: Final = "inflection/substitutions.tsv"
_DECLINED: Final = ("", "e", "em", "en", "er", "es")


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that may be cut off.

    Attributes:
        text: what is cut, lower case.
        restored: what the stem has in its place.
        tags: what the ending says.
        vowels: the last vowel of what is left, as a set.
        closes: what is left ends in, as a set.
        bare: 0..1, weight where no mark stands before the ending; 0: never.
        marked: the same where one does.
        derived: whether the token is another word made of the stem.
        polysyllabic: whether two vowels have to be left.
    """

    text: str
    restored: str
    tags: str
    vowels: Vowel
    closes: Close
    bare: float
    marked: float
    derived: bool = False
    polysyllabic: bool = False


WHOLE: Final = Rule("", "", "", ANY_VOWEL, ANY_CLOSE, 1.0, 0.0)
"""Nothing is cut: rule 0 of every language."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a language, a row a rule; row 0 is `WHOLE`.

    Attributes:
        rows: the rules themselves.
        vowels, closes, bare, marked, derived, polysyllabic: their attributes as arrays.
        irregular: whether a rule puts a whole name back, so that nothing has to be left of the token.
        lemma: rules that restore the same have the same number; 0 is that of `WHOLE` alone.
    """

    rows: tuple[Rule, ...]
    vowels: npt.NDArray[np.uint8]
    closes: npt.NDArray[np.uint8]
    bare: npt.NDArray[np.float32]
    marked: npt.NDArray[np.float32]
    derived: npt.NDArray[np.bool_]
    polysyllabic: npt.NDArray[np.bool_]
    irregular: npt.NDArray[np.bool_]
    lemma: npt.NDArray[np.int64]


@cache
def rules(lang: str, plain: bool) -> Rules:
    """The rules of a language.

    Args:
        lang: one of STEM_LANGUAGES.
        plain: whether the text is written without diacritics.

    Raises:
        DataError: a table of `inflection/` is broken.
    """
    written = [*_softened(lang), *_substitutions(lang), *_paradigms(lang)]
    rows = (WHOLE, *(_in_plain(written) if plain else written))
    lemmas: dict[tuple[str, bool], int] = {}
    for rule in rows[1:]:
        lemmas.setdefault((rule.restored, rule.derived), len(lemmas) + 1)
    return Rules(
        rows,
        np.array([rule.vowels for rule in rows], np.uint8),
        np.array([rule.closes for rule in rows], np.uint8),
        np.array([rule.bare for rule in rows], np.float32),
        np.array([rule.marked for rule in rows], np.float32),
        np.array([rule.derived for rule in rows], np.bool_),
        np.array([rule.polysyllabic for rule in rows], np.bool_),
        np.array([rule.restored[:1].isupper() for rule in rows], np.bool_),
        np.array([0, *(lemmas[rule.restored, rule.derived] for rule in rows[1:])], np.int64),
    )


def _paradigms(lang: str) -> Iterator[Rule]:
    for ending in endings(lang):
        yield Rule(
            ending.text,
            "",
            ending.tags,
            ending.vowels,
            ending.closes,
            ending.bare,
            ending.marked,
            ending.derived,
        )


def _softened(lang: str) -> Iterator[Rule]:
    """Endings that begin with a vowel, after a stem that has softened before it."""
    letters = sounds(lang)
    for language, soft, stem, weight, *_ in tables.read_rows(_SOFTENING).rows:
        if language != lang:
            continue
        for ending in endings(lang):
            begins_with_vowel = ending.text[:1] in letters and letters[ending.text[0]].close in VOWEL
            if begins_with_vowel and ending.closes & CONSONANT and ending.bare:
                yield Rule(
                    soft + ending.text,
                    stem,
                    ending.tags,
                    ending.vowels,
                    VOWEL,
                    ending.bare * float(weight),
                    0.0,
                    ending.derived,
                    polysyllabic=True,
                )


def _substitutions(lang: str) -> Iterator[Rule]:
    for row in tables.read_rows(_SUBSTITUTIONS).rows:
        language, ending, stem, tags, derived, declined, weight, _ = row
        if language == lang:
            for declension in _DECLINED if declined == "yes" else ("",):
                yield Rule(
                    ending + declension,
                    stem,
                    tags,
                    ANY_VOWEL,
                    ANY_CLOSE,
                    float(weight),
                    0.0,
                    derived == "yes",
                )


def _in_plain(written: list[Rule]) -> list[Rule]:
    """The rules as they look without diacritics; those that then look the same and say the same are one."""
    found: dict[tuple[str, str, str, bool], Rule] = {}
    texts = fold([rule.text for rule in written])
    restored = fold([rule.restored for rule in written])
    for text, stem, rule in zip(texts, restored, written, strict=True):
        key = text, stem, rule.tags, rule.derived
        other = found.get(key, rule)
        found[key] = replace(
            rule,
            text=text,
            restored=stem,
            vowels=rule.vowels | other.vowels,
            closes=rule.closes | other.closes,
            bare=max(rule.bare, other.bare),
            marked=max(rule.marked, other.marked),
        )
    return list(found.values())
