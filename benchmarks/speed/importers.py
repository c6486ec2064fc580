"""How fast dumps are imported, and how much memory it takes: files of real shape, of growing length.

Run it as `python benchmarks/speed/importers.py [--sizes MB ...] [--sources geonames wikidata ftm referents]
[--json FILE]`; `referents` is FollowTheMoney with the IDs that its entities were merged from.

Each file is made with a fixed seed, in the shape of the real one: as many cells, languages, statements with
references and links to pages, of as many bytes. It is read in a process of its own, once into a names table
(`import`) and once into a gazetteer (`build`), as a user would do it; peak memory is that of the process. The
slope of memory over size says what a longer file takes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from resolve.bench.machine import describe_machine, describe_versions

MEGABYTE = 1 << 20
LANGUAGES = "en de fr ru tr az es it pl pt nl sv uk ar fa ja zh ko he hu cs fi da no ca ro bg el sr hr sk sl"
SYLLABLES = "ba ki li ye va mo sko gen zer xan ova lu tar qa ra bağ şu mər kən dər gö yər çin sta ad abad"
MADE = 20_000
"""Places and persons that are made; longer files repeat them with other IDs, which takes less time."""
IMPORT = """
import sys
from gazetteer.sources import read_source
from gazetteer.spool import Scratch
with Scratch() as scratch:
    read_source(sys.argv[1], scratch=scratch)
