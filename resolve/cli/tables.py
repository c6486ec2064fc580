"""A table in, a table out: what the commands over files have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from gazetteer.counting import counted
from resolve.cli.checks import refuse_overwriting
from resolve.cli.meter import Meter
from resolve.cli.run import Run

if TYPE_CHECKING:
    from gazetteer.files import Table
    from resolve.batch import BatchResult, Counts


@dataclass(frozen=True, slots=True)
class Route:
    """From which file to which.

    Attributes:
        source: the input file, or `-`.
        target: the output file, or `-`.
        encoding: of the input; None: UTF-8, or what a byte order mark says.
        separator: of the input; None: what the header shows.
    """

    source: str
    target: str
    encoding: str | None
    separator: str | None


class Work(Protocol):
    """What is done with a table."""

    def __call__(self, table: Table, progress: Meter) -> BatchResult:
        """Answer the rows of a table."""


def work_on_table(route: Route, quiet: bool, work: Work) -> None:
    """Read a table, answer its rows, write it, and say what came of it.

    Args:
        route: from where to where.
        quiet: say nothing but errors.
        work: what is done.

    Raises:
        GazetteerError: the input cannot be read, or the output not written.
        ResolveError: what `work` raises.
        typer.Exit: code 3 if some rows are errors.
    """
    from gazetteer.files import write_table

    run = Run(route.target, quiet)
    table = open_table(route, run)
    with Meter(quiet) as meter:
        result = work(table, meter)
    write_table(result.frame, route.target)
    report(result.counts, run)


def report(counts: Counts, run: Run) -> None:
    """Say what came of a table, and end with the exit code that says so.

    Args:
        counts: how many rows were decided how.
        run: what is over.

    Raises:
        typer.Exit: code 3 if some rows are errors.
    """
    run.told(
        f"{counted(counts.rows, 'row')}: {counts.match} match, {counts.review} review, {counts.nil} nil, "
        f"{counts.error} error"
    )
    run.end(counts.error)


def open_table(route: Route, run: Run) -> Table:
    """Read a table whose answers go to a file that can be written, and say what was guessed of it.

    Args:
        route: from where to where.
        run: says what was guessed.

    Raises:
        GazetteerError: the input cannot be read, or the output not written.
        UsageError: the output is the input.
    """
    from gazetteer.files import check_target, read_table

    check_target(route.target)
    refuse_overwriting(route.source, route.target)
    table = read_table(route.source, encoding=route.encoding, separator=route.separator)
    for note in table.notes:
        run.tell(f"{route.source}: {note}")
    return table
