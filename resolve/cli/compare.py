"""`resolve compare`: two names, or a table of pairs, on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.terminal import EncodingOption, JsonOption, QuietOption, SeparatorOption, print_json
from resolve.cli.checks import checked_tag, refuse_unused
from resolve.cli.explanation import DIGITS, explanation_members, print_explanation
from resolve.cli.guard import ERROR_ROWS
from resolve.cli.options import KindOption, PrefixOption
from resolve.cli.tables import Route, work_on_table
from resolve.errors import UsageError

if TYPE_CHECKING:
    from gazetteer.files import Table
    from resolve.batch import BatchResult
    from resolve.cli.meter import Meter
    from resolve.types import Comparison


def compare_command(
    left: Annotated[str, typer.Argument(metavar="LEFT | FILE", help="A name, or a table of pairs.")],
    right: Annotated[
        str | None,
        typer.Argument(metavar="[RIGHT]", help="The name to compare it with.", show_default=False),
    ] = None,
    left_lang: Annotated[
        str | None,
        typer.Option(metavar="TAG", help="Language of the left name, such as az.", show_default=False),
    ] = None,
    right_lang: Annotated[
        str | None,
        typer.Option(metavar="TAG", help="Language of the right name, such as de.", show_default=False),
    ] = None,
    kind: KindOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what speaks for it and against it, and how much.")
    ] = False,
    json: JsonOption = False,
    left_column: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="FILE: where the left name stands.", show_default=False),
    ] = None,
    right_column: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="FILE: where the right name stands.", show_default=False),
    ] = None,
    left_lang_column: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="FILE: where the left language stands.", show_default=False),
    ] = None,
    right_lang_column: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="FILE: where the right language stands.", show_default=False),
    ] = None,
    kind_column: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="FILE: where the kind of both stands.", show_default=False),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="FILE: where the answers go; `-`: JSONL on standard output.",
            show_default=False,
        ),
    ] = None,
    prefix: PrefixOption = "",
    encoding: EncodingOption = None,
    separator: SeparatorOption = None,
    quiet: QuietOption = False,
) -> None:
    """Say whether two names are spellings of one; no gazetteer is asked.

    With --left-column and --right-column, a table of pairs is compared: its rows
    and columns come back with similarity, decision and reason.

    Example: resolve compare Şoygu Schoigu --left-lang tr --right-lang de

    Example: resolve compare pairs.csv --left-column a --right-column b --output compared.csv
    """
    if left_column is None and right_column is None:
        of_files = {
            "--left-lang-column": left_lang_column,
            "--right-lang-column": right_lang_column,
            "--kind-column": kind_column,
            "--output": output,
            "--prefix": prefix,
            "--encoding": encoding,
            "--separator": separator,
        }
        refuse_unused(of_files, "for a table of pairs, which needs --left-column and --right-column")
        if right is None:
            raise UsageError(
                "one name was given; two were expected, or a file with --left-column and --right-column"
            )
        _compare_two(left, right, left_lang, right_lang, kind, explain=explain, json=json)
        return
    if left_column is None or right_column is None or output is None:
        raise UsageError("a table of pairs needs --left-column, --right-column and --output")
    refuse_unused({"RIGHT": right, "--explain": explain, "--json": json}, "not for a table of pairs")
    sides = (left_column, left_lang, left_lang_column), (right_column, right_lang, right_lang_column)

    def work(table: Table, progress: Meter) -> BatchResult:
        from resolve.batch import PairsRequest, Side, run_pairs

        request = PairsRequest(Side(*sides[0]), Side(*sides[1]), kind, kind_column, prefix)
        return run_pairs(table, request, progress)

    work_on_table(Route(left, output, encoding, separator), quiet, work)


def _compare_two(
    left: str,
    right: str,
    left_lang: str | None,
    right_lang: str | None,
    kind: str | None,
    *,
    explain: bool,
    json: bool,
) -> None:
    tags = checked_tag("--left-lang", left_lang), checked_tag("--right-lang", right_lang)
    # The resolver loads numpy and ICU; `resolve --help` must not wait for them.
    from resolve.comparison import compare_two

    answer = compare_two(left, right, left_lang=tags[0], right_lang=tags[1], kind=kind)
    if json:
        print_json(_members(answer, explain))
    else:
        _print_answer(answer, explain)
    if answer.decision == "error":
        raise typer.Exit(ERROR_ROWS)


def _members(answer: Comparison, explained: bool) -> dict[str, object]:
    members: dict[str, object] = {
        "left": answer.left,
        "right": answer.right,
        "similarity": None if answer.similarity is None else round(answer.similarity, DIGITS),
        "decision": str(answer.decision),
        "reason": answer.reason,
    }
    if explained:
        why = answer.explanation
        members["explanation"] = explanation_members(why) if why is not None else None
    return members


def _print_answer(answer: Comparison, explained: bool) -> None:
    similarity = "" if answer.similarity is None else f", similarity {answer.similarity:.2f}"
    typer.echo(f"{answer.left} ~ {answer.right}: {answer.decision}{similarity}")
    typer.echo(f"  {answer.reason}")
    if explained and answer.explanation is not None:
        typer.echo()
        print_explanation(answer.explanation)
