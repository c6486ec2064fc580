"""Changes made in a gazetteer: all of them, or none.

1. Hold the lock, and open the snapshot in force.
2. Make one change after the other in a draft; what the gazetteer refuses ends it here.
3. What differs becomes a layer over the snapshot, or over its base; a layer that has grown great is written
   as a whole snapshot.
4. The snapshot comes into force with an entry in the log that holds the changes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.changes.built import built_parting
from gazetteer.changes.done import MEMBER, read_done, undo_fields
from gazetteer.changes.draft import Draft
from gazetteer.changes.perform import perform
from gazetteer.changes.reading import read_change
from gazetteer.changes.stock import Stock
from gazetteer.changes.undo import Past
from gazetteer.changes.writing import write_change
from gazetteer.errors import FaultyChanges, RefusedChange, UsageError
from gazetteer.layers import GREATEST_SHARE, Tables, over_base, over_layer
from gazetteer.log import line_of_descent, read_history
from gazetteer.merged import read_merge
from gazetteer.pack import pack_layer, pack_whole
from gazetteer.publish import Occasion, default_author, publish, writing
from gazetteer.store import locate, refuse_embedded

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    from gazetteer.changes.done import Done
    from gazetteer.changes.operations import Change
    from gazetteer.changes.undo import Parting
    from gazetteer.log import LogEntry
    from gazetteer.pack import Packed
    from gazetteer.snapshot import Snapshot

SHOWN_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of changes.

    Attributes:
        snapshot: The snapshot in force now.
        entry: The entry of the log; None if nothing was to be changed, or nothing was to be written.
        notes: What there is to tell, such as that a thing was so already.
    """

    snapshot: Snapshot
    entry: LogEntry | None
    notes: tuple[str, ...]


def apply_changes(
    directory: str | os.PathLike[str],
    changes: Sequence[Change],
    *,
    author: str | None = None,
    reason: str | None = None,
    dry_run: bool = False,
) -> Applied:
    """Make changes in a gazetteer, all of them or none.

    Args:
        directory: The gazetteer directory.
        changes: What to do, in order.
        author: Who does it; None: what ADLAR_AUTHOR says, else the user's name.
        reason: Why, for changes that do not say it themselves.
        dry_run: Do everything but write.

    Raises:
        ReadOnlyGazetteer: It is the embedded gazetteer.
        ChangeError: A change is none, or does not go with what the gazetteer holds.
        SnapshotError: There is no gazetteer, or it is damaged.
        GazetteerBusy: Another process is changing it.
        UnwritableFile: The directory cannot be written to.
    """
    refuse_embedded(directory)
    if not changes:
        raise UsageError("no changes were given; one at least was expected")
    home = Path(directory)
    checked = _checked(changes, author or default_author(), reason)
    locate(home)
    with writing(home):
        snapshot = locate(home)
        stock = Stock(snapshot.tables())
        draft, done, notes = _perform(checked, stock, _past(home, snapshot, stock))
        packed = _pack(snapshot, stock.tables, draft.layer())
        if dry_run or packed.manifest.id == snapshot.id:
            return Applied(snapshot, None, notes)
        lines = tuple(_log_line(change, made) for change, made in zip(checked, done, strict=True))
        entry = publish(home, packed, _occasion(checked, lines, author, reason))
        return Applied(locate(home), entry, notes)


def _checked(changes: Sequence[Change], author: str, reason: str | None) -> list[Change]:
    """Return changes in canonical form, each with its author and reason."""
    checked: list[Change] = []
    faults: list[str] = []
    for number, change in enumerate(changes, start=1):
        place = f"change {number}" if change.line is None else f"line {change.line}"
        try:
            told = replace(change, author=change.author or author, reason=change.reason or reason)
            checked.append(replace(read_change(write_change(told)), line=change.line))
            if not told.reason:
                faults.append(f"{place}: reason: missing; --reason gives one for all changes")
        except ValueError as error:
            faults.append(f"{place}: {error}")
    if faults:
        raise FaultyChanges("the changes", faults[:SHOWN_FAULTS])
    return checked


def _perform(
    changes: Sequence[Change], stock: Stock, past: Callable[[], Past]
) -> tuple[Draft, list[Done], tuple[str, ...]]:
    draft = Draft(stock)
    done: list[Done] = []
    notes: list[str] = []
    for number, change in enumerate(changes, start=1):
        place = f"line {change.line}: " if change.line else f"change {number}: " if len(changes) > 1 else ""
        told: list[str] = []
        try:
            done.append(
                perform(
                    change.operation, draft, change.reason or "", lambda: _since(past(), done), told.append
                )
            )
        except RefusedChange as error:
            raise RefusedChange(f"{place}{error}; nothing was changed") from None
        notes += [f"{place}{note}" for note in told]
    return draft, done, tuple(notes)


def _past(directory: Path, snapshot: Snapshot, stock: Stock) -> Callable[[], Past]:
    """Return what tells all that was done to come to a snapshot, read when it is first asked for."""

    @cache
    def tell() -> Past:
        entries = line_of_descent(read_history(directory, snapshot.id))
        done = [read_done(line) for entry in entries for line in entry.changes]
        merged = entries[0].merged if entries else None

        def built(gave_way: str, still: Callable[[str], bool]) -> Parting | None:
            rows = None if merged is None else read_merge(directory, entries[0].number, merged, gave_way)
            return None if rows is None else built_parting(rows, gave_way, still, stock)

        return Past(done, built)

    return tell


def _since(past: Past, done: Sequence[Done]) -> Past:
    return replace(past, done=[*past.done, *done])


def _pack(snapshot: Snapshot, before: Tables, changed: Tables) -> Packed:
    after = Tables(*(over_base(name, frame, changed) for name, frame in before.by_name().items()))
    base = snapshot.base or snapshot
    layer = changed if snapshot.base is None else over_layer(snapshot.stored(), changed)
    if len(layer.names) > GREATEST_SHARE * base.manifest.table("names").rows:
        return pack_whole(after, snapshot.manifest.sources)
    return pack_layer(after, layer, base.id, snapshot.manifest.sources)


def _log_line(change: Change, done: Done) -> str:
    line = write_change(change)
    if done.undo is None:
        return line
    return json.dumps({**json.loads(line), MEMBER: undo_fields(done.undo)}, ensure_ascii=False)


def _occasion(
    changes: Sequence[Change], lines: tuple[str, ...], author: str | None, reason: str | None
) -> Occasion:
    told = list(dict.fromkeys(change.reason or "" for change in changes))
    whole = reason or (told[0] if len(told) == 1 else f"{told[0]}, and {len(told) - 1} more reasons")
    return Occasion(author or default_author(), whole, "apply", lines)
