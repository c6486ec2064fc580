"""`resolve.candidates.near.near_candidates` over in C: the same names, several times as fast."""

import ctypes
import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.candidates import near
from resolve.candidates.glance import KIND_WORTH, OUTLINE_WORTH, Glance
from resolve.candidates.pairs import Pairs
from resolve.compiled import Array, Held, Library, address, in_one_piece
from resolve.index.layout import Index
from resolve.index.runs import Ints
from resolve.index.weights import PROMINENCE_UNIT, SHARE_UNIT
from resolve.names import PROPER
from resolve.names.compiled import NamesStruct
from resolve.sides import Side
from resolve.sound import alphabet

_REMEMBERED: Final = 8 << 20
"""What is remembered of near shapes by one search. Unit: bytes."""

_COLUMNS: Final = {
    "gram_row": np.uint16,
    "gram_first": np.int32,
    "gram_shape": np.int32,
    "gram_weight": np.float32,
    "shape_norm": np.float32,
    "shape_rarity": np.float32,
    "shape_held": np.int32,
    "name_first": np.int32,
    "name": np.int32,
    "entity": np.int32,
    "weight": np.uint16,
    "outline": np.uint64,
    "kind": np.uint8,
}
_WHOLE: Final = (
    *("near_tokens", "grams_read", "gram_budget", "name_budget", "near_read", "near_limit"),
    *("names_an_entity", "short_size"),
)
_REAL: Final = (
    *(
        "least_cosine",
        "least_worth",
        "prominence",
        "outline_worth",
        "gram_unit",
        "vote_unit",
        "share_unit",
        "prominence_unit",
    ),
)


class ShapesStruct(ctypes.Structure):
    """`Shapes` of near.h."""

    _fields_ = [(name, ctypes.c_void_p) for name in _COLUMNS]


class LimitsStruct(ctypes.Structure):
    """`Limits` of near.h."""

    _fields_ = [
        *[(name, ctypes.c_int32) for name in _WHOLE],
        *[(name, ctypes.c_float) for name in _REAL],
        ("kind_worth", ctypes.c_double),
        ("coarse", ctypes.c_uint8 * 256),
        ("proper", ctypes.c_uint8 * len(PROPER)),
    ]


class Remembered:
    """The near shapes of shapes that were searched for before: names have most of their tokens in common.

    What is remembered is used by one search at a time; so there are as many memories as there were searches
    at the same time.
    """

    def __init__(self) -> None:
        self._idle: list[npt.NDArray[np.uint64]] = []

    @contextmanager
    def lent(self) -> Iterator[npt.NDArray[np.uint64]]:
        """Lend a memory; it is of zeros at first, and so takes no room before it is written to."""
        try:
            memory = self._idle.pop()
        except IndexError:
            memory = np.zeros(_REMEMBERED // 8, np.uint64)
        yield memory
        # What was being written when a search failed is not to be trusted.
        self._idle.append(memory)


@dataclass(frozen=True, slots=True)
class NearIndex:
    """What the search reads of an index, as the library takes it, and what it remembers."""

    struct: ShapesStruct
    arrays: tuple[Array, ...]
    remembered: Remembered

    @classmethod
    def of(cls, index: Index, side: Side) -> "NearIndex":
        """What the search reads of an index; copied only where a type differs.

        Args:
            index: the gazetteer's.
            side: its names.
        """
        shapes, spellings = index.shapes, index.spellings
        columns = (
            *(shapes.gram_row, shapes.gram_first, shapes.gram_shape, shapes.gram_weight, shapes.norm),
            *(shapes.rarity, shapes.held, shapes.name_first, shapes.name),
            *(spellings.entity, spellings.weight, spellings.outline, side.kind),
        )
        arrays = in_one_piece(columns, _COLUMNS.values())
        return cls(ShapesStruct(*map(address, arrays)), arrays, Remembered())


def near_candidates(
    library: Library, index: NearIndex, names: Held[NamesStruct], glance: Glance, wanted: Ints
) -> Pairs:
    """Names that hold tokens near to those of a query.

    Args:
        library: what `library` gave.
        index: the gazetteer's.
        names: q queries.
        glance: what a glance needs of them.
        wanted: rows of the queries to search for, rising.
    """
    room = len(wanted) * near.NEAR_LIMIT
    count, query, name = np.zeros(1, np.int64), np.empty(room, np.int64), np.empty(room, np.int64)
    queries = glance.outline, glance.kind, np.ascontiguousarray(wanted, np.int64), len(wanted)
    with index.remembered.lent() as remembered:
        of_search = names.struct, index.struct, _limits(), *queries, remembered, remembered.nbytes
        library.call("near", *of_search, count, query, name)
    return Pairs(query[: int(count[0])], name[: int(count[0])])


@functools.cache
def _limits() -> LimitsStruct:
    limits = LimitsStruct(
        near_tokens=near.NEAR_TOKENS,
        grams_read=near.GRAMS_READ,
        gram_budget=near.GRAM_BUDGET,
        name_budget=near.NAME_BUDGET,
        near_read=near.NEAR_READ,
        near_limit=near.NEAR_LIMIT,
        names_an_entity=near.NAMES_AN_ENTITY,
        short_size=near.SHORT,
        least_cosine=near.LEAST_COSINE,
        least_worth=near.LEAST_WORTH,
        prominence=near.PROMINENCE,
        outline_worth=OUTLINE_WORTH,
        gram_unit=near.GRAM_UNIT,
        vote_unit=near.VOTE_UNIT,
        share_unit=SHARE_UNIT,
        prominence_unit=PROMINENCE_UNIT,
        kind_worth=KIND_WORTH,
    )
    np.ctypeslib.as_array(limits.coarse)[...] = alphabet.COARSE_CODE
    np.ctypeslib.as_array(limits.proper)[...] = PROPER
    return limits
