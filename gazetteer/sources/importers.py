"""The choice of the importer for a source."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.errors import UsageError
from gazetteer.sources.table import import_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.sources.source import Source

IMPORTERS: dict[str, Callable[[str, str | None, str | None], Source]] = {"table": import_table}

# One letter before a colon is a drive, not an importer.
SPECIFIED = re.compile(r"([a-z][a-z0-9_-]+):(.*)", re.DOTALL)


def read_source(specified: str, *, encoding: str | None = None, separator: str | None = None) -> Source:
    """Read a source.

    Args:
        specified: A path to a names table or a table of redirects, or `importer:path`.
        encoding: Encoding of a text file; None: UTF-8, or what a byte order mark says.
        separator: What separates the cells of a CSV or TSV file; None: what the header shows.

    Raises:
        UsageError: There is no such importer.
        TableError: The file cannot be read.
        FaultyTable: Its rows break the contract of the names table; all that was found is named.
    """
    found = SPECIFIED.fullmatch(specified)
    if found is None or Path(specified).exists():
        return import_table(specified, encoding, separator)
    importer = IMPORTERS.get(found[1])
    if importer is None:
        there = ", ".join(sorted(IMPORTERS))
        raise UsageError(
            f"{specified}: no importer {found[1]!r}; there is: {there}; a path alone is a names table"
        )
    return importer(found[2], encoding, separator)
