"""Abbreviations and the names whose words begin with their letters: SBI, State Bank of India.

How surely a body is meant depends on how many bodies an abbreviation fits, not on how many names: several of
these may be spellings of one body. An abbreviation that fits too many names stands for none of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from resolve.cluster.linkage import hanging_together
from resolve.cluster.vocabulary import NOTHING, meanings
from resolve.names import UNKNOWN_KIND
from resolve.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from resolve.cluster.linkage import Pair
    from resolve.names import NameTable
    from resolve.sides import Side

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

LEAST_LETTERS: Final = 3
"""Letters of an abbreviation from which on it is looked for; two are the initials of too many names."""

MOST_FITTING: Final = 64
"""Spellings of an abbreviation, and names that it may stand for, up to which each is held against each."""

_AT_ONCE: Final = 64
"""Abbreviations whose names are held against each other at once; bounds memory."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """An abbreviation and what it may stand for.

    Attributes:
        short: the names that are written as this abbreviation, all of one kind.
        full: the names of that kind whose words begin with its letters.
    """

    short: tuple[int, ...]
    full: tuple[int, ...]


class Abbreviations:
    """Which names of a list may abbreviate which."""

    def __init__(self, meant: Mapping[Pair, float], size: int) -> None:
        """Keep them.

        Args:
            meant: of an abbreviation and what it may stand for, how surely that is meant, 0..1.
            size: how many names the list has.
        """
        self._meant = meant
        self._short = np.zeros(size, bool)
        self._short[[short for short, _ in meant]] = True

    def pairs(self) -> list[Pair]:
        """Each abbreviation with each name that it may stand for."""
        return list(self._meant)

    def of_pairs(self, pairs: Ints) -> Floats:
        """How surely the one name of each pair abbreviates the other, 0..1; n rows of two places."""
        sure = np.zeros(len(pairs))
        for place in np.flatnonzero(self._short[pairs].any(axis=1)).tolist():
            one, other = pairs[place].tolist()
            sure[place] = max(self._meant.get(way, 0.0) for way in ((one, other), (other, one)))
        return sure


def fitting_names(names: NameTable, side: Side, rows: Sequence[int]) -> list[Fitting]:
    """Abbreviations with the names that they may stand for, in one script.

    Args:
        names: n names.
        side: the same names.
        rows: those that may abbreviate, or be abbreviated.

    Returns:
        Those that fit any name, but not too many.
    """
    short: defaultdict[str, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if side.abbreviation[row] and len(tokens := _tokens(names, row)) == 1:
            (letters,) = fold(tokens)
            if len(letters) >= LEAST_LETTERS:
                short[letters][int(side.kind[row])].append(row)
    full: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows if short else ():
        for letters in _initials(_tokens(names, row)) & short.keys():
            full[letters].append(row)
    return [
        fitting
        for letters, found in full.items()
        for kind, written in short[letters].items()
        if (fitting := Fitting(tuple(written), tuple(_of_kind(side, found, kind)))).full
        and max(len(fitting.short), len(fitting.full)) <= MOST_FITTING
    ]


def weigh(fitting: Sequence[Fitting], alike: Callable[[Ints], Truths]) -> dict[Pair, float]:
    """How surely each name is meant by the abbreviation that fits it: the surer, the fewer bodies it fits.

    Args:
        fitting: abbreviations with the names that they may stand for.
        alike: tells whether two names may be of one body, of n rows of two places.

    Returns:
        Of the places of an abbreviation and a name, 0..1.
    """
    sure: dict[Pair, float] = {}
    for begin in range(0, len(fitting), _AT_ONCE):
        some = fitting[begin : begin + _AT_ONCE]
        pairs = [pair for each in some for pair in combinations(each.full, 2)]
        found = alike(np.array(pairs, np.int64).reshape(-1, 2))
        one_body = {pair for pair, is_one in zip(pairs, found.tolist(), strict=True) if is_one}
        for each in some:
            places = combinations(range(len(each.full)), 2)
            joined = (at for at in places if (each.full[at[0]], each.full[at[1]]) in one_body)
            bodies = len(hanging_together(len(each.full), joined))
            sure.update({(short, name): 1 / bodies for short in each.short for name in each.full})
    return sure


def _of_kind(side: Side, rows: Sequence[int], kind: int) -> Iterator[int]:
    return (row for row in rows if kind == UNKNOWN_KIND or int(side.kind[row]) in (kind, UNKNOWN_KIND))


def _tokens(names: NameTable, row: int) -> list[str]:
    runs, texts = names.names, names.table.forms.texts
    return [texts[form] for form in runs.form[runs.first[row] : runs.first[row + 1]].tolist()]


def _initials(tokens: list[str]) -> set[str]:
    """The first letters of all words, and of those that say something by themselves."""
    if len(tokens) < LEAST_LETTERS:
        return set()
    telling = [token for token in tokens if frozenset({NOTHING}) not in meanings(token)]
    found = ("".join(token[:1] for token in words) for words in (tokens, telling))
    return {fold([letters])[0] for letters in found if len(letters) >= LEAST_LETTERS}
