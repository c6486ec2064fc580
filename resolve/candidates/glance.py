"""A glance at candidates: what can be told of many pairs by a few instructions each.

A search finds more names than can be looked at closely. Outlines and kinds are enough to tell which are
worth it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.index.layout import Index
from resolve.index.runs import Ints
from resolve.names import NameTable
from resolve.names.outline import outlines, unlike

OUTLINE_WORTH: Final = 1.0
"""What names of equal outline are worth more than names that share no sound. Unit: votes of `near`."""

KIND_WORTH: Final = 0.1
"""What it is worth that the kind that was given is the entity's. Unit: votes of `near`."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Glance:
    """What a glance needs of n queries.

    Attributes:
        outline: see `outline.outlines`.
        kind: numbers of kinds, `UNKNOWN_KIND` where not given.
    """

    outline: npt.NDArray[np.uint64]
    kind: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, queries: NameTable, kind: npt.NDArray[np.uint8]) -> "Glance":
        """What a glance needs of queries of these kinds."""
        return cls(outlines(queries), kind)

    def worth(self, index: Index, query: Ints, name: Ints) -> Floats:
        """How promising pairs are at first sight.

        Args:
            index: the gazetteer's.
            query: n rows of queries.
            name: n rows of names.

        Returns:
            n values, 0 to `OUTLINE_WORTH` + `KIND_WORTH`.
        """
        apart = unlike(self.outline[query], index.spellings.outline[name])
        same_kind = self.kind[query] == index.entities.kind[index.spellings.entity[name]]
        worth = OUTLINE_WORTH * (1 - apart) + KIND_WORTH * same_kind
        return np.asarray(worth, np.float32)
