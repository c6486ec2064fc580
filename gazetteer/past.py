"""Earlier states of a gazetteer: what was done, snapshots by what people call them, and the way back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.counting import counted
from gazetteer.errors import UsageError
from gazetteer.log import read_history
from gazetteer.publish import Occasion, default_author, point_to, writing
from gazetteer.store import SNAPSHOTS, gazetteer_of, locate, open_snapshot, refuse_embedded

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from gazetteer.log import LogEntry
    from gazetteer.snapshot import Snapshot

SHORTEST = 4
"""How many digits of a snapshot's ID are enough to name it, if no other one begins so."""


def history(path: str | os.PathLike[str] | None = None) -> tuple[LogEntry, ...]:
    """Return what was done to a gazetteer, the oldest first.

    Args:
        path: A gazetteer directory; None: see `locate`.

    Returns:
        The entries of its log; none if it has no log, as the embedded gazetteer.

    Raises:
        SnapshotError: There is no gazetteer, or its log is damaged.
    """
    snapshot = locate(path)
    return read_history(gazetteer_of(snapshot.directory), snapshot.id)


def find_snapshot(path: str | os.PathLike[str] | None, named: str) -> Snapshot:
    """Return a snapshot of a gazetteer by what a person calls it.

    Args:
        path: A gazetteer directory; None: see `locate`.
        named: The number of an entry of the log, for what it put in force; or the ID of a snapshot, of which
            the first digits are enough; or `current`.

    Raises:
        UsageError: There is none that is called so, or more than one.
        SnapshotError: It is damaged.
    """
    return _find(locate(path), named)[0]


def restore(
    path: str | os.PathLike[str], named: str, *, author: str | None = None, reason: str | None = None
) -> LogEntry | None:
    """Put an earlier snapshot of a gazetteer in force again.

    What was done since stays in the log, and can be restored in the same way.

    Args:
        path: The gazetteer directory.
        named: The snapshot, see `find_snapshot`.
        author: Who does it; None: what ADLAR_AUTHOR says, else the user's name.
        reason: Why; None: that it was restored.

    Returns:
        The entry of the log; None if the snapshot is in force already.

    Raises:
        ReadOnlyGazetteer: It is the embedded gazetteer.
        UsageError: There is no snapshot that is called so.
        SnapshotError: The snapshot is damaged; the one in force stays.
        GazetteerBusy: Another process is changing the gazetteer.
        UnwritableFile: The directory cannot be written to.
    """
    refuse_embedded(path)
    directory = Path(path)
    locate(directory)
    with writing(directory):
        snapshot, entry = _find(locate(directory), named)
        snapshot.tables()
        why = reason or f"restored {named}"
        occasion = Occasion(author or default_author(), why, "restore", restored=entry)
        return point_to(directory, snapshot.id, occasion)


def _find(in_force: Snapshot, named: str) -> tuple[Snapshot, int | None]:
    """Return a snapshot, and the number of the last entry that put it in force."""
    home = gazetteer_of(in_force.directory)
    entries = read_history(home, in_force.id)
    identifier = _identifier(home, named, in_force.id, {str(entry.number): entry for entry in entries})
    _refuse_pruned(home, identifier, entries)
    numbers = [entry.number for entry in entries if entry.snapshot == identifier]
    chosen = int(named) if named.isdecimal() and int(named) in numbers else None
    return open_snapshot(home, identifier), chosen or (numbers[-1] if numbers else None)


def _refuse_pruned(home: Path, identifier: str, entries: Sequence[LogEntry]) -> None:
    if (home / SNAPSHOTS / identifier).is_dir():
        return
    for entry in reversed(entries):
        if entry.action == "prune" and any(
            json.loads(line).get("snapshot") == identifier for line in entry.changes
        ):
            raise UsageError(
                f"{home}: the snapshot {identifier} was removed on {entry.time} by entry {entry.number} "
                "of the log (`gazetteer prune`)"
            )


def _identifier(home: Path, named: str, in_force: str, entries: dict[str, LogEntry]) -> str:
    if not (home / SNAPSHOTS).is_dir():
        raise UsageError(f"{home}: a single snapshot; the directory of its gazetteer was expected")
    if named == "current":
        return in_force
    if named in entries:
        return entries[named].snapshot
    ids = sorted(path.name for path in (home / SNAPSHOTS).iterdir() if path.name.isalnum())
    found = [identifier for identifier in ids if len(named) >= SHORTEST and identifier.startswith(named)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{named}: more than one snapshot begins so: {', '.join(found)}")
    there = (
        "no entries" if not entries else "entry 1" if len(entries) == 1 else f"entries 1 to {len(entries)}"
    )
    raise UsageError(
        f"{home}: no snapshot and no entry of the log {named!r}; there is: {there}, and "
        f"{counted(len(ids), 'snapshot')}, see `gazetteer log`"
        + ("; a gazetteer is named with --gazetteer" if named and Path(named).is_dir() else "")
    )


def home_of(path: str | os.PathLike[str] | None) -> Path:
    """Return the directory of a gazetteer.

    Args:
        path: The directory, or that of one snapshot in it; None: see `locate`.

    Raises:
        SnapshotError: There is no gazetteer.
    """
    return gazetteer_of(locate(path).directory)
