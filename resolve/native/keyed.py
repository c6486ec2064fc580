"""`resolve.candidates.keyed` and `bearers` over in C: the same names, several times as fast."""

import ctypes
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.candidates import bearers, keyed
from resolve.candidates.glance import KIND_WORTH, OUTLINE_WORTH, Glance
from resolve.candidates.pairs import Pairs
from resolve.compiled import Array, Library, address, in_one_piece
from resolve.errors import IndexFaultError
from resolve.index.layout import Index
from resolve.index.runs import Ints
from resolve.keys.compiled import key_rules
from resolve.names import KINDS, NameTable
from resolve.names.compiled import names_struct
from resolve.names.outline import compiled_outlines
from resolve.native.near import NearIndex, near_candidates
from resolve.sides import Side

_COLUMNS: Final = {
    "bucket": np.int32,
    "rest": np.uint16,
    "entry": np.uint32,
    "lists": np.int32,
    "entity": np.int32,
    "outline": np.uint64,
    "kind": np.uint8,
    "shape": np.uint64,
    "name_first": np.int32,
    "name": np.int32,
}


class LookupStruct(ctypes.Structure):
    """`Lookup` of lookup.h."""

    _fields_ = [
        *[(name, ctypes.c_void_p) for name in _COLUMNS],
        *[(name, ctypes.c_int64) for name in ("keys", "listed", "names", "shapes")],
        *[(name, ctypes.c_int32) for name in ("bucket_bits", "target_bits")],
    ]


class BoundsStruct(ctypes.Structure):
    """`Bounds` of lookup.h."""

    _fields_ = [
        *[
            (name, ctypes.c_int32)
            for name in ("keyed_kept", "names_an_entity", "bearers_read", "bearer_limit", "person")
        ],
        *[(name, ctypes.c_float) for name in ("keyed_gap", "prominence_worth", "outline_worth")],
        ("key_worth", ctypes.c_float * len(keyed.KEY_WORTH)),
        ("kind_worth", ctypes.c_double),
    ]


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a search by keys reads of an index, as the library takes it, and the limits of the search."""

    struct: LookupStruct
    bounds: BoundsStruct
    arrays: tuple[Array, ...]

    @classmethod
    def of(cls, index: Index, side: Side) -> "Lookup":
        """What a search reads of an index; copied only where a type differs.

        Args:
            index: the gazetteer's.
            side: its names.
        """
        packed, spellings, shapes = index.keyed, index.spellings, index.shapes
        columns = (
            *(packed.bucket, packed.rest, packed.entry, packed.lists, spellings.entity, spellings.outline),
            *(side.kind, shapes.hash, shapes.name_first, shapes.name),
        )
        arrays = in_one_piece(columns, _COLUMNS.values())
        struct = LookupStruct(
            *map(address, arrays),
            *(len(packed.entry), len(packed.lists), len(spellings.entity), len(shapes.hash)),
            *((len(packed.bucket) - 1).bit_length() - 1, int(packed.target_bits[0])),
        )
        return cls(struct, _bounds(), arrays)


class NativeSearch:
    """A search in C."""

    def __init__(
        self,
        library: Library,
        index: Lookup,
        shapes: NearIndex,
        names: NameTable,
        kind: npt.NDArray[np.uint8],
    ) -> None:
        self._library = library
        self._index = index
        self._shapes = shapes
        self._names = names_struct(names)
        self.glance = Glance(compiled_outlines(library, self._names), np.ascontiguousarray(kind, np.uint8))

    def keyed(self) -> Pairs:
        """Names that share a key with a query.

        Raises:
            IndexFaultError: the index is damaged.
        """
        names, index = self._names.struct, self._index
        room = names.names * keyed.KEYED_KEPT
        count, query, name = np.zeros(1, np.int64), np.empty(room, np.int64), np.empty(room, np.int64)
        of_queries = names, key_rules(), index.struct, index.bounds, self.glance.outline, self.glance.kind
        self._library.call("keyed", *of_queries, count, query, name)
        found = int(count[0])
        if found < 0:
            raise IndexFaultError(
                "the match index is damaged: a key leads nowhere; build it anew with resolve index"
            )
        return Pairs(query[:found], name[:found])

    def with_bearers(self, found: Pairs) -> Pairs:
        """Pairs that `keyed` found, and persons that bear a single name."""
        names, index, before = self._names.struct, self._index, len(found.query)
        room = before + names.names * bearers.BEARER_LIMIT
        count, query, name = np.zeros(1, np.int64), np.empty(room, np.int64), np.empty(room, np.int64)
        query[:before], name[:before] = found.query, found.name
        self._library.call(
            "bearers", names, key_rules(), index.struct, index.bounds, before, count, query, name
        )
        return Pairs(query[: int(count[0])], name[: int(count[0])])

    def near(self, wanted: Ints) -> Pairs:
        """Names near to the queries of these rows."""
        return near_candidates(self._library, self._shapes, self._names, self.glance, wanted)


def _bounds() -> BoundsStruct:
    bounds = BoundsStruct(
        keyed_kept=keyed.KEYED_KEPT,
        names_an_entity=keyed.NAMES_AN_ENTITY,
        bearers_read=bearers.BEARERS_READ,
        bearer_limit=bearers.BEARER_LIMIT,
        person=KINDS.index("person"),
        keyed_gap=keyed.KEYED_GAP,
        prominence_worth=keyed.PROMINENCE_WORTH,
        outline_worth=OUTLINE_WORTH,
        kind_worth=KIND_WORTH,
    )
    np.ctypeslib.as_array(bounds.key_worth)[...] = keyed.KEY_WORTH
    return bounds
