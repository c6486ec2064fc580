"""Fitting the additive model of similarity: curves that rise or fall throughout, found by likelihood.

The likelihood has two parts. A query with its candidates: the share of the odds of the right entity, or of
NIL, as `score.scores` counts them. A pair of names by itself: the logistic of its log odds. Curves are held
to their direction, so that more evidence for a match never lowers it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.evidence.features import AGAINST, CHANCE, FEATURES
from resolve.score import shares

POINTS: Final = {
    "likeness": (0.5, 0.7, 0.8, 0.88, 0.94, 1.0),
    "slip": (0.05, 0.1, 0.18, 0.27, 0.4, 0.6, 1.0),
    "conflict": (0.15, 0.35, 0.6, 1.0),
    "missing": (0.15, 0.3, 0.5, 0.75, 1.0),
    "surplus": (0.15, 0.3, 0.5, 0.75, 1.0),
    "several": (0.5, 1.0),
    "length": (0.08, 0.16, 0.27, 0.45, 0.7, 1.0),
    "rarity": (0.3, 0.5, 0.65, 0.8, 1.0),
    "onset": (0.5, 1.0),
    "stranger": (0.1, 0.35, 1.0),
    "same": (0.5, 1.0),
    "own_slip": (0.1, 0.27, 0.6, 1.0),
}
"""The values at which the curve of a feature may bend; all other curves are one straight line."""

RIDGE: Final = 5e-4
"""What a step of a curve costs, times its square, so that none leaves 0 without a reason."""

_ROUNDS: Final = 1_500
_PACE: Final = 0.05
_CHOSEN_ANEW: Final = 10

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Asked:
    """Candidates of queries, in any order.

    Attributes:
        values: pairs x features.
        query: of each pair.
        entity: of each pair.
        right: whether its entity is the query's.
        prominence: of its entity.
    """

    values: npt.NDArray[np.float32]
    query: Ints
    entity: Ints
    right: npt.NDArray[np.bool_]
    prominence: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of names by themselves.

    Attributes:
        values: pairs x features.
        truth: the probability of a match that is right, 0..1.
        worth: how much each counts, where all queries together count 1.
    """

    values: npt.NDArray[np.float32]
    truth: Floats
    worth: Floats


@dataclass(frozen=True, slots=True)
class Step:
    """One straight piece of a curve: from one value of a feature to the next."""

    feature: str
    start: float
    end: float


def steps() -> list[Step]:
    """The pieces of all curves, feature by feature."""
    return [
        Step(feature, start, end)
        for feature in FEATURES
        for start, end in zip((0.0, *POINTS.get(feature, (1.0,))), POINTS.get(feature, (1.0,)), strict=False)
    ]


def fit(asked: Asked, judged: Judged, kept: dict[str, dict[float, float]]) -> tuple[Floats, float, float]:
    """Fit the height of each step and the bias.

    Args:
        asked: candidates of queries.
        judged: pairs by themselves.
        kept: feature -> the points of its curve, value and height, for features that are not learnt.

    Returns:
        The height of each of `steps()`, the bias, and what pairs by themselves have more. Unit: log odds.
    """
    pieces = steps()
    fixed = np.array([piece.feature in kept for piece in pieces])
    height = np.array([_kept_height(kept.get(piece.feature, {}), piece) for piece in pieces])
    against = np.array([piece.feature in AGAINST for piece in pieces])
    height = np.where(fixed, height, np.where(against, -0.5, 0.5))
    candidates, alone = _climbed(asked.values), _climbed(judged.values) * _not_by_chance()
    groups = _Groups.of(asked)
    bias, alone_more = 0.0, 0.0
    mean, square = np.zeros(len(pieces) + 2), np.zeros(len(pieces) + 2)
    best = np.zeros(0, np.int64)
    for turn in range(1, _ROUNDS + 1):
        odds = candidates @ height + bias
        if turn % _CHOSEN_ANEW == 1:
            best = groups.best_names(odds)
        pull = groups.slope(odds, best, asked.prominence)
        apart = (_logistic(alone @ height + bias + alone_more) - judged.truth) * judged.worth
        slope = candidates[best].T @ pull / groups.queries + alone.T @ apart + RIDGE * height
        both = np.append(slope, (pull.sum() / groups.queries + apart.sum(), apart.sum()))
        mean, square = 0.9 * mean + 0.1 * both, 0.99 * square + 0.01 * both**2
        move = _PACE * (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.99**turn)) + 1e-8)
        height = np.where(fixed, height, height - move[:-2])
        height = np.where(fixed, height, np.where(against, np.minimum(height, 0), np.maximum(height, 0)))
        bias, alone_more = bias - move[-2], alone_more - move[-1]
    return height, float(bias), float(alone_more)


