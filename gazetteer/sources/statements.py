"""What the statements of a Wikidata item say, by the rank of each.

Of a property count the statements of preferred rank, if there are any, else those of normal rank; never those
that are deprecated, and never `novalue` and `somevalue`, which say that there is no value or that it is
unknown.

Source: https://www.mediawiki.org/wiki/Wikibase/DataModel/JSON
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazetteer.sources.json_text import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

YEAR_PRECISION = 9
"""The precision of a time that names a year; less is a decade, a century, a million years."""

EARTH = "http://www.wikidata.org/entity/Q2"
TIME = re.compile(r"([+-])([0-9]{1,16})-")
ITEM = re.compile(r"Q[1-9][0-9]{0,11}")


def best_values(claims: Mapping[str, object], name: str) -> list[object]:
    """Return the values of a property, by the best rank that there is.

    Args:
        claims: The statements of an item, by property.
        name: A property, such as `P31`.
    """
    preferred: list[object] = []
    normal: list[object] = []
    for statement in sequence(claims.get(name)):
        told = mapping(statement)
        snak = mapping(told.get("mainsnak"))
        if snak.get("snaktype") != "value":
            continue
        value = mapping(snak.get("datavalue")).get("value")
        if told.get("rank") == "preferred":
            preferred.append(value)
        elif told.get("rank") == "normal":
            normal.append(value)
    return preferred or normal


def items(claims: Mapping[str, object], name: str) -> list[str]:
    """Return the items that a property names, such as `Q5`, each once."""
    found = (_item(value) for value in best_values(claims, name))
    return list(dict.fromkeys(item for item in found if item is not None))


def years(claims: Mapping[str, object], name: str) -> set[int]:
    """Return the years that a property names; 1 BC is 0, as in the names table."""
    found = (_year(value) for value in best_values(claims, name))
    return {year for year in found if year is not None}


def point(claims: Mapping[str, object], name: str) -> tuple[float, float] | None:
    """Return latitude and longitude, in degrees, of the first place on Earth that a property names."""
    for value in best_values(claims, name):
        told = mapping(value)
        latitude, longitude = told.get("latitude"), told.get("longitude")
        if told.get("globe", EARTH) == EARTH and _is_number(latitude) and _is_number(longitude):
            return float(str(latitude)), float(str(longitude))
    return None


def whole_number(claims: Mapping[str, object], name: str) -> int | None:
    """Return the number that a property names, or None if there is none or more than one."""
    found = {mapping(value).get("amount") for value in best_values(claims, name) if mapping(value)}
    amount = found.pop() if len(found) == 1 else None
    if not isinstance(amount, str) or re.fullmatch(r"\+?[0-9]{1,12}", amount) is None:
        return None
    return int(amount)


def identifier(claims: Mapping[str, object], name: str) -> str | None:
    """Return the identifier that a property names, or None if there is none or more than one."""
    found = {value for value in best_values(claims, name) if isinstance(value, str)}
    return found.pop() if len(found) == 1 else None


def _item(value: object) -> str | None:
    told = mapping(value)
    identity = told.get("id")
    if identity is None and told.get("entity-type") == "item":
        identity = f"Q{told.get('numeric-id')}"  # dumps of 2014 and before
    return identity if isinstance(identity, str) and ITEM.fullmatch(identity) else None


def _year(value: object) -> int | None:
    told = mapping(value)
    precision, time = told.get("precision"), told.get("time")
    if not isinstance(precision, int) or precision < YEAR_PRECISION or not isinstance(time, str):
        return None
    found = TIME.match(time)
    if found is None or int(found[2]) == 0:
        return None
    year = int(found[2])
    return year if found[1] == "+" else 1 - year


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
