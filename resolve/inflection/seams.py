"""Seams: what stands between a name and its ending, and what that is worth.

A mark (apostrophe, hyphen, closing quote), the step from capitals to small letters in an abbreviation
(BMTnin), or nothing. `seams.tsv` says which of them a language has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve import tables
from resolve.errors import DataError

__all__ = ["CAPITALS", "NO_SEAM", "SEAMS", "Seams", "marks", "seams"]

_TABLE: Final = "inflection/seams.tsv"
_MARKS: Final = "inflection/marks.tsv"

SEAMS: Final = ("none", "apostrophe", "hyphen", "quote", "capitals")
"""The kinds of seams, by number."""

NO_SEAM: Final = SEAMS.index("none")
CAPITALS: Final = SEAMS.index("capitals")


@dataclass(frozen=True, slots=True)
class Seams:
    """The seams of a language; every array has one row for each of SEAMS.

    Attributes:
        weight: 0..1, what it leaves of the weight of an ending; 0: the language does not have it.
        alone: 0..1, what it is worth where nobody vouches for the stem.
        abbreviation: whether it is worth that only after an abbreviation, a number or a domain.
        free: whether the ending follows the sound of the stem, which its letters do not tell.
    """

    weight: npt.NDArray[np.float32]
    alone: npt.NDArray[np.float32]
    abbreviation: npt.NDArray[np.bool_]
    free: npt.NDArray[np.bool_]


@cache
def seams(lang: str) -> Seams:
    """The seams of a language.

    Raises:
        DataError: the table of seams is broken.
    """
    found = Seams(
        np.zeros(len(SEAMS), np.float32),
        np.zeros(len(SEAMS), np.float32),
        np.zeros(len(SEAMS), np.bool_),
        np.zeros(len(SEAMS), np.bool_),
    )
    for language, seam, stem, harmony, weight, alone, _ in tables.read_rows(_TABLE).rows:
        if language == lang:
            number = _number(seam, _TABLE)
            found.weight[number] = float(weight)
            found.alone[number] = float(alone)
            found.abbreviation[number] = stem == "abbreviation"
            found.free[number] = harmony == "free"
    return found


@cache
def marks() -> Mapping[str, int]:
    """The number of the seam that each mark makes.

    Raises:
        DataError: the table of marks is broken.
    """
    return {mark: _number(kind, _MARKS) for mark, kind in tables.read_rows(_MARKS).rows}


def _number(seam: str, table: str) -> int:
    if seam not in SEAMS:
        raise DataError(table, 0, f"{seam!r} is no seam; expected one of {', '.join(SEAMS)}")
    return SEAMS.index(seam)
