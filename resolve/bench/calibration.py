"""How far a score can be taken for a probability; pure functions over two arrays.

`scores` are n probabilities, `right` n truths: whether what was scored is right.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

BINS: Final = 15
"""Bins of the expected calibration error."""

_STEPS: Final = 100
_TOLERANCE: Final = 1e-10

Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Platt:
    """A logistic curve that turns any score into a probability: 1 / (1 + exp(-(slope * score + bias)))."""

    slope: float
    bias: float

    def apply(self, scores: Floats) -> Floats:
        """Probabilities, 0..1."""
        return np.asarray(1 / (1 + np.exp(-np.clip(self.slope * scores + self.bias, -700, 700))))


def expected_calibration_error(scores: Floats, right: Truths, bins: int = BINS) -> float:
    """The mean distance of what was promised from what was kept, 0..1, 0 best.

    The rows are sorted by score and cut into bins of equal mass; in each, the mean score is compared with the
    share that is right; bins count by their rows.

    Source: Naeini, Cooper, Hauskrecht, Obtaining well calibrated probabilities using Bayesian binning, 2015;
    bins of equal mass: Nguyen, O'Connor, Posterior calibration and exploratory analysis, 2015.
    """
    order = np.argsort(scores, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    gaps = [abs(float(scores[part].mean()) - float(right[part].mean())) * len(part) for part in parts]
    return sum(gaps) / len(scores)


def brier(scores: Floats, right: Truths) -> float:
    """The mean squared distance of score and truth, 0..1, 0 best.

    Source: G. W. Brier, Verification of forecasts expressed in terms of probability, 1950.
    """
    return float(np.mean((scores - right) ** 2))


def auc(scores: Floats, right: Truths) -> float:
    """The probability that a right row scores higher than a wrong one, equal scores counting half.

    nan if all rows are right, or all are wrong.

    Source: Mann, Whitney, 1947; as area under the curve: Hanley, McNeil, 1982.
    """
    rights, wrongs = int(right.sum()), int((~right).sum())
    if not rights or not wrongs:
        return float("nan")
    _values, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    rank = (last - (counts - 1) / 2)[place]
    return float((rank[right].sum() - rights * (rights + 1) / 2) / (rights * wrongs))


def fit_platt(scores: Floats, right: Truths) -> Platt:
    """The logistic curve under which the truths are most likely, by Newton's method.

    Targets are drawn in by one row a class, so that the curve stays finite where the scores part the truths.

    Source: J. Platt, Probabilistic outputs for support vector machines, 1999; Lin, Lin, Weng, A note on
    Platt's probabilistic outputs, 2007.
    """
    rights = int(right.sum())
    wrongs = len(right) - rights
    target = np.where(right, (rights + 1) / (rights + 2), 1 / (wrongs + 2))
    centre, width = float(scores.mean()), float(scores.std()) or 1.0
    standard = np.stack([(scores - centre) / width, np.ones(len(scores))])
    at = np.array([0.0, np.log((rights + 1) / (wrongs + 1))])
    loss = _loss(at, standard, target)
    for _ in range(_STEPS):
        said = 1 / (1 + np.exp(-at @ standard))
        slope = standard @ (said - target)
        bend = (standard * (said * (1 - said))) @ standard.T + 1e-12 * np.eye(2)
        step = np.linalg.solve(bend, slope)
        while (new := _loss(at - step, standard, target)) > loss + _TOLERANCE:
            step = step / 2
        at, gained, loss = at - step, loss - new, new
        if gained < _TOLERANCE:
            break
    return Platt(float(at[0] / width), float(at[1] - at[0] * centre / width))


def _loss(at: Floats, standard: Floats, target: Floats) -> float:
    odds = at @ standard
    return float(np.sum(np.logaddexp(0, odds) - target * odds))
