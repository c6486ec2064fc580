"""`resolve.reasons.reasons` over in C: the same words, put together without a string of Python for each."""

import ctypes
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve import explain, reasons
from resolve.compiled import Held, Library, address, in_one_piece
from resolve.decide import Ground
from resolve.index.runs import Ints, positions
from resolve.index.texts import Texts
from resolve.native.structs import SideStruct
from resolve.reasons import BEARERS_NAMED, Found
from resolve.strings import END, Strings
from resolve.text.words import Role

WORDS: Final = {
    "SAME_TEXT": explain.SAME_TEXT,
    "NOTHING_ANSWERS": explain.NOTHING_ANSWERS,
    "UNANSWERED": explain.UNANSWERED,
    "ANSWERED": explain.ANSWERED,
    "SAME_WORD": explain.SAME_WORD,
    "OTHER_FORM": explain.OTHER_FORM,
    "ONE_INITIAL": explain.ONE_INITIAL,
    "SOUNDS_THE_SAME": explain.SOUNDS_THE_SAME,
    "SOUNDS_ALIKE": explain.SOUNDS_ALIKE,
    "NOT_SURE": reasons.NOT_SURE,
    "AHEAD": reasons.AHEAD,
    "LOW": reasons.LOW,
    "PARTIAL": reasons.PARTIAL,
    "UNDECIDED": reasons.UNDECIDED,
    "ONE_BEARER": reasons.ONE_BEARER,
    "BEARERS": reasons.BEARERS,
    "MORE": reasons.MORE,
    "NAMED": reasons.NAMED,
    "NOTHING_NEAR": reasons.NOTHING_NEAR,
    "NO_LETTERS": reasons.NO_LETTERS,
    "COMMA": explain.COMMA,
}
"""The templates, by the names and in the order in which reasons.c numbers them."""

_ROOM: Final = 80
"""Bytes of a reason, for which there is room at first."""

_COLUMNS: Final = {
    "left_name": np.int64,
    "right_name": np.int64,
    "answer": np.int8,
    "value": np.float32,
    "same": np.bool_,
    "right_text": np.int64,
    "ground": np.int8,
    "letters": np.bool_,
    "pair": np.int64,
    "number": np.float32,
    "count": np.int64,
    "named": np.int64,
}


class StringsStruct(ctypes.Structure):
    """`Strings` of reasons.c."""

    _fields_ = [("block", ctypes.c_void_p), ("first", ctypes.c_void_p)]


class TellingStruct(ctypes.Structure):
    """`Telling` of reasons.c."""

    _fields_ = [
        *[(name, StringsStruct) for name in ("words", "left_texts", "right_texts", "names", "ids")],
        *[(name, ctypes.c_void_p) for name in _COLUMNS],
        ("most_named", ctypes.c_int64),
        ("clear", ctypes.c_double),
        ("initial", ctypes.c_int32),
    ]


@dataclass(frozen=True, slots=True)
class _Others:
    """The candidates beside the best that reasons name.

    Attributes:
        count: of each query, how many there are; more than are named, where many bear its name.
        first: of each query, where those that are named begin.
        names: of each that is named, how.
        ids: the IDs of these.
    """

    count: Ints
    first: Ints
    names: Strings
    ids: Strings

    @classmethod
    def of(cls, found: Found) -> "_Others":
        """Those of all queries: first the bearers of names, then those next to the best."""
        ranking, index = found.ranking, found.index
        count, first = np.zeros(len(found.asked), np.int64), np.zeros(len(found.asked), np.int64)
        borne = _decided(found, Ground.RIVALS, Ground.NOT_A_FULL_NAME)
        count[borne], bearer = found.bearers(borne)
        shown = np.minimum(count[borne], BEARERS_NAMED)
        first[borne] = np.cumsum(shown) - shown
        led = _led(found)
        count[led], first[led] = 1, len(bearer) + np.arange(len(led))
        after = found.best(led) + 1
        names = Strings.join(
            index.entities.name.gather(ranking.entity[bearer]),
            index.spellings.text.gather(found.measured.pairs.name[ranking.pair[after]]),
        )
        return cls(count, first, names, index.entities.id.gather(ranking.entity[np.append(bearer, after)]))


def tell_reasons(
    library: Library, left: Held[SideStruct], right: Held[SideStruct], found: Found, review: float
) -> Strings:
    """Why each decision was taken.

    Args:
        library: what `library` gave.
        left: the queries, `found.side`.
        right: the gazetteer's names, `found.gazetteer`.
        found: n queries.
        review: the least score worth a person's look, 0..1.
    """
    telling, n = _telling(found, review), len(found.asked)
    first, room = np.zeros(n + 1, np.int64), _ROOM * n
    while True:
        block = np.empty(room, np.uint8)
        library.call("reasons", telling.struct, left.struct, right.struct, n, ord(END), block, room, first)
        if first[-1] <= room:
            return Strings(block[: int(first[-1])], first)
        room = int(first[-1])


def _telling(found: Found, review: float) -> Held[TellingStruct]:
    """What is told of queries, as the library takes it."""
    n, ranking = len(found.asked), found.ranking
    nowhere = _decided(found, Ground.NOTHING_NEAR)
    letters = np.zeros(n, bool)
    letters[nowhere] = found.have_letters(nowhere)
    low, led = _decided(found, Ground.LOW), _led(found)
    number = np.zeros(n, np.float32)
    number[low], number[led] = ranking.score[found.best(low)], found.leads(led)
    alike = _decided(found, Ground.CLEAR, Ground.UNSURE)
    alike = alike[~found.are_same(alike)]
    pair = np.full(n, -1)
    pair[alike] = np.arange(len(alike))
    ways, others = found.ways(alike), _Others.of(found)
    right = found.gazetteer.names
    begin = right.first[ways.right_name]
    size = right.first[ways.right_name + 1] - begin
    right_texts = _gathered(found.gazetteer.forms.texts, right.form[positions(begin, size)])
    strings = (
        _words(f"{review:.2f}"),
        Strings.of(found.side.forms.texts),
        right_texts,
        others.names,
        others.ids,
    )
    columns = (
        *(ways.left_name, ways.right_name, ways.answer, ways.value, ways.same, np.cumsum(size) - size),
        *(found.grounds, letters, pair, number, others.count, others.first),
    )
    arrays = in_one_piece(columns, _COLUMNS.values())
    struct = TellingStruct(
        *(StringsStruct(address(part.block), address(part.first)) for part in strings),
        *map(address, arrays),
        most_named=BEARERS_NAMED,
        clear=explain.CLEAR,
        initial=Role.INITIAL,
    )
    return Held(struct, (*arrays, *(array for part in strings for array in (part.block, part.first))))


def _gathered(texts: Sequence[str], rows: npt.NDArray[np.int32]) -> Strings:
    if isinstance(texts, Texts):
        return texts.gather(rows)
    return Strings.of([texts[row] for row in rows.tolist()])


def _decided(found: Found, *grounds: Ground) -> Ints:
    """The queries that were decided on one of some grounds, rising."""
    return np.flatnonzero(np.any([found.grounds == ground for ground in grounds], axis=0))


def _led(found: Found) -> Ints:
    """The unsure queries whose best candidate is ahead of another."""
    unsure = _decided(found, Ground.UNSURE)
    return unsure[found.have_next(unsure)]


@functools.cache
def _words(review: str) -> Strings:
    """The templates; that which tells the least score worth a look tells it once for all."""
    low = reasons.LOW.replace(":.2f", "").format("{}", review)
    return Strings.of([*(WORDS | {"LOW": low}).values()])
