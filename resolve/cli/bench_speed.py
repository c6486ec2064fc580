"""`resolve bench speed`: Adlar and other matchers on the same files, on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.terminal import QuietOption, say, say_nothing
from resolve.cli.bench_output import refuse_unwritable, write_figures
from resolve.errors import UsageError

if TYPE_CHECKING:
    from resolve.bench.speed.figures import Run

MOST_NAMES = 10_000_000


def read_count(text: str) -> int:
    """Read a number of names or queries: `20000`, `20_000` or `2e4`.

    Raises:
        BadParameter: it is no whole number from 1.
    """
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if value < 1 or value != value // 1:
        raise typer.BadParameter(f"{text!r} is no whole number from 1, such as 20000 or 2e4")
    return int(value)


def speed_command(
    names: Annotated[
        int, typer.Option(metavar="M", parser=read_count, help="Names of the gazetteer, up to 1e7.")
    ] = 100_000,
    queries: Annotated[
        int, typer.Option(metavar="N", parser=read_count, help="Queries; three for a name at most.")
    ] = 100_000,
    peers: Annotated[
        bool, typer.Option("--peers/--no-peers", help="Run other matchers, too; needs the extra bench.")
    ] = True,
    curve: Annotated[
        bool, typer.Option("--curve", help="Also with 10,000 names, ten times as many, and so on up to M.")
    ] = False,
    jobs: Annotated[
        int, typer.Option(min=1, metavar="J", help="Processes of a batch, threads of another matcher.")
    ] = 2,
    repeat: Annotated[
        int, typer.Option(min=1, metavar="R", help="How often index, batch and column are timed.")
    ] = 3,
    seed: Annotated[int, typer.Option(min=0, metavar="S", help="Of all that is drawn.")] = 1,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="All figures as JSON.", show_default=False),
    ] = None,
    svg: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The curve as a chart.", show_default=False)
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Measure how fast names are resolved, and how rightly, beside other matchers on the same files.

    Example: resolve bench speed --names 1e5 --queries 1e5

    Example: resolve bench speed --names 1e7 --queries 1e6 --curve --output run.json --svg run.svg
    """
    if names > MOST_NAMES:
        raise UsageError(f"--names {names}: at most {MOST_NAMES} can be made")
    refuse_unwritable(output, svg)

    from resolve.bench.speed.curve import draw_curve
    from resolve.bench.speed.frozen import frozen_run
    from resolve.bench.speed.run import Plan, curve_to, run_speed
    from resolve.bench.speed.table import curve_lines, run_lines

    plan = Plan(curve_to(names) if curve else (names,), queries, jobs, repeat, seed, peers)
    runs: list[Run] = []
    for run in run_speed(plan, say_nothing if quiet else say):
        runs.append(run)
        typer.echo("\n".join([*run_lines(run), ""]))
        # Hours may have gone into it: what stands is kept before the next load is begun.
        if output is not None:
            write_figures(output, frozen_run(plan, runs))
        if svg is not None:
            write_figures(svg, draw_curve(runs))
    if len(runs) > 1:
        typer.echo("\n".join([*curve_lines(runs), ""]))
