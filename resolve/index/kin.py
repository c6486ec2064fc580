"""Indexes of other snapshots of a gazetteer: which of them can be brought up to date with the least work.

Of several gazetteers that are asked at once the index of one may be the nearest: an own list of a few names
over the embedded gazetteer differs little from that. Only indexes made by the rules of today can be used.
Each says how many entities changed since it was built from nothing; beyond a share of all, what former names
left behind is worth a new build.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from gazetteer.errors import GazetteerError
from gazetteer.snapshot import Snapshot
from gazetteer.store import SNAPSHOTS, gazetteer_of, open_snapshot
from resolve.index.rules import rules_hash
from resolve.index.stale import MANIFEST

_GREATEST_SHARE: Final = 0.1
"""How many of the entities may have changed since an index was built, 0..1."""

_FEW: Final = 100
"""So many may have changed in any gazetteer."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an index was made from, as its manifest tells.

    Attributes:
        gazetteer: the directory of the gazetteer.
        snapshot: the ID of the snapshot.
        rules: the hash of the rules.
        changed: how many entities were changed in it since it was built from nothing.
    """

    gazetteer: str
    snapshot: str
    rules: str
    changed: int

    @classmethod
    def of(cls, snapshot: Snapshot, changed: int = 0) -> "Provenance":
        """The provenance of an index that is made now."""
        return cls(str(home_of(snapshot)), snapshot.id, rules_hash(), changed)

    def as_json(self) -> dict[str, str | int]:
        """The fields of a manifest."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Kin:
    """An index of another snapshot of a gazetteer.

    Attributes:
        directory: where it lies.
        provenance: what it was made from.
        snapshot: the snapshot.
    """

    directory: Path
    provenance: Provenance
    snapshot: Snapshot


def home_of(snapshot: Snapshot) -> Path:
    """The directory of the gazetteer that a snapshot is of."""
    return gazetteer_of(snapshot.directory.resolve())


def most_changed(snapshot: Snapshot) -> int:
    """How many entities may have changed in an index of a snapshot since it was built from nothing."""
    return _FEW + int(snapshot.manifest.table("entities").rows * _GREATEST_SHARE)


def nearest_kin(snapshot: Snapshot, places: Iterable[Path], is_good: Callable[[Path], bool]) -> Kin | None:
    """The index that takes the least work to be brought up to date; None if there is none.

    Args:
        snapshot: the snapshot that has no index.
        places: where its indexes lie; those of its parts may also lie beside them.
        is_good: whether the files of one are what was written.
    """
    rules = rules_hash()
    homes = {str(home_of(snapshot)), *(part.directory for part in snapshot.manifest.parts)}
    among = dict.fromkeys([*places, *(Path(part.directory) / SNAPSHOTS for part in snapshot.manifest.parts)])
    found = []
    for directory in (path for place in among if place.is_dir() for path in place.glob("*.index")):
        provenance = _provenance(directory)
        if provenance is None or provenance.rules != rules or provenance.gazetteer not in homes:
            continue
        # Of the same snapshot is a copy, or one that another process has finished just now.
        if provenance.snapshot == snapshot.id:
            continue
        try:
            other = open_snapshot(Path(provenance.gazetteer), provenance.snapshot)
            opened = (directory / MANIFEST).stat().st_mtime
        except (GazetteerError, OSError):
            continue
        if _may_be_near(other, snapshot):
            found.append(((*_distance(other, snapshot), -opened), Kin(directory, provenance, other)))
    for _, kin in sorted(found, key=lambda one: one[0]):
        if is_good(kin.directory):
            return kin
    return None


def _provenance(directory: Path) -> Provenance | None:
    try:
        told = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
        gazetteer, snapshot, rules = (str(told[field]) for field in ("gazetteer", "snapshot", "rules"))
        return Provenance(gazetteer, snapshot, rules, int(told["changed"]))
    except (OSError, ValueError, LookupError, TypeError, OverflowError, RecursionError):
        return None


def _may_be_near(other: Snapshot, snapshot: Snapshot) -> bool:
    """Whether the two differ in so few entities as may be, by their number."""
    one, two = (known.manifest.table("entities").rows for known in (other, snapshot))
    return abs(one - two) <= most_changed(snapshot)


def _distance(other: Snapshot, snapshot: Snapshot) -> tuple[bool, int]:
    """How far apart two snapshots may be: those that share a base are nearer, and those of like size."""
    apart = (other.base or other).id != (snapshot.base or snapshot).id
    return apart, sum(
        abs(other.manifest.table(table).rows - snapshot.manifest.table(table).rows)
        for table in ("entities", "names")
    )
