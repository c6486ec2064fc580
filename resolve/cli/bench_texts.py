"""`resolve bench texts`: names in running text, on the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.terminal import QuietOption, say, say_nothing
from resolve.cli.bench_output import refuse_unwritable, write_figures
from resolve.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from resolve.bench.texts.run import TextFigures

SHARED = "ADLAR_SHARED"


def texts_command(
    texts: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Marked texts; default: those of the source tree.", show_default=False
        ),
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Also a table of gold mentions with its documents beside it; default: seeds/gold.tsv in the "
            f"folder that {SHARED} names.",
            show_default=False,
        ),
    ] = None,
    texts_only: Annotated[
        bool, typer.Option("--texts-only", help=f"No table of gold, though {SHARED} names one.")
    ] = False,
    damaged: Annotated[
        bool, typer.Option("--damaged", help="Read the texts damaged, too: as headlines, keyboards, scans.")
    ] = False,
    seed: Annotated[int, typer.Option(min=0, metavar="S", help="Of the slips of a scan.")] = 0,
    faults: Annotated[
        bool, typer.Option("--faults", help="List what is wrong in the half that is for tuning.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="All figures as JSON.", show_default=False),
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Measure how rightly names in running text are found and linked, with the embedded gazetteer.

    Example: resolve bench texts --texts-only --faults

    Example: resolve bench texts --damaged --output run.json
    """
    if gold is not None and texts_only:
        raise UsageError("--gold names a table of gold, and --texts-only wants none")
    refuse_unwritable(output)
    shared = os.environ.get(SHARED)
    table = gold or (Path(shared) / "seeds" / "gold.tsv" if shared and not texts_only else None)

    import gazetteer
    import resolve
    from gazetteer.store import EMBEDDED
    from resolve.bench.texts import gold as golden
    from resolve.bench.texts.faults import differences
    from resolve.bench.texts.lines import fault_lines, text_lines
    from resolve.bench.texts.run import measure_texts

    step: Callable[[str], None] = say_nothing if quiet else say
    kind_of = golden.kinds_in(gazetteer.open(EMBEDDED))
    collections = {"texts": golden.read_texts(texts or golden.DEFAULT_TEXTS, kind_of)}
    if table is not None:
        collections["documents"] = golden.read_gold_table(table)
    resolver = resolve.open(EMBEDDED)
    figures = []
    for name, collection in collections.items():
        step(f"{len(collection)} {name}")
        measured = measure_texts(name, resolver, collection, damaged=damaged, seed=seed)
        typer.echo("\n".join([*text_lines(measured), ""]))
        if faults:
            for_tuning = [one for one in measured.judged if one.text.half == "tune"]
            typer.echo("\n".join([*fault_lines(differences(for_tuning)), ""]))
        figures.append(measured)
    if output is not None:
        write_figures(output, _as_json(figures))


def _as_json(figures: list[TextFigures]) -> str:
    from resolve.bench.machine import describe_machine, describe_versions

    members = {
        "machine": describe_machine(),
        "versions": describe_versions({}),
        "collections": [one.members for one in figures],
    }
    return json.dumps(members, ensure_ascii=False, indent=1) + "\n"
