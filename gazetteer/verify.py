"""Whether a snapshot on disk is what it was when it was built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.check import find_faults
from gazetteer.content import hash_table, hash_tables
from gazetteer.errors import DamagedSnapshot
from gazetteer.interchange import names_table
from gazetteer.redirects import join_redirects

if TYPE_CHECKING:
    from gazetteer.check import Fault
    from gazetteer.snapshot import Snapshot


def verify_snapshot(snapshot: Snapshot) -> tuple[Fault, ...]:
    """Return all that is wrong with the rows of a snapshot.

    Args:
        snapshot: A snapshot on disk.

    Returns:
        The faults of its names table; none if it was built by this package.

    Raises:
        DamagedSnapshot: A file is missing, or its content is not what the manifest says.
        FaultyTable: A redirect leads nowhere.
    """
    tables = {
        "entities": snapshot.entities(),
        "names": snapshot.names(),
        "redirects": snapshot.redirects(),
    }
    hashes = {name: hash_table(frame) for name, frame in tables.items()}
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
    join_redirects([tables["redirects"]], {}, tables["entities"]["entity_id"])
    return find_faults(names_table(snapshot))
