"""Write docs/systems.md anew: one table of all transliteration systems, from the headers of their files.

Usage: refresh_systems.py [--check]   --check changes nothing and fails if the page is not up to date
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "systems.md"
HEAD = """# Systems of transliteration

This page is made by `.ci/refresh_systems.py` from the headers of `resolve/data/conversion/*.txt`; do not
edit it.

There are {count} systems, from {sources} orthographies to {targets}. An id is a BCP 47-T tag (RFC 6497):
target, `-t-`, source, and the mechanism where a direction has several systems. `from` and `to` are
orthography codes: a language in its usual script, or with the script named; `und` is Latin of no language.

The system of rank 1 makes the first form of its direction, the others add variants, and `--system ID` asks
for one of them. Where a direction has no rank 1 the spelling is kept first, as of German names in Turkish.
What is custom with a name comes before the rules. `resolve transliterate --list` lists the systems too.
[extending.md](extending.md#a-transliteration-system) tells how to add one.

"""
COLUMNS = ("id", "from", "to", "rank", "what", "authority", "year")


def page() -> str:
    """The whole page, as the systems say it now."""
    from resolve.conversion import systems

    rows = sorted(systems(), key=lambda system: (system.source, system.target, system.rank))
    lines = [COLUMNS, ("---",) * len(COLUMNS)]
    for row in rows:
        cells = (f"`{row.id}`", row.source, row.target, str(row.rank), row.what, row.authority, str(row.year))
        lines.append(tuple(cell.replace("|", r"\|") for cell in cells))
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    sources, targets = ({getattr(row, end) for row in rows} for end in ("source", "target"))
    return HEAD.format(count=len(rows), sources=len(sources), targets=len(targets)) + table


def main() -> int:
    """Renew or check the page; return the exit code."""
    sys.path.insert(0, str(ROOT))
    made = page()
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == made:
        print("docs/systems.md is true")
        return 0
    if "--check" in sys.argv[1:]:
        print("docs/systems.md is not what the systems say: run .ci/refresh_systems.py")
        return 1
    PAGE.write_text(made, encoding="utf-8")
    print("docs/systems.md is renewed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
