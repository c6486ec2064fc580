"""A table of names written in another orthography, from file to file."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import typer

from gazetteer.cli.terminal import say
from resolve.cli.guard import ERROR_ROWS
from resolve.cli.tables import open_table
from resolve.cli.written import say_untaken

if TYPE_CHECKING:
    from resolve.batch.transliteration import TransliterationRequest


def write_names(
    source: str,
    target: str,
    encoding: str | None,
    separator: str | None,
    quiet: bool,
    request: TransliterationRequest,
) -> None:
    """Write the names of a table in another orthography, into a table.

    Args:
        source: the input file, or `-`.
        target: the output file, or `-`.
        encoding: of the input; None: UTF-8, or what a byte order mark says.
        separator: of the input; None: what the header shows.
        quiet: say nothing but errors.
        request: where the names stand, and what becomes of them.

    Raises:
        GazetteerError: the input cannot be read, or the output not written.
        UsageError: something was asked for that there is not.
        typer.Exit: code 3 if the names of some rows could not be kept as they were.
    """
    from gazetteer.files import write_table
    from resolve.batch.transliteration import transliterate_table

    begin = time.perf_counter()
    table = open_table(source, target, encoding, separator, quiet)
    result = transliterate_table(table, request)
    write_table(result.frame, target)
    if not quiet:
        if result.untaken:
            say_untaken(result.untaken)
        seconds = time.perf_counter() - begin
        say(f"{result.frame.height} rows in {seconds:.1f} s, to {target}")
    if result.damaged:
        row, reason = next(iter(result.damaged.items()))
        say(
            f"{source}: {table.place(row)}: column {request.column!r} held {reason}; "
            f"rows so damaged, which have no answer: {len(result.damaged)}"
        )
        raise typer.Exit(ERROR_ROWS)
