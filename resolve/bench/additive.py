"""Fitting an additive model to pairs of which the truth is known: curves that rise or fall throughout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

RIDGE: Final = 1e-4
"""What a step of a curve costs, times its square, so that none leaves 0 without a reason."""

_ROUNDS: Final = 3_000
_PACE: Final = 0.05

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Piece:
    """One straight piece of a curve: from one value of a feature to the next."""

    feature: str
    start: float
    end: float


def pieces(features: Sequence[str], points: Mapping[str, tuple[float, ...]]) -> list[Piece]:
    """The pieces of all curves, feature by feature.

    Args:
        features: names of the columns.
        points: where the curve of a feature may bend, rising to 1; one straight line for all others.
    """
    return [
        Piece(feature, start, end)
        for feature in features
        for start, end in zip((0.0, *points.get(feature, (1.0,))), points.get(feature, (1.0,)), strict=False)
    ]


def climbed(values: npt.NDArray[np.float32], features: Sequence[str], steps: Sequence[Piece]) -> Floats:
    """How far each row has climbed each piece, 0..1; rows x pieces."""
    place = {feature: at for at, feature in enumerate(features)}
    return np.stack(
        [np.clip((values[:, place[s.feature]] - s.start) / (s.end - s.start), 0, 1) for s in steps], axis=1
    ).astype(np.float64)


def fit_additive(
    way: Floats, against: npt.NDArray[np.bool_], right: npt.NDArray[np.bool_]
) -> tuple[Floats, float]:
    """Fit the height of each piece and the bias, by likelihood.

    Args:
        way: rows x pieces, what `climbed` gave.
        against: of each piece, whether it speaks against; it then never adds, else it never takes away.
        right: the truth of each row.

    Returns:
        Heights, and the bias. Unit: log odds.
    """
    height = np.where(against, -0.1, 0.1)
    bias = 0.0
    mean, square = np.zeros(way.shape[1] + 1), np.zeros(way.shape[1] + 1)
    for turn in range(1, _ROUNDS + 1):
        apart = (1 / (1 + np.exp(-np.clip(way @ height + bias, -30, 30))) - right) / len(right)
        slope = np.append(way.T @ apart + RIDGE * height, apart.sum())
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        move = _PACE * (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.99**turn)) + 1e-8)
        height = height - move[:-1]
        height = np.where(against, np.minimum(height, 0), np.maximum(height, 0))
        bias -= move[-1]
    return height, float(bias)
