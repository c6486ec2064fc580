"""Similarity and score: two probabilities out of the evidence.

**similarity** belongs to a pair of names alone: the logistic function of an additive model over the features,
whose weights stand in data/score/weights.tsv. **score** belongs to a candidate among its rivals: its share of
the odds of all candidates of a query and of NIL, where prominence tips what the names leave open.
"""

import functools
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve import tables
from resolve.errors import DataError
from resolve.evidence.context import CONTEXT_FEATURES
from resolve.evidence.features import FEATURES

SHARPNESS: Final = 0.9
"""Log odds of a candidate for one unit of its similarity's log odds. Chosen by likelihood on half of the
queries of the leave-one-language-out split."""

NIL_LOG_ODDS: Final = 0.0
"""Log odds that the entity is not in the gazetteer, beside candidates of similarity 0.5. Chosen likewise."""

PROMINENCE: Final = 0.7
"""Log odds for one unit of prominence (see `index.build`). A country of 80 million against a town of 15
thousand is 30 to 1."""

LEVEL: Final = 1.0
"""Candidates whose similarity is at most so much worse than the best are level with it: prominence decides
among them, and takes nothing from the most prominent of them. It never lifts a candidate that is not. Unit:
log odds."""

Floats = npt.NDArray[np.float32]


@functools.cache
def weights() -> tuple[Floats, float]:
    """The weight of each feature in the order of `FEATURES`, and the bias. Unit: log odds.

    Raises:
        DataError: the table has not one row for each feature and the bias.
    """
    rows = {feature: float(weight) for feature, weight, _source in tables.read_rows("score/weights.tsv").rows}
    if set(rows) != {*FEATURES, "bias"}:
        odd = sorted(set(rows) ^ {*FEATURES, "bias"})
        raise DataError("score/weights.tsv", 0, f"does not fit the features: {', '.join(odd)}")
    return np.array([rows[f] for f in FEATURES], np.float32), rows["bias"]


def log_odds(values: Floats) -> Floats:
    """Log odds that two names are one.

    Args:
        values: n x len(FEATURES), what `measure` gave.
    """
    weight, bias = weights()
    return _weighed(values, weight, bias)


def _weighed(values: Floats, weight: Floats, bias: float) -> Floats:
    # Not a matrix product: that sums a row in another order when it stands among other rows.
    return np.asarray((values.astype(np.float64) * weight).sum(axis=1) + bias, np.float32)


def log_odds_of_names(values: Floats) -> Floats:
    """Log odds from the names alone, without kind, country and birth; arguments as for `log_odds`."""
    weight, bias = weights()
    names = np.array([feature not in CONTEXT_FEATURES for feature in FEATURES])
    return _weighed(values, weight * names, bias)


def probability(odds: Floats) -> Floats:
    """Log odds as a probability, 0..1."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float32)


def scores(query: npt.NDArray[np.int64], odds: Floats, prominence: Floats) -> Floats:
    """The probability of each candidate, its rivals and NIL counted.

    Args:
        query: n numbers of queries, sorted; the candidates of one query are different entities.
        odds: their log odds of similarity.
        prominence: of their entities.

    Returns:
        n values 0..1; those of one query and its NIL sum to 1.
    """
    if not len(query):
        return np.zeros(0, np.float32)
    first = np.flatnonzero(np.concatenate(([True], query[1:] != query[:-1])))
    of = np.cumsum(np.concatenate(([0], (query[1:] != query[:-1]).astype(np.int64))))
    level = odds >= np.maximum.reduceat(odds, first)[of] - np.float32(LEVEL)
    highest = np.maximum.reduceat(np.where(level, prominence, 0), first)[of]
    relative = np.minimum(prominence - highest, 0)
    total = np.clip(np.float32(SHARPNESS) * odds + np.float32(PROMINENCE) * relative, -60, 60).astype(
        np.float64
    )
    share = np.exp(total)
    whole = np.add.reduceat(share, first) + np.exp(NIL_LOG_ODDS)
    return np.asarray(share / whole[of], np.float32)
