"""Reasons: the ground of each decision in words, with the names that it speaks of.

They are made a ground at a time, so that what many of them quote is read at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.decide import RIVAL_SHARE, Ground
from resolve.explain import summaries
from resolve.index.layout import Index
from resolve.index.runs import Ints, expand, run_starts
from resolve.ranking import Measured, Ranking
from resolve.sides import Side

SAME_TEXT: Final = "same text"
"""The reason of a match that needs no other."""

_BEARERS_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for n queries, and on what ground it was decided.

    Attributes:
        index: the gazetteer's.
        gazetteer: its names.
        side: the queries.
        measured: their candidates.
        ranking: the candidates in order.
        grounds: n members of `Ground`.
    """

    index: Index
    gazetteer: Side
    side: Side
    measured: Measured
    ranking: Ranking
    grounds: npt.NDArray[np.int8]

    def reasons(self, asked: Sequence[str | None], review: float) -> list[str]:
        """Why each decision was taken.

        Args:
            asked: n names as they were written.
            review: the least score worth a person's look, 0..1.
        """
        told = [""] * len(asked)
        for ground in set(self.grounds.tolist()):
            numbers = np.flatnonzero(self.grounds == ground)
            rows = numbers.tolist()
            for row, words in zip(rows, self._told(ground, numbers, review), strict=True):
                told[row] = words
        return [words or _nothing_near(name) for words, name in zip(told, asked, strict=True)]

    def _told(self, ground: int, numbers: Ints, review: float) -> Sequence[str]:
        """Why queries were decided on a ground; nothing where nothing was found."""
        match Ground(ground):
            case Ground.CLEAR:
                return self._alike(numbers)
            case Ground.UNSURE:
                return self._unsure(numbers)
            case Ground.RIVALS:
                return self._rivals(numbers)
            case Ground.NOT_A_FULL_NAME:
                return self._partial(numbers)
            case Ground.LOW:
                scores = self.ranking.score[self._best(numbers)].tolist()
                return [f"the best candidate scores {score:.2f}, below {review:.2f}" for score in scores]
            case Ground.NOTHING_NEAR:
                return [""] * len(numbers)

    def _best(self, numbers: Ints) -> Ints:
        """The row of the best candidate of each query."""
        return self.ranking.first[numbers]

    def _alike(self, numbers: Ints) -> list[str]:
        """How the query and the name of its best candidate are alike."""
        pair = self.ranking.pair[self._best(numbers)]
        same = self.measured.same[pair]
        if same.all():
            return [SAME_TEXT] * len(pair)
        told = self.measured.evidence_of(pair[~same])
        ways = iter(summaries(told, np.arange(len(told.partial)), self.side, self.gazetteer))
        return [SAME_TEXT if equal else next(ways) for equal in same.tolist()]

    def _unsure(self, numbers: Ints) -> list[str]:
        """How they are alike, and by how much the best candidate is ahead of the next."""
        ranking, index = self.ranking, self.index
        best = self._best(numbers)
        several = ranking.first[numbers + 1] - best > 1
        lead, row = best[several], best[several] + 1
        ahead = zip(
            (ranking.score[lead] - ranking.score[row]).tolist(),
            index.spellings.text.take(self.measured.pairs.name[ranking.pair[row]]),
            index.entities.id.take(ranking.entity[row]),
            strict=True,
        )
        margins = (f", {margin:.2f} ahead of {name} ({entity})" for margin, name, entity in ahead)
        return [
            f"{how}; not sure enough for a match{next(margins) if rivalled else ''}"
            for how, rivalled in zip(self._alike(numbers), several.tolist(), strict=True)
        ]

    def _rivals(self, numbers: Ints) -> list[str]:
        """The candidates as similar as the best."""
        best = self._best(numbers)
        owner, row = expand(best, self.ranking.first[numbers + 1] - best)
        share = np.float32(RIVAL_SHARE) * self.ranking.similarity[best]
        named = self._named(owner, row, self.ranking.similarity[row] >= share[owner])
        return [f"{words}, and nothing to choose between them" for words in named]

    def _partial(self, numbers: Ints) -> list[str]:
        """The candidates that bear the name."""
        owner, row = expand(self._best(numbers), np.diff(self.ranking.first)[numbers])
        named = self._named(owner, row, self.measured.bearing[self.ranking.pair[row]])
        return [f"not a full name; {words}" for words in named]

    def _named(self, owner: Ints, row: Ints, bears: npt.NDArray[np.bool_]) -> list[str]:
        """How many candidates bear a query's name, and the first of them.

        Args:
            owner: the number of each candidate's query, rising from 0; each has one that bears its name.
            row: the candidate's row in the ranking.
            bears: whether it bears the name.
        """
        owner, row = owner[bears], row[bears]
        shown = np.arange(len(owner)) - run_starts(owner) < _BEARERS_NAMED
        entity = self.ranking.entity[row[shown]]
        known = self.index.entities
        texts = map("{} ({})".format, known.name.take(entity), known.id.take(entity))
        return [_bearers(count, islice(texts, _BEARERS_NAMED)) for count in np.bincount(owner).tolist()]


def _bearers(count: int, named: "islice[str]") -> str:
    first = list(islice(named, count))
    counted = "one bearer is known" if count == 1 else f"{count} bearers"
    more = count - len(first)
    return f"{counted}: {', '.join(first)}" + (f" and {more} more" if more else "")


def _nothing_near(name: str | None) -> str:
    letters = any(character.isalpha() for character in name or "")
    return "no name of the gazetteer is near" if letters else "no letters"
