"""Answers: a ranking and its decisions put into values and words that a person can check."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve import settings
from resolve.decide import DECISIONS, RIVAL_SHARE, Ground
from resolve.explain import explain, summary, token_matches
from resolve.index.layout import Index
from resolve.names import KINDS, NameTable
from resolve.ranking import Measured, Ranking
from resolve.sides import Side
from resolve.types import Candidate, Decision, Options, Query, Resolution

_BEARERS_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Answers:
    """All that the answers to a chunk of queries are made of.

    Attributes:
        bearing: of each row of the ranking, whether the query is less than a full name that it may bear.
    """

    index: Index
    gazetteer: Side
    asked: Sequence[Query]
    names: NameTable
    side: Side
    measured: Measured
    ranking: Ranking
    bearing: npt.NDArray[np.bool_]
    grounds: npt.NDArray[np.int8]
    options: Options

    def resolutions(self) -> list[Resolution]:
        """One answer a query, in their order."""
        return [self._resolution(number) for number in range(len(self.asked))]

    def _resolution(self, number: int) -> Resolution:
        asked = self.asked[number]
        if number in self.names.errors:
            return Resolution(
                asked.name, Decision.ERROR, None, None, None, None, None, self.names.errors[number]
            )
        ground = Ground(int(self.grounds[number]))
        decision = DECISIONS[ground]
        reason = "; ".join((self._reason(number, ground), *self.names.notes.get(number, ())))
        if ground == Ground.NOTHING_NEAR:
            return Resolution(asked.name, decision, None, None, None, None, None, reason)
        rows = range(int(self.ranking.first[number]), int(self.ranking.first[number + 1]))[: self.options.top]
        shown = tuple(self._candidate(row, asked) for row in rows)
        best = shown[0]
        entity_id = best.entity_id if decision == Decision.MATCH else None
        return Resolution(
            asked.name,
            decision,
            entity_id,
            best.score,
            best.entity_id,
            best.name,
            best.matched_name,
            reason,
            shown,
        )

    def _candidate(self, row: int, asked: Query) -> Candidate:
        pair = int(self.ranking.pair[row])
        entity = int(self.ranking.entity[row])
        similarity = float(self.ranking.similarity[row])
        matched = self.index.spellings.text[int(self.measured.pairs.name[pair])]
        why = None
        if self.options.explain:
            evidence = self.measured.evidence
            why = explain(evidence, pair, self.side, self.gazetteer, asked.name or "", matched, similarity)
        known = self.index.entities
        kind = KINDS[known.kind[entity]]
        return Candidate(
            known.id[entity],
            known.name[entity],
            float(self.ranking.score[row]),
            similarity,
            matched,
            kind,
            why,
        )

    def _reason(self, number: int, ground: Ground) -> str:
        first, end = int(self.ranking.first[number]), int(self.ranking.first[number + 1])
        review = (
            settings.REVIEW_THRESHOLD
            if self.options.review_threshold is None
            else self.options.review_threshold
        )
        match ground:
            case Ground.NOTHING_NEAR:
                letters = any(c.isalpha() for c in self.asked[number].name or "")
                return "no name of the gazetteer is near" if letters else "no letters"
            case Ground.NOT_A_FULL_NAME:
                return f"not a full name; {self._named(number, self.bearing[first:end])}"
            case Ground.CLEAR:
                return self._how(first)
            case Ground.RIVALS:
                alike = self.ranking.similarity[first:end]
                rivals = alike >= RIVAL_SHARE * alike[0]
                return f"{self._named(number, rivals)}, and nothing to choose between them"
            case Ground.UNSURE:
                return f"{self._how(first)}; not sure enough for a match{self._margin(number)}"
            case Ground.LOW:
                return f"the best candidate scores {self.ranking.score[first]:.2f}, below {review:.2f}"

    def _how(self, row: int) -> str:
        pair = int(self.ranking.pair[row])
        if self.measured.evidence.is_same_text(pair):
            return "same text"
        return summary(token_matches(self.measured.evidence, pair, self.side, self.gazetteer))

    def _margin(self, number: int) -> str:
        first, end = int(self.ranking.first[number]), int(self.ranking.first[number + 1])
        if end - first < 2:
            return ""
        entity = int(self.ranking.entity[first + 1])
        name = self.index.spellings.text[int(self.measured.pairs.name[int(self.ranking.pair[first + 1])])]
        ahead = float(self.ranking.score[first] - self.ranking.score[first + 1])
        return f", {ahead:.2f} ahead of {name} ({self.index.entities.id[entity]})"

    def _named(self, number: int, bears: npt.NDArray[np.bool_]) -> str:
        """How many candidates of a query bear its name, and the first of them."""
        bearers = (int(self.ranking.first[number]) + np.flatnonzero(bears)).tolist()
        known = self.index.entities
        entities = [int(self.ranking.entity[row]) for row in bearers[:_BEARERS_NAMED]]
        named = ", ".join(f"{known.name[entity]} ({known.id[entity]})" for entity in entities)
        more = len(bearers) - len(entities)
        counted = "one bearer is known" if len(bearers) == 1 else f"{len(bearers)} bearers"
        return f"{counted}: {named}" + (f" and {more} more" if more else "")
