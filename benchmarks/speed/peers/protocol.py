"""What all peers have in common: what they are given, when they stop, and what they say.

A peer reads a task as JSON from standard input: names and queries (files, a line each), answers (the file it
writes), seconds (of answering after which it stops, at the end of a block), threads, memory (bytes at most).
It writes one line a query that it came to, "row of the best name, a tab, score", the row -1 for none, and as
its last line on standard output {versions, build_seconds, query_seconds, asked}. The folding of names
belongs to the building, that of queries to the answering.
"""

import json
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from unidecode import unidecode

Matcher = TypeVar("Matcher")
Found = Sequence[tuple[int, float]]
"""Row of the best name, and score, of each query of a block."""

_OTHER = re.compile(r"[^a-z0-9]+")


def fold(name: str) -> str:
    """Lower-case ASCII words with one space between them: what every peer compares."""
    return _OTHER.sub(" ", unidecode(name).lower()).strip()


def fold_sorted(name: str) -> str:
    """The same with the words in alphabetical order."""
    return " ".join(sorted(fold(name).split()))


def take_part(
    packages: Sequence[str],
    build: Callable[[Sequence[str], int], Matcher],
    answer: Callable[[Matcher, Sequence[str]], Found],
    block: Callable[[int], int],
) -> None:
    """Do a task.

    Args:
        packages: what the peer runs on, for their versions.
        build: makes a matcher of names, for so many threads.
        answer: finds the best name for each query of a block.
        block: how many queries make a block, among so many names.
    """
    task = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (task["memory"], task["memory"]))
    names, queries = (
        Path(task[what]).read_text(encoding="utf-8").splitlines() for what in ("names", "queries")
    )
    begun = time.perf_counter()
    matcher = build(names, task["threads"])
    built = time.perf_counter()
    found: list[tuple[int, float]] = []
    size = block(len(names))
    while len(found) < len(queries) and (not found or time.perf_counter() - built < task["seconds"]):
        found += answer(matcher, queries[len(found) : len(found) + size])
    done = time.perf_counter()
    lines = (f"{row}\t{score:.6f}\n" for row, score in found)
    Path(task["answers"]).write_text("".join(lines), encoding="ascii")
    said = {
        "versions": {package: version(package) for package in packages},
        "build_seconds": built - begun,
        "query_seconds": done - built,
        "asked": len(found),
    }
    print(json.dumps(said))
