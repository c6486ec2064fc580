"""`resolve text`: the names in files of running text, on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.terminal import EncodingOption, GazetteersOption, QuietOption
from gazetteer.counting import counted
from resolve.cli.checks import checked_tag, refuse_sharing
from resolve.cli.meter import Meter
from resolve.cli.options import JobsOption, available_cores
from resolve.cli.run import Run

if TYPE_CHECKING:
    from resolve.documents import TextCounts


def text_command(
    source: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="A .txt or .html file, or a .csv, .tsv, .jsonl or .parquet table with a column of texts; "
            "all but the last also .gz or .zst; `-`: standard input, a text or JSONL.",
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where the mentions go; `-`: JSONL on standard output."
        ),
    ],
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="TAG", help="Language of all texts; default: detected for each.", show_default=False
        ),
    ] = None,
    text_column: Annotated[
        str, typer.Option(metavar="COLUMN", help="Where the text stands in a table.")
    ] = "text",
    html: Annotated[
        str | None,
        typer.Option(
            "--html", metavar="FILE", help="A page of the texts, their mentions marked.", show_default=False
        ),
    ] = None,
    unknown: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="A table of the names that no entity was found for.", show_default=False
        ),
    ] = None,
    gazetteer: GazetteersOption = None,
    jobs: JobsOption = None,
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Find the names in articles, and the entities that they mean.

    The output has a row for each mention: doc, start, end, surface, lemma, kind,
    entity_id, decision, score, matched_name, reason, lang and group, and of several
    gazetteers the one that the entity is known by. Offsets count code points of the
    decoded text, from 0; the text of an .html file is written beside it, as FILE.txt.

    A row of a table without a text has the decision error; the exit code is then 3.

    Example: resolve text article.txt --output mentions.csv --html article.html
    """
    tag = checked_tag("--lang", lang)
    refuse_sharing(source, {"--output": output, "--html": html, "--unknown": unknown})
    # polars is loaded here and not before: `resolve --help` must not wait for it.
    from resolve.documents import TextRequest, run_text

    request = TextRequest(
        tuple(source),
        output,
        tag,
        text_column,
        html,
        unknown,
        tuple(gazetteer) if gazetteer else None,
        jobs or available_cores(),
        encoding,
    )
    run = Run(output, quiet)
    with Meter(quiet) as meter:
        counts = run_text(request, run.tell, meter)
    _report(counts, run)


def _report(counts: TextCounts, run: Run) -> None:
    faulty = f" ({counts.faulty} without a text)" if counts.faulty else ""
    run.told(
        f"{counted(counts.documents, 'document')}{faulty}: {counts.match} match, {counts.review} review, "
        f"{counts.nil} nil"
    )
    run.end(counts.faulty)
