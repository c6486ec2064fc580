"""`resolve bench`: the benchmarks, on the command line."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.terminal import QuietOption, say, say_nothing
from resolve.cli.bench_output import refuse_unwritable, write_figures
from resolve.cli.bench_speed import speed_command
from resolve.cli.bench_texts import texts_command
from resolve.cli.guard import guarded
from resolve.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from resolve.bench.quality import CaseFigures, EvaluationFigures, PeerFigures

SHARED = "ADLAR_SHARED"

bench_app = typer.Typer(
    no_args_is_help=True,
    help="Measure Adlar: how often it is right, and how fast it is.\n\nExample: resolve bench quality",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def quality_command(
    cases: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Graded pairs; default: those of the source tree.", show_default=False
        ),
    ] = None,
    peers: Annotated[
        bool, typer.Option("--peers", help="Run other matchers on the same pairs; needs the extra bench.")
    ] = False,
    logic_v2_python: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="With --peers: the interpreter that has nomenklatura, to run its logic-v2.",
            show_default=False,
        ),
    ] = None,
    lolo: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Evaluation data, names.parquet and queries.tsv: leave one language out.",
            show_default=False,
        ),
    ] = None,
    cases_only: Annotated[
        bool, typer.Option("--cases-only", help=f"No evaluation data, though {SHARED} names some.")
    ] = False,
    misses: Annotated[
        bool, typer.Option("--misses", help="List the wrong decisions of the half that is for tuning.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="All figures as JSON.", show_default=False),
    ] = None,
    svg: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The figures as a chart.", show_default=False)
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Measure how often decisions are right: on graded pairs, and on evaluation data if there is any.

    Example: resolve bench quality --cases-only --misses

    Example: resolve bench quality --peers --lolo eval --output run.json --svg run.svg
    """
    if logic_v2_python is not None and not peers:
        raise UsageError("--logic-v2-python is for a run with --peers")
    if lolo is not None and cases_only:
        raise UsageError("--lolo names evaluation data, and --cases-only wants none")
    refuse_unwritable(output, svg)
    shared = os.environ.get(SHARED)
    data = lolo or (Path(shared) / "eval" if shared and not cases_only else None)

    from resolve.bench import quality_tables as tables
    from resolve.bench.cases import DEFAULT_CASES, read_cases
    from resolve.bench.quality import measure_cases, measure_evaluation, measure_peers

    step: Callable[[str], None] = say_nothing if quiet else say
    graded = measure_cases(read_cases(cases or DEFAULT_CASES))
    _print(tables.case_lines(graded))
    if misses:
        _print(tables.miss_lines(graded.judged))
    beside = measure_peers(graded.judged, logic_v2_python, step) if peers else None
    if beside is not None:
        _print(tables.peer_lines(beside))
    evaluated = None
    if data is not None:
        with tempfile.TemporaryDirectory(prefix="adlar-bench-") as folder:
            evaluated = measure_evaluation(data, Path(folder), step)
        _print(tables.evaluation_lines(evaluated))
    if output is not None:
        write_figures(output, _as_json(graded, beside, evaluated))
    if svg is not None:
        write_figures(svg, _as_svg(graded, beside, evaluated))


def _print(lines: list[str]) -> None:
    typer.echo("\n".join([*lines, ""]))


def _as_json(graded: CaseFigures, beside: PeerFigures | None, evaluated: EvaluationFigures | None) -> str:
    from resolve.bench.machine import describe_machine, describe_versions

    members = {
        "machine": describe_machine(),
        "versions": describe_versions(beside.versions if beside is not None else {}),
        "cases": graded.members,
        "peers": beside.members if beside is not None else None,
        "evaluation": evaluated.members if evaluated is not None else None,
    }
    return json.dumps(members, ensure_ascii=False, indent=1) + "\n"


def _as_svg(graded: CaseFigures, beside: PeerFigures | None, evaluated: EvaluationFigures | None) -> str:
    from resolve.bench.chart import bars

    groups = [(f"by {by}", [(s.name, s.accuracy) for s in part]) for by, part in graded.slicings.items()]
    if beside is not None:
        groups.insert(
            0, ("matches found, half report", [(s.name, s.matching.recall) for s in beside.standings])
        )
    if evaluated is not None:
        left_out = [s for s in evaluated.slices if s.given]
        groups.insert(0, ("acc@1 translit, left out", [(f"{s.lang} {s.rows}", s.translit) for s in left_out]))
    return bars("Adlar: decisions that are right", groups)


bench_app.command("quality")(guarded(quality_command))
bench_app.command("speed")(guarded(speed_command))
bench_app.command("texts")(guarded(texts_command))
