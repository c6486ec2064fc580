"""How fast running text is read and linked, end to end.

    python benchmarks/speed/text.py [--megabytes 40] [--jobs 2] [--gazetteer DIR] [--output FILE]

The documents are texts of the project's own collection, put together in a drawn order to 3,000 characters or
so, with one word in twenty-five written anew, so that the vocabulary grows as that of real news does.
Counted is all from the texts in memory to the last frame of mentions: starting the processes, reading,
linking, and the way between processes. The match index is there before.
"""

import argparse
import json
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

from resolve.articles import Document
from resolve.batch.articles import cut_shares, link_in_processes
from resolve.bench.machine import describe_machine
from resolve.index.store import provide_index

TEXTS = Path(__file__).parents[2] / "tests" / "cases" / "texts"
MARK = re.compile(r"\[\[+|\]\]+|\|[^\[\]]*(?=\]\])|~")
CHARACTERS = 3_000
NEW_WORD = 0.04
SYLLABLES = ("la", "re", "mi", "ku", "san", "ber", "dal", "qo", "tü", "ver", "nış", "ha", "zek", "or", "im")


def known_texts() -> dict[str, list[str]]:
    """The texts of the collection, without their marks, by language."""
    found: dict[str, list[str]] = {}
    for path in sorted(TEXTS.glob("*/*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in ("#", "")]
        found.setdefault(path.parent.name, []).append(MARK.sub("", "\n".join(lines)))
    return found


def documents(megabytes: float, seed: int) -> Iterator[Document]:
    """Draw documents until there are so many megabytes of UTF-8."""
    chance = random.Random(seed)
    known = known_texts()
    langs = sorted(known)
    size, number = 0, 0
    while size < megabytes * 1e6:
        lang = langs[number % len(langs)]
        parts: list[str] = []
        while sum(map(len, parts)) < CHARACTERS:
            words = chance.choice(known[lang]).split(" ")
            parts.append(" ".join(_new(chance, w) if chance.random() < NEW_WORD else w for w in words))
        text = "\n\n".join(parts)
        size += len(text.encode())
        yield Document(str(number), text, None)
        number += 1


def _new(chance: random.Random, word: str) -> str:
    made = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))
    return made if word[:1].islower() else word


def main() -> None:
    """Measure, and print or write the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=float, default=40)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--gazetteer")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", type=Path)
    given = parser.parse_args()
    texts = list(documents(given.megabytes, given.seed))
    size = sum(len(document.text.encode()) for document in texts)
    index = provide_index(given.gazetteer)
    began = time.perf_counter()
    frames = list(link_in_processes(index, cut_shares(texts), given.jobs))
    seconds = time.perf_counter() - began
    figures = {
        "documents": len(texts),
        "megabytes": round(size / 1e6, 2),
        "mentions": sum(frame.height for frame in frames),
        "jobs": given.jobs,
        "seconds": round(seconds, 2),
        "megabytes_per_second": round(size / 1e6 / seconds, 2),
        "machine": describe_machine(),
    }
    line = json.dumps(figures, ensure_ascii=False)
    print(line)
    if given.output:
        given.output.write_text(line + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
