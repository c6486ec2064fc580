"""Where the combination of several gazetteers lies: in the user's cache, made when it is first asked for.

It is a gazetteer like others (see `store`): its snapshot in force says of which states of its parts it is
made. Where one has another snapshot now, the combination is made anew; readers of the old one read on.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
from typing import TYPE_CHECKING

from gazetteer import store
from gazetteer.combination.cache import combinations
from gazetteer.combination.parts import find_parts
from gazetteer.errors import SnapshotError
from gazetteer.manifest import MANIFEST_NAME, state_of_parts
from gazetteer.store import POINTER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gazetteer.combination.parts import Part
    from gazetteer.snapshot import Snapshot
    from gazetteer.types import Where

FORMAT = 3
"""Changes when the same parts make another combination, so that older ones are made anew."""

_LOG = logging.getLogger(__name__)


def locate(where: Where = None) -> Snapshot:
    """Return the snapshot in force of a gazetteer, or of the combination of several.

    Args:
        where: A gazetteer directory, the directory of one snapshot in it, or the word `embedded`; or several
            of these, the first of the highest priority. None: what the environment variable ADLAR_GAZETTEER
            names, else the embedded gazetteer.

    Raises:
        UsageError: None is named, or one twice.
        NoSnapshot: There is no gazetteer at that place.
        DamagedSnapshot: The snapshot pointed to is missing, or its manifest cannot be understood.
        UnknownVersion: It was written in another format.
        UnwritableFile: The combination cannot be written to the cache.
    """
    parts = find_parts(where)
    if len(parts) == 1:
        return parts[0].snapshot
    home = combinations() / _name(parts)
    there = _made_before(home, parts)
    if there is None:
        # Making it takes a library for tables, which finding it does not need.
        from gazetteer.combination.making import make
        from gazetteer.combination.stale import remove_forgotten

        there = make(home, parts)
        remove_forgotten(home)
    _note_opening(home)
    return there


def state_of(where: Where = None) -> str:
    """Return what changes when a gazetteer, or one of several, has another snapshot; nothing is made.

    The arguments and what is raised are those of `locate`; `Manifest.state` of what that returns is the same.
    """
    parts = find_parts(where)
    return (
        parts[0].snapshot.manifest.state
        if len(parts) == 1
        else state_of_parts([part.record for part in parts])
    )


def _name(parts: Sequence[Part]) -> str:
    """What a combination is called: the same for all states of its parts."""
    told = [FORMAT, *([part.name, str(part.directory)] for part in parts)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def _made_before(home: Path, parts: Sequence[Part]) -> Snapshot | None:
    """The combination, if it was made of these states of its parts and is as it was written."""
    if not (home / POINTER).exists():
        return None
    try:
        there = store.locate(home)
        _verify_changed(there)
    except SnapshotError as error:
        # What to do about a gazetteer, which an error says last, is not for one that is made anew.
        found = str(error).rsplit("; ", 1)[0]
        _LOG.warning("the combination of gazetteers in %s is damaged (%s); it is made anew", home, found)
        return None
    return there if there.manifest.parts == tuple(part.record for part in parts) else None


def _verify_changed(snapshot: Snapshot) -> None:
    """Raise if a file that was written after the manifest, which comes last, is not what that says."""
    written = (snapshot.directory / MANIFEST_NAME).stat().st_mtime_ns
    for record in snapshot.manifest.tables:
        if (snapshot.directory / f"{record.name}.parquet").stat().st_mtime_ns > written:
            snapshot.verify(record.name)


def _note_opening(home: Path) -> None:
    """Write down that a combination is in use; in a cache that cannot be written to nothing is removed."""
    with contextlib.suppress(OSError):
        os.utime(home / POINTER)
