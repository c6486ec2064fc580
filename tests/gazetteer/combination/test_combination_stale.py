"""Combinations that nobody needs any more are removed, and no other."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from overlaid import add_name

import gazetteer
from gazetteer.combination.stale import FORGOTTEN, MAY_BE_READING, Removed, remove_stale
from gazetteer.verify import verify_past


def aged(path: Path, seconds: float) -> Path:
    """Let a file or a directory be that old."""
    then = time.time() - seconds
    os.utime(path, (then, then))
    return path


def test_older_snapshots_are_removed(both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a combination the snapshot in force and the one before it stay, and what may be being read."""
    made = []
    for number in range(3):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(time.time()) - (3 - number) * MAY_BE_READING))
        add_name(both[0], f"Vugar {number}")
        made.append(gazetteer.locate(both).directory)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    add_name(both[0], "Vugar 3")
    made.append(gazetteer.locate(both).directory)
    assert made[2:] == [directory for directory in made if directory.exists()]
    verify_past(made[-1].parent.parent)
    assert Removed((), 0) == remove_stale()


def test_combinations_of_what_is_gone_are_removed(both: tuple[Path, Path], cache: Path) -> None:
    """A combination goes when one of its parts is gone, but not within the hour; one in use stays."""
    home = gazetteer.locate(both).directory.parent.parent
    aged(home / "current", 2 * MAY_BE_READING)
    assert () == remove_stale().directories
    shutil.rmtree(both[1])
    aged(home / "current", MAY_BE_READING / 2)
    assert () == remove_stale().directories
    aged(home / "current", 2 * MAY_BE_READING)
    assert (home,) == remove_stale().directories
    assert [] == list(cache.iterdir())


def test_forgotten_combinations_are_removed_unasked(
    both: tuple[Path, Path], tmp_path: Path, cache: Path
) -> None:
    """When another is made, a combination that nobody opened for a month goes."""
    own, below = both
    home = gazetteer.locate([own, below]).directory.parent.parent
    aged(home / "current", 2 * FORGOTTEN)
    gazetteer.locate([below, own])
    assert not home.exists()
