"""How a snapshot comes into force.

1. Who writes holds the lock of the directory, and sweeps away what killed writers left.
2. The snapshot is written under a name of its own, then renamed: it is there whole or not at all.
3. The entry of the log is written, in the same way, and before it what the entry tells the checksum of.
4. The pointer is replaced. This is the moment: before it the old snapshot is in force, after it the new one.

Each step is on the disk before the next begins. Killed anywhere, a writer leaves a gazetteer that opens.
"""

from __future__ import annotations

import getpass
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazetteer.durable import place_folder, replace_file, sweep_drafts
from gazetteer.errors import DamagedSnapshot, UnwritableFile, UsageError
from gazetteer.lock import PATIENCE, only_writer
from gazetteer.log import LOG, LogEntry, append_entry, next_number
from gazetteer.manifest import MANIFEST_NAME
from gazetteer.merged import keep_merged
from gazetteer.pack import current_time
from gazetteer.store import POINTER, SNAPSHOTS, locate, open_snapshot, pointed_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazetteer.log import Action
    from gazetteer.pack import Packed
    from gazetteer.snapshot import Snapshot

AUTHOR = "ADLAR_AUTHOR"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who does something to a gazetteer, and why.

    Attributes:
        author: Who.
        reason: Why.
        action: What is done.
        changes: The lines of the log that tell it in detail.
        restored: The number of the entry that a restore goes back to.
        merged: A file of what a build made one, see `merged`.
    """

    author: str
    reason: str
    action: Action = "build"
    changes: tuple[str, ...] = ()
    restored: int | None = None
    merged: Path | None = None

    @classmethod
    def of(cls, author: str | None, reason: str, merged: Path | None = None) -> Occasion:
        """Return the occasion of a build.

        Args:
            author: Who; None: see `default_author`.
            reason: Why.
            merged: A file of what it made one.
        """
        return cls(author or default_author(), reason, merged=merged)


def default_author() -> str:
    """Return who is at work: what ADLAR_AUTHOR says, else the name of the user."""
    told = os.environ.get(AUTHOR, "").strip()
    if told:
        return told
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return "unknown"


def publish_build(directory: Path, packed: Packed, occasion: Occasion) -> Snapshot:
    """Write a snapshot that was built, and put it in force.

    If one of the same content is in force already, only what its manifest says of the sources may change.

    Args:
        directory: The gazetteer directory; made if it is not there.
        packed: The snapshot.
        occasion: Who builds it, and why.

    Returns:
        The snapshot as it is on disk.

    Raises:
        UnwritableFile: The directory cannot be written to.
        GazetteerBusy: Another process is writing to it.
    """
    with refusing_unwritable(directory):
        directory.mkdir(parents=True, exist_ok=True)
    with writing(directory):
        publish(directory, packed, occasion)
        return locate(directory)


def refuse_no_directory(directory: Path) -> None:
    """Raise if something else than a directory lies where one is to be.

    Args:
        directory: Where a gazetteer is to be.

    Raises:
        UnwritableFile: A file lies there, or a link that leads nowhere.
    """
    if directory.is_dir() or not os.path.lexists(directory):
        return
    found = "a file" if directory.exists() else f"a link to {str(directory.readlink())!r}, which is not there"
    raise UnwritableFile(f"{directory}: {found}; expected: a directory, or a name that nothing has yet")


@contextmanager
def writing(directory: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Be the only one who writes to a gazetteer directory.

    Args:
        directory: The gazetteer directory, which is there.
        patience: How many seconds to wait for another writer.

    Raises:
        UsageError: The directory is that of a single snapshot.
        GazetteerBusy: Another process is still writing after that time.
        UnwritableFile: The directory cannot be written to.
    """
    if (directory / MANIFEST_NAME).is_file():
        raise UsageError(f"{directory}: a single snapshot; the directory of its gazetteer was expected")
    with only_writer(directory, patience):
        for folder in (directory, directory / SNAPSHOTS, directory / LOG):
            sweep_drafts(folder)
        yield


def publish(directory: Path, packed: Packed, occasion: Occasion) -> LogEntry | None:
    """Write a snapshot and put it in force; to be called while `writing`.

    Args:
        directory: The gazetteer directory.
        packed: The snapshot.
        occasion: Who does it, and why.

    Returns:
        The entry of the log; None if a snapshot of the same content is in force already.

    Raises:
        UnwritableFile: The directory cannot be written to; the snapshot in force is what it was.
    """
    with refusing_unwritable(directory):
        _place(directory, packed)
    return point_to(directory, packed.manifest.id, occasion)


def point_to(directory: Path, identifier: str, occasion: Occasion) -> LogEntry | None:
    """Put a snapshot in force that is there; to be called while `writing`.

    Args:
        directory: The gazetteer directory.
        identifier: The ID of the snapshot.
        occasion: Who does it, and why.

    Returns:
        The entry of the log; None if the snapshot is in force already.

    Raises:
        UnwritableFile: The directory cannot be written to; the snapshot in force is what it was.
    """
    before = pointed_to(directory)
    if before == identifier:
        return None
    with refusing_unwritable(directory):
        number = next_number(directory, before)
        entry = LogEntry(
            number=number,
            action=occasion.action,
            snapshot=identifier,
            parent=before,
            author=occasion.author,
            time=current_time(),
            reason=occasion.reason,
            restored=occasion.restored,
            changes=occasion.changes,
            merged=keep_merged(directory, number, occasion.merged),
        )
        append_entry(directory, entry)
        try:
            replace_file(directory / POINTER, f"{identifier}\n".encode())
        except OSError as error:
            if pointed_to(directory) != identifier:
                raise
            raise UnwritableFile(
                f"{directory}: snapshot {identifier} is in force, but may not outlive a loss of power: "
                f"the disk said {error.strerror or error}"
            ) from error
    return entry


@contextmanager
def refusing_unwritable(directory: Path) -> Iterator[None]:
    """Turn what the system says of a directory into what a user is told.

    Args:
        directory: The gazetteer directory.

    Raises:
        UnwritableFile: It cannot be written to.
    """
    try:
        yield
    except OSError as error:
        raise UnwritableFile(
            f"{directory}: cannot be written: {error.strerror or error}; the snapshot in force is what it was"
        ) from error


def _place(directory: Path, packed: Packed) -> None:
    home = directory / SNAPSHOTS / packed.manifest.id
    home.parent.mkdir(exist_ok=True)
    there = _whole(directory, packed.manifest.id)
    if there is None:
        # What lies there was damaged; it is replaced by the same content.
        shutil.rmtree(home, ignore_errors=True)
        files = {f"{name}.parquet": data for name, data in packed.files.items()}
        place_folder(home, {**files, MANIFEST_NAME: packed.manifest.as_json().encode()})
    elif (there.manifest.sources, there.manifest.parts) != (packed.manifest.sources, packed.manifest.parts):
        told = replace(there.manifest, sources=packed.manifest.sources, parts=packed.manifest.parts)
        replace_file(home / MANIFEST_NAME, told.as_json().encode())


def _whole(directory: Path, identifier: str) -> Snapshot | None:
    """Return a snapshot whose files are all as they were written, else None."""
    try:
        snapshot = open_snapshot(directory, identifier)
        for part in (snapshot, *([snapshot.base] if snapshot.base else [])):
            for record in part.manifest.tables:
                part.verify(record.name)
    except DamagedSnapshot:
        return None
    return snapshot
