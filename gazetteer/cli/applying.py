"""Changes made from the command line: the options that they share, and what is said of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.terminal import print_json, progress, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.changes import Change
    from gazetteer.changes.operations import Operation

ReasonOption = Annotated[str | None, typer.Option(metavar="TEXT", help="Why; kept in the log.")]
AuthorOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who; default: ADLAR_AUTHOR, else the user's name.")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]


def make_change(
    operation: Operation,
    gazetteer: Path | None,
    reason: str | None,
    author: str | None,
    dry_run: bool,
    json: bool,
    quiet: bool,
) -> None:
    """Make one change, and say what came of it; the arguments are those of `make_changes`."""
    from gazetteer.changes import Change

    make_changes([Change(operation)], gazetteer, reason, author, dry_run, json, quiet)


def make_changes(
    changes: Sequence[Change],
    gazetteer: Path | None,
    reason: str | None,
    author: str | None,
    dry_run: bool,
    json: bool,
    quiet: bool,
) -> None:
    """Make changes, and say what came of them.

    Args:
        changes: What to do.
        gazetteer: Where; None: the default gazetteer.
        reason: Why, where a change does not say it.
        author: Who.
        dry_run: Whether nothing is to be written.
        json: Whether to say it as JSON.
        quiet: Whether to say nothing.
    """
    from gazetteer.changes import apply_changes
    from gazetteer.store import default_directory

    directory = gazetteer or default_directory()
    with progress("changing", quiet):
        applied = apply_changes(directory, changes, author=author, reason=reason, dry_run=dry_run)
    if not quiet:
        for note in applied.notes:
            say(note)
    entry = applied.entry
    if json:
        told = {"entry": entry and entry.number, "snapshot": applied.snapshot.id, "changes": len(changes)}
        print_json({**told, "notes": list(applied.notes)})
    if quiet or json:
        return
    if entry is not None:
        say(f"{directory}: snapshot {entry.snapshot} is in force: {_counted(changes)} (entry {entry.number})")
    elif dry_run:
        say(f"{directory}: {_counted(changes)} would be made; nothing was written")
    else:
        say(f"{directory}: everything is so already; snapshot {applied.snapshot.id} stays in force")


def _counted(changes: Sequence[Change]) -> str:
    return f"{len(changes)} change{'s' if len(changes) != 1 else ''}"
