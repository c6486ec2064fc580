"""Evidence, entity against entity: what the names of both say together, and all else that is known.

A query is one name that is looked up; an entity has many names, and another entity's names answer some of
them. What counts is the likest pair (the matcher weighs how rare it is), how many names have no answer, in
which languages, and how many others bear them; then where both lie, how many live there, what they are, when
they were born.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from resolve.candidates.pairs import Pairs
from resolve.index.runs import first_rows
from resolve.linkage.candidates import NamePairs
from resolve.linkage.facts import kilometres
from resolve.linkage.sorts import SETTLEMENT, sort_names
from resolve.score import log_odds_of_names
from resolve.sides import of_index
from resolve.stages import stages_of

if TYPE_CHECKING:
    from resolve.index.layout import Index
    from resolve.linkage.facts import Facts, Floats, Ints
    from resolve.linkage.spellings import Spellings

FEATURES: Final = {
    "likeness": "how alike the likest two names are",
    "exact": "these two are written alike but for accents, case and order",
    "answered": "the share of the spellings of the one with fewer that the other has nothing like",
    "tongues": "the share of the languages that both have names in, in which no two names are alike",
    "namesakes": "how many others of this kind, and not of another country, bear these names: 1 for fifty",
    "common": "how many persons may bear the name whom the gazetteer does not list: 1 for fifty",
    "typed": "the one says in its names what it is (district, airport), the other does not",
    "distance": "how far apart they lie, by how far sources put such a place apart: 1 for a hundred times",
    "unplaced": "where one of them lies is not known",
    "nowhere": "neither their places nor a common country tell where both lie",
    "people": "how much more people live in the one: 1 for ten times as many",
    "uncounted": "how many people live in one of them is not known",
    "country_same": "they are in one country",
    "country_conflict": "they are in two countries",
    "birth_same": "they were born in the same year",
    "birth_near": "they were born in years next to each other",
    "birth_conflict": "they were born in other years: 1 for five years apart or more",
    "sort_same": "they are places of one sort",
    "sort_conflict": "they are places of two sorts (a city and a district)",
    "sort_open": "the one is known to be no settlement, of the other nothing is known",
    "one_source": "one source lists both, by the prefix of their IDs",
    "listed_apart": "one source lists both, and does not say where each of them lies",
    "crosswalk": "they share an ID of another source",
}
"""Name and meaning of each feature, in the order of the columns; each is 0..1."""

AGAINST: Final = frozenset(
    {
        *(
            "answered",
            "tongues",
            "namesakes",
            "common",
            "typed",
            "distance",
            "unplaced",
            "nowhere",
            "people",
            "uncounted",
        ),
        *("country_conflict", "birth_conflict", "sort_conflict", "sort_open", "one_source", "listed_apart"),
    }
)
"""The features that speak against two entities being one; all others speak for it."""

PLACE: Final = {feature: place for place, feature in enumerate(FEATURES)}
"""The column of each feature."""

ALIKE: Final = 0.0
"""Log odds from which one name answers another."""

LEAST: Final = -2.0
"""Log odds of the likest two names below which nothing else makes two entities one."""

_MANY: Final = 50
"""Bearers of a name, of whom more say no more."""

_MOST: Final = 10.0
_NOBODY: Final = -30.0
"""Log odds of a name that is less than a full one: it may be anybody's."""

_AT_ONCE: Final = 1 << 17


@dataclass(frozen=True, slots=True)
class EntityPairs:
    """n pairs of entities that may be one, each once, with what speaks for and against it.

    Attributes:
        one: rows of entities.
        other: rows of entities, each higher than that of `one`.
        name: the likest name of `one`, a row of the index.
        answer: the name of `other` that it is like.
        shared: how many spellings of the one answer spellings of the other.
        namesakes: how many other entities bear these names.
        kilometres: nan if not known.
        values: n x len(FEATURES), 0..1.
    """

    one: Ints
    other: Ints
    name: Ints
    answer: Ints
    shared: Ints
    namesakes: Ints
    kilometres: Floats
    values: npt.NDArray[np.float32]


