"""`resolve apply-review`: a filled-in review sheet as a file of changes."""

from __future__ import annotations

from typing import Annotated

import typer

from gazetteer.cli.terminal import EncodingOption, GazetteersOption, QuietOption, SeparatorOption, say
from gazetteer.counting import counted
from resolve.cli.checks import refuse_overwriting


def apply_review_command(
    sheet: Annotated[
        str, typer.Argument(metavar="SHEET", help="A sheet of `resolve batch --review`, filled in.")
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where the changes go: .jsonl; `-`: standard output."
        ),
    ],
    gazetteer: GazetteersOption = None,
    encoding: EncodingOption = None,
    separator: SeparatorOption = None,
    quiet: QuietOption = False,
) -> None:
    """Turn the verdicts of a review sheet into changes for `gazetteer apply`.

    Nothing is written if any verdict cannot be read: each is named by its row and
    column.

    Example: resolve apply-review review.xlsx --output changes.jsonl
    """
    refuse_overwriting(sheet, output)
    # The tables and the gazetteer load polars; `resolve --help` must not wait for it.
    import gazetteer as names
    from gazetteer.changes import write_changes
    from resolve.review import propose_changes, read_sheet

    proposed = propose_changes(read_sheet(sheet, encoding, separator), names.open(gazetteer))
    write_changes(proposed.changes, output)
    if quiet:
        return
    for note in proposed.notes:
        say(note)
    say(
        f"{proposed.identified} identified, {proposed.none} none, {proposed.excluded} excluded, "
        f"{proposed.open} open; {counted(len(proposed.changes), 'change')}, to {output}"
    )
