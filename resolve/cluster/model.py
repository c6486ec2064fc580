"""The probability that two names of a list are one, out of what was measured on them.

Two additive models, one curve a feature, for each kind of name: one of how the names are spelt, one of what
their words mean. Which of the two says more counts: a translation is no spelling, and need not look like one.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from resolve import tables
from resolve.cluster.evidence import MEANT, SPELT
from resolve.errors import DataError
from resolve.names import KINDS
from resolve.score import Curve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resolve.cluster.evidence import ListEvidence

Floats = npt.NDArray[np.float64]

TABLE: Final = "cluster/weights.tsv"
UNKNOWN: Final = "unknown"
"""What the table calls names of which the kind is not known, or is `other`: of a list of all kinds."""

NEVER: Final = -30.0
"""Log odds of what is as good as impossible."""

HOPELESS: Final = 0.25
"""How alike two names have to be by themselves for their spelling to tell anything; see `evidence.SPELT`."""

_ALONE: Final = list(SPELT).index("alone")
_NOT_TRANSLATED: Final = "person"
_BIAS: Final = "bias"


@dataclass(frozen=True, slots=True)
class Additive:
    """Log odds = bias + the sum of a curve of each feature."""

    bias: float
    curves: tuple[Curve, ...]

    def log_odds(self, values: npt.NDArray[np.float32]) -> Floats:
        """The log odds of n rows of values, a column a curve."""
        total = np.full(len(values), self.bias)
        for place, curve in enumerate(self.curves):
            total += np.interp(values[:, place], curve.values, curve.odds)
        return total


@functools.cache
def models() -> Mapping[tuple[str, str], Additive]:
    """The models by kind and by what they look at (`spelt`, `meant`).

    Raises:
        DataError: the table has not all features of a model.
    """
    points: dict[tuple[str, str], dict[str, list[tuple[float, float]]]] = {}
    for kind, way, feature, value, odds, _ in tables.read_rows(TABLE).rows:
        points.setdefault((kind, way), {}).setdefault(feature, []).append((float(value), float(odds)))
    found = {}
    for (kind, way), of_features in points.items():
        wanted = {"spelt": SPELT, "meant": MEANT}.get(way, {})
        if set(of_features) != {*wanted, _BIAS}:
            odd = sorted(set(of_features) ^ {*wanted, _BIAS})
            raise DataError(TABLE, 0, f"{kind}, {way}: does not fit the features: {', '.join(odd)}")
        ((_, bias),) = of_features.pop(_BIAS)
        found[kind, way] = Additive(bias, tuple(_curve(of_features[feature]) for feature in wanted))
    return found


def _curve(points: list[tuple[float, float]]) -> Curve:
    values, odds = zip(*[(0.0, 0.0), *sorted(points)], strict=True)
    return Curve(values, odds)


def hopeful(evidence: ListEvidence) -> npt.NDArray[np.bool_]:
    """Which pairs are alike enough by themselves for their spelling to tell anything else."""
    return np.asarray(evidence.spelt[:, _ALONE] > HOPELESS)


def log_odds_listed(evidence: ListEvidence, kind: npt.NDArray[np.integer]) -> Floats:
    """The log odds that two names of a list are one.

    Args:
        evidence: of n pairs.
        kind: the kind of each pair, its place in `names.KINDS`; any other number where none is known.

    Returns:
        n values.
    """
    odds = np.full(len(kind), NEVER)
    known = {number: name for number, name in enumerate(KINDS) if (name, "spelt") in models()}
    for number in np.unique(kind).tolist():
        rows = np.flatnonzero(kind == number)
        name = known.get(number, UNKNOWN)
        likely = rows[hopeful(evidence)[rows]]
        if name in (_NOT_TRANSLATED, UNKNOWN):
            # A surname, or what may be one, is as good as unlike any full name that has it.
            likely = likely[~evidence.partial[likely]]
        odds[likely] = models()[name, "spelt"].log_odds(evidence.spelt[likely])
        if name != _NOT_TRANSLATED:
            rows = rows[evidence.translated[rows]]
            meant = models()[name, "meant"].log_odds(evidence.meant[rows])
            # Foreign affairs are not internal ones, however alike the names are as a whole.
            against = evidence.contradicted[rows]
            odds[rows] = np.where(against, np.minimum(odds[rows], meant), np.maximum(odds[rows], meant))
    return np.where(odds > NEVER, odds + evidence.told, NEVER)
