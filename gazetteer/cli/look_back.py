"""The commands that look back, go back, and clear away: log, diff, restore, prune."""

from __future__ import annotations

import json as json_text
from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.applying import AuthorOption, DryRunOption, ReasonOption
from gazetteer.cli.guard import telling_what_is_left
from gazetteer.cli.terminal import (
    GazetteerOption,
    JsonOption,
    QuietOption,
    only,
    print_aligned,
    print_json,
    say,
)
from gazetteer.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import polars as pl

    from gazetteer.difference import Difference
    from gazetteer.log import LogEntry

SnapshotArgument = Annotated[
    str,
    typer.Argument(metavar="SNAPSHOT", help="The number of an entry, or a snapshot's ID."),
]


def log_command(
    limit: Annotated[int, typer.Option(min=1, help="How many entries at most, the newest first.")] = 20,
    changes: Annotated[bool, typer.Option("--changes", help="Show each change too.")] = False,
    gazetteer: GazetteerOption = None,
    json: JsonOption = False,
) -> None:
    """Say what was done to a gazetteer: when, by whom, why; the newest first.

    Example: gazetteer log --gazetteer my-gazetteer --changes
    """
    from gazetteer.past import history

    entries = history(only(gazetteer))
    if not entries and not json:
        say("no log: nothing was written to this gazetteer since it has one")
    shown = tuple(reversed(entries))[:limit]
    if json:
        for entry in shown:
            print_json(_members(entry))
    elif changes:
        for entry in shown:
            print_aligned([_cells(entry)])
            for line in (*entry.changes, *_merges(only(gazetteer), entry)):
                typer.echo(f"  {_without_undo(line)}")
    elif shown:
        print_aligned([_cells(entry) for entry in shown])


def diff_command(
    before: Annotated[str, typer.Argument(metavar="A", help="The number of an entry, or a snapshot's ID.")],
    after: Annotated[str, typer.Argument(metavar="B", help="The same, or `current`.")] = "current",
    gazetteer: GazetteerOption = None,
    json: JsonOption = False,
) -> None:
    """Say which rows differ between two snapshots: - those of the first, + those of the second.

    Example: gazetteer diff 1 2 --gazetteer my-gazetteer
    """
    from gazetteer.difference import diff
    from gazetteer.past import find_snapshot

    directory = only(gazetteer)
    difference = diff(find_snapshot(directory, before), find_snapshot(directory, after))
    for table, sign, row in _rows(difference):
        if json:
            print_json({"change": "added" if sign == "+" else "removed", "table": table, "row": row})
        else:
            told = "  ".join(f"{name}={value}" for name, value in row.items() if value is not None)
            typer.echo(f"{sign} {table}  {told}")


def restore_command(
    snapshot: SnapshotArgument,
    gazetteer: GazetteerOption = None,
    reason: ReasonOption = None,
    author: AuthorOption = None,
    quiet: QuietOption = False,
) -> None:
    """Put an earlier snapshot in force again; what was done since stays in the log.

    Example: gazetteer restore 3 --gazetteer my-gazetteer --reason "the merges of today were wrong"
    """
    from gazetteer.past import restore
    from gazetteer.store import default_directory

    directory = only(gazetteer) or default_directory()
    with telling_what_is_left(directory):
        entry = restore(directory, snapshot, author=author, reason=reason)
    if quiet:
        return
    if entry is None:
        say(f"{directory}: that snapshot is in force already")
    else:
        say(f"{directory}: snapshot {entry.snapshot} is in force again (entry {entry.number})")


def prune_command(
    keep: Annotated[
        int | None,
        typer.Option("--keep", min=1, metavar="N", help="So many stay, the one in force among them."),
    ] = None,
    older_than: Annotated[
        float | None,
        typer.Option("--older-than", min=0, metavar="DAYS", help="Only what was not in force for so long."),
    ] = None,
    gazetteer: GazetteerOption = None,
    reason: ReasonOption = None,
    author: AuthorOption = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Remove snapshots that are no longer in force; the log stays, and with it all that undoes a merge.

    What was in force within the last hour stays, and what another snapshot that stays lies upon.

    Example: gazetteer prune --keep 10 --older-than 30 --gazetteer my-gazetteer
    """
    from gazetteer.prune import prune_snapshots
    from gazetteer.store import default_directory

    directory = only(gazetteer) or default_directory()
    with telling_what_is_left(directory):
        pruned = prune_snapshots(
            directory, keep=keep, older_than=older_than, author=author, reason=reason, dry_run=dry_run
        )
    if json:
        print_json({"snapshots": list(pruned.snapshots), "bytes": pruned.size, "kept": pruned.kept})
    elif not quiet:
        many = counted(len(pruned.snapshots), "snapshot")
        done = "would be removed; nothing was" if dry_run else "removed"
        say(f"{directory}: {many} ({pruned.size:,} bytes) {done}; {pruned.kept} stay")
        if not pruned.snapshots:
            say("what was in force within the last hour stays, and what another snapshot lies upon")


def _cells(entry: LogEntry) -> tuple[str, ...]:
    done: str = entry.action
    if entry.action == "apply":
        done += f" {counted(len(entry.changes), 'change')}"
    elif entry.merged is not None:
        done += f", {counted(entry.merged.ids, 'ID')} merged"
    elif entry.action == "prune":
        done += f" {counted(len(entry.changes), 'snapshot')}"
    elif entry.restored is not None:
        done += f" of entry {entry.restored}"
    return (str(entry.number), entry.time, entry.snapshot, entry.author, done, entry.reason)


def _members(entry: LogEntry) -> dict[str, object]:
    return {
        "number": entry.number,
        "action": entry.action,
        "snapshot": entry.snapshot,
        "parent": entry.parent,
        "author": entry.author,
        "time": entry.time,
        "reason": entry.reason,
        "restored": entry.restored,
        "changes": [json_text.loads(line) for line in entry.changes],
        "merged": entry.merged and entry.merged.ids,
    }


def _merges(gazetteer: Path | None, entry: LogEntry) -> Iterator[str]:
    """Yield what a build made one, as lines of a changes file."""
    from gazetteer.merged import merged_ids
    from gazetteer.past import home_of

    if entry.merged is not None:
        for stays, gave_way in merged_ids(home_of(gazetteer), entry.number, entry.merged):
            told = {"op": "merge", "entity_id": stays, "merged": gave_way, "reason": "same_as"}
            yield json_text.dumps(told, ensure_ascii=False)


def _without_undo(line: str) -> str:
    told = json_text.loads(line)
    told.pop("undo", None)
    return json_text.dumps(told, ensure_ascii=False)


def _rows(difference: Difference) -> Iterator[tuple[str, str, dict[str, object]]]:
    pairs: list[tuple[str, pl.DataFrame, pl.DataFrame]] = [
        ("entity", difference.removed_entities, difference.added_entities),
        ("name", difference.removed_names, difference.added_names),
        ("redirect", difference.removed_redirects, difference.added_redirects),
    ]
    for table, removed, added in pairs:
        for row in removed.iter_rows(named=True):
            yield table, "-", row
        for row in added.iter_rows(named=True):
            yield table, "+", row
