"""Answers: a ranking and its decisions put into values and words that a person can check."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from resolve import settings
from resolve.decide import DECISIONS, Ground
from resolve.explain import explain
from resolve.index.runs import Ints, positions
from resolve.names import KINDS, NameTable
from resolve.reasons import Found
from resolve.types import AnswerTable, Candidate, Decision, Explanation, Listed, Options, Query, Resolution

_DECISIONS: Final = {int(ground): str(decision) for ground, decision in DECISIONS.items()}

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Shown:
    """The candidates that are shown.

    Attributes:
        answered: the queries that have candidates, rising.
        first: for each of these and the end, at which place its candidates begin, the best first.
        row: of each candidate, its row in the ranking.
        entity_id, name, matched: its entity, that one's preferred name, and the name that speaks for it.
        score: 0..1.
        gazetteer, matched_gazetteer: from which of several gazetteers the entity and the spelling are; None
            where there is one only.
    """

    answered: Ints
    first: list[int]
    row: Ints
    entity_id: list[str]
    name: list[str]
    matched: list[str]
    score: list[float]
    gazetteer: Sequence[str | None]
    matched_gazetteer: Sequence[str | None]

    def best(self, column: Sequence[_T]) -> Sequence[_T]:
        """A column at the best candidate of each answered query."""
        return column if len(column) == len(self.answered) else [column[place] for place in self.first[:-1]]


@dataclass(frozen=True, slots=True)
class Answers:
    """All that the answers to a chunk of queries are made of.

    Attributes:
        asked: the queries.
        names: what was read of them.
        found: what was found for them.
        options: how they are to be answered.
    """

    asked: Sequence[Query]
    names: NameTable
    found: Found
    options: Options

    def resolutions(self) -> list[Resolution]:
        """One answer a query, in their order."""
        shown = self._shown()
        table = self._table(shown)
        candidates: list[tuple[Candidate, ...]] = [()] * len(self.asked)
        each = self._candidates(shown)
        for number, begin, end in zip(
            shown.answered.tolist(), shown.first[:-1], shown.first[1:], strict=True
        ):
            candidates[number] = tuple(each[begin:end])
        columns = (
            *(table.decision, table.entity_id, table.score, table.best_entity_id, table.best_name),
            *(table.matched_name, table.reason, candidates, table.gazetteer, table.matched_gazetteer),
        )
        return [
            Resolution(asked.name, Decision(decision), *row)
            for asked, decision, *row in zip(self.asked, *columns, strict=True)
        ]

    def table(self) -> AnswerTable:
        """The same as columns."""
        return self._table(self._shown())

    def _shown(self) -> _Shown:
        ranking, index = self.found.ranking, self.found.index
        answered = np.flatnonzero(self.found.grounds != Ground.NOTHING_NEAR)
        begin = ranking.first[answered]
        count = np.minimum(ranking.first[answered + 1] - begin, self.options.top)
        row = positions(begin, count)
        entity, name = ranking.entity[row], self.found.measured.pairs.name[ranking.pair[row]]
        nowhere = [None] * len(row)
        return _Shown(
            answered,
            [0, *np.cumsum(count).tolist()],
            row,
            index.entities.id.take(entity),
            index.entities.name.take(entity),
            index.spellings.text.take(name),
            ranking.score[row].tolist(),
            index.origins.of_entities(entity) if index.origins else nowhere,
            index.origins.of_spellings(name, entity) if index.origins else nowhere,
        )

    def _table(self, shown: _Shown) -> AnswerTable:
        n = len(self.asked)
        decisions = [_DECISIONS[ground] for ground in self.found.grounds.tolist()]
        for number in self.names.errors:
            decisions[number] = str(Decision.ERROR)
        best = _spread(shown.best(shown.entity_id), shown.answered, n)
        matched = [
            entity if decision == Decision.MATCH else None
            for entity, decision in zip(best, decisions, strict=True)
        ]
        return AnswerTable(
            decisions,
            matched,
            _spread(shown.best(shown.score), shown.answered, n),
            best,
            _spread(shown.best(shown.name), shown.answered, n),
            _spread(shown.best(shown.matched), shown.answered, n),
            self._reasons(),
            self._listed(shown),
            _spread(shown.best(shown.gazetteer), shown.answered, n),
            _spread(shown.best(shown.matched_gazetteer), shown.answered, n),
        )

    def _listed(self, shown: _Shown) -> list[tuple[Listed, ...]]:
        listed: list[tuple[Listed, ...]] = [()] * len(self.asked)
        if self.options.top > 1:
            each = list(map(Listed, shown.entity_id, shown.name, shown.score))
            for number, begin, end in zip(
                shown.answered.tolist(), shown.first[:-1], shown.first[1:], strict=True
            ):
                listed[number] = tuple(each[begin:end])
        return listed

    def _candidates(self, shown: _Shown) -> list[Candidate]:
        ranking, known = self.found.ranking, self.found.index.entities
        kinds = [KINDS[kind] for kind in known.kind[ranking.entity[shown.row]].tolist()]
        similarity = ranking.similarity[shown.row].tolist()
        columns = shown.entity_id, shown.name, shown.score, similarity, shown.matched, kinds
        why = self._explanations(shown, similarity)
        return list(map(Candidate, *columns, why, shown.gazetteer, shown.matched_gazetteer))

    def _explanations(self, shown: _Shown, similarity: list[float]) -> Sequence[Explanation | None]:
        if not self.options.explain:
            return [None] * len(shown.row)
        found = self.found
        owner = np.repeat(shown.answered, np.diff(shown.first)).tolist()
        evidence = found.measured.evidence_of(found.ranking.pair[shown.row])
        return [
            explain(
                evidence,
                row,
                found.side,
                found.gazetteer,
                self.asked[number].name or "",
                matched,
                value,
            )
            for row, (number, matched, value) in enumerate(zip(owner, shown.matched, similarity, strict=True))
        ]

    def _reasons(self) -> list[str]:
        review = self.options.review_threshold
        reasons = self.found.reasons(
            [asked.name for asked in self.asked], settings.REVIEW_THRESHOLD if review is None else review
        )
        for number, notes in self.names.notes.items():
            reasons[number] = "; ".join((reasons[number], *notes))
        for number, error in self.names.errors.items():
            reasons[number] = error
        return reasons


def _spread(values: Sequence[_T | None], rows: npt.NDArray[np.int64], size: int) -> list[_T | None]:
    """Values at their rows in a column that is None elsewhere."""
    if len(values) == size:
        return [*values]
    column: list[_T | None] = [None] * size
    for row, value in zip(rows.tolist(), values, strict=True):
        column[row] = value
    return column
