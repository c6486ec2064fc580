"""The names table itself as a source, and the table of redirects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.check import Fault, find_faults
from gazetteer.counting import counted
from gazetteer.errors import FaultyTable, MissingColumn
from gazetteer.files import read_table
from gazetteer.redirects import canonical_redirects
from gazetteer.schema import REQUIRED, as_text, canonical, is_redirects
from gazetteer.sources.source import Source
from gazetteer.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.files import Table


def import_table(
    path: str, encoding: str | None, separator: str | None, watch: Callable[[str], None] = lambda _: None
) -> Source:
    """Read a names table, or a table of redirects, which is known by its columns `old_id` and `new_id`.

    Args:
        path: The file.
        encoding: Encoding of a text file; None: UTF-8, or what a byte order mark says.
        separator: What separates the cells of a CSV or TSV file; None: what the header shows.
        watch: Takes a few words on what is being done.

    Raises:
        TableError: The file cannot be read, or a column is missing.
        FaultyTable: Its rows break the contract of the names table; all that was found is named.
    """
    table = read_table(path, encoding=encoding, separator=separator)
    if is_redirects(table.frame.columns):
        moved = Spool()
        moved.append(canonical_redirects(table.frame))
        return Source(path, None, moved, table.notes)
    watch(f"checking {counted(len(table.frame), 'row')} of {path}")
    faults = table_faults(table)
    errors = [fault for fault in faults if fault.severity == "error"]
    if any(fault.code == "missing_column" for fault in errors):
        missing = [column for column in REQUIRED if column not in table.frame.columns]
        raise MissingColumn(path, missing, table.frame.columns)
    if errors:
        raise FaultyTable(path, errors)
    warnings = tuple(fault.message for fault in faults)
    rows = Spool()
    rows.append(canonical(as_text(table.frame)))
    return Source(path, rows, None, (*table.notes, *warnings))


def table_faults(table: Table) -> tuple[Fault, ...]:
    """Return all that is wrong with a names table that was read from a file.

    Args:
        table: The table.

    Returns:
        What `find_faults` finds, and the cells that could not be kept as they were in the file.
    """
    damaged = tuple(
        Fault(
            "damaged",
            "error",
            damage.column,
            1,
            (damage.row,),
            f"{damage.column}: {damage.reason} ({table.place(damage.row)})",
        )
        for damage in table.damaged[:5]
    )
    return (*find_faults(table.frame, table.place), *damaged)
