"""A gazetteer: entities, their names in many languages, and the IDs they once had.

    import gazetteer

    places = gazetteer.open()  # or gazetteer.open(["own/", "embedded"])
    places.entity("loc:baku")
    places.names("loc:baku")
    places.search("baki")

Each name offered here is loaded when it is first used: to ask where a gazetteer lies and what its content
hash is (`locate`) needs none of the libraries that read its tables.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer import lookup
    from gazetteer.build import build_gazetteer
    from gazetteer.changes import Applied, Change, apply_changes, read_changes, write_changes
    from gazetteer.check import Fault, find_faults
    from gazetteer.combination.home import locate
    from gazetteer.difference import Difference, diff
    from gazetteer.errors import GazetteerError
    from gazetteer.files import Table, read_table, write_table
    from gazetteer.log import LogEntry
    from gazetteer.lookup import Gazetteer
    from gazetteer.manifest import Manifest
    from gazetteer.past import history, restore
    from gazetteer.prune import Pruned, prune_snapshots
    from gazetteer.snapshot import Snapshot
    from gazetteer.types import Entity, IdStatus, Name, SearchHit

    open = lookup.open

__all__ = [
    "Applied",
    "Change",
    "Difference",
    "Entity",
    "Fault",
    "Gazetteer",
    "GazetteerError",
    "IdStatus",
    "LogEntry",
    "Manifest",
    "Name",
    "Pruned",
    "SearchHit",
    "Snapshot",
    "Table",
    "apply_changes",
    "build_gazetteer",
    "diff",
    "find_faults",
    "history",
    "locate",
    "open",
    "prune_snapshots",
    "read_changes",
    "read_table",
    "restore",
    "write_changes",
    "write_table",
]

_HOMES = {
    "Applied": "changes",
    "Change": "changes",
    "Difference": "difference",
    "Entity": "types",
    "Fault": "check",
    "Gazetteer": "lookup",
    "GazetteerError": "errors",
    "IdStatus": "types",
    "LogEntry": "log",
    "Manifest": "manifest",
    "Name": "types",
    "Pruned": "prune",
    "SearchHit": "types",
    "Snapshot": "snapshot",
    "Table": "files",
    "apply_changes": "changes",
    "build_gazetteer": "build",
    "diff": "difference",
    "find_faults": "check",
    "history": "past",
    "locate": "combination.home",
    "open": "lookup",
    "prune_snapshots": "prune",
    "read_changes": "changes",
    "read_table": "files",
    "restore": "past",
    "write_changes": "changes",
    "write_table": "files",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
