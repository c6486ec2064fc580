"""`resolve cluster`: names that no entity was found for, on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.terminal import EncodingOption, QuietOption, SeparatorOption
from gazetteer.counting import counted
from resolve.cli.checks import check_least, checked_tag, refuse_sharing
from resolve.cli.options import KindOfAllOption, LangOfAllOption, PrefixOption
from resolve.cli.run import Run

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
    lang: LangOfAllOption = None,
    lang_column: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Default: lang, if it is there.", show_default=False),
    ] = None,
    kind: KindOfAllOption = None,
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
            help="Least average likeness at which names are grouped, 0..1; default: 0.8.",
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
    check_least(threshold)
    refuse_sharing([source], {"--output": output, "--changes": changes})
    # polars and numpy are loaded here and not before: `resolve --help` must not wait for them.
    from resolve.cluster import ClusterRequest, run_cluster
    from resolve.cluster.grouping import THRESHOLD
    from resolve.cluster.spellings import Columns

    columns = Columns(
        column, lang_column, kind_column, country_column, birth_year_column, decision_column, mentions_column
    )
    least = THRESHOLD if threshold is None else threshold
    request = ClusterRequest(source, output, changes, columns, tag, kind, least, prefix, encoding, separator)
    run = Run(output, quiet)
    _report(run_cluster(request, run.tell), run)


def _report(counts: ClusterCounts, run: Run) -> None:
    faulty = f", {counts.error} error" if counts.error else ""
    run.told(
        f"{counted(counts.rows, 'row')}, {counts.grouped} of unknown names{faulty}: "
        f"{counted(counts.groups, 'group')}, "
        f"{counts.proposed} of them proposed as entities"
    )
    run.end(counts.error)
