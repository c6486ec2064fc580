"""What changes cost on a gazetteer of many names: applied, indexed, compared, read again.

    python benchmarks/speed/changes.py --names 1e6 --changes 1000

The names are made up, the changes are drawn from all entities: names added and dropped, entities added,
retired, merged and given other IDs. Times are the median of `--repeat` turns, of the clock and of processors,
in a process that has done all of it before; each turn changes what the one before left. Bytes are those of
the new snapshot's own files.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

import polars as pl

import gazetteer
from gazetteer.changes import Add, AddName, Change, DropName, Merge, NamePick, NewName, RenameId, Retire
from gazetteer.changes.operations import Operation
from resolve.index.store import provide_index

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
GIVEN, SURNAMES = 2_000, 100_000


@dataclass(frozen=True, slots=True)
class Cost:
    """What some work took, in seconds.

    Attributes:
        clock: Of the clock.
        processors: Of all processors together.
    """

    clock: float
    processors: float


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn took.

    Attributes:
        applied: The changes.
        indexed: The match index brought up to date after them.
        applied_one: One change more.
        indexed_one: The index after it.
        compared: The difference between the snapshots before and after.
        read: All tables of the new snapshot.
        size: Bytes of its own files.
    """

    applied: Cost
    indexed: Cost
    applied_one: Cost
    indexed_one: Cost
    compared: Cost
    read: Cost
    size: int


def made_up(count: int, chance: random.Random) -> pl.DataFrame:
    """A names table of made-up persons, four names each; as in life they share given names and surnames."""
    entities = [f"per:{number // NAMES_OF_ONE:08}" for number in range(count)]
    given, surnames = (
        ["".join(chance.choices(SYLLABLES, k=size)).capitalize() for _ in range(many)]
        for size, many in ((2, GIVEN), (4, SURNAMES))
    )
    names = [
        f"{one} {other}"
        for one, other in zip(chance.choices(given, k=count), chance.choices(surnames, k=count), strict=True)
    ]
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


def timed(work: Callable[[], T]) -> tuple[Cost, T]:
    """How long some work takes, and what it returns."""
    clock, processors = time.perf_counter(), time.process_time()
    done = work()
    return Cost(time.perf_counter() - clock, time.process_time() - processors), done


def turn(place: Path, count: int, chance: random.Random) -> Turn:
    """Change a gazetteer twice, and measure."""
    before = gazetteer.locate(place)
    changes = drawn(before, count, chance)
    cost, applied = timed(lambda: gazetteer.apply_changes(place, changes, reason="measured"))
    indexed, _ = timed(lambda: provide_index(place))
    one = drawn(applied.snapshot, 1, chance)
    return Turn(
        applied=cost,
        indexed=indexed,
        compared=timed(lambda: gazetteer.diff(before, applied.snapshot))[0],
        read=timed(applied.snapshot.tables)[0],
        size=sum(file.stat().st_size for file in applied.snapshot.directory.iterdir()),
        applied_one=timed(lambda: gazetteer.apply_changes(place, one, reason="measured"))[0],
        indexed_one=timed(lambda: provide_index(place))[0],
    )


def line(what: str, costs: Iterable[Cost], on: str = "") -> str:
    """A line of the report: the median of some costs."""
    known = list(costs)
    clock, processors = median(one.clock for one in known), median(one.processors for one in known)
    return f"{what:16} {clock:8.2f} s {processors:8.2f} s of processors  {on}".rstrip()


def main() -> None:
    """Measure, and print a line for each step."""
    parser = argparse.ArgumentParser(description="What changes cost on a gazetteer of many names.")
    parser.add_argument("--names", type=float, default=1e6, help="names of the gazetteer")
    parser.add_argument("--changes", type=float, default=1000, help="changes that are applied together")
    parser.add_argument("--repeat", type=int, default=3, help="turns")
    parser.add_argument("--seed", type=int, default=1, help="of all that is drawn")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    count = int(given.changes)
    with tempfile.TemporaryDirectory() as folder:
        place, table = Path(folder, "gazetteer"), Path(folder, "names.parquet")
        made_up(int(given.names), chance).write_parquet(table)
        cost, snapshot = timed(lambda: gazetteer.build_gazetteer([table], place))
        print(line("build", [cost], f"{snapshot.manifest.table('names').rows} names"))
        print(line("build index", [timed(lambda: provide_index(place))[0]]))
        turns = [turn(place, count, chance) for _ in range(given.repeat)]
    print(line("apply", (one.applied for one in turns), f"{count} changes"))
    print(line("update index", (one.indexed for one in turns), f"{count} changes"))
    print(line("apply", (one.applied_one for one in turns), "1 change"))
    print(line("update index", (one.indexed_one for one in turns), "1 change"))
    print(line("difference", (one.compared for one in turns)))
    print(line("read all tables", (one.read for one in turns)))
    print(f"bytes written    {median(one.size for one in turns):8.0f}")


if __name__ == "__main__":
    main()
