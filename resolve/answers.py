"""Answers: a ranking and its decisions put into values and words that a person can check."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from resolve import settings
from resolve.decide import DECISIONS, RIVAL_SHARE, Ground
from resolve.explain import explain, summary, token_matches
from resolve.index.layout import Index
from resolve.names import KINDS, NameTable
from resolve.ranking import Measured, Ranking
from resolve.sides import Side
from resolve.types import AnswerTable, Candidate, Decision, Listed, Options, Query, Resolution

SAME_TEXT: Final = "same text"
"""The reason of a match that needs no other."""

_BEARERS_NAMED: Final = 5
_DECISIONS: Final = {int(ground): str(decision) for ground, decision in DECISIONS.items()}

_T = TypeVar("_T")


def _spread(values: Sequence[_T | None], rows: npt.NDArray[np.int64], size: int) -> list[_T | None]:
    """Values at their rows in a column that is None elsewhere."""
    column: list[_T | None] = [None] * size
    for row, value in zip(rows.tolist(), values, strict=True):
        column[row] = value
    return column


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
        table = self.table()
        shown = [
            () if table.best_entity_id[number] is None else self._candidates(number)
            for number in range(len(self.asked))
        ]
        columns = (
            *(table.decision, table.entity_id, table.score, table.best_entity_id, table.best_name),
            *(table.matched_name, table.reason, shown, table.gazetteer, table.matched_gazetteer),
        )
        return [
            Resolution(asked.name, Decision(decision), *row)
            for asked, decision, *row in zip(self.asked, *columns, strict=True)
        ]

    def table(self) -> AnswerTable:
        """The same as columns."""
        n = len(self.asked)
        failed = np.isin(np.arange(n), list(self.names.errors))
        answered = np.flatnonzero((self.grounds != Ground.NOTHING_NEAR) & ~failed)
        row = self.ranking.first[answered]
        entity = self.ranking.entity[row]
        known = self.index.entities
        best = known.id.take(entity)
        decisions = [_DECISIONS[ground] for ground in self.grounds.tolist()]
        for number in self.names.errors:
            decisions[number] = str(Decision.ERROR)
        matched = [
            found if decisions[number] == Decision.MATCH else None
            for number, found in zip(answered.tolist(), best, strict=True)
        ]
        return AnswerTable(
            decisions,
            _spread(matched, answered, n),
            _spread(self.ranking.score[row].tolist(), answered, n),
            _spread(best, answered, n),
            _spread(known.name.take(entity), answered, n),
            _spread(self.index.spellings.text.take(self._name(row)), answered, n),
            self._reasons(),
            [self._listed(number) if self.options.top > 1 else () for number in range(n)],
            *(_spread(column, answered, n) for column in self._origins(entity, self._name(row))),
        )

    def _origins(
        self, entity: npt.NDArray[np.integer], name: npt.NDArray[np.integer]
    ) -> tuple[Sequence[str | None], Sequence[str | None]]:
        """From which of several gazetteers entities and their spellings are; None where there is one only."""
        origins = self.index.origins
        if origins is None:
            nowhere: list[str | None] = [None] * len(entity)
            return nowhere, nowhere
        return origins.of_entities(entity), origins.of_spellings(name, entity)

    def _name(self, row: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        return self.measured.pairs.name[self.ranking.pair[row]]

    def _rows(self, number: int) -> npt.NDArray[np.int64]:
        """The rows of the candidates of a query that are shown."""
        first, end = int(self.ranking.first[number]), int(self.ranking.first[number + 1])
        return np.arange(first, min(end, first + self.options.top))

    def _listed(self, number: int) -> tuple[Listed, ...]:
        rows = self._rows(number)
        entity = self.ranking.entity[rows]
        known = self.index.entities
        return tuple(
            map(Listed, known.id.take(entity), known.name.take(entity), self.ranking.score[rows].tolist())
        )

    def _candidates(self, number: int) -> tuple[Candidate, ...]:
        return tuple(self._candidate(row, self.asked[number]) for row in self._rows(number).tolist())

    def _reasons(self) -> list[str]:
        best = self.ranking.first[:-1][np.diff(self.ranking.first) > 0]
        same = np.zeros(len(self.asked), bool)
        same[np.diff(self.ranking.first) > 0] = self.measured.evidence.is_same_text(self.ranking.pair[best])
        clear = same & (self.grounds == Ground.CLEAR)
        grounds = self.grounds.tolist()
        reasons = [
            SAME_TEXT if clear[number] else self._reason(number, Ground(ground))
            for number, ground in enumerate(grounds)
        ]
        for number, notes in self.names.notes.items():
            reasons[number] = "; ".join((reasons[number], *notes))
        for number, error in self.names.errors.items():
            reasons[number] = error
        return reasons

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
        (known_by,), (matched_by,) = self._origins(self.ranking.entity[[row]], self._name(np.array([row])))
        return Candidate(
            known.id[entity],
            known.name[entity],
            float(self.ranking.score[row]),
            similarity,
            matched,
            kind,
            why,
            known_by,
            matched_by,
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
            return SAME_TEXT
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
