"""The service beside csv-reconcile, which serves a table by the same protocol: same names, same queries.

Both serve the embedded gazetteer without the spellings that are asked for in another language. A third of the
queries are spellings as they are; a third have a letter left out; a third are spellings in Azerbaijani,
Turkish, German, Russian or English that neither service has: each of an entity that has spellings in other of
these languages. They come in batches of ten, one batch after the other. Right is an answer whose first
candidate is an entity that bears the spelling which the query was made of.

csv-reconcile wants `normality`, which replaces the ICU of this package: install it in an environment of its
own (`python -m venv peer; peer/bin/pip install csv-reconcile`).

Usage: peer_service.py peer/bin/csv-reconcile [--queries 200]
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import polars as pl

import gazetteer

SEED = 7
LANGUAGES = ("az", "tr", "de", "ru", "en")
BATCH = 10
PATIENCE = 600
"""How long a peer may take to come up. Unit: seconds."""

PORT = 8765
ADDRESS = f"http://127.0.0.1:{PORT}/reconcile"
PEER = "http://127.0.0.1:5000/reconcile"
"""Where csv-reconcile listens; it knows no other place."""


@dataclass(frozen=True, slots=True)
class Case:
    """A query and the entities that answer it rightly."""

    query: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a service came to."""

    name: str
    ready: float
    asked: int
    seconds: float
    right: int

    def row(self) -> str:
        """The figures as a row of a Markdown table."""
        speed, share = self.asked / self.seconds, self.right / self.asked
        return f"| {self.name} | {self.ready:.1f} s | {self.asked} | {speed:,.1f} | {share:.0%} |"


def draw_cases(frame: pl.DataFrame, count: int) -> tuple[list[Case], pl.DataFrame]:
    """Queries in random order, and the gazetteer without the spellings that are held out."""
    draw = random.Random(SEED)
    bearers: dict[str, set[str]] = defaultdict(set)
    for entity_id, name in frame.select("entity_id", "name").iter_rows():
        bearers[name].add(entity_id)
    ours = frame.filter(pl.col("lang").is_in(LANGUAGES) & (pl.col("name").str.len_chars() > 3))
    known = ours.filter(pl.col("name").n_unique().over("entity_id") > 2)["name"].unique(maintain_order=True)
    drawn = draw.sample(known.to_list(), count)
    queries = []
    for number, name in enumerate(drawn):
        cut = draw.randrange(len(name))
        query = name[:cut] + name[cut + 1 :] if number % 3 == 1 else name
        queries.append(Case(query, frozenset(bearers[name])))
    held_out = [name for number, name in enumerate(drawn) if number % 3 == 2]
    return queries, frame.filter(~pl.col("name").is_in(held_out))


def ask(address: str, batch: Sequence[Case]) -> int:
    """Send a batch; how many were answered rightly."""
    queries = {f"q{at}": {"query": case.query, "limit": 3} for at, case in enumerate(batch)}
    body = urlencode({"queries": json.dumps(queries)}).encode()
    with urllib.request.urlopen(address, body, timeout=PATIENCE) as response:
        found = json.load(response)
    right = 0
    for at, case in enumerate(batch):
        candidates = found[f"q{at}"].get("result", [])
        # In the table of the peer a spelling of several entities is one row.
        right += bool(candidates) and bool(case.right & set(candidates[0]["id"].split(" ")))
    return right


def measure(name: str, address: str, asked: Sequence[Case], ready: float) -> Figures:
    """Ask all queries, one batch after the other."""
    ask(address, asked[:1])
    begin = time.perf_counter()
    right = sum(ask(address, asked[start : start + BATCH]) for start in range(0, len(asked), BATCH))
    return Figures(name, ready, len(asked), time.perf_counter() - begin, right)


@contextmanager
def running(command: Sequence[str], folder: Path, address: str) -> Iterator[None]:
    """Run a service in a folder, and wait until it answers at its address."""
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            until = time.monotonic() + PATIENCE
            while True:
                with suppress(OSError), urllib.request.urlopen(address, timeout=PATIENCE):
                    break
                if process.poll() is not None or time.monotonic() > until:
                    raise SystemExit(f"{command[0]} did not come up")
                time.sleep(0.05)
            yield
        finally:
            process.terminate()


def write_table(frame: pl.DataFrame, file: Path) -> None:
    """Write a table for the peer, a row a spelling; a number makes the IDs of a row unlike all others."""
    rows = frame.group_by("name", maintain_order=True).agg(pl.col("entity_id").unique(maintain_order=True))
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter="\t")
        writer.writerow(["id", "name"])
        writer.writerows([" ".join([*ids, str(at)]), name] for at, (name, ids) in enumerate(rows.iter_rows()))


def main() -> None:
    """Measure both, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("peer", help="the program csv-reconcile")
    parser.add_argument("--queries", type=int, default=200, help="how many queries both get")
    options = parser.parse_args()
    asked, frame = draw_cases(gazetteer.open().frame(), options.queries)
    print(f"{frame['name'].n_unique():,} spellings\n")
    print("| service | ready after | queries | names/s | right |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        frame.write_parquet(folder / "names.parquet")
        begin = time.perf_counter()
        gazetteer.build_gazetteer([str(folder / "names.parquet")], folder / "home")
        ours = ["-m", "resolve", "serve", "--port", str(PORT), "--gazetteer", "home"]
        with running([sys.executable, *ours], folder, ADDRESS):
            ready = time.perf_counter() - begin
            print(measure("Adlar", ADDRESS, asked, ready).row(), flush=True)
        write_table(frame, folder / "names.tsv")
        program = str(Path(options.peer).absolute())
        begin = time.perf_counter()
        subprocess.run(
            [program, "init", "names.tsv", "id", "name"], cwd=folder, check=True, capture_output=True
        )
        with running([program, "serve"], folder, PEER):
            ready = time.perf_counter() - begin
            print(measure("csv-reconcile", PEER, asked, ready).row(), flush=True)


if __name__ == "__main__":
    main()
