"""The command line of a script that derives one table of `resolve/data/words/`: write it, or compare."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from seeds.entity import SeedError

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = Path(__file__).resolve().parents[1] / "resolve" / "data" / "words"


def write_or_check(build: Callable[[], str], name: str, script: str, arguments: list[str] | None) -> int:
    """Write or check a table; return the exit code: 1 if it differs, 2 if its source is not as it must be.

    Args:
        build: Gives the whole table as text.
        name: The table's file name.
        script: The script's file name.
        arguments: The command line without the program; None: that of the process.
    """
    parser = argparse.ArgumentParser(description=f"Derive resolve/data/words/{name} from its source.")
    parser.add_argument("--check", action="store_true", help="compare with what is committed, write nothing")
    check = parser.parse_args(arguments).check
    try:
        built = build()
    except SeedError as error:
        print(error, file=sys.stderr)
        return 2
    if not check:
        (WORDS / name).write_text(built, encoding="utf-8")
        print(f"{sum(not line.startswith('#') for line in built.splitlines()) - 1:,} names")
        return 0
    if (WORDS / name).read_text(encoding="utf-8") == built:
        print(f"{name} is what its source gives")
        return 0
    print(f"{name} differs from its source; run: python seeds/{script}", file=sys.stderr)
    return 1
