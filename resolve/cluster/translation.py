"""Names word for word: which words of two names say the same, by what they mean or by how they sound.

A name of a body is translated in its common words and kept in its proper ones (Партия свободы Марави, Marawi
Freedom Party). Two names are held against each other as sets of words; the order of the words, and small
words such as prepositions, do not count.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from resolve.cluster.vocabulary import NONE, NOTHING, meanings
from resolve.evidence.tokens import likeness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resolve.names import NameTable
    from resolve.sides import Side

Ints = npt.NDArray[np.int64]

MOST_WORDS: Final = 8
"""Words of a name that are looked at, the first."""

LEAST_LIKENESS: Final = 0.8
"""How alike two proper words have to sound to answer each other, 0..1."""

MOST_ALIKE: Final = 64
"""Names that say the same words up to which each is held against each."""

_READINGS: Final = 8
"""Ways to read the words of one name together that are looked for: of several meanings each one."""

_SOUND: Final = "="


@dataclass(frozen=True, slots=True)
class Saying:
    """What one word says.

    Attributes:
        said: concepts; none for a name proper.
        heard: the coarse shapes of its sounds.
        form: the number of its form.
    """

    said: frozenset[str]
    heard: frozenset[str]
    form: int

    @property
    def meant(self) -> bool:
        """Whether it has a meaning."""
        return bool(self.said)

    @property
    def found_by(self) -> frozenset[str]:
        """By what a word is found that says the same."""
        return self.said or self.heard


@dataclass(frozen=True, slots=True)
class Rendering:
    """How the words of pairs of names answer each other; n values each.

    Attributes:
        answered: the share of the words of both that another word answers, 0..1.
        words: how many words of the one are answered.
        meant: how many of them by what they mean.
        unsaid: how many words of a meaning, of both, the other does not say.
        contradicted: whether both have a word of a meaning that the other does not say.
    """

    answered: npt.NDArray[np.float64]
    words: Ints
    meant: Ints
    unsaid: Ints
    contradicted: npt.NDArray[np.bool_]


class Translations:
    """The words of a column of names, with what they say."""

    def __init__(self, names: NameTable, side: Side, rows: Sequence[int]) -> None:
        """Find what the words of names say.

        Args:
            names: n names.
            side: the same names.
            rows: those that may be translated.
        """
        self._names, self._side = names, side
        self._alike: dict[tuple[int, int], bool] = {}
        self._of_form: dict[int, tuple[Saying, ...]] = {}
        texts = names.table.forms.texts
        known = [any(said and NOTHING not in said for said in meanings(text)) for text in texts]
        # Only those names are looked at any closer that have a word of a meaning.
        means = np.array(known, bool)[names.names.form]
        runs = names.names.first
        self._said = {row: self._words(row) for row in rows if means[runs[row] : runs[row + 1]].any()}
        self._telling = np.zeros(len(names.names.first) - 1, bool)
        self._telling[list(self._said)] = True

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Pairs of names that say the same in all words, or in two; the lower row first, some twice."""
        whole: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
        two: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
        for row, words in self._said.items():
            said = [sorted(word.found_by) for word in words]
            for reading in islice(product(*said), _READINGS):
                whole[tuple(sorted(reading))].add(row)
            for one, other in combinations(said, 2):
                for both in product(one, other):
                    two[tuple(sorted(both))].add(row)
        for found in (whole, two):
            for alike in found.values():
                if len(alike) <= MOST_ALIKE:
                    yield from combinations(sorted(alike), 2)

    def of_pairs(self, pairs: Ints) -> Rendering:
        """How the words of pairs of names answer each other; of names without a telling word nothing is said.

        Args:
            pairs: n rows of two names.
        """
        answered = np.zeros(len(pairs))
        words, meant, unsaid = (np.zeros(len(pairs), np.int64) for _ in range(3))
        contradicted = np.zeros(len(pairs), bool)
        telling = np.flatnonzero(self._telling[pairs].all(axis=1))
        self._listen(pairs[telling])
        for place, (one, other) in zip(telling.tolist(), pairs[telling].tolist(), strict=True):
            answered[place], words[place], meant[place], left = self._answer(one, other)
            unsaid[place], contradicted[place] = sum(left), min(left) > 0
        return Rendering(answered, words, meant, unsaid, contradicted)

    def _words(self, row: int) -> tuple[Saying, ...]:
        runs = self._names.names
        forms = runs.form[runs.first[row] : runs.first[row + 1]].tolist()
        said = [self._form(form) for form in forms]
        if forms and not said[-1] and len(self._names.table.forms.texts[forms[-1]]) == 1:
            # A letter at the end is no preposition: group A is not group B.
            said[-1] = (Saying(NONE, self._heard(forms[-1]), forms[-1]),)
        return tuple(word for words in said for word in words)[:MOST_WORDS]

    def _form(self, form: int) -> tuple[Saying, ...]:
        if form not in self._of_form:
            sound = self._heard(form)
            self._of_form[form] = tuple(
                Saying(said, sound, form)
                for said in meanings(self._names.table.forms.texts[form])
                if NOTHING not in said
            )
        return self._of_form[form]

    def _heard(self, form: int) -> frozenset[str]:
        forms, views = self._names.table.forms, self._names.table.views
        heard = views.shapes[forms.sound[forms.first[form] : forms.first[form + 1]]]
        return frozenset(f"{_SOUND}{number:x}" for number in heard.tolist())

    def _answer(self, one: int, other: int) -> tuple[float, int, int, tuple[int, int]]:
        """The share of the words of both that are answered, how many of one, how many by meaning.

        And last how many words of a meaning of each are not. Words of few meanings choose first: those of
        many find another answer.
        """
        words, left = (sorted(self._said[row], key=_choice) for row in (one, other))
        total = len(words) + len(left)
        answered = meant = alone = 0
        for word in words:
            place = next((at for at, answer in enumerate(left) if self._say_the_same(word, answer)), None)
            if place is not None:
                left.pop(place)
                answered += 1
                meant += word.meant
            else:
                alone += word.meant
        return 2 * answered / total, answered, meant, (alone, sum(word.meant for word in left))

    def _say_the_same(self, one: Saying, other: Saying) -> bool:
        if one.meant and other.meant:
            return not one.said.isdisjoint(other.said)
        # A table may know a word in one spelling only.
        return one.form == other.form or self._alike.get(_forms(one, other), False)

    def _listen(self, pairs: Ints) -> None:
        """Compare the words of pairs of names at once: those that share a shape and are not both meant."""
        heard = {
            _forms(word, answer)
            for one, other in pairs.tolist()
            for word in self._said[one]
            for answer in self._said[other]
            if not (word.meant and answer.meant)
            and word.form != answer.form
            and not word.heard.isdisjoint(answer.heard)
        }
        new = sorted(heard - self._alike.keys())
        if new:
            left, right = np.array(new, np.int64).T
            found = likeness(self._side, self._side, left, right).value >= LEAST_LIKENESS
            self._alike.update(zip(new, found.tolist(), strict=True))


def _forms(one: Saying, other: Saying) -> tuple[int, int]:
    return min(one.form, other.form), max(one.form, other.form)


def _choice(word: Saying) -> tuple[bool, int]:
    return not word.meant, len(word.found_by)
