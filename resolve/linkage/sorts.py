"""Sorts of places: settlement, area, stream, airport; by the feature code of a source, else by the names."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from resolve import tables
from resolve.errors import DataError
from resolve.index.runs import expand
from resolve.names import KINDS
from resolve.text.words import Role, word

if TYPE_CHECKING:
    from resolve.index.layout import Index
    from resolve.linkage.spellings import Ints, Spellings

FEATURES: Final = "linkage/features.tsv"
SENSES: Final = "linkage/senses.tsv"
WORDS: Final = "words/words.tsv"

SETTLEMENT: Final = "settlement"

_MOST: Final = 0.5
"""Share of an entity's spellings that have to name a sort, for it to be of that sort."""

_MOST_OF_ONE: Final = 1 / 3
"""The same where none of them names another sort."""


@dataclass(frozen=True, slots=True)
class Sort:
    """What a feature code of a source means.

    Attributes:
        name: settlement, area, stream, ...
        reach: how far apart two sources may put one place of it, in kilometres; of a settlement the least.
    """

    name: str
    reach: float


@functools.cache
def _features() -> dict[str, Sort]:
    return {code: Sort(sort, float(reach)) for code, sort, reach, _ in tables.read_rows(FEATURES).rows}


def sort_names() -> list[str]:
    """The names of all sorts of place; the number of one is its place here, from 1."""
    return sorted({sort.name for sort in _features().values()})


def sort_of(feature: str) -> Sort | None:
    """What a feature code means: the code itself, else its class.

    Args:
        feature: such as `P.PPLX` (GeoNames, class and code), or the prefix of an ID, such as `iso3166-1`.

    Returns:
        None for a code that nothing is known of.
    """
    known = _features()
    return known.get(feature) or known.get(feature.partition(".")[0])


@functools.cache
def _sorts_of_senses() -> dict[int, int]:
    """The number of the sort that each sense of a generic word tells of.

    Raises:
        DataError: a sort that there is not.
    """
    names = sort_names()
    told: dict[str, str] = {row[0]: row[1] for row in tables.read_rows(SENSES).rows}
    for number, sort in enumerate(told.values(), 1):
        if sort not in names:
            raise DataError(SENSES, number, f"sort {sort!r}; there are {', '.join(names)}")
    return {
        word(written).sense: names.index(told[sense]) + 1
        for written, role, sense in tables.read_rows(WORDS).rows
        if role == Role.GENERIC.name.lower() and sense in told
    }


def sorts_by_names(index: Index, spellings: Spellings) -> Ints:
    """The sort that most spellings of each entity name.

    Args:
        index: of the gazetteer.
        spellings: of its entities.

    Returns:
        Of each entity the number of a sort, 0 where its names tell none and for all that is no place.
    """
    sorts = _sorts_of_senses()
    known = np.zeros(max(sorts, default=0) + 1, np.int64)
    known[list(sorts)] = list(sorts.values())
    names = index.names
    own = np.flatnonzero(spellings.first == np.arange(len(spellings.first)))
    owner, token = expand(names.first[own], names.size[own])
    sense = index.forms.sense[names.form[token]]
    telling = (names.role[token] == Role.GENERIC) & (sense < len(known))
    sort = np.where(telling, known[np.where(telling, sense, 0)], 0)
    entities = len(spellings.count)
    width = len(sort_names()) + 1
    told = np.unique((own[owner[sort > 0]] * width) + sort[sort > 0])
    entity = index.spellings.entity[told // width].astype(np.int64)
    votes = np.bincount(entity * width + told % width, minlength=entities * width).reshape(-1, width)
    best = votes.argmax(axis=1) if entities else np.zeros(0, np.int64)
    most, all_votes = votes[np.arange(entities), best], votes.sum(axis=1)
    share = np.where(most == all_votes, _MOST_OF_ONE, _MOST)
    place = index.entities.kind == KINDS.index("place")
    return np.where(place & (most > 0) & (most >= share * spellings.count), best, 0)
