"""docs/systems.md tells of every system what the system says of itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from resolve.conversion import systems

ROOT = Path(__file__).parents[3]


def test_rows_are_the_systems() -> None:
    """The table has a row for each system: id, from, to, rank, what, authority, year."""
    lines = (ROOT / "docs" / "systems.md").read_text("utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| `")]
    expected = [
        [f"`{one.id}`", one.source, one.target, str(one.rank), one.what, one.authority, str(one.year)]
        for one in sorted(systems(), key=lambda one: (one.source, one.target, one.rank))
    ]
    assert expected == rows


def test_page_is_what_its_command_writes() -> None:
    """The page as a whole is made by the command that it names, and the command says so."""
    command = [sys.executable, ROOT / ".ci" / "refresh_systems.py", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (0, "docs/systems.md is true\n") == (done.returncode, done.stdout)
