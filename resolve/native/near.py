"""`resolve.candidates.near.near_candidates` over in C: the same names, several times as fast."""

import ctypes
from dataclasses import dataclass

import numpy as np

from resolve.candidates import near
from resolve.candidates.glance import KIND_WORTH, OUTLINE_WORTH, Glance
from resolve.candidates.pairs import Pairs
from resolve.compiled import Library, address
from resolve.index.layout import Index
from resolve.index.runs import Ints, group
from resolve.names import NameTable
from resolve.native.structs import Array
from resolve.sound import alphabet

_COLUMNS = {
    "gram_row": np.uint16,
    "gram_first": np.int32,
    "gram_shape": np.int32,
    "gram_weight": np.float32,
    "shape_norm": np.float32,
    "shape_rarity": np.float32,
    "name_first": np.int32,
    "name": np.int32,
    "entity": np.int32,
    "name_rarity": np.float32,
    "outline": np.uint64,
    "prominence": np.float32,
    "kind": np.uint8,
}


class ShapesStruct(ctypes.Structure):
    """`Shapes` of near.c."""

    _fields_ = [(name, ctypes.c_void_p) for name in _COLUMNS]


class LimitsStruct(ctypes.Structure):
    """`Limits` of near.c."""

    _fields_ = [
        *[
            (name, ctypes.c_int32)
            for name in (
                *("near_tokens", "grams_read", "gram_budget", "name_budget", "near_read", "near_limit"),
                *("names_an_entity", "short_size"),
            )
        ],
        *[
            (name, ctypes.c_float)
            for name in (
                *("least_cosine", "commonest", "prominence", "outline_worth", "gram_unit", "vote_unit"),
            )
        ],
        ("kind_worth", ctypes.c_double),
    ]


@dataclass(frozen=True, slots=True)
class NearIndex:
    """What the search reads of an index, as the library takes it."""

    index: Index
    shapes: ShapesStruct
    arrays: tuple[Array, ...]

    @classmethod
    def of(cls, index: Index) -> "NearIndex":
        """What the search reads of an index; copied only where a type differs."""
        shapes, spellings, known = index.shapes, index.spellings, index.entities
        columns = (
            *(shapes.gram_row, shapes.gram_first, shapes.gram_shape, shapes.gram_weight, shapes.norm),
            *(
                shapes.rarity,
                shapes.name_first,
                shapes.name,
                spellings.entity,
                spellings.rarity,
                spellings.outline,
            ),
            *(known.prominence, known.kind),
        )
        arrays = tuple(
            np.ascontiguousarray(column, kind)
            for column, kind in zip(columns, _COLUMNS.values(), strict=True)
        )
        return cls(index, ShapesStruct(*map(address, arrays)), arrays)


def near_candidates(
    library: Library, search: NearIndex, queries: NameTable, glance: Glance, wanted: Ints
) -> Pairs:
    """Names that hold tokens near to those of a query; the arguments are those of the stage in Python."""
    limits = _limits()

    def near_shapes(_: Index, codes: alphabet.Codes) -> tuple[Ints, Ints, near.Floats]:
        codes = np.ascontiguousarray(codes)
        n, most = len(codes), near.NEAR_TOKENS
        count = np.zeros(n, np.int32)
        found, cosine = np.zeros((n, most), np.int32), np.zeros((n, most), np.float32)
        library.near_shapes(search.shapes, limits, codes, n, count, found, cosine)
        there = np.arange(most) < count[:, None]
        return np.repeat(np.arange(n), count), found[there].astype(np.int64), cosine[there]

    asked = near.asked_shapes(search.index, queries, wanted, near_shapes)
    rows, place = np.unique(asked.query, return_inverse=True)
    n, most = len(rows), near.NEAR_LIMIT
    count, found = np.zeros(n, np.int32), np.zeros((n, most), np.int32)
    columns = (asked.token, asked.shape, asked.worth, glance.outline[rows], glance.kind[rows])
    library.vote(search.shapes, limits, n, group(place, n), *columns, count, found)
    there = np.arange(most) < count[:, None]
    return Pairs(np.repeat(rows, count), found[there].astype(np.int64))


def _limits() -> LimitsStruct:
    return LimitsStruct(
        near_tokens=near.NEAR_TOKENS,
        grams_read=near.GRAMS_READ,
        gram_budget=near.GRAM_BUDGET,
        name_budget=near.NAME_BUDGET,
        near_read=near.NEAR_READ,
        near_limit=near.NEAR_LIMIT,
        names_an_entity=near.NAMES_AN_ENTITY,
        short_size=near.SHORT,
        least_cosine=near.LEAST_COSINE,
        commonest=near.COMMONEST,
        prominence=near.PROMINENCE,
        outline_worth=OUTLINE_WORTH,
        gram_unit=near.GRAM_UNIT,
        vote_unit=near.VOTE_UNIT,
        kind_worth=KIND_WORTH,
    )
