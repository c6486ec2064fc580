"""Every failure that this package raises on purpose.

```
GazetteerError                 exit code 2: wrong use, or input that cannot be read
├── UsageError                 an option, a source or an ID that makes no sense
├── TableError                 a file of rows
│   ├── UnreadableFile         missing, a directory, no permission, a broken archive
│   ├── UnwritableFile         no such folder, no permission, no space
│   ├── UnknownFormat          an ending that is none of ours
│   ├── WrongFormat            not what its ending says
│   ├── WrongEncoding          bytes that are no text in the encoding expected
│   ├── EmptyFile              not even a header
│   ├── MalformedRow           a row that does not fit its header, or is no row at all
│   └── MissingColumn          a column that is needed is not there
├── FaultyTable                rows that break the contract of the names table; carries all faults
├── SnapshotError              a gazetteer directory
│   ├── NoSnapshot             there is no gazetteer here
│   ├── UnknownVersion         written in a format that this version does not read
│   ├── DamagedSnapshot        a file is missing, or is not what the manifest says
│   └── DamagedLog             an entry of the log is missing, or is not what was written
├── ChangeError                changes that are not made; the gazetteer is as it was
│   ├── FaultyChanges          lines that are no changes; carries all faults
│   └── RefusedChange          a change that does not go with what the gazetteer holds
├── GazetteerBusy              another process is changing the gazetteer
└── ReadOnlyGazetteer          the embedded gazetteer is not written to
```

Not finding an entity is no failure: it is a result with a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    class Described(Protocol):
        """Anything that has a message for a person to read."""

        @property
        def message(self) -> str:
            """What was found, and what was expected."""


class GazetteerError(Exception):
    """The user has to change something: a file, an option, a place."""


class UsageError(GazetteerError):
    """An option, a source or an ID makes no sense."""


class TableError(GazetteerError):
    """A file of rows cannot be read or written."""


class UnreadableFile(TableError):
    """A file is missing, is a directory, may not be read, or its compression is broken."""


class UnwritableFile(TableError):
    """A file cannot be written where it was asked for."""


class UnknownFormat(TableError):
    """A file's ending is none of those that are read and written."""


class WrongFormat(TableError):
    """A file's content is not what its ending says."""


class WrongEncoding(TableError):
    """A text file holds bytes that are no text in the encoding expected."""


class EmptyFile(TableError):
    """A file holds nothing at all, not even a header."""


class MalformedRow(TableError):
    """A row does not fit the header, or cannot be understood as a row."""


class MissingColumn(TableError):
    """A table lacks a column that is needed.

    Args:
        table: What the table is called in the message, most often its path.
        missing: The columns that are needed and not there.
        existing: The columns that are there.
    """

    def __init__(self, table: str, missing: Sequence[str], existing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        self.existing = tuple(existing)
        plural = "s" if len(missing) > 1 else ""
        there = ", ".join(repr(column) for column in existing) or "none"
        wanted = ", ".join(repr(column) for column in missing)
        super().__init__(f"{table}: no column{plural} {wanted}; the columns are {there}")


class FaultyTable(GazetteerError):
    """Rows break the contract of the names table.

    Args:
        table: What the table is called in the message, most often its path.
        faults: All that was found, not only the first.
    """

    def __init__(self, table: str, faults: Sequence[Described]) -> None:
        self.faults = tuple(faults)
        kinds = counted(len(faults), "kind")
        lines = [f"{table}: {kinds} of fault", *(fault.message for fault in faults)]
        super().__init__("\n  ".join(lines))


class SnapshotError(GazetteerError):
    """A gazetteer directory cannot be used."""


class NoSnapshot(SnapshotError):
    """There is no gazetteer in this directory."""


class UnknownVersion(SnapshotError):
    """A snapshot was written in a format that this version does not read."""


class DamagedSnapshot(SnapshotError):
    """A file of a snapshot is missing, or is not what the manifest says."""


class DamagedLog(SnapshotError):
    """An entry of the log is missing, or is not what was written."""


class ChangeError(GazetteerError):
    """Changes are not made, and the gazetteer is as it was."""


class FaultyChanges(ChangeError):
    """Lines of a changes file are no changes.

    Args:
        file: What the file is called in the message, most often its path.
        faults: All that was found, each with its line.
    """

    def __init__(self, file: str, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        lines = [f"{file}: {counted(len(faults), 'fault')}; nothing was changed", *faults]
        super().__init__("\n  ".join(lines))


class RefusedChange(ChangeError):
    """A change does not go with what the gazetteer holds."""


class GazetteerBusy(GazetteerError):
    """Another process is changing the gazetteer, and did not finish in time."""


class ReadOnlyGazetteer(GazetteerError):
    """The embedded gazetteer is part of the package and is not written to."""
