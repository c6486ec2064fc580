"""Answers: a ranking and its decisions put into values that a person can check.

They stay numbers - decisions, rows of the index, scores - until they are made values for one query, here, or
columns of a frame, by `columns`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.decide import DECISIONS, Ground
from resolve.explain import explain
from resolve.index.runs import Ints, positions
from resolve.names import KINDS, NameTable
from resolve.reasons import Found
from resolve.strings import Strings
from resolve.types import Candidate, Decision, Explanation, Options, Resolution

DECIDED: Final = tuple(Decision)
"""The decisions; the number of one is its place here."""

_NUMBERS: Final = np.array([DECIDED.index(DECISIONS[ground]) for ground in Ground], np.int8)
_ERROR: Final = DECIDED.index(Decision.ERROR)


@dataclass(frozen=True, slots=True)
class Shown:
    """The candidates that are shown of n queries.

    Attributes:
        first: n + 1 offsets: those of query i are rows first[i] to first[i + 1], the best first.
        row: of each candidate, its row in the ranking.
        entity: the row of its entity.
        spelling: the row of the name that speaks for it.
        score: 0..1.
    """

    first: Ints
    row: Ints
    entity: npt.NDArray[np.int32]
    spelling: Ints
    score: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Answers:
    """All that the answers to n queries are made of.

    Attributes:
        names: what was read of them.
        found: what was found for them.
        told: why each was decided as it was.
        options: how they are to be answered.
    """

    names: NameTable
    found: Found
    told: Strings
    options: Options

    @property
    def decisions(self) -> npt.NDArray[np.int8]:
        """Of each query its decision, as a number; see `DECIDED`."""
        decisions = _NUMBERS[self.found.grounds]
        decisions[list(self.names.errors)] = _ERROR
        return decisions

    @property
    def reasons(self) -> Strings:
        """Of each query its reason, with what was folded away in reading it, or why it could not be read."""
        noted = {row: "; ".join((self.told[row], *notes)) for row, notes in self.names.notes.items()}
        return self.told.with_others(noted | self.names.errors)

    def shown(self) -> Shown:
        """The best candidates of each query, as many as were asked for."""
        ranking = self.found.ranking
        begin = ranking.first[:-1]
        count = np.minimum(ranking.first[1:] - begin, self.options.top)
        first = np.zeros(len(ranking.first), np.int64)
        np.cumsum(count, out=first[1:])
        row = positions(begin, count)
        spelling = self.found.measured.pairs.name[ranking.pair[row]]
        return Shown(first, row, ranking.entity[row], spelling, ranking.score[row])

    def resolutions(self) -> list[Resolution]:
        """One answer a query, in their order."""
        shown = self.shown()
        candidates, first = self._candidates(shown), shown.first.tolist()
        return [
            _resolution(name, DECIDED[decision], reason, tuple(candidates[begin:end]))
            for name, decision, reason, begin, end in zip(
                self.found.asked,
                self.decisions.tolist(),
                self.reasons.to_list(),
                first[:-1],
                first[1:],
                strict=True,
            )
        ]

    def _candidates(self, shown: Shown) -> list[Candidate]:
        found, known = self.found, self.found.index.entities
        matched = found.index.spellings.text.take(shown.spelling)
        similarity = found.ranking.similarity[shown.row].tolist()
        nowhere = [None] * len(shown.row)
        origins = found.index.origins
        return list(
            map(
                Candidate,
                known.id.take(shown.entity),
                known.name.take(shown.entity),
                shown.score.tolist(),
                similarity,
                matched,
                [KINDS[kind] for kind in known.kind[shown.entity].tolist()],
                self._explanations(shown, matched, similarity) if self.options.explain else nowhere,
                origins.of_entities(shown.entity) if origins else nowhere,
                origins.of_spellings(shown.spelling, shown.entity) if origins else nowhere,
            )
        )

    def _explanations(
        self, shown: Shown, matched: Sequence[str], similarity: Sequence[float]
    ) -> list[Explanation]:
        found = self.found
        owner = np.repeat(np.arange(len(found.asked)), np.diff(shown.first)).tolist()
        evidence = found.measured.evidence_of(found.ranking.pair[shown.row])
        return [
            explain(evidence, row, found.side, found.gazetteer, found.asked[number] or "", spelling, value)
            for row, (number, spelling, value) in enumerate(zip(owner, matched, similarity, strict=True))
        ]


def _resolution(
    name: str | None, decision: Decision, reason: str, candidates: tuple[Candidate, ...]
) -> Resolution:
    if not candidates:
        return Resolution(name, decision, None, None, None, None, None, reason)
    best = candidates[0]
    return Resolution(
        name,
        decision,
        best.entity_id if decision == Decision.MATCH else None,
        best.score,
        best.entity_id,
        best.name,
        best.matched_name,
        reason,
        candidates,
        best.gazetteer,
        best.matched_gazetteer,
    )
