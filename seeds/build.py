"""Build the embedded gazetteer from the hand-kept tables and the pinned packages.

    python seeds/build.py            build gazetteer/data/embedded anew
    python seeds/build.py --check    build it elsewhere and compare; exit 1 if what is committed differs

The steps:

1. The versions of the packages are as pinned (`pins`).
2. Hand-kept rows are read (`handkept`) and written in Azerbaijani Cyrillic besides (`cyrillic`).
3. Cities come from GeoNames (`geonames`), territories and names of some cities from CLDR (`cldr`).
4. What these tell of a hand-kept place joins it, verified (`crosswalk`): one place has one ID.
5. The names table (`names_table`) goes through `gazetteer build`, as that of any user does.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

# The checkout is built, not what may be installed besides.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from gazetteer.build import build_gazetteer
from gazetteer.errors import GazetteerError
from gazetteer.snapshot import Snapshot
from gazetteer.store import locate
from seeds.crosswalk import join_pinned, pinned_curies
from seeds.cyrillic import add_cyrillic, fill_cyrillic
from seeds.entity import Entity, SeedError
from seeds.handkept import read_all
from seeds.names_table import make_table
from seeds.pins import require_pinned

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
EMBEDDED = ROOT / "gazetteer" / "data" / "embedded"
LIMIT = 25_000_000
"""The most that the embedded gazetteer may weigh, in bytes."""


def main(arguments: list[str] | None = None) -> int:
    """Build or check the embedded gazetteer; return the exit code.

    Args:
        arguments: The command line without the program; None: that of the process.
    """
    parser = argparse.ArgumentParser(description="Build the embedded gazetteer from pinned sources.")
    parser.add_argument("--check", action="store_true", help="compare with what is committed, write nothing")
    check = parser.parse_args(arguments).check
    try:
        with tempfile.TemporaryDirectory() as work:
            built = build(Path(work))
            return compare(built) if check else put_in_place(built)
    except (SeedError, GazetteerError) as error:
        print(error, file=sys.stderr)
        return 2


def build(work: Path) -> Snapshot:
    """Return the gazetteer, built in a directory of its own.

    Args:
        work: An empty directory.

    Raises:
        SeedError: A package has another version than pinned, or a hand-kept row is wrong.
        FaultyTable: The rows together break the contract of the names table.
    """
    require_pinned()
    table = work / "names.parquet"
    make_table(collect()).write_parquet(table)
    lines = (SEEDS / "licences.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
    licences = work / "licences.tsv"
    licences.write_text("".join(line for line in lines if not line.startswith("#")), encoding="utf-8")
    return build_gazetteer([table], work / "gazetteer", licences=licences)


def collect() -> list[Entity]:
    """Return the entities of all sources, each once, sorted by ID."""
    # Only these modules need the pinned packages; whoever lacks them is told by `require_pinned`.
    from seeds.cldr import city_names, territory_entities
    from seeds.geonames import city_entities, read_cities, read_countries

    hand_kept = add_cyrillic(read_all(SEEDS))
    territories = fill_cyrillic(territory_entities(read_countries()))
    countries = {curie for territory in territories for curie in territory.same_as}
    wanted = {curie for entity in hand_kept for curie in pinned_curies(entity)} - countries
    cities = read_cities(sorted(curie for curie in wanted if curie.startswith("geonames:")))
    named = city_names(cities)
    joined = (
        replace(city, spellings=(*city.spellings, *named.get(city.id, ()))) for city in city_entities(cities)
    )
    return sorted(join_pinned(hand_kept, [*territories, *joined]), key=lambda entity: entity.id)


def compare(built: Snapshot) -> int:
    """Return 0 if the committed gazetteer is whole and of the same content, else say so and return 1.

    Args:
        built: What the sources give now.
    """
    committed = locate(EMBEDDED)
    for record in committed.manifest.tables:
        committed.verify(record.name)
    if committed.id == built.id and committed.manifest.sources == built.manifest.sources:
        print(f"{committed.id}: the embedded gazetteer is what its sources give")
        return 0
    print(f"committed {_summary(committed)}\nbuilt     {_summary(built)}", file=sys.stderr)
    print("the embedded gazetteer differs from its sources; run: python seeds/build.py", file=sys.stderr)
    return 1


def put_in_place(built: Snapshot) -> int:
    """Make a gazetteer the embedded one, the only one there; return the exit code.

    Args:
        built: The gazetteer.
    """
    size = sum(path.stat().st_size for path in built.directory.iterdir())
    if size > LIMIT:
        raise SeedError(f"the gazetteer weighs {size:,} bytes, more than {LIMIT:,}")
    source = built.directory.parents[1]
    shutil.rmtree(EMBEDDED, ignore_errors=True)
    EMBEDDED.parent.mkdir(parents=True, exist_ok=True)
    # Who built it, and when, is told by the history of the project.
    shutil.copytree(source, EMBEDDED, ignore=shutil.ignore_patterns("lock", "log"))
    print(f"{_summary(built)}, {size:,} bytes")
    return 0


def _summary(snapshot: Snapshot) -> str:
    rows = ", ".join(f"{table.rows:,} {table.name}" for table in snapshot.manifest.tables)
    return f"{snapshot.id}: {rows}"


if __name__ == "__main__":
    sys.exit(main())
