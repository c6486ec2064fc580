"""`resolve index`: the match index of a gazetteer, on the command line."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from gazetteer.cli.terminal import QuietOption, say
from gazetteer.counting import counted
from resolve.cli.meter import Meter


def index_command(
    directory: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="DIR",
            help="The gazetteer, or `embedded`; several: all at once, the first of the highest priority. "
            "Default: ADLAR_GAZETTEER, else the embedded one.",
            show_default=False,
        ),
    ] = None,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune",
            help="Remove the indexes of older states of this gazetteer, and of gazetteers that are gone; "
            "likewise combinations of several.",
        ),
    ] = False,
    quiet: QuietOption = False,
) -> None:
    """Check the match index of a gazetteer, make it if there is none that is good, and say where it lies.

    After a change of the gazetteer its former index is brought up to date, which takes a moment.
    Every command does so by itself when it first needs one; this does it beforehand.
    Indexes that nobody opened for 30 days are removed when a new one is built; --prune removes
    them at once, but for those that were opened within the last hour.

    Example: resolve index my-gazetteer --prune
    """
    # An index is arrays of numpy; `resolve --help` must not wait for it.
    from gazetteer.combination.stale import remove_stale
    from resolve.index.store import provide_index, remove_others

    begin = time.perf_counter()
    where = directory or None
    with Meter(quiet) as meter:
        place = provide_index(where, meter)
    if not quiet:
        size = sum(file.stat().st_size for file in place.iterdir())
        made = "brought up to date" if meter.updated else "built"
        done = f"{made} in {time.perf_counter() - begin:.1f} s" if meter.built else "there and good"
        say(f"the match index is {done}: {size / 1e6:.1f} MB")
    if prune:
        combined = remove_stale()
        removed = remove_others(where)
        if not quiet:
            gone = counted(len(removed.directories), "older index", "older indexes")
            say(f"{gone} removed: {removed.size / 1e6:.1f} MB")
        if combined.directories and not quiet:
            gone = counted(len(combined.directories), "older combination")
            say(f"{gone} of gazetteers removed: {combined.size / 1e6:.1f} MB")
    typer.echo(str(place))
