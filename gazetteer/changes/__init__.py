"""Changes to a gazetteer: added, retired, merged, split, renamed; all or none, and kept in a log.

1. `operations`: what can be changed, one value an operation.
2. `values`, `fields`, `reading`, `writing`: a change as a line of JSON, strictly; `file`: a file of them.
3. `stock`: what the gazetteer holds; `draft`: what it will hold; `joining`: several entities as one.
4. `perform`: what each operation does, and what it does not go with; `undo`: a merge taken back.
5. `apply`: the way through these steps.
"""

from __future__ import annotations

from gazetteer.changes.apply import Applied, apply_changes
from gazetteer.changes.file import read_changes, write_changes
from gazetteer.changes.operations import (
    Add,
    AddName,
    Change,
    DifferentFrom,
    DropName,
    Merge,
    NamePick,
    NewName,
    RenameId,
    Retire,
    SameAs,
    Split,
    Unmerge,
)

__all__ = [
    "Add",
    "AddName",
    "Applied",
    "Change",
    "DifferentFrom",
    "DropName",
    "Merge",
    "NamePick",
    "NewName",
    "RenameId",
    "Retire",
    "SameAs",
    "Split",
    "Unmerge",
    "apply_changes",
    "read_changes",
    "write_changes",
]
