"""The evidence of pairs of names: one matrix, pairs x features; the weights of `score` belong to its columns.

What the names alone say is measured first, by `measure_names`; the rest is what is known besides them.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.evidence.alignment import Alignment, align
from resolve.evidence.answered import WORST_SLIP, as_length, compare_tokens
from resolve.evidence.context import compare_context
from resolve.evidence.features import FEATURES, PLACE
from resolve.evidence.parted import alike_together
from resolve.names import KINDS
from resolve.sides import Side

LEAST_BEARING: Final = 0.85
"""Least likeness at which an entity may bear a surname, 0..1."""

CONTRADICTS: Final = [
    PLACE[feature]
    for feature in ("conflict", "surplus", "father_conflict", "gender", "kind_conflict", "birth_conflict")
]
"""The features that say that the entity does not bear the name."""

LACKS: Final = [PLACE[feature] for feature in ("conflict", "missing", "surplus")]
"""The features that say that a token found no answer."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was measured on n pairs.

    Attributes:
        values: n x len(FEATURES), each 0..1.
        partial: whether the left name is less than a full name: its single name proper, with or without
            initials, is one of several of the right name.
        alignment: which token answered which, for explanations.
    """

    values: Floats
    partial: npt.NDArray[np.bool_]
    alignment: Alignment

    @property
    def same(self) -> npt.NDArray[np.bool_]:
        """Whether the two names have the same tokens."""
        return np.asarray((self.values[:, PLACE["same"]] == 1) & ~self.values[:, LACKS].any(axis=1))

    @property
    def bearing(self) -> npt.NDArray[np.bool_]:
        """Whether the right entity may bear the left name, which is less than a full name."""
        return _bearing(self.values, self.partial)

    @classmethod
    def join(cls, one: "Evidence", other: "Evidence") -> "Evidence":
        """Both together, the pairs of the second after those of the first."""
        return cls(
            np.concatenate((one.values, other.values)),
            np.concatenate((one.partial, other.partial)),
            Alignment.join(one.alignment, other.alignment),
        )

    def rows(self, rows: Ints) -> "Evidence":
        """The evidence of some of the pairs, in the order of the rows."""
        return Evidence(self.values[rows], self.partial[rows], self.alignment.rows(rows))


def measure(left: Side, right: Side, left_name: Ints, right_name: Ints) -> Evidence:
    """Measure the evidence of pairs of names.

    Args:
        left: the queries' side.
        right: the gazetteer's side.
        left_name: n rows of names.
        right_name: as many.
    """
    return with_context(left, right, measure_names(left, right, left_name, right_name))


def measure_names(left: Side, right: Side, left_name: Ints, right_name: Ints) -> Evidence:
    """What the names of pairs say by themselves; all other columns are 0. Arguments as for `measure`."""
    n = len(left_name)
    values = np.zeros((n, len(FEATURES)), np.float32)
    partial = np.zeros(n, bool)
    uneven = np.zeros(n, bool)
    blocks = align(left, right, left_name, right_name)
    for block in blocks:
        columns, partial[block.rows], uneven[block.rows] = compare_tokens(left, right, block)
        for feature, column in columns.items():
            values[block.rows, PLACE[feature]] = column
    values[:, PLACE["parted"]] = _parted(left, right, left_name, right_name, uneven, values)
    return Evidence(values, partial, Alignment.of(blocks, left_name, right_name))


def with_context(left: Side, right: Side, names: Evidence) -> Evidence:
    """The evidence of names together with what is known of them besides; `names.values` is changed."""
    values, partial, aligned = names.values, names.partial, names.alignment
    left_name, right_name = aligned.left_name, aligned.right_name
    sense = left.names.sense[left_name]
    language = left.language[left_name]
    own = (language != 0) & (language == right.language[right_name])
    alike = values[:, PLACE["same"]] == 1
    equivalent = (sense > 0) & (sense == right.names.sense[right_name])
    short = right.abbreviation[right_name]
    columns = {
        "equivalent": equivalent,
        "own_slip": values[:, PLACE["slip"]] * own,
        "abbreviation": short & ~alike & ~equivalent,
        "abbreviation_same": short & alike & left.abbreviation[left_name],
    }
    for feature, column in (columns | compare_context(left, right, left_name, right_name)).items():
        values[:, PLACE[feature]] = column
    person = right.kind[right_name] == KINDS.index("person")
    values[:, PLACE["borne"]] = person & _bearing(values, partial)
    return names


def _bearing(values: Floats, partial: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Whether the right entity may bear the left name, which is less than a full name."""
    contradicted = values[:, CONTRADICTS].any(axis=1)
    return np.asarray(partial & ~contradicted & (values[:, PLACE["likeness"]] >= LEAST_BEARING))


def _parted(
    left: Side, right: Side, left_name: Ints, right_name: Ints, uneven: npt.NDArray[np.bool_], values: Floats
) -> Floats:
    """Look at names written together where some token found no answer.

    Where they are alike so, they are measured so: `values` is changed in place.
    """
    out = np.zeros(len(left_name), np.float32)
    asked = np.flatnonzero(uneven & values[:, LACKS].any(axis=1))
    found = alike_together(left, right, left_name[asked], right_name[asked])
    rows = asked[found.rows]
    values[rows[:, None], LACKS] = 0
    values[rows, PLACE["likeness"]] = found.likeness
    values[rows, PLACE["slip"]] = np.clip(found.apart / WORST_SLIP, 0, 1)
    values[rows, PLACE["length"]] = as_length(found.length)
    values[rows, PLACE["tiny"]] = 0
    values[rows, PLACE["onset"]] = 0
    values[rows, PLACE["stranger"]] = 0
    out[rows] = 1
    return out
