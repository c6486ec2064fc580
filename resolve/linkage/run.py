"""The run over a gazetteer: its entities in, proposed merges and what contradicts itself out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

import gazetteer
from gazetteer.changes import Change, Merge, write_changes
from gazetteer.files import check_target, write_table
from gazetteer.schema import DIFFERENT_FROM
from resolve.index.store import open_index
from resolve.linkage.finding import THRESHOLD, find_links

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gazetteer.changes.operations import Json
    from gazetteer.snapshot import Snapshot
    from resolve.index.build import Progress
    from resolve.linkage.values import Conflict, Likely, Party, Proposal

_DIGITS: Final = 4
_LONGEST: Final = 500
"""Code points of a reason, at most."""

_PAIRS: Final = 20
"""Pairs of a proposal that are written down, at most."""


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """Which gazetteer, and where the changes go.

    Attributes:
        gazetteer: its directory.
        target: a .jsonl file, also .gz or .zst; `-` for standard output.
        conflicts: a table of what contradicts itself, a row a pair; None for none.
        threshold: least probability of a merge, above 0, up to 1.
    """

    gazetteer: Path
    target: str
    conflicts: str | None = None
    threshold: float = THRESHOLD


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """What came of a run.

    Attributes:
        entities: how many the gazetteer has.
        merges: how many merges are proposed.
        conflicts: how many pairs contradict themselves, by the reason.
        first: the first of these.
    """

    entities: int
    merges: int
    conflicts: dict[str, int]
    first: Conflict | None


def run_link(request: LinkRequest, progress: Progress | None = None) -> LinkCounts:
    """Propose merges of the entities of a gazetteer that may be one.

    Args:
        request: from where, to where.
        progress: told of the steps of building the match index, if there is none.

    Raises:
        GazetteerError: no gazetteer there, or a file that cannot be written.
        IndexFaultError: the match index can be written nowhere.
    """
    check_target(request.target)
    if request.conflicts is not None:
        check_target(request.conflicts)
    snapshot = gazetteer.locate(request.gazetteer)
    index = open_index(request.gazetteer, progress)
    links = find_links(index, _apart_by_ids_in_force(snapshot), request.threshold)
    if request.conflicts is not None:
        write_table(_as_table(links.conflicts), request.conflicts)
    write_changes([_change(one) for one in links.proposals], request.target)
    return LinkCounts(
        links.entities,
        len(links.proposals),
        dict(sorted(Counter(one.reason for one in links.conflicts).items())),
        links.conflicts[0] if links.conflicts else None,
    )


def _apart_by_ids_in_force(snapshot: Snapshot) -> pl.DataFrame:
    """The entities; what each was told apart from by the ID that it has now, however it was called then."""
    entities, old = snapshot.entities(), snapshot.redirects().drop_nulls("new_id")
    if DIFFERENT_FROM not in entities.columns or old.is_empty():
        return entities
    followed = pl.element().replace(old["old_id"], old["new_id"])
    return entities.with_columns(
        pl.col(DIFFERENT_FROM).str.extract_all(r"\S+").list.eval(followed).list.join(" ")
    )


def _change(proposal: Proposal) -> Change:
    best = proposal.pairs[0]
    words = "; ".join(best.speaking_for)
    against = f"; against it: {'; '.join(best.speaking_against)}" if best.speaking_against else ""
    return Change(
        Merge(proposal.entity_id, proposal.merged),
        reason=f"{words}{against}"[:_LONGEST],
        probability=round(proposal.probability, _DIGITS),
        evidence={"pairs": [_evidence(pair) for pair in proposal.pairs[:_PAIRS]]},
    )


def _evidence(pair: Likely) -> dict[str, Json]:
    found: dict[str, Json] = {
        "one": _told(pair.one),
        "other": _told(pair.other),
        "alike": list(pair.alike),
        "probability": round(pair.probability, _DIGITS),
        "for": list(pair.speaking_for),
        "against": list(pair.speaking_against),
    }
    if pair.kilometres is not None:
        found["kilometres"] = pair.kilometres
    return found


def _told(party: Party) -> dict[str, Json]:
    told = {"id": party.entity_id, "name": party.name, "kind": party.kind, "country": party.country}
    return {field: value for field, value in told.items() if value}


def _as_table(conflicts: Sequence[Conflict]) -> pl.DataFrame:
    parties = ("one", "other")
    columns: dict[str, tuple[pl.DataType, list[str | float | None]]] = {
        "reason": (pl.String(), [one.reason for one in conflicts]),
        "shared": (pl.String(), [one.shared or None for one in conflicts]),
    }
    for party in parties:
        sides = [getattr(conflict, party) for conflict in conflicts]
        for field in ("entity_id", "name", "kind", "country"):
            columns[f"{party}_{field}"] = (pl.String(), [getattr(side, field) or None for side in sides])
    columns["kilometres"] = (pl.Float64(), [one.kilometres for one in conflicts])
    columns["probability"] = (
        pl.Float64(),
        [None if one.probability is None else round(one.probability, _DIGITS) for one in conflicts],
    )
    return pl.DataFrame({name: pl.Series(values, dtype=kind) for name, (kind, values) in columns.items()})
