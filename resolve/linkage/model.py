"""The probability that two entities are one, out of the evidence and of what else each may be.

An additive model, one curve a feature, for each kind. It knows a pair alone; then each pair is held against
its rivals: an entity is not two that differ.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from resolve import tables
from resolve.errors import DataError
from resolve.linkage.evidence import FEATURES, PLACE
from resolve.linkage.rivals import rivalry
from resolve.names import KINDS
from resolve.score import Curve

if TYPE_CHECKING:
    from resolve.index.layout import Index
    from resolve.linkage.evidence import EntityPairs
    from resolve.linkage.facts import Floats

Values = npt.NDArray[np.float32]

_TABLE: Final = "linkage/weights.tsv"
CONSTANTS: Final = ("bias", "offset", "rivalry", "sharpness")
"""Rows of the table that belong to no feature, in order; see `LinkModel`."""

_LIKE: Final = {"other": "organization"}
"""Kinds that are weighed as another."""


@dataclass(frozen=True, slots=True)
class LinkModel:
    """What speaks how much for two entities of a kind being one. Unit: log odds.

    Attributes:
        bias: without any evidence.
        offset: added once the rivals are counted.
        rivalry: what one unit of `rivals.rivalry` takes.
        sharpness: what one unit of a pair's own log odds counts beside its rivals.
        curves: of each feature.
    """

    bias: float
    offset: float
    rivalry: float
    sharpness: float
    curves: dict[str, Curve]


@functools.cache
def models() -> dict[str, LinkModel]:
    """The model of each kind, by its name.

    Raises:
        DataError: the table has not all features of a kind.
    """
    points: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for kind, feature, value, odds, _ in tables.read_rows(_TABLE).rows:
        points.setdefault(kind, {}).setdefault(feature, []).append((float(value), float(odds)))
    found = {}
    for kind, of_features in points.items():
        if set(of_features) != {*FEATURES, *CONSTANTS}:
            odd = sorted(set(of_features) ^ {*FEATURES, *CONSTANTS})
            raise DataError(_TABLE, 0, f"{kind}: does not fit the features: {', '.join(odd)}")
        constants = {name: of_features.pop(name)[0][1] for name in CONSTANTS}
        curves = {name: _curve(row) for name, row in of_features.items()}
        found[kind] = LinkModel(**constants, curves=curves)
    return {kind: found[_LIKE.get(kind, kind)] for kind in KINDS}


def _curve(points: list[tuple[float, float]]) -> Curve:
    values, odds = zip(*[(0.0, 0.0), *sorted(points)], strict=True)
    return Curve(values, odds)


def probabilities(index: Index, pairs: EntityPairs) -> Floats:
    """The probability that the entities of each pair are one, its rivals counted; n values, 0..1."""
    kind = index.entities.kind[pairs.one]
    odds = log_odds_of_pairs(pairs.values, kind)
    rivals = rivalry(pairs.one, pairs.other, odds)
    total = np.zeros(len(odds))
    for number, name in enumerate(KINDS):
        model, rows = models()[name], kind == number
        total[rows] = model.sharpness * odds[rows] + model.rivalry * rivals[rows] + model.offset
    return np.asarray(1 / (1 + np.exp(-np.clip(total, -30, 30))))


def log_odds_of_pairs(values: Values, kind: npt.NDArray[np.integer]) -> Floats:
    """The log odds that the entities of pairs are one, each pair by itself.

    Args:
        values: n x len(FEATURES).
        kind: the kind of each pair, its place in `names.KINDS`.
    """
    odds = np.zeros(len(values))
    for number, name in enumerate(KINDS):
        rows = np.flatnonzero(kind == number)
        model = models()[name]
        odds[rows] = model.bias
        for feature, curve in model.curves.items():
            odds[rows] += np.interp(values[rows, PLACE[feature]], curve.values, curve.odds)
    return odds


def weights_of(values: Values, kind: int) -> dict[str, float]:
    """What each feature adds to the log odds of one pair.

    Args:
        values: of each feature, 0..1.
        kind: the kind of the pair, its place in `names.KINDS`.
    """
    curves = models()[KINDS[kind]].curves
    return {feature: curve.at(float(values[PLACE[feature]])) for feature, curve in curves.items()}
