"""`resolve text`: the names in files of running text, on the command line."""

from __future__ import annotations

import time
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.terminal import EncodingOption, GazetteersOption, QuietOption, say, say_nothing
from resolve.cli.guard import ERROR_ROWS
from resolve.cli.meter import Meter
from resolve.cli.options import available_cores, checked_tag
from resolve.cli.tables import refuse_overwriting
from resolve.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    jobs: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Processes that share the work; default: all cores.", show_default=False
        ),
    ] = None,
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
    _refuse_sharing(source, {"--output": output, "--html": html, "--unknown": unknown})
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
    begin = time.perf_counter()
    with Meter(quiet) as meter:
        counts = run_text(request, say_nothing if quiet else say, meter)
    _report(counts, time.perf_counter() - begin, output, quiet)


def _refuse_sharing(sources: Sequence[str], targets: Mapping[str, str | None]) -> None:
    given = {option: target for option, target in targets.items() if target is not None}
    for option, target in given.items():
        for name in sources:
            refuse_overwriting(name, target, option)
    for (option, target), (other, its) in combinations(given.items(), 2):
        if Path(target).absolute() == Path(its).absolute():
            raise UsageError(f"{other} {its}: that is where {option} goes; name another file")


def _report(counts: TextCounts, seconds: float, target: str, quiet: bool) -> None:
    if not quiet:
        plural = "" if counts.documents == 1 else "s"
        faulty = f" ({counts.faulty} without a text)" if counts.faulty else ""
        say(
            f"{counts.documents} document{plural}{faulty}: {counts.match} match, {counts.review} review, "
            f"{counts.nil} nil, in {seconds:.1f} s, to {target}"
        )
    if counts.faulty:
        raise typer.Exit(ERROR_ROWS)
