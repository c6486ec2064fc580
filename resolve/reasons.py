"""Reasons: the ground of each decision in words, with the names that it speaks of.

`Found` says of which candidates a reason speaks; `reasons` puts it into words, a ground at a time, so that
what many of them quote is read at once. `native.reasons` does the same with the same words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.decide import RIVAL_SHARE, Ground
from resolve.evidence.alignment import Alignment
from resolve.explain import COMMA, SAME_TEXT, summaries
from resolve.index.layout import Index
from resolve.index.runs import Ints, expand, run_starts
from resolve.ranking import Measured, Ranking
from resolve.sides import Side

NOT_SURE: Final = "{}; not sure enough for a match"
AHEAD: Final = "{}; not sure enough for a match, {:.2f} ahead of {} ({})"
LOW: Final = "the best candidate scores {:.2f}, below {:.2f}"
PARTIAL: Final = "not a full name; {}"
UNDECIDED: Final = "{}, and nothing to choose between them"
ONE_BEARER: Final = "one bearer is known: {}"
BEARERS: Final = "{} bearers: {}"
MORE: Final = " and {} more"
NAMED: Final = "{} ({})"
NOTHING_NEAR: Final = "no name of the gazetteer is near"
NO_LETTERS: Final = "no letters"

BEARERS_NAMED: Final = 5
"""Of so many that bear a name the names are told."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for n queries, and on what ground it was decided.

    Attributes:
        asked: n names as they were written.
        index: the gazetteer's.
        gazetteer: its names.
        side: the queries.
        measured: their candidates.
        ranking: the candidates in order.
        grounds: n members of `Ground`.
    """

    asked: Sequence[str | None]
    index: Index
    gazetteer: Side
    side: Side
    measured: Measured
    ranking: Ranking
    grounds: npt.NDArray[np.int8]

    def best(self, numbers: Ints) -> Ints:
        """The row of the best candidate of each of some queries."""
        return self.ranking.first[numbers]

    def are_same(self, numbers: Ints) -> Flags:
        """Whether each of some queries and the name of its best candidate have the same tokens."""
        return self.measured.same[self.ranking.pair[self.best(numbers)]]

    def ways(self, numbers: Ints) -> Alignment:
        """How each of some queries is like the name of its best candidate."""
        return self.measured.alignment_of(self.ranking.pair[self.best(numbers)])

    def have_next(self, numbers: Ints) -> Flags:
        """Whether each of some queries has a candidate after the best."""
        return np.asarray(self.ranking.first[numbers + 1] - self.best(numbers) > 1)

    def leads(self, numbers: Ints) -> npt.NDArray[np.float32]:
        """By what score the best candidate of each of some queries is ahead of the next, 0..1."""
        best = self.best(numbers)
        return np.asarray(self.ranking.score[best] - self.ranking.score[best + 1])

    def bearers(self, numbers: Ints) -> tuple[Ints, Ints]:
        """The candidates that bear the name of some queries: those as similar as the best, or all that may.

        Args:
            numbers: queries that were decided on that ground; each has at least one.

        Returns:
            How many there are of each query, and the rows of the first `BEARERS_NAMED` of each.
        """
        ranking, best = self.ranking, self.best(numbers)
        owner, row = expand(best, ranking.first[numbers + 1] - best)
        share = np.float32(RIVAL_SHARE) * ranking.similarity[best]
        bears = np.where(
            self.grounds[numbers[owner]] == Ground.RIVALS,
            ranking.similarity[row] >= share[owner],
            self.measured.bearing[ranking.pair[row]],
        )
        owner, row = owner[bears], row[bears]
        shown = np.arange(len(owner)) - run_starts(owner) < BEARERS_NAMED
        return np.bincount(owner, minlength=len(numbers)), row[shown]

    def have_letters(self, numbers: Ints) -> list[bool]:
        """Whether the names of some queries have any letters."""
        return [any(map(str.isalpha, self.asked[number] or "")) for number in numbers.tolist()]


def reasons(found: Found, review: float) -> list[str]:
    """Why each decision was taken.

    Args:
        found: n queries.
        review: the least score worth a person's look, 0..1.
    """
    told = [""] * len(found.asked)
    for ground in set(found.grounds.tolist()):
        numbers = np.flatnonzero(found.grounds == ground)
        for number, words in zip(numbers.tolist(), _told(found, ground, numbers, review), strict=True):
            told[number] = words
    return told


def _told(found: Found, ground: int, numbers: Ints, review: float) -> Sequence[str]:
    """Why queries were decided on a ground."""
    match Ground(ground):
        case Ground.CLEAR:
            return _alike(found, numbers)
        case Ground.UNSURE:
            return _unsure(found, numbers)
        case Ground.RIVALS:
            return [UNDECIDED.format(words) for words in _bearers(found, numbers)]
        case Ground.NOT_A_FULL_NAME:
            return [PARTIAL.format(words) for words in _bearers(found, numbers)]
        case Ground.LOW:
            return [LOW.format(score, review) for score in found.ranking.score[found.best(numbers)].tolist()]
        case Ground.NOTHING_NEAR:
            return [NOTHING_NEAR if letters else NO_LETTERS for letters in found.have_letters(numbers)]


def _alike(found: Found, numbers: Ints) -> list[str]:
    """How the query and the name of its best candidate are alike."""
    same = found.are_same(numbers)
    if same.all():
        return [SAME_TEXT] * len(numbers)
    ways = iter(summaries(found.ways(numbers[~same]), found.side, found.gazetteer))
    return [SAME_TEXT if equal else next(ways) for equal in same.tolist()]


def _unsure(found: Found, numbers: Ints) -> list[str]:
    """How they are alike, and by how much the best candidate is ahead of the next."""
    ranking, index = found.ranking, found.index
    rivalled = found.have_next(numbers)
    row = found.best(numbers[rivalled]) + 1
    ahead = zip(
        found.leads(numbers[rivalled]).tolist(),
        index.spellings.text.take(found.measured.pairs.name[ranking.pair[row]]),
        index.entities.id.take(ranking.entity[row]),
        strict=True,
    )
    return [
        AHEAD.format(how, *next(ahead)) if several else NOT_SURE.format(how)
        for how, several in zip(_alike(found, numbers), rivalled.tolist(), strict=True)
    ]


def _bearers(found: Found, numbers: Ints) -> list[str]:
    """How many candidates bear a query's name, and the first of them."""
    counts, row = found.bearers(numbers)
    known, entity = found.index.entities, found.ranking.entity[row]
    named = map(NAMED.format, known.name.take(entity), known.id.take(entity))
    return [_listed(count, COMMA.join(islice(named, min(count, BEARERS_NAMED)))) for count in counts.tolist()]


def _listed(count: int, named: str) -> str:
    more = count - BEARERS_NAMED
    told = ONE_BEARER.format(named) if count == 1 else BEARERS.format(count, named)
    return told + MORE.format(more) if more > 0 else told
