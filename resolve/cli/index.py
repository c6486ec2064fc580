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
    quiet: QuietOption = False,
) -> None:
    """Check the match index of a gazetteer, build it if there is none that is good, and say where it lies.

    Every command does so by itself when it first needs one; this does it beforehand.

    Example: resolve index my-gazetteer
    """
    # An index is arrays of numpy; `resolve --help` must not wait for it.
    from resolve.index.store import provide_index

    begin = time.perf_counter()
    with Meter(quiet) as meter:
        place = provide_index(directory, meter)
    if not quiet:
        size = sum(file.stat().st_size for file in place.iterdir())
        done = f"built in {time.perf_counter() - begin:.1f} s" if meter.built else "there and good"
        say(f"the match index is {done}: {size / 1e6:.1f} MB")
    typer.echo(str(place))
