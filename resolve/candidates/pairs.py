"""Pairs of a query and a name that may be it."""

from dataclasses import dataclass

import numpy as np

from resolve.index.runs import Ints


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
        most = 1 + max(int(self.name.max(initial=0)), int(others.name.max(initial=0)))
        new = ~np.isin(self.query * most + self.name, others.query * most + others.name)
        return Pairs(self.query[new], self.name[new])
