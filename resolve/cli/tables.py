"""A table in, a table out: what the commands over files have in common."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import typer

from gazetteer.cli.terminal import say
from resolve.cli.guard import ERROR_ROWS
from resolve.cli.meter import Meter
from resolve.errors import UsageError

if TYPE_CHECKING:
    from gazetteer.files import Table
    from resolve.batch import BatchResult, Counts


class Work(Protocol):
    """What is done with a table."""

    def __call__(self, table: Table, progress: Meter) -> BatchResult:
        """Answer the rows of a table."""


def work_on_table(
    source: str, target: str, encoding: str | None, separator: str | None, quiet: bool, work: Work
) -> None:
    """Read a table, answer its rows, write it, and say what came of it.

    Args:
        source: the input file, or `-`.
        target: the output file, or `-`.
        encoding: of the input; None: UTF-8, or what a byte order mark says.
        separator: of the input; None: what the header shows.
        quiet: say nothing but errors.
        work: what is done.

    Raises:
        GazetteerError: the input cannot be read, or the output not written.
        ResolveError: what `work` raises.
        typer.Exit: code 3 if some rows are errors.
    """
    from gazetteer.files import write_table

    begin = time.perf_counter()
    table = open_table(source, target, encoding, separator, quiet)
    with Meter(quiet) as meter:
        result = work(table, meter)
    write_table(result.frame, target)
    report(result.counts, time.perf_counter() - begin, target, quiet)


def report(counts: Counts, seconds: float, target: str, quiet: bool) -> None:
    """Say what came of a table, and end with the exit code that says so.

    Args:
        counts: how many rows were decided how.
        seconds: how long it took.
        target: where the rows went.
        quiet: say nothing.

    Raises:
        typer.Exit: code 3 if some rows are errors.
    """
    if not quiet:
        say(
            f"{counts.rows} rows: {counts.match} match, {counts.review} review, {counts.nil} nil, "
            f"{counts.error} error, in {seconds:.1f} s, to {target}"
        )
    if counts.error:
        raise typer.Exit(ERROR_ROWS)


def open_table(source: str, target: str, encoding: str | None, separator: str | None, quiet: bool) -> Table:
    """Read a table whose answers go to a file that can be written, and say what was guessed of it.

    Args:
        source: the input file, or `-`.
        target: the output file, or `-`.
        encoding: of the input; None: UTF-8, or what a byte order mark says.
        separator: of the input; None: what the header shows.
        quiet: do not say what was guessed.

    Raises:
        GazetteerError: the input cannot be read, or the output not written.
        UsageError: the output is the input.
    """
    from gazetteer.files import check_target, read_table

    check_target(target)
    refuse_overwriting(source, target)
    table = read_table(source, encoding=encoding, separator=separator)
    if not quiet:
        for note in table.notes:
            say(f"{source}: {note}")
    return table


def refuse_overwriting(source: str, target: str, option: str = "--output") -> None:
    """Raise if an output is the input.

    Args:
        source: the input file, or `-`.
        target: the output file, or `-`.
        option: where the output was named.

    Raises:
        UsageError: they are one file.
    """
    if "-" in (source, target):
        return
    one, other = Path(source), Path(target)
    if one.exists() and other.exists() and one.samefile(other):
        raise UsageError(f"{option} {target}: that is the input; name another file")
