"""Changes made from the command line: the options that they share, and what is said of them."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from gazetteer.cli.guard import telling_what_is_left
from gazetteer.cli.terminal import GazetteerOption, JsonOption, QuietOption, only, print_json, progress, say
from gazetteer.counting import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazetteer.changes import Change

ReasonOption = Annotated[str | None, typer.Option(metavar="TEXT", help="Why; kept in the log.")]
AuthorOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who; default: ADLAR_AUTHOR, else the user's name.")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]


@dataclass(frozen=True, slots=True)
class Manner:
    """How changes are made: the options that all commands share.

    Attributes:
        gazetteer: Where, see `only`; None: the default gazetteer.
        reason: Why, where a change does not say it.
        author: Who.
        dry_run: Whether nothing is to be written.
        json: Whether what came of it is said as JSON.
        quiet: Whether nothing is said.
    """

    gazetteer: GazetteerOption = None
    reason: ReasonOption = None
    author: AuthorOption = None
    dry_run: DryRunOption = False
    json: JsonOption = False
    quiet: QuietOption = False


def changing(wanted: Callable[..., Sequence[Change]]) -> Callable[..., None]:
    """Return a command that makes changes: it takes the options of these, and those of `Manner`.

    Args:
        wanted: Says which changes, by the options that are its own; an option of `Manner` that it takes too
            is given to both.
    """
    own = dict(inspect.signature(wanted).parameters)
    shared = dict(inspect.signature(Manner, eval_str=True).parameters)

    def command(**given: Any) -> None:
        manner = Manner(**_among(given, shared))
        make_changes(wanted(**_among(given, own)), manner)

    command.__name__, command.__doc__ = wanted.__name__, wanted.__doc__
    parameters = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in (own | shared).values()
    ]
    cast("Any", command).__signature__ = inspect.Signature(parameters)
    return command


def make_changes(changes: Sequence[Change], manner: Manner) -> None:
    """Make changes, and say what came of them.

    Args:
        changes: What to do.
        manner: How, and where.
    """
    from gazetteer.changes import apply_changes
    from gazetteer.store import default_directory

    directory = only(manner.gazetteer) or default_directory()
    with telling_what_is_left(directory), progress("changing", manner.quiet):
        applied = apply_changes(
            directory, changes, author=manner.author, reason=manner.reason, dry_run=manner.dry_run
        )
    if not manner.quiet:
        for note in applied.notes:
            say(note)
    entry = applied.entry
    made = counted(len(changes), "change")
    if manner.json:
        told = {"entry": entry and entry.number, "snapshot": applied.snapshot.id, "changes": len(changes)}
        print_json({**told, "notes": list(applied.notes)})
    if manner.quiet or manner.json:
        return
    if entry is not None:
        say(f"{directory}: snapshot {entry.snapshot} is in force: {made} (entry {entry.number})")
    elif manner.dry_run:
        say(f"{directory}: {made} would be made; nothing was written")
    else:
        say(f"{directory}: everything is so already; snapshot {applied.snapshot.id} stays in force")


def _among(given: Mapping[str, Any], names: Mapping[str, inspect.Parameter]) -> dict[str, Any]:
    return {name: given[name] for name in names}
