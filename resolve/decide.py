"""Decision: on what ground a query is a match, worth a review, or nil.

It works on columns; `answers` puts the grounds into words.
"""

from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve import settings
from resolve.types import Decision, Options


class Ground(IntEnum):
    """Why a decision was taken, in the order of precedence."""

    NOTHING_NEAR = 0
    NOT_A_FULL_NAME = 1
    CLEAR = 2
    RIVALS = 3
    UNSURE = 4
    LOW = 5


_NOTHING_NEAR, _NOT_A_FULL_NAME, _CLEAR, _RIVALS, _UNSURE, _LOW = map(int, Ground)

DECISIONS: Final = {
    Ground.NOTHING_NEAR: Decision.NIL,
    Ground.NOT_A_FULL_NAME: Decision.REVIEW,
    Ground.CLEAR: Decision.MATCH,
    Ground.RIVALS: Decision.REVIEW,
    Ground.UNSURE: Decision.REVIEW,
    Ground.LOW: Decision.NIL,
}
"""What each ground leads to."""

LEAST_BEARER: Final = 0.30
"""Least similarity of a best candidate whose rivals are worth a person's look, 0..1."""

RIVAL_SHARE: Final = 0.98
"""Share of the best similarity from which another candidate is its rival, 0..1."""

Floats = npt.NDArray[np.float32]


def decide(
    score: Floats,
    similarity: Floats,
    bearing: npt.NDArray[np.bool_],
    rivals: npt.NDArray[np.int64],
    options: Options,
) -> npt.NDArray[np.int8]:
    """The ground of each decision.

    Args:
        score: n scores of the best candidates, 0..1; nan where there is none.
        similarity: their similarities, 0..1.
        bearing: whether the query is less than a full name (a surname, an initial and a surname) that the
            best candidate bears.
        rivals: how many other candidates are as similar, by `RIVAL_SHARE`.
        options: thresholds.

    Returns:
        n members of `Ground`.
    """
    match = settings.MATCH_THRESHOLD if options.threshold is None else options.threshold
    review = settings.REVIEW_THRESHOLD if options.review_threshold is None else options.review_threshold
    alike = rivals > 0
    ground = np.full(len(score), _LOW, np.int8)
    # The grounds that go before others are written over them.
    ground[score >= review] = _UNSURE
    ground[alike & (similarity >= max(review, LEAST_BEARER))] = _RIVALS
    ground[(score >= match) & (~alike | (score >= max(match, settings.NAMESAKE_THRESHOLD)))] = _CLEAR
    ground[bearing] = _NOT_A_FULL_NAME
    ground[np.isnan(score)] = _NOTHING_NEAR
    return ground


def decide_pairs(similarity: Floats, bearing: npt.NDArray[np.bool_]) -> npt.NDArray[np.int8]:
    """The ground of each decision on pairs of names without a gazetteer.

    Args:
        similarity: n similarities, 0..1.
        bearing: whether one name is less than a full name that the other bears.
    """
    ground = np.select(
        [
            bearing,
            similarity >= settings.PAIR_MATCH,
            similarity >= settings.PAIR_REVIEW,
        ],
        [Ground.NOT_A_FULL_NAME, Ground.CLEAR, Ground.UNSURE],
        Ground.LOW,
    )
    return ground.astype(np.int8)
