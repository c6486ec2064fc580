"""The stages of the main path over one gazetteer, in C where this installation has it compiled."""

import ctypes
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from resolve.candidates.pairs import Pairs
from resolve.candidates.search import PlainSearch, Search
from resolve.compiled import Library, library
from resolve.evidence.measure import measure
from resolve.index.layout import Index
from resolve.names import NameTable
from resolve.names.compiled import KeyRulesStruct, NamesStruct
from resolve.native import ranking as native_ranking
from resolve.native.evidence import measure_names
from resolve.native.keyed import BoundsStruct, Lookup, LookupStruct, NativeSearch
from resolve.native.near import LimitsStruct, NearIndex, ShapesStruct
from resolve.native.ranges import refuse_wild_numbers
from resolve.native.ranking import Contest, ContestStruct
from resolve.native.reasons import TellingStruct, tell_reasons
from resolve.native.score import FactsStruct, ModelStruct, facts_struct, weigh
from resolve.native.structs import RulesStruct, SideStruct, side_struct
from resolve.ranking import Measured, Ranking, rank
from resolve.reasons import Found, reasons
from resolve.sides import Side
from resolve.strings import Strings

_STRUCTURES = (
    *(RulesStruct, SideStruct, ShapesStruct, LimitsStruct),
    *(ModelStruct, FactsStruct, ContestStruct, TellingStruct),
)
SIZES = tuple(map(ctypes.sizeof, _STRUCTURES))
"""What a library must have been compiled for to be of use."""

KEY_SIZES = tuple(map(ctypes.sizeof, (NamesStruct, KeyRulesStruct, LookupStruct, BoundsStruct)))
"""The same of the search by keys."""

_FEW: Final = 24
"""Queries up to which their reasons are put together as quickly in Python."""


class Stages(Protocol):
    """What the main path asks of the stages that cost the most."""

    def search(self, names: NameTable, kind: npt.NDArray[np.uint8]) -> Search:
        """A search for names that queries of these kinds may mean."""
        ...

    def measure(self, side: Side, pairs: Pairs) -> Measured:
        """The evidence of pairs of a query and a name, weighed; see `evidence.measure.measure`."""
        ...

    def rank(self, measured: Measured, queries: int) -> Ranking:
        """The candidates of each of so many queries, best first; see `ranking.rank`."""
        ...

    def reasons(self, found: Found, review: float) -> Strings:
        """Why each query was decided as it was; see `reasons.reasons`."""
        ...


class PlainStages:
    """The stages in Python."""

    def __init__(self, index: Index, side: Side) -> None:
        self._index = index
        self._side = side

    def search(self, names: NameTable, kind: npt.NDArray[np.uint8]) -> Search:
        """A search for names that queries of these kinds may mean."""
        return PlainSearch(self._index, names, kind)

    def measure(self, side: Side, pairs: Pairs) -> Measured:
        """The evidence of pairs of a query and a name, weighed."""
        return Measured.of(pairs, measure(side, self._side, pairs.query, pairs.name))

    def rank(self, measured: Measured, queries: int) -> Ranking:
        """The candidates of each query, best first."""
        return rank(self._index, measured, queries)

    def reasons(self, found: Found, review: float) -> Strings:
        """Why each query was decided as it was."""
        return Strings.of(reasons(found, review))


class NativeStages:
    """The stages in C."""

    def __init__(self, index: Index, side: Side, compiled: Library) -> None:
        self._compiled = compiled
        self._struct = side_struct(side)
        self._facts = facts_struct(side)
        self._contest = Contest.of(index)
        self._shapes = NearIndex.of(index, side)
        self._lookup = Lookup.of(index, side)

    def search(self, names: NameTable, kind: npt.NDArray[np.uint8]) -> Search:
        """A search for names that queries of these kinds may mean."""
        return NativeSearch(self._compiled, self._lookup, self._shapes, names, kind)

    def measure(self, side: Side, pairs: Pairs) -> Measured:
        """The evidence of pairs of a query and a name, weighed."""
        found = measure_names(self._compiled, side_struct(side), self._struct, pairs.query, pairs.name)
        return weigh(self._compiled, facts_struct(side), self._facts, pairs, found)

    def rank(self, measured: Measured, queries: int) -> Ranking:
        """The candidates of each query, best first."""
        return native_ranking.rank(self._compiled, self._contest, measured, queries)

    def reasons(self, found: Found, review: float) -> Strings:
        """Why each query was decided as it was."""
        if len(found.asked) < _FEW:
            return Strings.of(reasons(found, review))
        return tell_reasons(self._compiled, side_struct(found.side), self._struct, found, review)


def stages_of(index: Index, side: Side) -> Stages:
    """The stages over a gazetteer.

    Args:
        index: the gazetteer's.
        side: its names.

    Raises:
        IndexFaultError: the index is damaged.
    """
    compiled = library()
    if compiled is None or (compiled.sizes(), compiled.key_sizes()) != (SIZES, KEY_SIZES):
        return PlainStages(index, side)
    refuse_wild_numbers(index)
    return NativeStages(index, side, compiled)