def weigh_names(index: Index, spellings: Spellings, pairs: NamePairs) -> Floats:
    """The log odds that two names are one, by the matcher, whichever of them is looked up."""
    side = of_index(index)
    stages = stages_of(index, side)
    parts = [np.zeros(0)]
    for begin in range(0, len(pairs.one), _AT_ONCE):
        one, other = pairs.one[begin : begin + _AT_ONCE], pairs.other[begin : begin + _AT_ONCE]
        forth = stages.measure(side, Pairs(one, other)).evidence
        back = stages.measure(side, Pairs(other, one)).evidence
        odds = np.minimum(log_odds_of_names(forth.values), log_odds_of_names(back.values))
        less = forth.partial | back.partial | spellings.bare[one] | spellings.bare[other]
        parts.append(np.where(less, _NOBODY, odds).astype(np.float64))
    return np.concatenate(parts)


def gather(index: Index, spellings: Spellings, facts: Facts, pairs: NamePairs, odds: Floats) -> EntityPairs:
    """Gather the evidence of pairs of names into that of pairs of entities.

    Args:
        index: of the gazetteer.
        spellings: of its entities.
        facts: of its entities.
        pairs: n pairs of names.
        odds: of each, its log odds.
    """
    entity = index.spellings.entity.astype(np.int64)
    kept = np.flatnonzero(odds >= LEAST)
    pairs, odds = NamePairs(pairs.one[kept], pairs.other[kept]), odds[kept]
    one, other = entity[pairs.one], entity[pairs.other]
    exact = spellings.folded[pairs.one] == spellings.folded[pairs.other]
    order = np.lexsort((pairs.other, pairs.one, ~exact, -odds, other, one))
    place = (one[order] << np.int64(32)) | other[order]
    starts = first_rows(place)
    best = order[starts]
    one, other = one[best], other[best]
    number = np.empty(len(order), np.int64)
    number[order] = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(order))))
    alike = np.flatnonzero(odds > ALIKE)
    answered = [_distinct(number[alike], names[alike], len(starts)) for names in (pairs.one, pairs.other)]
    spoken = np.zeros(len(starts), np.uint64)
    tongues = spellings.tongues
    np.bitwise_or.at(spoken, number[alike], tongues[pairs.one[alike]] & tongues[pairs.other[alike]])
    shared = np.minimum(*answered)
    namesakes = _namesakes(index, spellings, pairs.one[best], pairs.other[best], exact[best])
    distance = kilometres(facts, one, other)
    found = EntityPairs(
        one,
        other,
        pairs.one[best],
        pairs.other[best],
        shared,
        namesakes,
        distance,
        np.zeros((len(starts), len(FEATURES)), np.float32),
    )
    _of_names(spellings, found, odds[best], exact[best], answered, spoken)
    _of_facts(index, facts, found)
    return found


def _of_names(
    spellings: Spellings,
    found: EntityPairs,
    odds: Floats,
    exact: npt.NDArray[np.bool_],
    answered: list[Ints],
    spoken: npt.NDArray[np.uint64],
) -> None:
    one, other, values = found.one, found.other, found.values
    values[:, PLACE["likeness"]] = np.clip((odds - LEAST) / (_MOST - LEAST), 0, 1)
    values[:, PLACE["exact"]] = exact
    counts = spellings.count[one], spellings.count[other]
    shares = [np.minimum(1.0, found_ / count) for found_, count in zip(answered, counts, strict=True)]
    values[:, PLACE["answered"]] = 1 - np.where(counts[0] <= counts[1], *shares)
    common = spellings.of_entity[one] & spellings.of_entity[other]
    unlike = np.bitwise_count(common & ~spoken) / np.maximum(np.bitwise_count(common), 1)
    values[:, PLACE["tongues"]] = unlike
    values[:, PLACE["namesakes"]] = _for_fifty(found.namesakes)
    unlisted = spellings.bearers.unlisted
    values[:, PLACE["common"]] = _for_fifty(np.maximum(unlisted[found.name], unlisted[found.answer]))
    values[:, PLACE["typed"]] = np.abs(spellings.typed[one] - spellings.typed[other])


