"""Combinations that nobody will open again, and their removal.

Each time one of its parts changes, a combination gets another snapshot. Removed is

1. a snapshot that is neither in force nor the one before it, and was not in force within the last hour
2. a combination one of whose parts is gone, if it was not opened within the last hour
3. a combination that was not opened for a month
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
from gazetteer.prune import prune_snapshots
from gazetteer.store import POINTER, SNAPSHOTS

if TYPE_CHECKING:
    from collections.abc import Iterable

FORGOTTEN = 30 * 86_400
"""A combination that nobody opened for so long is removed unasked. Unit: seconds."""

KEPT = 2
"""How many snapshots of a combination stay: the one in force, and the one before."""

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
    folder = combinations()
    gone = _remove(home for home in _homes(folder) if _is_stale(home))
    left = _remove(draft for draft in folder.glob(f"{DRAFT}*") if _age(draft) > MAY_BE_READING)
    older = [_prune(home) for home in _homes(folder)]
    return Removed(
        gone.directories + tuple(directory for one in older for directory in one.directories),
        gone.size + left.size + sum(one.size for one in older),
    )


def remove_forgotten(used: Path) -> None:
    """Remove older snapshots of a combination, and other combinations that nobody opened for long.

    Args:
        used: The directory of the combination.
    """
    _prune(used)
    _remove(home for home in _homes(used.parent) if home != used and _unopened(home) > FORGOTTEN)


def _is_stale(home: Path) -> bool:
    age = _unopened(home)
    return age > FORGOTTEN or (age > MAY_BE_READING and not _has_parts(home))


def _prune(home: Path) -> Removed:
    """Remove older snapshots of a combination; one that cannot be read is made anew when it is asked for."""
    try:
        pruned = prune_snapshots(home, keep=KEPT, reason="made anew")
    except GazetteerError:
        return Removed((), 0)
    return Removed(tuple(home / SNAPSHOTS / identifier for identifier in pruned.snapshots), pruned.size)


def _homes(folder: Path) -> list[Path]:
    return sorted(home for home in folder.iterdir() if home.name.isalnum()) if folder.is_dir() else []


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


def _remove(stale: Iterable[Path]) -> Removed:
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
