"""`resolve cluster`: names that no entity was found for, on the command line."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.terminal import EncodingOption, QuietOption, SeparatorOption, say, say_nothing
from resolve.cli.guard import ERROR_ROWS
from resolve.cli.options import PrefixOption, checked_tag
from resolve.cli.tables import refuse_overwriting
from resolve.errors import UsageError

if TYPE_CHECKING:
    from resolve.cluster import ClusterCounts


def cluster_command(
    source: Annotated[
        str,
        typer.Argument(
            metavar="INPUT",
            help="A table of names: what `resolve batch` wrote, what `resolve text --unknown` wrote, or any "
            "other; `-`: JSONL on standard input.",
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where the rows go; `-`: JSONL on standard output."
        ),
    ],
    changes: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="A .jsonl file of the proposed entities, for `gazetteer apply`.",
            show_default=False,
        ),
    ] = None,
    column: Annotated[str, typer.Option(metavar="COLUMN", help="Where the name stands.")] = "name",
    lang: Annotated[
        str | None,
        typer.Option(metavar="TAG", help="Language of all names, such as az.", show_default=False),
    ] = None,
    lang_column: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Default: lang, if it is there.", show_default=False),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            help="Kind of all names: person, place, organization or other.",
            show_default=False,
        ),
    ] = None,
    kind_column: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Default: kind, if it is there.", show_default=False),
    ] = None,
    country_column: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Default: country, if it is there.", show_default=False),
    ] = None,
    birth_year_column: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Default: birth_year, if it is there.", show_default=False),
    ] = None,
    decision_column: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN",
            help="Only rows decided nil are grouped. Default: decision, if it is there.",
            show_default=False,
        ),
    ] = None,
    mentions_column: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Default: mentions, if it is there.", show_default=False),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(
            metavar="P",
            help="Least average likeness at which names are grouped, 0..1; default: 0.6.",
            show_default=False,
        ),
    ] = None,
    prefix: PrefixOption = "",
    encoding: EncodingOption = None,
    separator: SeparatorOption = None,
    quiet: QuietOption = False,
) -> None:
    """Group the names that no entity was found for: several spellings, one entity.

    The output has all rows and columns of the input, and after them cluster_id,
    canonical_name, cluster_probability, origin, system and remark. The file of
    changes adds an entity for each group; read it before it is applied.

    A row whose name cannot be read has no group; the exit code is then 3.

    Example: resolve cluster unknown.csv --output groups.csv --changes new.jsonl
    """
    tag = checked_tag("--lang", lang)
    if threshold is not None and not (math.isfinite(threshold) and 0 < threshold <= 1):
        raise UsageError(f"--threshold {threshold}: a probability was expected, above 0 and up to 1")
    refuse_overwriting(source, output)
    if changes is not None:
        refuse_overwriting(source, changes, "--changes")
        if Path(changes).absolute() == Path(output).absolute():
            raise UsageError(f"--changes {changes}: that is where --output goes; name another file")
    # polars and numpy are loaded here and not before: `resolve --help` must not wait for them.
    from resolve.cluster import ClusterRequest, run_cluster
    from resolve.cluster.grouping import THRESHOLD
    from resolve.cluster.spellings import Columns

    columns = Columns(
        column, lang_column, kind_column, country_column, birth_year_column, decision_column, mentions_column
    )
    least = THRESHOLD if threshold is None else threshold
    request = ClusterRequest(source, output, changes, columns, tag, kind, least, prefix, encoding, separator)
    begin = time.perf_counter()
    counts = run_cluster(request, say_nothing if quiet else say)
    _report(counts, time.perf_counter() - begin, request.target, quiet)


def _report(counts: ClusterCounts, seconds: float, target: str, quiet: bool) -> None:
    if not quiet:
        faulty = f", {counts.error} error" if counts.error else ""
        say(
            f"{counts.rows} rows, {counts.grouped} of unknown names{faulty}: {counts.groups} groups, "
            f"{counts.proposed} of them proposed as entities, in {seconds:.1f} s, to {target}"
        )
    if counts.error:
        raise typer.Exit(ERROR_ROWS)
