"""Pairs of a query and a name that may be it."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from resolve.index.runs import Ints

_NAME_BITS: Final = np.int64(32)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidates: row i says that query[i] may be name[i]; no pair twice."""

    query: Ints
    name: Ints

    def joined(self, others: "Pairs") -> "Pairs":
        """These pairs and those of the others that are not among them."""
        new = others.without(self)
        return Pairs(np.concatenate((self.query, new.query)), np.concatenate((self.name, new.name)))

    def without(self, others: "Pairs") -> "Pairs":
        """The pairs that are not among others."""
        if not len(self.query) or not len(others.query):
            return self
        known, mine = np.sort(others._packed(), kind="stable"), self._packed()
        at = np.searchsorted(known, mine)
        at[at == len(known)] = 0
        new = known[at] != mine
        return Pairs(self.query[new], self.name[new])

    def _packed(self) -> Ints:
        return (self.query << _NAME_BITS) | self.name
