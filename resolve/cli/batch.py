"""`resolve batch`: a table of names, on the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from gazetteer.cli.terminal import EncodingOption, GazetteersOption, QuietOption, SeparatorOption
from resolve.cli.checks import make_options, refuse_overwriting, refuse_unused
from resolve.cli.meter import Meter
from resolve.cli.options import (
    ExcludeOption,
    JobsOption,
    KindOfAllOption,
    LangOfAllOption,
    PrefixOption,
    ReviewThresholdOption,
    StrictKindOption,
    ThresholdOption,
    available_cores,
)
from resolve.cli.reporting import Aftermath, ReportOption, ReviewOption
from resolve.cli.run import Run
from resolve.cli.tables import report
from resolve.errors import UsageError

_OF_TABLES = (
    "--column",
    "--lang-column",
    "--kind-column",
    "--country-column",
    "--birth-year-column",
    "--kind",
    "--separator",
)


def batch_command(
    source: Annotated[
        str,
        typer.Argument(
            metavar="INPUT",
            help="A .csv, .tsv, .jsonl or .parquet file, the text ones also .gz or .zst; "
            "`-`: JSONL on standard input.",
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where the answers go; `-`: JSONL on standard output."
        ),
    ],
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN",
            help="Where the name stands; may repeat, as for given and family name. Default: name.",
            show_default=False,
        ),
    ] = None,
    lang: LangOfAllOption = None,
    lang_column: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Where the language of each name stands.", show_default=False),
    ] = None,
    kind: KindOfAllOption = None,
    kind_column: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Where the kind of each name stands.", show_default=False),
    ] = None,
    strict_kind: StrictKindOption = False,
    country_column: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN", help="Where the country stands, ISO 3166-1 alpha-2.", show_default=False
        ),
    ] = None,
    birth_year_column: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Where the year of birth stands.", show_default=False),
    ] = None,
    exclude: ExcludeOption = None,
    gazetteer: GazetteersOption = None,
    top: Annotated[
        int, typer.Option(min=1, metavar="K", help="More than 1: a column of so many candidates.")
    ] = 1,
    threshold: ThresholdOption = None,
    review_threshold: ReviewThresholdOption = None,
    prefix: PrefixOption = "",
    jobs: JobsOption = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on from what an interrupted run left beside the output.")
    ] = False,
    page: ReportOption = None,
    sheet: ReviewOption = None,
    encoding: EncodingOption = None,
    separator: SeparatorOption = None,
    quiet: QuietOption = False,
) -> None:
    """Resolve a table of names: all its rows and columns, and the entity of each row.

    The output has all rows and columns of the input, and after them entity_id,
    decision, score, best_entity_id, best_name, matched_name and reason; of several
    gazetteers also gazetteer and matched_gazetteer.

    A row that cannot be processed has the decision error; the exit code is then 3.

    Entities of FollowTheMoney (.ftm.jsonl) come out as entities, each with its
    answer in the member adlar.

    An interrupted run leaves what is finished; the same command with --resume goes on.

    Example: resolve batch examples/ministers.csv --lang-column lang --output resolved.csv
    """
    if strict_kind and kind is None and kind_column is None:
        raise UsageError("--strict-kind: no kind was given; add --kind or --kind-column")
    options = make_options(threshold, review_threshold, exclude, top=top, strict_kind=strict_kind)

    refuse_overwriting(source, output)
    # polars is loaded here and not before: `resolve --help` must not wait for it.
    from resolve.batch import BatchRequest, FileRequest, run_file
    from resolve.batch.ftm import is_ftm, run_ftm

    if is_ftm(source):
        columns = (column, lang_column, kind_column, country_column, birth_year_column, kind, separator)
        given: dict[str, object] = dict(zip(_OF_TABLES, columns, strict=True))
        given |= {"--strict-kind": strict_kind, "--resume": resume, "--top": top > 1}
        given |= {"--report": page, "--review": sheet}
        refuse_unused(given, f"not for entities of FollowTheMoney, such as {source}")

    batch = BatchRequest(
        columns=tuple(column or ("name",)),
        lang=lang,
        lang_column=lang_column,
        kind=kind,
        kind_column=kind_column,
        country_column=country_column,
        birth_year_column=birth_year_column,
        options=options,
        prefix=prefix,
        gazetteer=tuple(gazetteer) if gazetteer else None,
        jobs=jobs or available_cores(),
    )
    request = FileRequest(source, output, batch, encoding, separator, resume)
    run = Run(output, quiet)
    aftermath = Aftermath(request, page, sheet) if page or sheet else None
    with Meter(quiet) as meter:
        if is_ftm(source):
            counts = run_ftm(request, run.tell, meter)
        else:
            counts = run_file(request, run.tell, meter, aftermath.gathering.see if aftermath else None)
        if aftermath is not None:
            aftermath.write(meter, run.tell)
    report(counts, run)
