"""Similarity and score: two probabilities out of the evidence.

**similarity** belongs to a pair of names alone: the logistic function of an additive model, one curve a
feature, that stands in data/score/weights.tsv. **score** belongs to a candidate among its rivals: its share
of the odds of all candidates of a query and of NIL, where prominence tips what the names leave open.
"""

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve import tables
from resolve.errors import DataError
from resolve.evidence.context import CONTEXT_FEATURES
from resolve.evidence.features import AGAINST, CHANCE, FEATURES

PROMINENCE: Final = 1.0
"""Log odds for one unit of prominence (see `index.order`). A country of 80 million against a town of 15
thousand is 30 to 1."""

LEVEL: Final = 1.0
"""Candidates whose similarity is at most so much worse than the best are level with it: prominence decides
among them, and takes nothing from the most prominent of them. It never lifts a candidate that is not. Unit:
log odds."""

ODDS_LIMIT: Final = 30
"""Log odds beyond which a similarity is as good as 0 or 1."""

SHARE_LIMIT: Final = 60
"""The same for the share of a candidate, before it is divided by the others'."""

CONSTANTS: Final = ("bias", "alone", "nil", "sharpness")
"""Rows of the table that belong to no feature."""

_TABLE: Final = "score/weights.tsv"
_PLACE: Final = {feature: place for place, feature in enumerate(FEATURES)}

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Curve:
    """What a feature adds to the log odds: straight lines between points, 0 at value 0.

    Attributes:
        values: the points' values of the feature, rising from 0 to 1.
        odds: what each adds; either never falling or never rising. Unit: log odds.
    """

    values: tuple[float, ...]
    odds: tuple[float, ...]

    def at(self, value: float) -> float:
        """What a value of the feature adds. Unit: log odds."""
        return float(np.interp(value, self.values, self.odds))


@dataclass(frozen=True, slots=True)
class Model:
    """The additive model of similarity: log odds = bias + the sum of its curves.

    Attributes:
        bias: of a candidate that a search found.
        alone: added where two names are compared by themselves, not picked out of many.
        nil: log odds that the entity is not in the gazetteer, beside a candidate of similarity 0.5.
        sharpness: log odds of a candidate among its rivals for one unit of its similarity's log odds.
        curves: of each feature.
    """

    bias: float
    alone: float
    nil: float
    sharpness: float
    curves: dict[str, Curve]


@functools.cache
def model() -> Model:
    """The model of data/score/weights.tsv.

    Raises:
        DataError: the table has not all features and the bias, or a curve that is none.
    """
    points: dict[str, list[tuple[float, float]]] = {}
    for feature, value, odds, _source in tables.read_rows(_TABLE).rows:
        points.setdefault(feature, []).append((float(value), float(odds)))
    if set(points) != {*FEATURES, *CONSTANTS}:
        odd = sorted(set(points) ^ {*FEATURES, *CONSTANTS})
        raise DataError(_TABLE, 0, f"does not fit the features: {', '.join(odd)}")
    constants = {constant: points.pop(constant)[0][1] for constant in CONSTANTS}
    curves = {feature: _curve(feature, row) for feature, row in points.items()}
    return Model(**constants, curves=curves)


def _curve(feature: str, points: list[tuple[float, float]]) -> Curve:
    values, odds = zip(*[(0.0, 0.0), *sorted(points)], strict=True)
    steps = np.diff(odds) * (-1 if feature in AGAINST else 1)
    if values[-1] != 1 or min(np.diff(values)) <= 0:
        raise DataError(
            _TABLE, 0, f"{feature} has points at {values[1:]}; expected rising values, the last 1"
        )
    if min(steps) < 0:
        way = "against" if feature in AGAINST else "for"
        raise DataError(_TABLE, 0, f"{feature} speaks {way} a match; its log odds {odds} turn about")
    return Curve(values, odds)


def log_odds(values: Floats) -> Floats:
    """Log odds that two names are one.

    Args:
        values: n x len(FEATURES), what `measure` gave.
    """
    return _summed(values, model(), FEATURES)


def log_odds_of_names(values: Floats) -> Floats:
    """Log odds from the names alone, without kind, country and birth; arguments as for `log_odds`."""
    return _summed(values, model(), [feature for feature in FEATURES if feature not in CONTEXT_FEATURES])


def log_odds_alone(values: Floats) -> Floats:
    """Log odds of two names compared by themselves; arguments as for `log_odds`.

    How much chance may have had a part in finding them does not matter: nobody searched.
    """
    odds = _summed(values, model(), [feature for feature in FEATURES if feature not in CHANCE])
    return np.asarray(odds + np.float32(model().alone), np.float32)


def _summed(values: Floats, model: Model, features: Iterable[str]) -> Floats:
    # Column by column: so a row's sum does not depend on the rows beside it.
    total = np.full(len(values), model.bias, np.float64)
    for feature in features:
        curve = model.curves[feature]
        column = values[:, _PLACE[feature]]
        if len(curve.values) == 2:
            total += column * np.float64(curve.odds[1])
        else:
            total += np.interp(column, curve.values, curve.odds)
    return total.astype(np.float32)


def probability(odds: Floats) -> Floats:
    """Log odds as a probability, 0..1."""
    return np.asarray(1 / (1 + _exp(-np.clip(odds, -ODDS_LIMIT, ODDS_LIMIT))), np.float32)


def _exp(powers: Floats) -> npt.NDArray[np.float64]:
    """The exponentials by the C library; those of numpy differ from processor to processor."""
    return np.fromiter(map(math.exp, powers.tolist()), np.float64, len(powers))


def scores(query: npt.NDArray[np.int64], odds: Floats, prominence: Floats) -> Floats:
    """The probability of each candidate, its rivals and NIL counted, by the model's sharpness and NIL.

    Args:
        query: n numbers of queries, sorted; the candidates of one query are different entities.
        odds: their log odds of similarity.
        prominence: of their entities.

    Returns:
        n values 0..1; those of one query and its NIL sum to 1.
    """
    return shares(query, odds, prominence, model().sharpness, model().nil)


def shares(
    query: npt.NDArray[np.int64], odds: Floats, prominence: Floats, sharpness: float, nil: float
) -> Floats:
    """The share of each candidate in the odds of its query; see `scores` and `Model`."""
    if not len(query):
        return np.zeros(0, np.float32)
    first = np.flatnonzero(np.concatenate(([True], query[1:] != query[:-1])))
    of = np.cumsum(np.concatenate(([0], (query[1:] != query[:-1]).astype(np.int64))))
    level = odds >= np.maximum.reduceat(odds, first)[of] - np.float32(LEVEL)
    highest = np.maximum.reduceat(np.where(level, prominence, 0), first)[of]
    relative = np.minimum(prominence - highest, 0)
    total = np.float32(sharpness) * odds + np.float32(PROMINENCE) * relative
    share = _exp(np.clip(total, -SHARE_LIMIT, SHARE_LIMIT))
    # Added up from left to right, which `np.add.reduceat` does not do.
    whole = np.bincount(of, share) + math.exp(nil)
    return np.asarray(share / whole[of], np.float32)