def calibrate(asked: Asked, height: Floats, bias: float) -> tuple[float, float]:
    """Sharpness and log odds of NIL by which the score of the best candidate is a probability.

    Args:
        asked: candidates of queries.
        height: of each of `steps()`.
        bias: of the model.

    Returns:
        Those of a grid with the least Brier score.
    """
    odds = (_climbed(asked.values) @ height + bias).astype(np.float32)
    groups = _Groups.of(asked)
    best = groups.best_names(odds.astype(np.float64))

    def brier(setting: tuple[float, float]) -> float:
        share = shares(groups.of_entity, odds[best], asked.prominence[best], *setting).astype(np.float64)
        highest = np.maximum.reduceat(share, groups.first)
        at_top = share == highest[groups.of_entity]
        right = np.zeros(groups.queries, bool)
        right[groups.of_entity[at_top & groups.right]] = True
        return float(np.mean((highest - right) ** 2))

    grid = [(round(s, 2), round(n, 2)) for s in np.arange(0.8, 2.01, 0.1) for n in np.arange(-1.5, 1.01, 0.1)]
    return min(grid, key=brier)


def _kept_height(points: dict[float, float], piece: Step) -> float:
    return points.get(piece.end, 0.0) - points.get(piece.start, 0.0)


def _climbed(values: npt.NDArray[np.float32]) -> Floats:
    """How far each pair has climbed each step, 0..1; pairs x steps."""
    place = {feature: at for at, feature in enumerate(FEATURES)}
    return np.stack(
        [np.clip((values[:, place[s.feature]] - s.start) / (s.end - s.start), 0, 1) for s in steps()], axis=1
    ).astype(np.float64)


def _not_by_chance() -> Floats:
    """0 for the steps of features that do not count where two names are compared by themselves, else 1."""
    return np.array([piece.feature not in CHANCE for piece in steps()], np.float64)


def _logistic(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-odds)))


@dataclass(frozen=True, slots=True)
class _Groups:
    """Pairs by entity, entities by query."""

    of_pair: Ints
    of_entity: Ints
    first: Ints
    right: npt.NDArray[np.bool_]
    queries: int

    @classmethod
    def of(cls, asked: Asked) -> "_Groups":
        owner = np.unique(np.stack((asked.query, asked.entity)), axis=1, return_inverse=True)
        of_pair = owner[1].astype(np.int64).ravel()
        _, of_entity = np.unique(owner[0][0], return_inverse=True)
        first = np.flatnonzero(np.append(True, np.diff(of_entity) > 0))
        right = np.zeros(owner[0].shape[1], bool)
        right[of_pair[asked.right]] = True
        return cls(of_pair, of_entity.astype(np.int64), first, right, len(first))

    def best_names(self, odds: Floats) -> Ints:
        """The pair of each entity's most similar name."""
        order = np.lexsort((-odds, self.of_pair))
        return np.asarray(order[np.append(True, np.diff(self.of_pair[order]) > 0)])

    def slope(self, odds: Floats, best: Ints, prominence: npt.NDArray[np.float32]) -> Floats:
        """The slope of the queries' loss in the log odds of each entity: its score less the truth."""
        share = shares(self.of_entity, odds[best].astype(np.float32), prominence[best], 1.0, 0.0)
        return share.astype(np.float64) - self.right
