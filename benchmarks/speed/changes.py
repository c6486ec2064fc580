"""What changes cost on a gazetteer of many names: applied, compared, read again.

    python benchmarks/speed/changes.py --names 1e6 --changes 1000

The names are made up, the changes are drawn from all entities: names added and dropped, entities added,
retired, merged and given other IDs. Times are of the clock, the median of `--repeat` turns; each turn changes
what the one before left. Bytes are those of the new snapshot's own files.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

import polars as pl

import gazetteer
from gazetteer.changes import Add, AddName, Change, DropName, Merge, NamePick, NewName, RenameId, Retire
from gazetteer.changes.operations import Operation

T = TypeVar("T")

SYLLABLES = [
    "ba",
    "kı",
    "mə",
    "li",
    "yev",
    "ram",
    "gül",
    "nar",
    "tur",
    "xan",
    "şa",
    "rə",
    "sul",
    "od",
    "əl",
    "dar",
]
NAMES_OF_ONE = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn took, in seconds.

    Attributes:
        applied: The changes.
        applied_one: One change more.
        compared: The difference between the snapshots before and after.
        read: All tables of the new snapshot.
        size: Bytes of its own files.
    """

    applied: float
    applied_one: float
    compared: float
    read: float
    size: int


def made_up(count: int, chance: random.Random) -> pl.DataFrame:
    """A names table of made-up persons, four names each."""
    entities = [f"per:{number // NAMES_OF_ONE:08}" for number in range(count)]
    names = ["".join(chance.choices(SYLLABLES, k=6)).capitalize() for _ in range(count)]
    langs = ["az", "de", "ru", "tr"] * (count // NAMES_OF_ONE + 1)
    curies = [f"wikidata:Q{number // NAMES_OF_ONE}" for number in range(count)]
    return pl.DataFrame(
        {"entity_id": entities, "kind": "person", "lang": langs[:count], "name": names, "same_as": curies}
    )


def drawn(snapshot: gazetteer.Snapshot, count: int, chance: random.Random) -> list[Change]:
    """Changes of six sorts, each of other entities."""
    names = (
        snapshot.names().group_by("entity_id", maintain_order=True).agg(pl.col("name").first(), many=pl.len())
    )
    picked = names.sample(2 * count, seed=chance.randrange(1 << 30)).rows()
    changes: list[Operation] = []
    for number, ((entity_id, name, many), (other, _, _)) in enumerate(
        zip(picked[:count], picked[count:], strict=True)
    ):
        mark = f"{snapshot.id}{number}"
        kinds: list[Operation] = [
            AddName(entity_id, NewName("de", f"Neu {mark}")),
            DropName(entity_id, NamePick(name)) if many > NAMES_OF_ONE - 1 else Retire(entity_id),
            Add(f"new:{mark}", "person", (NewName("az", f"Yeni {mark}"),)),
            Retire(entity_id),
            Merge(entity_id, (other,)),
            RenameId(entity_id, f"renamed:{mark}"),
        ]
        changes.append(kinds[number % len(kinds)])
    return [Change(operation) for operation in changes]


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """How long some work takes, and what it returns."""
    begun = time.perf_counter()
    done = work()
    return time.perf_counter() - begun, done


def turn(place: Path, count: int, chance: random.Random) -> Turn:
    """Change a gazetteer twice, and measure."""
    before = gazetteer.locate(place)
    changes = drawn(before, count, chance)
    seconds, applied = timed(lambda: gazetteer.apply_changes(place, changes, reason="measured"))
    one = drawn(applied.snapshot, 1, chance)
    return Turn(
        applied=seconds,
        compared=timed(lambda: gazetteer.diff(before, applied.snapshot))[0],
        read=timed(applied.snapshot.tables)[0],
        size=sum(file.stat().st_size for file in applied.snapshot.directory.iterdir()),
        applied_one=timed(lambda: gazetteer.apply_changes(place, one, reason="measured"))[0],
    )


def main() -> None:
    """Measure, and print a line for each step."""
    parser = argparse.ArgumentParser(description="What changes cost on a gazetteer of many names.")
    parser.add_argument("--names", type=float, default=1e6, help="names of the gazetteer")
    parser.add_argument("--changes", type=float, default=1000, help="changes that are applied together")
    parser.add_argument("--repeat", type=int, default=3, help="turns")
    parser.add_argument("--seed", type=int, default=1, help="of all that is drawn")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    turns: list[Turn] = []
    with tempfile.TemporaryDirectory() as folder:
        place, table = Path(folder, "gazetteer"), Path(folder, "names.parquet")
        made_up(int(given.names), chance).write_parquet(table)
        seconds, snapshot = timed(lambda: gazetteer.build_gazetteer([table], place))
        print(f"build            {seconds:8.2f} s  {snapshot.manifest.table('names').rows} names")
        turns += [turn(place, int(given.changes), chance) for _ in range(given.repeat)]
    print(f"apply            {median(one.applied for one in turns):8.2f} s  {int(given.changes)} changes")
    print(f"apply            {median(one.applied_one for one in turns):8.2f} s  1 change")
    print(f"difference       {median(one.compared for one in turns):8.2f} s")
    print(f"read all tables  {median(one.read for one in turns):8.2f} s")
    print(f"bytes written    {median(one.size for one in turns):8.0f}")


if __name__ == "__main__":
    main()
