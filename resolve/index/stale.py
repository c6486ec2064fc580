"""Indexes that nobody will open again, and their removal.

An index is named by what it is made from, so a new snapshot, new rules or another version of ICU leave the
old one behind. Its manifest says which gazetteer it is of, and the manifest's time says when it was last
opened. Removed is

1. what a build left that was killed, after a day
2. an index of the same gazetteer that is not the one of today, and one whose gazetteer is gone

if it has not been opened for as long as the caller says. A process that has its files mapped reads on; where
the system does not allow that, as on Windows, the index stays.
"""

import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MANIFEST: Final = "index.json"
"""The file of an index that lists the others."""

DRAFT: Final = ".index-"
"""What the names of directories begin with in which an index is being written."""

MAY_BE_OPENING: Final = 3_600
"""Whoever began to open an index has done so after this time. Unit: seconds."""

FORGOTTEN: Final = 30 * 86_400
"""An index that nobody opened for so long is removed unasked. Unit: seconds."""

_DRAFT_AGE: Final = 86_400


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed.

    Attributes:
        directories: where it lay.
        size: bytes.
    """

    directories: tuple[Path, ...]
    size: int


def note_opening(directory: Path) -> None:
    """Write down that an index is being opened now."""
    try:
        os.utime(directory / MANIFEST)
    except OSError:
        # In a place that cannot be written to nothing is removed either.
        return


def remove_stale(places: Iterable[Path], good: Path, gazetteer: Path, unopened: float) -> Removed:
    """Remove indexes that nobody will open again.

    Args:
        places: directories in which indexes lie.
        good: the index that is in use; it stays.
        gazetteer: the gazetteer that it is of.
        unopened: only what was not opened for so long is removed. Unit: seconds.
    """
    removed, size = [], 0
    for place in places:
        for directory in _stale(place, good, gazetteer, unopened):
            held = sum(file.stat().st_size for file in directory.iterdir() if file.is_file())
            # The name goes first: an index is there whole or not at all.
            gone = directory.with_name(f"{DRAFT}gone-{directory.name}")
            try:
                directory.rename(gone)
            except OSError:
                continue
            shutil.rmtree(gone, ignore_errors=True)
            removed.append(directory)
            size += held
    return Removed(tuple(removed), size)


def _stale(place: Path, good: Path, gazetteer: Path, unopened: float) -> Iterator[Path]:
    if not place.is_dir():
        return
    now = time.time()
    for directory in sorted(place.iterdir()):
        if directory.is_symlink() or not directory.is_dir():
            continue
        if directory.name.startswith(DRAFT):
            if now - directory.stat().st_mtime > _DRAFT_AGE:
                yield directory
        elif directory.suffix == ".index" and directory != good:
            opened, of = _manifest(directory)
            if now - opened > unopened and (of is None or of == gazetteer or not of.exists()):
                yield directory


def _manifest(directory: Path) -> tuple[float, Path | None]:
    """When an index was last opened, and of which gazetteer it is; None where it does not say."""
    file = directory / MANIFEST
    try:
        opened = file.stat().st_mtime
        return opened, Path(json.loads(file.read_text(encoding="utf-8"))["gazetteer"])
    except OSError:
        return directory.stat().st_mtime, None
    except (ValueError, LookupError, TypeError, OverflowError, RecursionError):
        return opened, None
