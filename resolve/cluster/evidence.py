"""Evidence that two names of a list are one, the same whichever of them comes first.

What the matcher measures on a query and a name is measured both ways; of the two, what speaks more against
the names being one counts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from resolve.candidates.pairs import Pairs
from resolve.conversion.scripts import script_of_letter
from resolve.evidence import features
from resolve.score import log_odds_alone, model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resolve.cluster.translation import Translations
    from resolve.cluster.values import Spelling
    from resolve.evidence.measure import Evidence
    from resolve.sides import Side
    from resolve.stages import Stages

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

SPELT: Final = {
    "alone": "how alike the names are, compared by themselves: 0 for log odds of -10, 1 for 10",
    "exact": "they are written alike but for case, accents and order",
    "likeness": "mean likeness of the words that answer each other",
    "onset": "share of names proper that answer each other without beginning alike",
    "conflict": "share of names proper on both sides that nothing answers",
    "lacking": "share of names proper of the one that the other lacks",
    "several": "how many names proper answer each other: 0 for one, 1 for three or more",
    "length": "how many sounds answer each other: 0 for two, 1 for twenty or more",
    "crossed": "the words that answer each other stand in another order",
    "type_same": "both name the same kind of place or body",
    "type_conflict": "they name different kinds",
    "type_one": "only one names a kind",
    "named_after": "only one names a kind of thing that bears the name of another",
    "equivalent": "a table says that both are names of one place or body",
    "one_script": "both are written in one script",
    "one_language": "they were met in one language, which rarely has two names for one",
    "crowd": "how many names the list has, some alike by chance: 0 for a hundred, 1 for a million",
}
"""Name and meaning of what the spellings say; each is 0..1."""

MEANT: Final = {
    "answered": "share of the words of both that a word of the same meaning or sound answers",
    "words": "how many words answer each other: 0 for one, 1 for three or more",
    "named": "a name proper is among them",
    "unsaid": "how many words of a known meaning the other does not say: 1 for two or more",
    "alone": SPELT["alone"],
    "initials": "one is an abbreviation of the first letters of the other's words",
    "one_language": SPELT["one_language"],
    "crowd": SPELT["crowd"],
}
"""Name and meaning of what their words mean; each is 0..1."""

AGAINST: Final = frozenset(
    {"onset", "conflict", "lacking", "crossed", "type_conflict", "type_one", "named_after"}
    | {"unsaid", "one_script", "one_language", "crowd"}
)
"""The features that speak against two names being one; all others speak for it."""

TOLD: Final = ("country_same", "country_conflict", "birth_same", "birth_conflict")
"""What is known besides the names; it counts as in `resolve.score`, whatever the names say."""

_LACKS: Final = ("missing", "surplus")
_BITS: Final = 64
_PERHAPS: Final = 0.5
_FEW: Final = 100
_SHORTEST: Final = 300
_TENFOLD: Final = 4
"""Names from which on chance is counted, those of the shortest list that was learnt from, and how often it is
ten times as many for the most that counts."""

_WIDEST: Final = 10.0
"""Log odds that are the furthest from even ones."""

_EVEN: Final = 0.5
"""What `alone` is for even odds."""

_MOST_WORDS: Final = 3
"""Words that answer each other, of which more say no more."""

_MOST_UNSAID: Final = 2
"""Words of a known meaning that the other name does not say, likewise."""


@dataclass(frozen=True, slots=True)
class ListEvidence:
    """What speaks for and against the two names of n pairs being one.

    Attributes:
        spelt: n x len(SPELT), 0..1.
        meant: n x len(MEANT), 0..1.
        translated: whether words of both answer each other by what they mean, or one abbreviates the other.
        contradicted: whether both have a word of a meaning that the other does not say.
        told: what country and year of birth add. Unit: log odds.
        partial: whether the one is less than a full name that the other may be, such as a surname.
    """

    spelt: Floats
    meant: Floats
    translated: Truths
    contradicted: Truths
    told: npt.NDArray[np.float64]
    partial: Truths


class Listed:
    """The names of a list, ready to be compared."""

    def __init__(
        self,
        side: Side,
        stages: Stages,
        translations: Translations,
        spellings: Sequence[Spelling],
    ) -> None:
        """Keep what is needed of n names.

        Args:
            side: the names.
            stages: over them as a gazetteer; the second of two names is its row there.
            translations: of the names.
            spellings: the names as they stand in the list.
        """
        self._side, self._stages, self._translations = side, stages, translations
        self._script = np.array([_script(spelling.name) for spelling in spellings])
        self._langs = _language_bits(spellings)
        self._crowd = min(1.0, math.log10(max(_SHORTEST, len(spellings)) / _FEW) / _TENFOLD)

    def of_pairs(self, pairs: Ints, initials: npt.NDArray[np.float64]) -> ListEvidence:
        """Measure pairs of names.

        Args:
            pairs: n rows of two places.
            initials: how surely the one name of each pair abbreviates the other, 0..1.
        """
        one, other = pairs[:, 0], pairs[:, 1]
        forth = self._stages.measure(self._side, Pairs(one, other)).evidence
        back = self._stages.measure(self._side, Pairs(other, one)).evidence
        told = _told(forth.values)
        values = np.zeros((len(pairs), len(SPELT)), np.float32)
        alone = np.minimum(log_odds_alone(forth.values), log_odds_alone(back.values)) - told
        columns = {
            "alone": np.clip(alone / (2 * _WIDEST) + 0.5, 0, 1),
            "lacking": np.max([_of(side, name) for side in (forth, back) for name in _LACKS], axis=0),
            "one_script": self._script[one] == self._script[other],
            "one_language": self._one_language(one, other),
            "crowd": np.full(len(pairs), self._crowd),
        }
        for place, feature in enumerate(SPELT):
            if feature in columns:
                values[:, place] = columns[feature]
            else:
                worse = np.maximum if feature in AGAINST else np.minimum
                values[:, place] = worse(_of(forth, feature), _of(back, feature))
        meant, translated, contradicted = self._meant(
            pairs, initials, columns["one_language"], columns["alone"]
        )
        partial = forth.partial | back.partial
        return ListEvidence(values, meant, translated, contradicted, told, partial)

    def one_body(self, pairs: Ints) -> Truths:
        """Whether the names of each pair are alike as a whole, or say the same word for word.

        That is less than the probability that they are one, and more than enough to tell that an abbreviation
        which fits both fits one body twice.
        """
        found = self.of_pairs(pairs, np.zeros(len(pairs)))
        alike, answered = (
            found.spelt[:, list(SPELT).index("alone")],
            found.meant[:, list(MEANT).index("answered")],
        )
        return np.asarray((alike >= _EVEN) | (answered == 1))

    def _one_language(self, one: Ints, other: Ints) -> Floats:
        """Whether names were met in one language; where that is not known, one script is half a sign."""
        unknown = (self._langs[one] == 0) | (self._langs[other] == 0)
        perhaps = _PERHAPS * (self._script[one] == self._script[other])
        known = (self._langs[one] & self._langs[other]) > 0
        return np.where(unknown, perhaps, known).astype(np.float32)

    def _meant(
        self, pairs: Ints, initials: npt.NDArray[np.float64], one_language: Floats, alone: Floats
    ) -> tuple[Floats, Truths, Truths]:
        rendered = self._translations.of_pairs(pairs)
        translated = (rendered.meant > 0) | (initials > 0)
        columns: dict[str, npt.NDArray[np.floating]] = {
            "answered": rendered.answered,
            "words": np.clip(rendered.words - 1, 0, _MOST_WORDS - 1) / (_MOST_WORDS - 1),
            "named": (rendered.words > rendered.meant).astype(np.float64),
            "unsaid": np.clip(rendered.unsaid, 0, _MOST_UNSAID) / _MOST_UNSAID,
            "alone": alone,
            "initials": initials,
            "one_language": one_language,
            "crowd": np.full(len(pairs), self._crowd),
        }
        values = np.stack([columns[name] for name in MEANT], axis=1).astype(np.float32)
        return values, translated, rendered.contradicted


def _of(evidence: Evidence, feature: str) -> Floats:
    return evidence.values[:, features.PLACE[feature]]


def _told(values: Floats) -> npt.NDArray[np.float64]:
    """What country and year of birth add. Unit: log odds."""
    curves = model().curves
    return np.asarray(
        sum(values[:, features.PLACE[feature]] * np.float64(curves[feature].at(1)) for feature in TOLD)
    )


def _script(name: str) -> str:
    """The script of the first letter; empty where there is none."""
    return next((script_of_letter(letter) for letter in name if letter.isalpha()), "")


def _language_bits(spellings: Sequence[Spelling]) -> npt.NDArray[np.uint64]:
    """One bit for each language in which a name was met; of many languages some share a bit."""
    langs = sorted({lang for spelling in spellings for lang in spelling.langs})
    bit = {lang: 1 << (number % _BITS) for number, lang in enumerate(langs)}
    return np.array([sum({bit[lang] for lang in spelling.langs}) for spelling in spellings], np.uint64)
