"""Countries in a document: which are spoken of, and which stands next to a name."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from resolve.index.layout import Index
from resolve.mentions.phrasebook import Phrasebook
from resolve.mentions.scan import Scan
from resolve.mentions.tokens import Ints
from resolve.names import KINDS

NEAR: Final = 6
"""How far before a name a country may stand that goes with it (Rusya Dışişleri Bakanı Lavrov).
Unit: tokens."""


@dataclass(frozen=True, slots=True)
class Countries:
    """The countries of one document.

    Attributes:
        spoken_of: how often each is mentioned, by places in it and by adjectives; by `country_number`.
        tokens: where, sorted numbers of tokens.
        numbers: which, one a token.
    """

    spoken_of: Mapping[int, int]
    tokens: Sequence[int]
    numbers: Sequence[int]

    @classmethod
    def of(cls, places: Iterable[tuple[int, int]]) -> "Countries":
        """The countries at tokens: pairs of a token and a country."""
        ordered = sorted(places)
        return cls(
            Counter(country for _, country in ordered), [t for t, _ in ordered], [c for _, c in ordered]
        )

    def before(self, token: int) -> int:
        """The country that stands next before a token, 0 if none is near."""
        place = bisect_left(self.tokens, token) - 1
        return self.numbers[place] if place >= 0 and token - self.tokens[place] <= NEAR else 0


def adjectives(scan: Scan, phrasebook: Phrasebook, index: Index) -> Ints:
    """The country of each token of the vocabulary that is derived from a place (russisch), else 0."""
    found = np.zeros(len(scan.sample), np.int64)
    derived = np.flatnonzero(scan.stems.derived[scan.readings.stem])
    if not len(derived):
        return found
    low, high = phrasebook.names(scan.readings.plus[derived])
    whole = np.flatnonzero(high > low)
    entity = index.spellings.entity[phrasebook.name[low[whole]]]
    place = index.entities.kind[entity] == KINDS.index("place")
    told = index.spellings.language[phrasebook.name[low[whole]]] > 0
    country = np.where(place & told, index.entities.country[entity], 0)
    found[scan.stems.token[scan.readings.stem[derived[whole]]]] = country
    return found
