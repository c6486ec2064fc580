"""Snapshots that are no longer needed, and their removal.

What stays, whatever is asked:

1. the snapshot in force, and what was in force within the last hour, for who has just opened it
2. the base of each snapshot that stays
3. the log: merges and facts are undone by it alone

The log is told first, then each snapshot loses its name, and then its files go; what has a base goes before
it. So a snapshot is there whole or not at all, wherever the work is cut off, and the next call goes on.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.durable import DRAFT, sync_folder
from gazetteer.errors import SnapshotError, UsageError
from gazetteer.log import LogEntry, append_entry, next_number, read_history
from gazetteer.pack import current_time
from gazetteer.publish import default_author, refusing_unwritable, writing
from gazetteer.store import SNAPSHOTS, base_of, locate, refuse_embedded

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from gazetteer.snapshot import Snapshot

LONGEST_DAYS = 36_500
"""The greatest age that can be asked for."""

MAY_BE_OPENING = timedelta(hours=1)
"""Whoever found a snapshot in force has read it after this time."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was removed, or would be.

    Attributes:
        snapshots: The IDs of the snapshots, in the order in which they go.
        size: Bytes of their files.
        kept: How many snapshots stay.
    """

    snapshots: tuple[str, ...]
    size: int
    kept: int


def prune_snapshots(
    path: str | os.PathLike[str],
    *,
    keep: int | None = None,
    older_than: float | None = None,
    author: str | None = None,
    reason: str | None = None,
    dry_run: bool = False,
) -> Pruned:
    """Remove snapshots that were in force before; what they held is no longer there to be restored.

    Args:
        path: The gazetteer directory.
        keep: So many stay that were in force last, the one in force among them; 1 at least.
        older_than: Only what was not in force for so many days goes; with `keep`, both have to hold.
        author: Who does it; None: what ADLAR_AUTHOR says, else the user's name.
        reason: Why; None: what was asked for.
        dry_run: Say what would go, and remove nothing.

    Raises:
        ReadOnlyGazetteer: It is the embedded gazetteer.
        UsageError: Neither was said which are to go, or it makes no sense.
        SnapshotError: There is no gazetteer, or its log is damaged.
        GazetteerBusy: Another process is changing the gazetteer.
        UnwritableFile: The directory cannot be written to.
    """
    refuse_embedded(path)
    if keep is None and older_than is None:
        raise UsageError(
            "which snapshots are to go was not said; expected: --keep N, --older-than DAYS, or both"
        )
    if (keep is not None and keep < 1) or (older_than is not None and not 0 <= older_than <= LONGEST_DAYS):
        raise UsageError(f"expected: 1 snapshot to keep at least, and 0 to {LONGEST_DAYS} days")
    directory = Path(path)
    locate(directory)
    with writing(directory):
        going, stay = _going(directory, locate(directory), keep, older_than)
        found = Pruned(tuple(going), sum(_size(directory, one) for one in going), stay)
        if going and not dry_run:
            why = reason or _asked(keep, older_than)
            with refusing_unwritable(directory):
                _note(directory, going, author or default_author(), why)
                for identifier in going:
                    _remove(directory / SNAPSHOTS, identifier)
        return found


def _going(
    directory: Path, in_force: Snapshot, keep: int | None, older_than: float | None
) -> tuple[list[str], int]:
    """Return the snapshots that go, each before its base, and how many stay."""
    there = sorted(
        home.name for home in (directory / SNAPSHOTS).iterdir() if home.name.isalnum() and home.is_dir()
    )
    ended = _ended(directory, in_force.id, there)
    last = sorted(there, key=lambda one: ended[one], reverse=True)
    now = datetime.now(UTC)
    stay = {in_force.id, *(one for one in there if now - ended[one] < MAY_BE_OPENING)}
    if keep is not None:
        stay.update(last[:keep])
    if older_than is not None:
        stay.update(one for one in there if now - ended[one] < timedelta(days=older_than))
    bases = {one: _base(directory, one) for one in there}
    stay.update(base for one in tuple(stay) if (base := bases.get(one)) is not None)
    # What holds only what differs comes first: without its base it could not be read.
    going = sorted(
        (one for one in there if one not in stay), key=lambda one: (bases[one] is None, ended[one])
    )
    return going, len(there) - len(going)


def _ended(directory: Path, in_force: str, there: Sequence[str]) -> Mapping[str, datetime]:
    """Return when each snapshot was last in force, or was written if it never was."""
    ended = {one: datetime.fromtimestamp((directory / SNAPSHOTS / one).stat().st_mtime, UTC) for one in there}
    entries = read_history(directory, in_force)
    for entry, following in pairwise(entries):
        ended[entry.snapshot] = _moment(following.time)
    ended[in_force] = datetime.max.replace(tzinfo=UTC)
    return ended


def _moment(told: str) -> datetime:
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        # Not known, so it may have been just now.
        return datetime.now(UTC)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _base(directory: Path, identifier: str) -> str | None:
    try:
        return base_of(directory, identifier)
    except SnapshotError:
        # A damaged manifest names no base, and nothing is read by it.
        return None


def _note(directory: Path, going: Sequence[str], author: str, reason: str) -> None:
    in_force = locate(directory).id
    lines = tuple(json.dumps({"op": "prune", "snapshot": one}) for one in going)
    number = next_number(directory, in_force)
    append_entry(
        directory,
        LogEntry(number, "prune", in_force, in_force, author, current_time(), reason, changes=lines),
    )


def _remove(folder: Path, identifier: str) -> None:
    gone = folder / f"{DRAFT}gone-{identifier}"
    (folder / identifier).rename(gone)
    sync_folder(folder)
    shutil.rmtree(gone, ignore_errors=True)


def _size(directory: Path, identifier: str) -> int:
    return sum(
        file.stat().st_size for file in (directory / SNAPSHOTS / identifier).iterdir() if file.is_file()
    )


def _asked(keep: int | None, older_than: float | None) -> str:
    told = [f"keep {keep}"] if keep is not None else []
    told += [f"older than {older_than:g} days"] if older_than is not None else []
    return f"pruned: {', '.join(told)}"
