"""Evidence from what is known besides the names: kind, country, year of birth.

It may veto or break a tie, never carry.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.names import UNKNOWN_KIND
from resolve.sides import Side

CONTEXT_FEATURES: Final = frozenset(
    {"kind_open"} | {f"{what}_{how}" for what in ("kind", "country", "birth") for how in ("same", "conflict")}
)
"""The features that this module gives."""

BIRTH_TOLERANCE: Final = 1
"""Years of birth that differ by no more are the same. Unit: years."""


def compare_context(
    left: Side, right: Side, left_name: npt.NDArray[np.int64], right_name: npt.NDArray[np.int64]
) -> dict[str, npt.NDArray[np.float32]]:
    """Compare the context of pairs of names; where either side knows nothing, nothing is said.

    Returns:
        Feature -> n values, 0 or 1; `kind_open` where the left side's kind is not known.
    """
    kinds = left.kind[left_name], right.kind[right_name]
    countries = left.country[left_name], right.country[right_name]
    years = left.birth_year[left_name].astype(np.int32), right.birth_year[right_name].astype(np.int32)
    stated = {
        "kind": (kinds[0] != UNKNOWN_KIND) & (kinds[1] != UNKNOWN_KIND),
        "country": (countries[0] != 0) & (countries[1] != 0),
        "birth": (years[0] != 0) & (years[1] != 0),
    }
    agree = {
        "kind": kinds[0] == kinds[1],
        "country": countries[0] == countries[1],
        "birth": np.abs(years[0] - years[1]) <= BIRTH_TOLERANCE,
    }
    columns = {"kind_open": kinds[0] == UNKNOWN_KIND}
    for what in stated:
        columns[f"{what}_same"] = stated[what] & agree[what]
        columns[f"{what}_conflict"] = stated[what] & ~agree[what]
    return {feature: column.astype(np.float32) for feature, column in columns.items()}
