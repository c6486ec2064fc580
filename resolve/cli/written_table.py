"""A table of names written in another orthography, from file to file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.cli.terminal import say
from gazetteer.counting import counted
from resolve.cli.run import Run
from resolve.cli.tables import Route, open_table
from resolve.cli.written import say_untaken

if TYPE_CHECKING:
    from resolve.batch.transliteration import TransliterationRequest


def write_names(route: Route, quiet: bool, request: TransliterationRequest) -> None:
    """Write the names of a table in another orthography, into a table.

    Args:
        route: from where to where.
        quiet: say nothing but errors.
        request: where the names stand, and what becomes of them.

    Raises:
        GazetteerError: the input cannot be read, or the output not written.
        UsageError: something was asked for that there is not.
        typer.Exit: code 3 if the names of some rows could not be kept as they were.
    """
    from gazetteer.files import write_table
    from resolve.batch.transliteration import transliterate_table

    run = Run(route.target, quiet)
    table = open_table(route, run)
    result = transliterate_table(table, request)
    write_table(result.frame, route.target)
    if result.untaken and not quiet:
        say_untaken(result.untaken)
    run.told(counted(result.frame.height, "row"))
    if result.damaged:
        row, reason = next(iter(result.damaged.items()))
        say(
            f"{route.source}: {table.place(row)}: column {request.column!r} held {reason}; "
            f"rows so damaged, which have no answer: {len(result.damaged)}"
        )
    run.end(len(result.damaged))
