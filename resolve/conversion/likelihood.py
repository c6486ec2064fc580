"""How usual a word is as a word of a name in an orthography, by its letters and those before them.

Of the spellings that may lie behind a form this tells the likelier: Петров ends as Russian names do, in
Пэтров hardly any name has the second letter after the first.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from resolve.errors import DataError
from resolve.tables import read_rows

__all__ = ["BEGINNING", "END", "Likelihood", "likelihood_of"]

BEGINNING = "^"
END = "$"
_ANY_OTHER = "?"
_TABLE = "reverse/sequences.tsv"

# What a letter costs that names of the orthography do not have, and any letter where nothing was counted.
_FOREIGN = 12 * math.log(2)
_NOT_COUNTED = 4.5 * math.log(2)


@dataclass(frozen=True, slots=True)
class Likelihood:
    """The sequences of letters of an orthography; each cost is a negative natural logarithm, 0 or more."""

    costs: Mapping[str, float]

    def cost(self, before: str, letters: str) -> float:
        """What letters cost after others.

        Args:
            before: the two letters before, or fewer after `BEGINNING`.
            letters: the letters that follow; the last may be `END`.

        Returns:
            The negative natural logarithm of their probability.
        """
        if not self.costs:
            return _NOT_COUNTED * sum(letter != END for letter in letters)
        cost = 0.0
        for letter in letters:
            found = self.costs.get(before + letter)
            if found is None:
                found = self._cost_after_one(before[-1], letter)
                if len(before) > 1:
                    found += self.costs.get(before + _ANY_OTHER, 0.0)
            cost += found
            before = before[-1] + letter
        return cost

    def cost_of_word(self, word: str) -> float:
        """What a whole word of lower case costs."""
        return self.cost(BEGINNING, word + END)

    def _cost_after_one(self, before: str, letter: str) -> float:
        found = self.costs.get(before + letter)
        return self.costs.get(before + _ANY_OTHER, _FOREIGN) if found is None else found


@cache
def likelihood_of(orthography: str) -> Likelihood:
    """The sequences of an orthography; where none were counted, all letters cost the same.

    Raises:
        DataError: a number of bits is none.
    """
    return Likelihood(MappingProxyType(_costs().get(orthography, {})))


@cache
def _costs() -> dict[str, dict[str, float]]:
    costs: dict[str, dict[str, float]] = {}
    for code, sequence, bits in read_rows(_TABLE).rows:
        try:
            costs.setdefault(code, {})[sequence] = float(bits) * math.log(2)
        except ValueError:
            raise DataError(_TABLE, 0, f"{code} {sequence}: bits is {bits!r}, expected a number") from None
    return costs
