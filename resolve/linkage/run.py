"""The run over a gazetteer: its entities in, proposed merges out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import gazetteer
from gazetteer.changes import Change, Merge, write_changes
from gazetteer.files import check_target
from resolve.linkage.twins import THRESHOLD, Thing, Twins, find_twins

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gazetteer.changes.operations import Json
    from gazetteer.snapshot import Snapshot

_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """Which gazetteer, and where the changes go.

    Attributes:
        gazetteer: its directory.
        target: a .jsonl file, also .gz or .zst; `-` for standard output.
        threshold: least average probability of a merge, above 0, up to 1.
    """

    gazetteer: Path
    target: str
    threshold: float = THRESHOLD


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """What came of a run.

    Attributes:
        entities: how many the gazetteer has.
        merges: how many merges are proposed.
        conflicts: how many were not, since what is known contradicts.
    """

    entities: int
    merges: int
    conflicts: int


def run_link(request: LinkRequest, tell: Callable[[str], None]) -> LinkCounts:
    """Propose merges of the entities of a gazetteer that may be one.

    Args:
        request: from where, to where.
        tell: is told what is alike but contradicts itself.

    Raises:
        GazetteerError: no gazetteer there, or a file that cannot be written.
    """
    check_target(request.target)
    things = read_things(gazetteer.locate(request.gazetteer))
    twins = find_twins(things, request.threshold)
    conflicts = [one for one in twins if one.conflict]
    for one in conflicts:
        tell(f"conflict: {', '.join((one.entity_id, *one.merged))}: {one.conflict}; not proposed")
    proposed = [_change(one) for one in twins if not one.conflict]
    write_changes(proposed, request.target)
    return LinkCounts(len(things), len(proposed), len(conflicts))


def read_things(snapshot: Snapshot) -> list[Thing]:
    """The entities of a gazetteer, with what tells them apart."""
    import polars as pl

    tables = snapshot.tables()
    names = tables.names.group_by("entity_id").agg(pl.col("name").unique().sort())
    rows = tables.entities.join(names, on="entity_id", how="left")
    things = []
    for row in rows.iter_rows(named=True):
        north, east = _degrees(row.get("latitude"), 90), _degrees(row.get("longitude"), 180)
        things.append(
            Thing(
                row["entity_id"],
                row["kind"],
                tuple(row["name_right"] or (row["name"],)),
                row["country"] or "",
                row["birth_year"] or 0,
                (north, east) if north is not None and east is not None else None,
                tuple((row["same_as"] or "").split()),
                tuple((row.get("different_from") or "").split()),
            )
        )
    return things


def _degrees(cell: str | float | None, most: int) -> float | None:
    try:
        value = float(cell) if cell is not None else math.nan
    except ValueError:
        return None
    return value if abs(value) <= most else None


def _change(twins: Twins) -> Change:
    names: list[Json] = [list(pair) for pair in twins.names]
    evidence: dict[str, Json] = {"names": names}
    if twins.kilometres is not None:
        evidence["kilometres"] = round(twins.kilometres, 1)
    alike = "; ".join(f"{one} = {other}" for one, other in twins.names)
    return Change(
        Merge(twins.entity_id, twins.merged),
        reason=f"names alike: {alike}"[:500],
        probability=round(twins.probability, _DIGITS),
        evidence=evidence,
    )
