"""The log of a gazetteer: who put which snapshot in force, when, why, and by which changes.

```
DIR/log/000001.jsonl     an entry: a line that says what was done, a line for each change, and a checksum
DIR/log/000002.jsonl
DIR/log/000002.merged.parquet     what a build made one, see `merged`
```

1. An entry is written when its snapshot is whole, and before it is pointed to. An entry at the end that names
   another snapshot than the one in force never came to be: it is passed over, and written over by the next.
2. Each entry holds the checksum of the one before it, so that none can be changed or left out unnoticed.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal, cast, get_args

from gazetteer.durable import replace_file
from gazetteer.errors import DamagedLog

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Action = Literal["build", "apply", "restore", "prune"]

LOG = "log"
_FILE = re.compile(r"([0-9]{6,})\.jsonl")
_SUM = re.compile(rb'\{"sha256": "([0-9a-f]{64})"\}\n')


@dataclass(frozen=True, slots=True)
class MergedFile:
    """The file of what a build made one.

    Attributes:
        ids: How many IDs gave way.
        bytes: Its size.
        sha256: Hash of its bytes.
    """

    ids: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One thing that was done to a gazetteer.

    Attributes:
        number: Its place in the log, counted from 1.
        action: `build`, `apply` (changes), `restore` (an earlier snapshot put in force again) or `prune`
            (snapshots that are no longer in force removed).
        snapshot: The ID of the snapshot that it put in force, or left in force.
        parent: The ID of the snapshot that was in force before; None if there was none.
        author: Who did it.
        time: When, ISO 8601 in UTC.
        reason: Why.
        restored: The number of the entry that a restore went back to; None if that has no entry.
        changes: What was changed, in order: lines of a changes file, to which a merge adds how it is undone;
            for `prune`, the snapshots that were removed.
        merged: What the build made one by `same_as`; None if nothing.
    """

    number: int
    action: Action
    snapshot: str
    parent: str | None
    author: str
    time: str
    reason: str
    restored: int | None = None
    changes: tuple[str, ...] = ()
    merged: MergedFile | None = None


def read_history(directory: Path, in_force: str) -> tuple[LogEntry, ...]:
    """Return what was done to a gazetteer, the oldest first.

    Args:
        directory: The gazetteer directory.
        in_force: The ID of the snapshot in force.

    Returns:
        The entries; none for a gazetteer that has no log.

    Raises:
        DamagedLog: An entry is missing, or is not what was written.
    """
    entries: list[LogEntry] = []
    before: str | None = None
    for expected, path in enumerate(_files(directory), start=1):
        entry, before = _read(path, expected, before)
        entries.append(entry)
    return tuple(entries[: len(entries) - _unfinished(entries, in_force)])


def line_of_descent(entries: Sequence[LogEntry]) -> tuple[LogEntry, ...]:
    """Return what made the snapshot in force what it is: a build, and the changes since, the oldest first.

    What a restore went back behind is not among them, nor what was before the last build. A gazetteer that is
    older than its log begins with changes.

    Args:
        entries: The log, as `read_history` returns it.
    """
    line: list[LogEntry] = []
    number = len(entries)
    while number > 0:
        entry = entries[number - 1]
        if entry.action == "restore":
            number = entry.restored or 0
            continue
        if entry.action != "prune":
            line.append(entry)
        if entry.action == "build":
            break
        number -= 1
    return tuple(reversed(line))


def append_entry(directory: Path, entry: LogEntry) -> None:
    """Write an entry, durably; it comes to be when its snapshot is pointed to.

    Args:
        directory: The gazetteer directory.
        entry: The entry; its number is `next_number`.

    Raises:
        OSError: It cannot be written.
        DamagedLog: The entry before it is not what was written.
    """
    folder = directory / LOG
    folder.mkdir(exist_ok=True)
    before = folder / f"{entry.number - 1:06}.jsonl"
    previous = _checked(before)[1] if entry.number > 1 else None
    head = {
        "number": entry.number,
        "action": entry.action,
        "snapshot": entry.snapshot,
        "parent": entry.parent,
        "author": entry.author,
        "time": entry.time,
        "reason": entry.reason,
        "restored": entry.restored,
        "changes": len(entry.changes),
        "previous": previous,
        **({} if entry.merged is None else {"merged": asdict(entry.merged)}),
    }
    lines = [json.dumps(head, ensure_ascii=False), *entry.changes]
    body = "".join(f"{line}\n" for line in lines).encode()
    closing = json.dumps({"sha256": hashlib.sha256(body).hexdigest()}) + "\n"
    replace_file(folder / f"{entry.number:06}.jsonl", body + closing.encode())


def next_number(directory: Path, in_force: str | None) -> int:
    """Return the number that the next entry has.

    Args:
        directory: The gazetteer directory.
        in_force: The ID of the snapshot in force; None if there is none.

    Raises:
        DamagedLog: One of the last entries is not what was written.
    """
    files = _files(directory)
    last = [_read(path, int(path.stem), None, chained=False)[0] for path in files[-2:]]
    return (last[-1].number if last else 0) + 1 - _unfinished(last, in_force)


def _unfinished(entries: Sequence[LogEntry], in_force: str | None) -> int:
    """Return how many entries at the end never came to be: none or one."""
    if not entries or entries[-1].snapshot == in_force:
        return 0
    before = entries[-2].snapshot if len(entries) > 1 else entries[-1].parent
    return 1 if before == in_force else 0


def _files(directory: Path) -> list[Path]:
    folder = directory / LOG
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _FILE.fullmatch(path.name))


def _read(path: Path, number: int, previous: str | None, *, chained: bool = True) -> tuple[LogEntry, str]:
    """Return an entry and its checksum."""
    body, digest = _checked(path)
    try:
        # Not splitlines, which also cuts at what JSON allows inside a text.
        head, *changes = body.decode().removesuffix("\n").split("\n")
        told = json.loads(head)
        entry = LogEntry(
            number=int(told["number"]),
            action=cast("Action", told["action"]),
            snapshot=str(told["snapshot"]),
            parent=told["parent"],
            author=str(told["author"]),
            time=str(told["time"]),
            reason=str(told["reason"]),
            restored=told["restored"],
            changes=tuple(changes),
            merged=None if told.get("merged") is None else MergedFile(**told["merged"]),
        )
        linked = told["previous"]
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedLog(f"{path}: no entry of a log ({error})") from error
    if entry.action not in get_args(Action):
        raise DamagedLog(f"{path}: an action {entry.action!r}; there is: {', '.join(get_args(Action))}")
    if int(path.stem) != number or entry.number != number:
        raise DamagedLog(f"{path}: entry {number} of the log was expected; one is missing")
    if chained and linked != previous:
        raise DamagedLog(f"{path}: the entry before it is not the one that it was written after")
    return entry, digest


def _checked(path: Path) -> tuple[bytes, str]:
    """Return an entry without its last line, and the checksum that stands there."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DamagedLog(f"{path}: cannot be read: {error.strerror}") from error
    cut = data.rfind(b"\n", 0, -1) + 1
    body, closing = data[:cut], _SUM.fullmatch(data[cut:])
    if closing is None:
        raise DamagedLog(f"{path}: damaged: its last line holds no checksum")
    found, expected = hashlib.sha256(body).hexdigest(), closing[1].decode()
    if found != expected:
        raise DamagedLog(
            f"{path}: damaged: its SHA-256 is {found[:12]}…, its last line says {expected[:12]}…"
        )
    return body, expected
