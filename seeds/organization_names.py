"""Derive the table of organizations whose names say the same from the hand-kept organizations.

    python seeds/organization_names.py            write resolve/data/words/organizations.tsv anew
    python seeds/organization_names.py --check    compare with what is committed; exit 1 if it differs

The steps:

1. Names in az, tr, de, ru and en are taken from organizations.tsv.
2. A name that stands for several organizations, or that bodies of any country have (ambiguous_names.tsv), is
   left out.
3. An abbreviation of three letters or more is that organization inside longer names, too (OSZE-Bericht);
   other single words only by themselves (Kremlin).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

# The checkout is read, not what may be installed besides.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from seeds.derived_table import write_or_check
from seeds.entity import ABBREVIATION
from seeds.folding import fold
from seeds.handkept import read_table

NAME = "organizations.tsv"
LANGUAGES = frozenset({"az", "tr", "de", "ru", "en"})
SHORTEST = 3
"""Shorter abbreviations are left out: AA is an agency here, a ministry there."""

HEADER = """\
# what: organizations whose names and abbreviations are no spellings of each other
# columns: key; lang (BCP 47); name; use (whole: never for a part of a name)
# authority: seeds/organizations.tsv, from which seeds/organization_names.py derives it
# year: 2026
# licence: CC0-1.0
key\tlang\tname\tuse
"""


def main(arguments: list[str] | None = None) -> int:
    """Write or check the table; return the exit code."""
    return write_or_check(build, NAME, Path(__file__).name, arguments)


def build() -> str:
    """Return the whole table as text."""
    seeds = Path(__file__).parent
    lines = (seeds / "ambiguous_names.tsv").read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if not line.startswith("#"))
    ambiguous = {_joined(name): use for name, use in cells}
    named = [
        (entity.id.partition(":")[2], spelling.lang, spelling.name, spelling.kind == ABBREVIATION)
        for entity in read_table(seeds / "organizations.tsv")
        for spelling in entity.spellings
        if spelling.lang in LANGUAGES
    ]
    keys_of: defaultdict[str, set[str]] = defaultdict(set)
    for key, _, name, _ in named:
        keys_of[_joined(name)].add(key)
    rows = {
        (key, lang, name, ambiguous.get(_joined(name), "whole" if name.isalpha() and not short else ""))
        for key, lang, name, short in named
        if len(_joined(name)) >= SHORTEST and len(keys_of[_joined(name)]) == 1
    }
    return HEADER + "".join("\t".join(row) + "\n" for row in sorted(rows) if row[-1] != "never")


def _joined(name: str) -> str:
    return "".join(filter(str.isalnum, fold(name)))


if __name__ == "__main__":
    sys.exit(main())
