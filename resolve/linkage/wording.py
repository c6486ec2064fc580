"""The evidence of a pair in words, for the person who decides: what speaks for it, what against it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from resolve.linkage.evidence import PLACE
from resolve.linkage.sorts import sort_names
from resolve.names import KINDS

if TYPE_CHECKING:
    from resolve.index.layout import Index
    from resolve.linkage.evidence import EntityPairs
    from resolve.linkage.facts import Facts

SAID: Final = 0.05
"""What a feature has to add or take to be told. Unit: log odds."""

_COMMON: Final = 0.15
"""How common a name is from which on that is told: about one other among those that might be listed."""

_PLACE: Final = KINDS.index("place")


def tell(
    index: Index, facts: Facts, pairs: EntityPairs, row: int, weights: dict[str, float]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tell what speaks for and against two entities being one.

    Args:
        index: of the gazetteer.
        facts: of its entities.
        pairs: pairs of entities.
        row: which of them.
        weights: what each feature adds to the log odds of this pair.

    Returns:
        What speaks for it, what against it; the weightiest first.
    """
    one, other = int(pairs.one[row]), int(pairs.other[row])
    told = [*_names(index, pairs, row), *_facts(index, facts, pairs, one, other, row)]
    # What depends on several features is as weighty as all of them together.
    weighed = [
        (sum(weights.get(feature, 0.0) for feature in features), text, way) for features, text, way in told
    ]
    speaking_for = sorted((-abs(weight), text) for weight, text, way in weighed if way)
    against = sorted((-abs(weight), text) for weight, text, way in weighed if not way and abs(weight) >= SAID)
    return tuple(text for _, text in speaking_for), tuple(text for _, text in against)


Told = tuple[tuple[str, ...], str, bool]
"""Features, what they say, and whether that speaks for it."""


def _names(index: Index, pairs: EntityPairs, row: int) -> list[Told]:
    values = pairs.values[row]
    left, right = (index.spellings.text[int(column[row])] for column in (pairs.name, pairs.answer))
    how = "written alike" if values[PLACE["exact"]] else "sound alike"
    told: list[Told] = [(("likeness", "exact"), f"{left} = {right} ({how})", True)]
    more = int(pairs.shared[row]) - 1
    if more > 0:
        told.append(((), f"{more} further spelling{'s' * (more > 1)} answered", True))
    namesakes = int(pairs.namesakes[row])
    others = f"{namesakes} other{'s' * (namesakes > 1)} bear{'s' * (namesakes == 1)} the name"
    told.append((("namesakes",), others if namesakes else "no other bears the name", not namesakes))
    if float(values[PLACE["common"]]) >= _COMMON:
        told.append((("common",), "a common name, which others may bear that are not listed here", False))
    if lacking := float(values[PLACE["answered"]]):
        share = f"{lacking:.0%} of the names of the one have no answer"
        told.append((("answered",), share if lacking < 1 else "not so alike that it is sure", False))
    if differing := float(values[PLACE["tongues"]]):
        told.append((("tongues",), f"the names differ in {differing:.0%} of the languages of both", False))
    if values[PLACE["typed"]] > 0.5:
        told.append((("typed",), "only one says in its name what it is", False))
    return told


def _facts(index: Index, facts: Facts, pairs: EntityPairs, one: int, other: int, row: int) -> list[Told]:
    values = pairs.values[row]
    told: list[Told] = []
    if values[PLACE["crosswalk"]]:
        common = min(set(facts.same_as[one]) & set(facts.same_as[other]))
        told.append((("crosswalk",), f"both are {common}", True))
    kilometres = float(pairs.kilometres[row])
    if not math.isnan(kilometres):
        reach = max(facts.reach[one], facts.reach[other])
        told.append((("distance",), f"{kilometres:.1f} km apart", kilometres <= 3 * reach))
    elif index.entities.kind[one] == _PLACE:
        told.append((("unplaced",), "where one of them lies is not known", False))
    people = facts.population[one], facts.population[other]
    if not any(math.isnan(value) for value in people):
        near = values[PLACE["people"]] < 0.2
        told.append((("people",), f"population {people[0]:,.0f} and {people[1]:,.0f}", bool(near)))
    countries = [country_code(int(index.entities.country[entity])) for entity in (one, other)]
    if values[PLACE["country_same"]]:
        told.append((("country_same",), f"both in {countries[0]}", True))
    if values[PLACE["country_conflict"]]:
        told.append((("country_conflict",), f"in {countries[0]} and {countries[1]}", False))
    years = [int(index.entities.birth_year[entity]) for entity in (one, other)]
    if all(years):
        near = abs(years[0] - years[1]) <= 1
        born = f"born {years[0]}" if years[0] == years[1] else f"born {years[0]} and {years[1]}"
        told.append((("birth_same", "birth_near", "birth_conflict"), born, near))
    sorts = [int(facts.sort[entity]) for entity in (one, other)]
    if values[PLACE["sort_open"]]:
        told.append((("sort_open",), f"only one is known to be of the sort {_sort(max(sorts))}", False))
    if all(sorts):
        same = sorts[0] == sorts[1]
        what = f"both {_sort(sorts[0])}" if same else " and ".join(map(_sort, sorts))
        told.append((("sort_same", "sort_conflict"), what, same))
    if values[PLACE["one_source"]]:
        told.append((("one_source", "listed_apart"), "one source lists both", False))
    return told


def _sort(number: int) -> str:
    return sort_names()[number - 1]


def country_code(number: int) -> str:
    """The two letters of a country's number; empty for none."""
    return number.to_bytes(2, "big").decode("ascii") if number else ""