"""
WANTED = "az,tr,de,ru,en"
ENTITIES = {"ftm": "ftm", "referents": "ftm"}
OPTIONS = {"wikidata": f"?languages={WANTED}", "referents": "?referents=yes"}


@dataclass(frozen=True, slots=True)
class Run:
    """One file read once.

    Attributes:
        source: The importer.
        stage: `import` into a names table, or `build` of a gazetteer.
        megabytes: Size of all files read, in MiB.
        rows: Lines of them.
        seconds: How long it took, the start of the process included.
        processor: Seconds of a processor that it took; on a machine with other work, this tells more.
        peak: Most memory of the process, in MiB.
    """

    source: str
    stage: str
    megabytes: float
    rows: int
    seconds: float
    processor: float
    peak: float

    def line(self) -> str:
        """Return the run as a row of a table."""
        return (
            f"{self.source:9} {self.stage:6} {self.megabytes:8.0f} MiB {self.rows:10} rows "
            f"{self.seconds:7.1f} s {self.rows / self.seconds:9.0f} rows/s "
            f"{self.megabytes / self.seconds:6.1f} MiB/s; of a processor {self.processor:7.1f} s "
            f"{self.rows / self.processor:9.0f} rows/s {self.megabytes / self.processor:6.1f} MiB/s; "
            f"{self.peak:6.0f} MiB peak"
        )


def name(draw: random.Random) -> str:
    """Return a name of two to four syllables."""
    return "".join(draw.choices(SYLLABLES.split(), k=draw.randint(2, 4))).capitalize()


def geonames(draw: random.Random) -> Iterator[tuple[str, list[str]]]:
    """Yield places and their alternate names, as lines of the two files without their numbers."""
    while True:
        known = name(draw)
        others = ",".join(name(draw) for _ in range(draw.choice([0, 0, 0, 1, 4])))
        place = f"{draw.uniform(-80, 80):.5f}\t{draw.uniform(-180, 180):.5f}\tP\tPPL"
        country = draw.choice(["AZ", "TR", "DE", "RU", "US"])
        inhabitants = draw.choice([0, 0, 0, 0, draw.randrange(100_000)])
        rest = f"{country}\t\t09\t\t\t\t{inhabitants}\t\t123\tAsia/Baku\t2024-01-01"
        codes = draw.choices(
            ["az", "tr", "de", "ru", "en", "fr", "", "link", "wkdt", "post"], k=draw.choice([0, 1, 3])
        )
        names = [f"{code}\t{name(draw)}\t{draw.choice(['1', ''])}\t\t\t\t\t" for code in codes]
        yield f"{known}\t{known}\t{others}\t{place}\t{rest}", names


def wikidata(draw: random.Random) -> Iterator[str]:
    """Yield lines of the dump: one in five is a person, as many a place; the rest is of other kinds."""
    number = 100_000
    while True:
        number += 1
        kind = draw.choice([5, 532, 13442814, 13442814, 16521])
        tags = draw.sample(LANGUAGES.split(), draw.randint(1, 32))
        texts = {tag: {"language": tag, "value": f"{name(draw)} {name(draw)}"} for tag in tags}
        claims = {"P31": [statement("P31", {"entity-type": "item", "numeric-id": kind, "id": f"Q{kind}"})]}
        for _ in range(draw.randint(4, 16)):
            field = f"P{draw.randint(300, 9000)}"
            claims[field] = [
                statement(field, f"value {draw.random()}") for _ in range(draw.choice([1, 1, 3]))
            ]
        claims["P17" if kind == 532 else "P27"] = [
            statement("P27", {"entity-type": "item", "id": draw.choice(["Q227", "Q43", "Q183"])})
        ]
        claims["P569"] = [
            statement("P569", {"time": f"+{draw.randint(1800, 2000)}-05-07T00:00:00Z", "precision": 11})
        ]
        item = {
            "type": "item",
            "id": f"Q{number}",
            "labels": texts,
            "descriptions": {tag: {"language": tag, "value": "some words on it"} for tag in tags},
            "aliases": {tag: [{"language": tag, "value": name(draw)}] for tag in tags[:3]},
            "claims": claims,
            "sitelinks": {
                f"{tag}wiki": {"site": f"{tag}wiki", "title": name(draw), "badges": []} for tag in tags
            },
        }
        yield json.dumps(item, ensure_ascii=False, separators=(",", ":")) + ",\n"


def statement(field: str, value: object) -> dict[str, object]:
    """Return a statement with a reference, as long as they are in the dump."""
    snak = {
        "snaktype": "value",
        "property": field,
        "hash": "0" * 40,
        "datavalue": {"value": value, "type": "string"},
    }
    source = {"hash": "1" * 40, "snaks": {"P248": [snak]}, "snaks-order": ["P248"]}
    return {
        "mainsnak": snak,
        "type": "statement",
        "id": "Q1$00000000-0000-0000-0000-000000000000",
        "rank": "normal",
        "references": [source],
    }


def ftm(draw: random.Random) -> Iterator[str]:
    """Yield lines of an export of OpenSanctions."""
    number = 0
    while True:
        number += 1
        full = f"{name(draw)} {name(draw)}"
        properties = {
            "name": [full, f"{name(draw)} {name(draw)}"],
            "alias": [name(draw) for _ in range(draw.randint(0, 5))],
            "weakAlias": [name(draw)],
            "nationality": ["az"],
            "birthDate": [str(draw.randint(1900, 2005))],
            "sourceUrl": ["https://example.org/list/of/persons"],
        }
        entity = {
            "id": f"NK-{number:022}",
            "caption": full,
            "schema": draw.choice(["Person", "Company", "Ownership"]),
            "properties": properties,
            "datasets": ["sample_list"],
            "referents": [f"sample-{number}"],
            "first_seen": "2024-01-01T00:00:00",
        }
        yield json.dumps(entity, ensure_ascii=False) + "\n"


def write(folder: Path, source: str, megabytes: int) -> tuple[str, int]:
    """Write the files of a source, and return how they are asked for and how many lines they have."""
    draw = random.Random(f"{source} {megabytes}")
    size = rows = 0
    if source == "geonames":
        return write_geonames(folder, megabytes)
    lines: Callable[[random.Random], Iterator[str]] = wikidata if source == "wikidata" else ftm
    path = folder / f"{source}.json"
    with path.open("w", encoding="utf-8") as stream:
        # Made once, repeated with other IDs: making them takes longer than reading them.
        made = list(islice(lines(draw), MADE // 10))
        while size < megabytes * MEGABYTE:
            # Five digits follow, so that no ID comes twice.
            line = made[rows % len(made)].replace('"id":"Q1', f'"id":"Q{rows // len(made) + 1}', 1)
            if source in ENTITIES:
                line = line.replace("NK-00", f"NK-{rows // len(made):02}", 1)
                line = line.replace("sample-", f"sample-{rows // len(made)}-", 1)
            stream.write(line)
            size += len(line.encode())
            rows += 1
    return f"{ENTITIES.get(source, source)}:{path}{OPTIONS.get(source, '')}", rows


def write_geonames(folder: Path, megabytes: int) -> tuple[str, int]:
    """Write the two files of GeoNames, and return how they are asked for and how many lines they have."""
    made = list(islice(geonames(random.Random("geonames")), MADE))
    places, alternates = folder / "places.txt", folder / "alternateNamesV2.txt"
    size = number = alternate = 0
    with places.open("wb") as one, alternates.open("wb") as other:
        while size < megabytes * MEGABYTE:
            rest, names = made[number % len(made)]
            number += 1
            size += one.write(f"{number}\t{rest}\n".encode())
            for known in names:
                alternate += 1
                # What is given to one place only is an ID of Wikidata.
                text = f"wkdt\tQ{number}\t\t\t\t\t\t" if known.startswith("wkdt") else known
                size += other.write(f"{alternate}\t{number}\t{text}\n".encode())
    return f"geonames:{places}?languages={WANTED}", number + alternate


def run(command: list[str]) -> tuple[float, float, float]:
    """Run a command and return its seconds, those of a processor, and its peak memory in MiB."""
    begin = time.perf_counter()
    child = os.posix_spawn(sys.executable, [sys.executable, *command], os.environ)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        raise SystemExit(f"{command}: exit code {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(source: str, megabytes: int) -> Iterator[Run]:
    """Yield the runs on one file."""
    with tempfile.TemporaryDirectory(prefix="adlar-bench-") as folder:
        specified, rows = write(Path(folder), source, megabytes)
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / MEGABYTE
        stages = {
            "import": ["-c", IMPORT, specified],
            "build": ["-m", "gazetteer", "build", "-q", specified, "--output", f"{folder}/out"],
        }
        for stage, command in stages.items():
            yield Run(source, stage, size, rows, *run(command))


def slope(runs: list[Run]) -> float:
    """Return MiB of memory that each MiB of file takes, by the two longest files.

    Short files are merged at once, long ones range by range; the longest show what a longer one takes.
    """
    *_, first, last = sorted(runs, key=lambda one: one.megabytes) if len(runs) > 1 else [*runs, *runs]
    return (last.peak - first.peak) / max(1, last.megabytes - first.megabytes)


def main() -> None:
    """Make the files, read them, print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="*", default=[50, 400, 800], help="MiB of each file")
    parser.add_argument("--sources", nargs="*", default=["geonames", "wikidata", "ftm"])
    parser.add_argument("--json", type=Path, help="where the figures go, besides the terminal")
    given = parser.parse_args()
    runs: list[Run] = []
    for source in given.sources:
        for size in given.sizes:
            for done in measure(source, size):
                runs.append(done)
                print(done.line(), flush=True)
        for stage in ("import", "build"):
            of_stage = [done for done in runs if (done.source, done.stage) == (source, stage)]
            rise = slope(of_stage)
            least = min(done.peak for done in of_stage)
            print(
                f"{source:9} {stage:6} {rise:.3f} MiB a MiB: {least + rise * 10240:.0f} MiB for 10 GiB",
                flush=True,
            )
    if given.json:
        told = {
            "machine": describe_machine(),
            "versions": describe_versions({}),
            "runs": [asdict(one) for one in runs],
        }
        given.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
