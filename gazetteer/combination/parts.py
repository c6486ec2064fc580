"""Which gazetteers are meant, and what each is called in answers."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.errors import UsageError
from gazetteer.manifest import MANIFEST_NAME, PartRecord
from gazetteer.store import EMBEDDED, EMBEDDED_WORD, default_names, directory_of, gazetteer_of, locate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.snapshot import Snapshot
    from gazetteer.types import Where

_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Part:
    """One of the gazetteers that are asked at once.

    Attributes:
        name: What it is called in answers.
        directory: The gazetteer's directory, absolute and without links.
        snapshot: Its snapshot.
    """

    name: str
    directory: Path
    snapshot: Snapshot

    @property
    def record(self) -> PartRecord:
        """What the manifest of a combination says of it."""
        manifest = self.snapshot.manifest
        said = hashlib.sha256(manifest.as_json().encode()).hexdigest()[:16]
        return PartRecord(self.name, str(self.directory), manifest.id, said)


def find_parts(where: Where) -> tuple[Part, ...]:
    """Return the gazetteers that are named, each in the snapshot in force; one at least.

    A part is called by the name of its directory, the embedded one `embedded`; where two are called the same,
    by as much of their paths as tells them apart.

    Args:
        where: What is named.

    Raises:
        UsageError: None is named, or one twice.
        SnapshotError: There is no gazetteer at one of the places, or it is damaged, or of another format.
    """
    named = names_of(where)
    snapshots = [locate(name) for name in named]
    places = [snapshot.directory.resolve() for snapshot in snapshots]
    for number, place in enumerate(places):
        if place in places[:number]:
            first, again = os.fspath(named[places.index(place)]), os.fspath(named[number])
            also = again if first == again else f"{first} and {again}"
            raise UsageError(f"{also}: the same gazetteer is named twice; name it once")
    homes = [gazetteer_of(place) for place in places]
    labels = _labels([_path(name, home) for name, home in zip(named, homes, strict=True)])
    return tuple(map(Part, labels, homes, snapshots))


def names_of(where: Where) -> tuple[str | os.PathLike[str], ...]:
    """Return what is named, one by one; what holds by default where nothing is.

    Raises:
        UsageError: An empty sequence.
    """
    if where is None:
        return default_names()
    named = (where,) if isinstance(where, str | os.PathLike) else tuple(where)
    if not named:
        raise UsageError(f"no gazetteer is named; expected: a directory, or {EMBEDDED_WORD!r}")
    return named


def are_several(where: Where) -> bool:
    """Return whether more than one gazetteer is named, or holds by default.

    Raises:
        UsageError: An empty sequence.
    """
    return len(names_of(where)) > 1


def called(where: Where) -> str:
    """Return what is named in words: `own, embedded`.

    Raises:
        UsageError: An empty sequence.
    """
    return ", ".join(str(name) for name in names_of(where))


def _path(named: str | os.PathLike[str], home: Path) -> tuple[str, ...]:
    """What tells a part from others: the pieces of its path, from the last."""
    if home == EMBEDDED.resolve():
        return (EMBEDDED_WORD,)
    pieces = tuple(reversed(home.parts))
    directory = directory_of(named)
    if (directory / MANIFEST_NAME).is_file() and directory.resolve() != home:
        pieces = (f"{pieces[0]}@{directory.resolve().name[:_DIGITS]}", *pieces[1:])
    return tuple("".join(c if c.isprintable() else "\ufffd" for c in piece) for piece in pieces)


def _labels(paths: Sequence[tuple[str, ...]]) -> list[str]:
    """The shortest ends of paths that are all different."""
    depth = [1] * len(paths)
    while True:
        labels = ["/".join(reversed(path[:n])) for path, n in zip(paths, depth, strict=True)]
        counted = Counter(labels)
        longer = [n for n, label in enumerate(labels) if counted[label] > 1 and depth[n] < len(paths[n])]
        if not longer:
            return labels
        for n in longer:
            depth[n] += 1
