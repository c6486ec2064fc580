"""`resolve link`: entities of a gazetteer that may be one, on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.terminal import QuietOption
from gazetteer.counting import counted
from gazetteer.store import directory_of
from resolve.cli.checks import check_least, refuse_sharing
from resolve.cli.meter import Meter
from resolve.cli.run import Run

if TYPE_CHECKING:
    from resolve.linkage import LinkCounts


def link_command(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", parser=directory_of, help="The gazetteer, or `embedded`.")
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE", help="A .jsonl file of proposed merges, for `gazetteer apply`."
        ),
    ],
    conflicts: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="A table of what contradicts itself, a row a pair: .csv, .tsv, .jsonl or .parquet.",
            show_default=False,
        ),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(
            metavar="P", help="Least probability of a merge, 0..1; default: 0.9.", show_default=False
        ),
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Find the entities of a gazetteer that may be one, and propose to merge them.

    What their names, kind, place, population, country and year of birth say together
    makes the probability; each merge tells what speaks for it and against it. Read
    the file before it is applied. What contradicts itself is not proposed but counted,
    and listed in --conflicts: one ID for two kinds, two IDs of one authority.

    Example: resolve link my-gazetteer --output merges.jsonl --conflicts conflicts.csv
    """
    check_least(threshold)
    refuse_sharing([], {"--output": output, "--conflicts": conflicts})
    # polars and numpy are loaded here and not before: `resolve --help` must not wait for them.
    from resolve.linkage import LinkRequest, run_link
    from resolve.linkage.finding import THRESHOLD

    run = Run(output, quiet)
    least = THRESHOLD if threshold is None else threshold
    with Meter(quiet) as meter:
        counts = run_link(LinkRequest(directory, output, conflicts, least), meter)
    _report(counts, run, conflicts)


def _report(counts: LinkCounts, run: Run, conflicts: str | None) -> None:
    entities = counted(counts.entities, "entity", "entities")
    merges = counted(counts.merges, "merge")
    found = counted(sum(counts.conflicts.values()), "conflict")
    run.told(f"{entities}: {merges} proposed, {found}")
    for reason, count in counts.conflicts.items():
        run.tell(f"  {count} {reason}")
    if counts.first is not None and conflicts is None:
        one, other = counts.first.one, counts.first.other
        run.tell(
            f"  such as {one.entity_id} ({one.name}) and {other.entity_id} ({other.name}); "
            "--conflicts FILE lists all"
        )
