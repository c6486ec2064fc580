"""Persons by the numbers of their parts: so many millions fit into little memory, and none is there twice."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from resolve.bench.speed.parts import Parts
from resolve.errors import UsageError

MIDDLES: Final = {"az": 0.35, "de": 0.3, "ru": 0.6, "tr": 0.4}
"""Share of persons with something between given name and surname."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Persons:
    """n persons of one orthography; no two have the same three parts.

    Attributes:
        parts: their words.
        given, middle, surname: n numbers each, places in `parts`; middle 0 is none.
    """

    parts: Parts
    given: Ints
    middle: Ints
    surname: Ints

    def __len__(self) -> int:
        """How many there are."""
        return len(self.given)

    def words(self, rows: Ints) -> pl.DataFrame:
        """The words of some of them: given, middle, surname; middle is null where there is none."""
        return pl.DataFrame(
            {
                "given": pl.Series(self.parts.given, dtype=pl.String).gather(self.given[rows]),
                "middle": pl.Series((None, *self.parts.middles[1:]), dtype=pl.String).gather(
                    self.middle[rows]
                ),
                "surname": pl.Series(self.parts.surnames, dtype=pl.String).gather(self.surname[rows]),
            }
        )

    def told_without_middle(self) -> Ints:
        """Rows of those with a middle part whose given name and surname nobody else has."""
        pair = self.given * len(self.parts.surnames) + self.surname
        order = np.argsort(pair, kind="stable")
        ordered = pair[order]
        first = np.concatenate(([True], ordered[1:] != ordered[:-1]))
        alone = np.zeros(len(pair), bool)
        alone[order] = first & np.concatenate((first[1:], [True]))
        return np.flatnonzero(alone & (self.middle > 0))


def draw_persons(parts: Parts, size: int, seed: int) -> Persons:
    """Put persons together; words that stand first are drawn more often, as a few names are the most common.

    Args:
        parts: their words.
        size: how many.
        seed: of the draw.

    Raises:
        UsageError: the words do not make so many.
    """
    draw = np.random.default_rng([seed, *parts.lang.encode()])
    middles, surnames = len(parts.middles), len(parts.surnames)
    codes = np.zeros(0, np.int64)
    while len(codes) < size:
        wanted = size - len(codes) + 1_000
        given = _skewed(draw, len(parts.given), wanted)
        middle = _skewed(draw, middles - 1, wanted) + 1
        middle *= draw.random(wanted) < MIDDLES[parts.lang]
        surname = _skewed(draw, surnames, wanted)
        more = _distinct(np.concatenate((codes, (given * middles + middle) * surnames + surname)))
        if len(more) - len(codes) < wanted // 100:
            raise UsageError(
                f"the words of {parts.lang} make {len(more)} names of persons, {size} were asked for; "
                "ask for fewer names"
            )
        codes = more
    codes = draw.permutation(codes)[:size]
    pair, surname = np.divmod(codes, surnames)
    given, middle = np.divmod(pair, middles)
    return Persons(parts, given, middle, surname)


def draw_strangers(parts: Parts, size: int, seed: int) -> list[str]:
    """Names that are in no gazetteer: given names of the others, with a surname of their own.

    Args:
        parts: their words.
        size: how many.
        seed: of the draw.
    """
    draw = np.random.default_rng([seed + 1, *parts.lang.encode()])
    given = _skewed(draw, len(parts.given), size)
    middle = (_skewed(draw, len(parts.middles) - 1, size) + 1) * (draw.random(size) < MIDDLES[parts.lang])
    surname = draw.integers(0, len(parts.strangers), size)
    rows = zip(given, middle, surname, strict=True)
    return [
        " ".join(filter(None, (parts.given[g], parts.middles[m], parts.strangers[s]))) for g, m, s in rows
    ]


def _distinct(codes: Ints) -> Ints:
    """Each number once, in order; many millions are sorted several times as fast as they are hashed."""
    ordered = np.sort(codes)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))]


def _skewed(draw: np.random.Generator, words: int, size: int) -> Ints:
    """Numbers below `words`, the k-th with a probability in proportion to 1 / sqrt(k)."""
    return (words * draw.random(size) ** 2).astype(np.int64)
