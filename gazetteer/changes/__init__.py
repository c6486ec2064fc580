"""Changes to a gazetteer: added, retired, merged, split, renamed, set right; all or none, and kept in a log.

1. `operations`: what can be changed, one value an operation.
2. `values`, `fields`, `facts`, `reading`, `writing`: a change as a line of JSON, strictly; `file`: a file of
   them; `done`: a change as the log keeps it.
3. `stock`: what the gazetteer holds; `draft`: what it will hold; `joining`: several entities as one.
4. `perform`: what each operation does, and what it does not go with; `undo`: a merge taken back, `built`: one
   that a build made.
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
    FactsAsBefore,
    Merge,
    NamePick,
    NewName,
    RenameId,
    Retire,
    SameAs,
    SetFacts,
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
    "FactsAsBefore",
    "Merge",
    "NamePick",
    "NewName",
    "RenameId",
    "Retire",
    "SameAs",
    "SetFacts",
    "Split",
    "Unmerge",
    "apply_changes",
    "read_changes",
    "write_changes",
]
