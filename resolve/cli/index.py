"""`resolve index`: the match index of a gazetteer, on the command line."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from gazetteer.cli.terminal import QuietOption, say
from resolve.cli.meter import Meter


def index_command(
    directory: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            help="The gazetteer; default: ADLAR_GAZETTEER, else the embedded one.",
            show_default=False,
        ),
    ] = None,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune",
            help="Remove the indexes of older states of this gazetteer, and of gazetteers that are gone.",
        ),
    ] = False,
    quiet: QuietOption = False,
) -> None:
    """Check the match index of a gazetteer, build it if there is none that is good, and say where it lies.

    Every command does so by itself when it first needs one; this does it beforehand.
    Indexes that nobody opened for 30 days are removed when a new one is built; --prune removes
    them at once, but for those that were opened within the last hour.

    Example: resolve index my-gazetteer --prune
    """
    # An index is arrays of numpy; `resolve --help` must not wait for it.
    from resolve.index.store import provide_index, remove_others

    begin = time.perf_counter()
    with Meter(quiet) as meter:
        place = provide_index(directory, meter)
    if not quiet:
        size = sum(file.stat().st_size for file in place.iterdir())
        done = f"built in {time.perf_counter() - begin:.1f} s" if meter.built else "there and good"
        say(f"the match index is {done}: {size / 1e6:.1f} MB")
    if prune:
        removed = remove_others(directory)
        if not quiet:
            count = len(removed.directories)
            say(f"{count} older {'index' if count == 1 else 'indexes'} removed: {removed.size / 1e6:.1f} MB")
    typer.echo(str(place))
