"""The transliteration systems as a list: for programs tab-separated, on a terminal as a table."""

from __future__ import annotations

import shutil
import sys

import typer

COLUMNS = ("id", "from", "to", "authority", "year", "what")


def print_systems() -> None:
    """Write a line for each system, under a line of column names.

    On a terminal the cells stand one below the other, and what does not fit in its width is cut off; else
    they are separated by tabs, and whole.
    """
    # The conversion layer loads ICU; `resolve --help` must not wait for it.
    from resolve.conversion import systems

    rows = [
        COLUMNS,
        *(
            (system.id, system.source, system.target, system.authority, str(system.year), system.what)
            for system in systems()
        ),
    ]
    if not sys.stdout.isatty():
        for row in rows:
            typer.echo("\t".join(row))
        return
    width = shutil.get_terminal_size().columns
    # Authority and what share what is left over; they are sentences, and the rest are codes.
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    left = max(0, width - sum(widths[i] + 2 for i in (0, 1, 2, 4)))
    widths[3] = min(widths[3], left // 2)
    for row in rows:
        cells = (cell[:room].ljust(room) for cell, room in zip(row, widths, strict=True))
        typer.echo("  ".join(cells)[:width].rstrip())
