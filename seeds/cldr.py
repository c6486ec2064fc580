"""Names of territories and of the cities that stand for time zones: CLDR, as the package babel carries it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from seeds.entity import Entity, Spelling
from seeds.folding import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from seeds.geonames import CityRecord, Country

SOURCE = "cldr 47"
LOCALES = ("az", "az_Cyrl", "tr", "de", "ru", "en")
LATIN_LOCALES = frozenset({"tr", "de", "en"})
OFFICIAL = frozenset({"official", "de_facto_official"})


def territory_entities(countries: Mapping[str, Country]) -> list[Entity]:
    """Return a place for each territory that has a code of two letters in ISO 3166-1, and Kosovo.

    Its names are those in our languages, then those in its official languages.

    Args:
        countries: The countries of GeoNames by code, which tell territories from groupings such as EU.
    """
    codes = sorted(set(countries).intersection(Locale.parse("en").territories))
    return [
        Entity(
            id=f"iso3166-1:{code}",
            kind="place",
            spellings=tuple(_territory_names(code)),
            same_as=(f"geonames:{countries[code].geoname_id}",),
            country=code,
            population=countries[code].population or None,
        )
        for code in codes
    ]


def _territory_names(code: str) -> Iterator[Spelling]:
    spoken = get_global("territory_languages").get(code, {})
    native = [name for name, facts in spoken.items() if facts["official_status"] in OFFICIAL]
    for name in dict.fromkeys((*LOCALES, *native)):
        locale = _locale(name)
        spelling = locale.territories.get(code) if locale else None
        if spelling and spelling != code:
            yield Spelling(name.replace("_", "-"), clean(spelling), SOURCE, is_preferred=True)


def _locale(name: str) -> Locale | None:
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return None


def city_names(cities: Mapping[str, CityRecord]) -> dict[str, list[Spelling]]:
    """Return the names of the cities that stand for time zones, by the CURIE of the city.

    A city is known by its country and its English name, if only one city of that country has it: as its main
    name, else among its alternate names. In the second case CLDR may mean the island or the province
    (`Puerto_Rico`), so that none of its names is preferred.

    Args:
        cities: The cities of GeoNames by CURIE.
    """
    main: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    alternate: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for curie, record in cities.items():
        main[record["countrycode"], fold(record["name"])].add(curie)
        for name in record["alternatenames"]:
            alternate[record["countrycode"], fold(name)].add(curie)
    found: dict[str, list[Spelling]] = {}
    for zone, country in sorted(get_global("zone_territories").items()):
        if zone in get_global("zone_aliases"):
            continue
        key = (country, fold(exemplar(zone, "en") or ""))
        curies = main.get(key) or alternate.get(key) or set()
        if len(curies) == 1:
            spellings = _city_spellings(zone, is_preferred=key in main)
            found.setdefault(min(curies), []).extend(spellings)
    return found


def _city_spellings(zone: str, *, is_preferred: bool) -> Iterator[Spelling]:
    for name in LOCALES:
        spelling = exemplar(zone, name)
        if spelling:
            yield Spelling(name.replace("_", "-"), clean(spelling), SOURCE, is_preferred)


def exemplar(zone: str, locale: str) -> str | None:
    """Return a zone's city in a locale; where CLDR is silent, Latin script takes it from the zone's ID."""
    city = Locale.parse(locale).time_zones.get(zone, {}).get("city")
    if city or locale not in LATIN_LOCALES:
        return str(city) if city else None
    return zone.rpartition("/")[2].replace("_", " ")
