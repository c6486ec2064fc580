"""Whether a gazetteer on disk is what was written, file by file and row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.apart import find_apart
from gazetteer.check import find_faults
from gazetteer.content import hash_table, hash_tables
from gazetteer.errors import DamagedLog, DamagedSnapshot, SnapshotError
from gazetteer.interchange import names_table
from gazetteer.log import read_history
from gazetteer.merged import check_merged
from gazetteer.redirects import join_redirects
from gazetteer.store import SNAPSHOTS, open_snapshot, pointed_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gazetteer.check import Fault
    from gazetteer.log import LogEntry
    from gazetteer.snapshot import Snapshot


def verify_snapshot(snapshot: Snapshot) -> tuple[Fault, ...]:
    """Return all that is wrong with the rows of a snapshot.

    Args:
        snapshot: A snapshot on disk.

    Returns:
        The faults of its names table; none if it was written by this package.

    Raises:
        DamagedSnapshot: A file is missing, or its content is not what the manifest says.
        FaultyTable: A redirect leads nowhere.
    """
    tables = snapshot.tables()
    hashes = {name: hash_table(frame) for name, frame in tables.by_name().items()}
    for name, found in hashes.items():
        expected = snapshot.manifest.table(name).content_sha256
        if found != expected:
            raise DamagedSnapshot(
                f"{snapshot.directory}: the table {name} has the content hash {found[:12]}…, "
                f"the manifest says {expected[:12]}…; build the gazetteer anew"
            )
    if hash_tables(hashes) != snapshot.id:
        raise DamagedSnapshot(
            f"{snapshot.directory}: the content has the ID {hash_tables(hashes)}, "
            f"the manifest says {snapshot.id}; build the gazetteer anew"
        )
    join_redirects([tables.redirects], {}, tables.entities["entity_id"])
    apart = find_apart(lambda: [tables.entities], lambda: [tables.redirects])
    return (*find_faults(names_table(snapshot)), *apart)


def verify_past(directory: Path) -> None:
    """Raise if the log of a gazetteer, or a snapshot that is no longer in force, is damaged.

    Args:
        directory: A gazetteer directory.

    Raises:
        SnapshotError: An entry of the log or a file of a snapshot is missing, or is not what was written; the
            log does not end with the snapshot in force. All that was found is named.
    """
    in_force = pointed_to(directory)
    if in_force is None:
        return
    failures: list[str] = []
    try:
        entries = read_history(directory, in_force)
    except DamagedLog as error:
        failures.append(str(error))
    else:
        failures += _damaged_merges(directory, entries)
        if entries and entries[-1].snapshot != in_force:
            failures.append(
                f"{directory}: the log ends with the snapshot {entries[-1].snapshot}, in force is {in_force}"
            )
    homes = sorted(
        path for path in (directory / SNAPSHOTS).iterdir() if path.name.isalnum() and path.is_dir()
    )
    for home in homes:
        try:
            snapshot = open_snapshot(directory, home.name)
            for record in snapshot.manifest.tables:
                snapshot.verify(record.name)
        except SnapshotError as error:
            failures.append(str(error))
    if failures:
        raise DamagedSnapshot("\n".join(dict.fromkeys(failures)))


def _damaged_merges(directory: Path, entries: Sequence[LogEntry]) -> Iterator[str]:
    for entry in entries:
        if entry.merged is not None:
            try:
                check_merged(directory, entry.number, entry.merged)
            except DamagedLog as error:
                yield str(error)
