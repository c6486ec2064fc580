"""Ranking: the candidates of each query, one row an entity, best first."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from resolve import settings
from resolve.candidates.pairs import Pairs
from resolve.decide import RIVAL_SHARE
from resolve.evidence.alignment import Alignment
from resolve.evidence.measure import Evidence
from resolve.index.layout import Index
from resolve.index.runs import first_rows
from resolve.score import log_odds, log_odds_of_names, probability, scores

PREFERRED: Final = 0.5
"""Added to the prominence of an entity where its preferred name is the one that matched, not an alias."""

PREFERRED_WORTH: Final = 1e-4
"""What lets a preferred name speak for its entity before others that are as similar. Unit: log odds."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_Told = TypeVar("_Told", Evidence, Alignment)


@dataclass(frozen=True, slots=True)
class Measured:
    """Candidates with their evidence.

    Attributes:
        pairs: p pairs of query and name.
        parts: the evidence of each pair, of some pairs after the other.
        odds: log odds of similarity of each pair.
        sure: the same, and not more than the names alone say; minus infinity where the query is less than a
            full name.
        bearing: of each pair, whether the query is less than a full name that the entity may bear.
        same: of each pair, whether its names have the same tokens.
    """

    pairs: Pairs
    parts: tuple[Evidence, ...]
    odds: Floats
    sure: Floats
    bearing: npt.NDArray[np.bool_]
    same: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, pairs: Pairs, evidence: Evidence) -> "Measured":
        """Weigh the evidence of pairs."""
        odds = log_odds(evidence.values)
        named = np.minimum(log_odds_of_names(evidence.values), odds)
        sure = np.where(evidence.partial, np.float32(-np.inf), named)
        return cls(pairs, (evidence,), odds, sure, evidence.bearing, evidence.same)

    @property
    def evidence(self) -> Evidence:
        """The evidence of all pairs."""
        return functools.reduce(Evidence.join, self.parts)

    def evidence_of(self, pair: Ints) -> Evidence:
        """The evidence of some pairs, in their order: few are told of, and most is never put together."""
        return _rows(self.parts, self._ends(), pair)

    def alignment_of(self, pair: Ints) -> Alignment:
        """Which token answers which in some pairs, in their order."""
        return _rows([part.alignment for part in self.parts], self._ends(), pair)

    def _ends(self) -> Ints:
        """Behind which pair each part of the evidence ends."""
        return np.cumsum([len(part.partial) for part in self.parts])

    def unsettled(self, queries: int) -> Ints:
        """The queries, of so many, for which no full name was found that is as good as the same."""
        best = np.full(queries, -np.inf, np.float32)
        np.maximum.at(best, self.pairs.query, self.sure)
        return np.flatnonzero(best < np.float32(settings.SETTLED))

    @classmethod
    def join(cls, one: "Measured", other: "Measured") -> "Measured":
        """Both together, the pairs of the second after those of the first."""
        query = np.concatenate((one.pairs.query, other.pairs.query))
        name = np.concatenate((one.pairs.name, other.pairs.name))
        return cls(
            Pairs(query, name),
            one.parts + other.parts,
            np.concatenate((one.odds, other.odds)),
            np.concatenate((one.sure, other.sure)),
            np.concatenate((one.bearing, other.bearing)),
            np.concatenate((one.same, other.same)),
        )


def _rows(parts: Sequence[_Told], ends: Ints, rows: Ints) -> _Told:
    """Some rows, in their order, of what several parts tell one after the other."""
    if len(parts) == 1:
        return parts[0].rows(rows)
    order = np.argsort(rows, kind="stable")
    cuts = np.split(rows[order], np.searchsorted(rows[order], ends[:-1]))
    starts = (0, *ends[:-1].tolist())
    found = [part.rows(cut - start) for part, cut, start in zip(parts, cuts, starts, strict=True)]
    return functools.reduce(type(found[0]).join, found).rows(np.argsort(order))


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates of n queries.

    Attributes:
        first: n + 1 offsets: the candidates of query i are rows first[i] to first[i + 1], best first.
        pair: the pair of `Measured` that speaks for each: the entity's most similar name.
        entity: the row of its entity.
        score: 0..1.
        similarity: 0..1.
        rivals: of each query, how many candidates beside the best are as similar, by `decide.RIVAL_SHARE`.
    """

    first: Ints
    pair: Ints
    entity: npt.NDArray[np.int32]
    score: Floats
    similarity: Floats
    rivals: Ints

    def leaders(self) -> tuple[Ints, Ints]:
        """The queries that have candidates, rising, and the row of the best of each."""
        answered = np.flatnonzero(self.first[1:] > self.first[:-1])
        return answered, self.first[answered]


def rank(index: Index, measured: Measured, queries: int) -> Ranking:
    """Rank candidates.

    Args:
        index: the gazetteer's.
        measured: candidates; several names of an entity may stand for it.
        queries: how many queries there are.
    """
    pair = _best_names(index, measured)
    query = measured.pairs.query[pair]
    entity = index.spellings.entity[measured.pairs.name[pair]]
    odds = measured.odds[pair]
    score = scores(query, odds, standing(index, measured.pairs.name[pair]))
    order = np.lexsort((entity, -odds, -score, query))
    first = np.searchsorted(query, np.arange(queries + 1))
    similarity = probability(odds[order])
    return Ranking(first, pair[order], entity[order], score[order], similarity, _rivals(first, similarity))


def _rivals(first: Ints, similarity: Floats) -> Ints:
    sizes = np.diff(first)
    best = np.repeat(similarity[first[:-1][sizes > 0]], sizes[sizes > 0])
    alike = np.zeros(len(best) + 1, np.int64)
    np.cumsum(similarity >= np.float32(RIVAL_SHARE) * best, out=alike[1:])
    return np.asarray(np.maximum(alike[first[1:]] - alike[first[:-1]] - 1, 0))


def standing(index: Index, name: Ints) -> Floats:
    """The prominence of each name's entity, raised where the name is its preferred one."""
    preferred = PREFERRED * index.spellings.preferred[name].astype(np.float32)
    return np.asarray(index.entities.prominence[index.spellings.entity[name]] + preferred, np.float32)


def _best_names(index: Index, measured: Measured) -> Ints:
    """One pair for each query and entity: that of its most similar name, a preferred one before others."""
    query = measured.pairs.query
    entity = index.spellings.entity[measured.pairs.name].astype(np.int64)
    preferred = index.spellings.preferred[measured.pairs.name]
    worth = measured.odds + np.float32(PREFERRED_WORTH) * preferred
    owner = query * len(index.entities.kind) + entity
    order = np.lexsort((measured.pairs.name, -worth, owner))
    return np.asarray(order[first_rows(owner[order])])
