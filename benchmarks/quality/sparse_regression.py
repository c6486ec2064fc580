"""Multinomial logistic regression on counts that mostly are 0; its penalty leaves most weights at 0."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

PENALTY = 1.5e-5
STEPS = 300

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts of marks in samples, by the places of those that are not 0."""

    rows: Whole
    columns: Whole
    size: tuple[int, int]

    def times(self, weights: Floats) -> Floats:
        """The sums of the weights of each sample's marks, a column an orthography."""
        return np.stack(
            [
                np.bincount(self.rows, weights=weights[self.columns, code], minlength=self.size[0])
                for code in range(weights.shape[1])
            ],
            axis=1,
        )

    def turned(self, values: Floats) -> Floats:
        """The transposed product."""
        return np.stack(
            [
                np.bincount(self.columns, weights=values[self.rows, code], minlength=self.size[1])
                for code in range(values.shape[1])
            ],
            axis=1,
        )


def softmax(scores: Floats) -> Floats:
    """Scores as shares, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


def fit(matrix: Matrix, shares: Floats, weights: Floats) -> Floats:
    """Weights of the marks: logistic regression with a penalty on size, by accelerated proximal steps."""
    chosen = np.zeros((matrix.size[1], shares.shape[1]))
    ahead, pace, step = chosen, 1.0, 1 / steepest(matrix, weights)
    for _ in range(STEPS):
        gradient = matrix.turned((softmax(matrix.times(ahead)) - shares) * weights[:, None])
        moved = ahead - step * gradient
        moved = np.sign(moved) * np.maximum(np.abs(moved) - step * PENALTY, 0)
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = moved + (pace - 1) / faster * (moved - chosen)
        chosen, pace = moved, faster
    return chosen


def steepest(matrix: Matrix, weights: Floats) -> float:
    """A bound of how fast the gradient changes, by power iteration: longer steps would overshoot."""
    direction = np.ones((matrix.size[1], 1))
    size = 1.0
    for _ in range(20):
        turned = matrix.turned(matrix.times(direction) * weights[:, None])
        size = float(np.linalg.norm(turned))
        direction = turned / size
    return size / 2
