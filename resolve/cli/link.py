"""`resolve link`: entities of a gazetteer that may be one, on the command line."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Annotated

import typer

from gazetteer.cli.terminal import QuietOption, say
from resolve.errors import UsageError


def link_command(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The gazetteer.")],
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE", help="A .jsonl file of proposed merges, for `gazetteer apply`."
        ),
    ],
    threshold: Annotated[
        float | None,
        typer.Option(
            metavar="P", help="Least probability of a merge, 0..1; default: 0.9.", show_default=False
        ),
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Find the entities of a gazetteer that may be one, and propose to merge them.

    Entities of different kinds, countries or years of birth are never proposed, nor
    those that lie far apart. What contradicts itself is told and left out. Read the
    file before it is applied.

    Example: resolve link my-gazetteer --output merges.jsonl
    """
    if threshold is not None and not (math.isfinite(threshold) and 0 < threshold <= 1):
        raise UsageError(f"--threshold {threshold}: a probability was expected, above 0 and up to 1")
    # polars and numpy are loaded here and not before: `resolve --help` must not wait for them.
    from resolve.linkage import LinkRequest, run_link
    from resolve.linkage.twins import THRESHOLD

    begin = time.perf_counter()
    least = THRESHOLD if threshold is None else threshold
    counts = run_link(LinkRequest(directory, output, least), say)
    if not quiet:
        say(
            f"{counts.entities} entities: {counts.merges} merges proposed, {counts.conflicts} conflicts, "
            f"in {time.perf_counter() - begin:.1f} s, to {output}"
        )
