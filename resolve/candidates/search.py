"""A search for the names that a column of queries may mean, before any is looked at closely."""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from resolve.candidates.bearers import find_bearers
from resolve.candidates.glance import Glance
from resolve.candidates.keyed import keyed_candidates
from resolve.candidates.near import near_candidates
from resolve.candidates.pairs import Pairs
from resolve.index.layout import Index
from resolve.index.runs import Ints
from resolve.names import NameTable


class Search(Protocol):
    """What a search can find; what it needs of the queries is prepared once."""

    @property
    def glance(self) -> Glance:
        """What a glance needs of the queries."""
        ...

    def keyed(self) -> Pairs:
        """Names that share a key with a query; see `keyed.keyed_candidates`."""
        ...

    def with_bearers(self, found: Pairs) -> Pairs:
        """Pairs that `keyed` found, and persons that bear a single name; see `bearers.find_bearers`."""
        ...

    def near(self, wanted: Ints) -> Pairs:
        """Names near to the queries of these rows, which rise; see `near.near_candidates`."""
        ...


class PlainSearch:
    """A search in Python."""

    def __init__(self, index: Index, names: NameTable, kind: npt.NDArray[np.uint8]) -> None:
        self._index = index
        self._names = names
        self.glance = Glance.of(names, kind)

    def keyed(self) -> Pairs:
        """Names that share a key with a query."""
        return keyed_candidates(self._index, self._names, self.glance)

    def with_bearers(self, found: Pairs) -> Pairs:
        """Pairs that `keyed` found, and persons that bear a single name."""
        return found.joined(find_bearers(self._index, self._names))

    def near(self, wanted: Ints) -> Pairs:
        """Names near to the queries of these rows."""
        return near_candidates(self._index, self._names, self.glance, wanted)