def _for_fifty(bearers: npt.NDArray[np.number]) -> Floats:
    """How many others bear a name, 0..1."""
    return np.asarray(np.clip(np.log1p(bearers) / np.log1p(_MANY), 0, 1), np.float64)


def _of_facts(index: Index, facts: Facts, found: EntityPairs) -> None:
    one, other, values = found.one, found.other, found.values
    reach = np.maximum(facts.reach[one], facts.reach[other])
    placed = ~np.isnan(found.kilometres)
    far = np.log1p(np.where(placed, found.kilometres, 0) / reach) / np.log1p(100)
    values[:, PLACE["distance"]] = np.clip(far, 0, 1)
    values[:, PLACE["unplaced"]] = ~placed
    more = np.abs(np.log(np.maximum(facts.population[one], 1) / np.maximum(facts.population[other], 1)))
    values[:, PLACE["people"]] = np.clip(np.nan_to_num(more) / np.log(10), 0, 1)
    values[:, PLACE["uncounted"]] = np.isnan(more)
    country, born = index.entities.country, index.entities.birth_year.astype(np.int64)
    _told(values, "country", country[one].astype(np.int64), country[other].astype(np.int64))
    values[:, PLACE["nowhere"]] = ~placed & (values[:, PLACE["country_same"]] == 0)
    known = (born[one] != 0) & (born[other] != 0)
    years = np.abs(born[one] - born[other])
    values[:, PLACE["birth_same"]] = known & (years == 0)
    values[:, PLACE["birth_near"]] = known & (years == 1)
    values[:, PLACE["birth_conflict"]] = np.where(known & (years > 1), np.minimum(years, 5) / 5, 0)
    _told(values, "sort", facts.sort[one], facts.sort[other])
    settlement = sort_names().index(SETTLEMENT) + 1
    open_ = (facts.sort[one] > 0) != (facts.sort[other] > 0)
    values[:, PLACE["sort_open"]] = open_ & (np.maximum(facts.sort[one], facts.sort[other]) != settlement)
    one_source = (facts.source[one] == facts.source[other]) & (facts.source[one] > 0)
    values[:, PLACE["one_source"]] = one_source
    values[:, PLACE["listed_apart"]] = one_source & ~placed
    crossed = [
        place
        for place, (left, right) in enumerate(zip(one.tolist(), other.tolist(), strict=True))
        if facts.same_as[left] and not set(facts.same_as[left]).isdisjoint(facts.same_as[right])
    ]
    values[crossed, PLACE["crosswalk"]] = 1


def _told(values: npt.NDArray[np.float32], what: str, one: Ints, other: Ints) -> None:
    """Put down whether two columns of numbers, 0 where nothing is known, agree or differ."""
    known = (one > 0) & (other > 0)
    values[:, PLACE[f"{what}_same"]] = known & (one == other)
    values[:, PLACE[f"{what}_conflict"]] = known & (one != other)


def _namesakes(
    index: Index, spellings: Spellings, name: Ints, answer: Ints, exact: npt.NDArray[np.bool_]
) -> Ints:
    """How many others bear the names of pairs; where the country is known, only those that may be there."""
    bearers, country = spellings.bearers, index.entities.country[index.spellings.entity]
    most = np.zeros(len(name), np.int64)
    known = np.maximum(country[name], country[answer]) > 0
    for names in (name, answer):
        at_home = np.where(
            country[names] > 0, bearers.at_home[names] + bearers.homeless[names], bearers.of_name[names]
        )
        most = np.maximum(most, np.where(known, at_home, bearers.of_name[names]) - 1)
    return np.maximum(most - exact, 0)


def _distinct(owner: Ints, name: Ints, owners: int) -> Ints:
    """How many different names each owner has."""
    packed = np.unique((owner << np.int64(32)) | name)
    return np.bincount(packed >> np.int64(32), minlength=owners)
