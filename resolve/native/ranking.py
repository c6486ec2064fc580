"""`resolve.ranking.rank` over in C: the same order and the same numbers."""

import ctypes
import math
from dataclasses import dataclass

import numpy as np

from resolve import score
from resolve.compiled import Array, Library, address, in_one_piece
from resolve.decide import RIVAL_SHARE
from resolve.index.layout import Index
from resolve.ranking import PREFERRED, PREFERRED_WORTH, Measured, Ranking

_COLUMNS = {"entity": np.int32, "preferred": np.bool_, "prominence": np.float32}
_NUMBERS = (
    *("sharpness", "weight", "level", "standing", "preferred_worth", "rival_share"),
    *("odds_limit", "share_limit"),
)


class ContestStruct(ctypes.Structure):
    """`Contest` of ranking.c."""

    _fields_ = [
        *[(name, ctypes.c_void_p) for name in _COLUMNS],
        ("nil", ctypes.c_double),
        *[(name, ctypes.c_float) for name in _NUMBERS],
    ]


@dataclass(frozen=True, slots=True)
class Contest:
    """What ranking reads of an index, and by which numbers it goes, as the library takes it."""

    struct: ContestStruct
    arrays: tuple[Array, ...]

    @classmethod
    def of(cls, index: Index) -> "Contest":
        """What ranking reads of an index; copied only where a type differs."""
        columns = index.spellings.entity, index.spellings.preferred, index.entities.prominence
        arrays = in_one_piece(columns, _COLUMNS.values())
        struct = ContestStruct(
            *map(address, arrays),
            nil=math.exp(score.model().nil),
            sharpness=score.model().sharpness,
            weight=score.PROMINENCE,
            level=score.LEVEL,
            standing=PREFERRED,
            preferred_worth=PREFERRED_WORTH,
            rival_share=RIVAL_SHARE,
            odds_limit=score.ODDS_LIMIT,
            share_limit=score.SHARE_LIMIT,
        )
        return cls(struct, arrays)


def rank(library: Library, contest: Contest, measured: Measured, queries: int) -> Ranking:
    """Rank candidates.

    Args:
        library: what `library` gave.
        contest: what ranking reads of the gazetteer.
        measured: candidates; several names of an entity may stand for it.
        queries: how many queries there are.
    """
    query, name = measured.pairs.query, measured.pairs.name
    n = len(query)
    first, rivals = np.zeros(queries + 1, np.int64), np.zeros(queries, np.int64)
    pair, entity = np.empty(n, np.int64), np.empty(n, np.int32)
    chances, similarity = np.empty(n, np.float32), np.empty(n, np.float32)
    found = first, pair, entity, chances, similarity, rivals
    library.call("rank", contest.struct, queries, n, query, name, measured.odds, *found)
    end = int(first[-1])
    return Ranking(first, pair[:end], entity[:end], chances[:end], similarity[:end], rivals)
