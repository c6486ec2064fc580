"""Combinations that nobody will open again, and their removal.

Each time one of its parts changes, a combination gets another snapshot. Removed is

1. a snapshot that is neither in force nor the one before it
2. a combination one of whose parts is gone, or that was not opened for long

if it is older than an hour, so that no one is about to read it.
"""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer import store
from gazetteer.combination.cache import combinations
from gazetteer.durable import DRAFT
from gazetteer.errors import GazetteerError
from gazetteer.log import read_history
from gazetteer.store import POINTER, SNAPSHOTS

if TYPE_CHECKING:
    from collections.abc import Iterator

FORGOTTEN = 30 * 86_400
"""A combination that nobody opened for so long is removed unasked. Unit: seconds."""

MAY_BE_READING = 3_600
"""Whoever began to open a snapshot has read it after this time. Unit: seconds."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed.

    Attributes:
        directories: Where it lay.
        size: Bytes.
    """

    directories: tuple[Path, ...]
    size: int


def remove_stale() -> Removed:
    """Remove all combinations and snapshots of combinations that nobody will open again."""
    return _remove(_stale(combinations()))


def remove_forgotten(used: Path) -> None:
    """Remove older snapshots of a combination, and other combinations that nobody opened for long.

    Args:
        used: The directory of the combination.
    """
    _remove(_older(used))
    _remove(home for home in _homes(used.parent) if home != used and _unopened(home) > FORGOTTEN)


def _stale(folder: Path) -> Iterator[Path]:
    for home in _homes(folder):
        age = _unopened(home)
        if age > FORGOTTEN or (age > MAY_BE_READING and not _has_parts(home)):
            yield home
        else:
            yield from _older(home)
    for left in folder.glob(f"{DRAFT}*"):
        if _age(left) > MAY_BE_READING:
            yield left


def _homes(folder: Path) -> list[Path]:
    return sorted(home for home in folder.iterdir() if home.name.isalnum()) if folder.is_dir() else []


def _older(home: Path) -> Iterator[Path]:
    """Snapshots that are neither in force nor the one before."""
    try:
        in_force = store.pointed_to(home)
        kept = {entry.snapshot for entry in read_history(home, in_force or "")[-2:]} | {in_force}
        there = sorted((home / SNAPSHOTS).iterdir())
    except (GazetteerError, OSError):
        return
    for snapshot in there:
        if snapshot.name.isalnum() and snapshot.name not in kept and _age(snapshot) > MAY_BE_READING:
            yield snapshot


def _has_parts(home: Path) -> bool:
    """Whether all that a combination is made of is still there; not if it cannot be read."""
    try:
        return all(Path(part.directory).exists() for part in store.locate(home).manifest.parts)
    except GazetteerError:
        return False


def _unopened(home: Path) -> float:
    pointer = home / POINTER
    return _age(pointer if pointer.exists() else home)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def _remove(stale: Iterator[Path]) -> Removed:
    removed, size = [], 0
    for directory in list(stale):
        held = sum(file.stat().st_size for file in directory.rglob("*") if file.is_file())
        # The name goes first: a combination is there whole or not at all.
        gone = directory.with_name(f"{DRAFT}gone-{directory.name}")
        try:
            directory.rename(gone)
        except OSError:
            continue
        shutil.rmtree(gone, ignore_errors=True)
        removed.append(directory)
        size += held
    return Removed(tuple(removed), size)
