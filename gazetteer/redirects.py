"""IDs that are no more: where each leads, or that it is retired."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from gazetteer.check import Fault
from gazetteer.errors import FaultyTable
from gazetteer.schema import REDIRECT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCHEMA = dict.fromkeys(REDIRECT_COLUMNS, pl.String())
MERGED = "same_as"
"""The reason of a redirect that merging wrote."""


def canonical_redirects(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table of redirects in its canonical form.

    Args:
        frame: The columns `old_id` and `new_id`, perhaps `reason`; blank cells are null.

    Returns:
        The columns `old_id, new_id, reason`, all text.
    """
    missing = [pl.lit(None, pl.String).alias(name) for name in REDIRECT_COLUMNS if name not in frame.columns]
    text = frame.with_columns(missing).select(pl.col(*REDIRECT_COLUMNS).cast(pl.String).str.strip_chars())
    return text.select(pl.when(pl.col(name) != "").then(pl.col(name)) for name in REDIRECT_COLUMNS)


def join_redirects(
    tables: Sequence[pl.DataFrame], same: Mapping[str, str], living: pl.Series
) -> pl.DataFrame:
    """Return all redirects of a gazetteer, each leading to a living ID at once.

    Args:
        tables: Tables of redirects in canonical form.
        same: What merging did: the ID that gave way, and the one that stayed.
        living: The IDs of the entities.

    Returns:
        The columns `old_id, new_id, reason`, sorted by `old_id`; `new_id` is null for a retired ID.

    Raises:
        FaultyTable: A redirect has no old ID, leads to no entity, away from a living one, in a circle, or to
            two places.
    """
    alive = set(living.to_list())
    target: dict[str, str | None] = dict(same)
    reason: dict[str, str | None] = dict.fromkeys(same, MERGED)
    faults: list[str] = []
    for old, new, why in pl.concat(
        [pl.DataFrame(schema=SCHEMA), *(table.select(REDIRECT_COLUMNS) for table in tables)]
    ).iter_rows():
        if old is None:
            faults.append(f"a redirect to {new!r} has no old_id")
        elif old in alive:
            faults.append(f"{old!r} has a redirect, but is in use; remove its rows or its redirect")
        elif old in target and _follow(old, target) != _follow(new, target):
            faults.append(f"{old!r} leads to {target[old]!r} and to {new!r}")
        elif old not in target or reason[old] == MERGED:
            target[old] = target.get(old, new)
            reason[old] = why
    rows = [(old, _follow(old, target), reason[old]) for old in sorted(target)]
    for old, new, _ in rows:
        if new is not None and new not in alive:
            what = "leads in a circle" if new in target else f"leads to {new!r}, which is no entity"
            faults.append(f"{old!r} {what}")
    if faults:
        shown = [Fault("redirect", "error", "old_id", len(faults), (), message) for message in faults[:5]]
        raise FaultyTable("the redirects", shown)
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _follow(start: str | None, target: Mapping[str, str | None]) -> str | None:
    """Return where a chain of redirects ends; in a circle, one of its IDs."""
    seen: set[str] = set()
    place = start
    while place is not None and place in target and place not in seen:
        seen.add(place)
        place = target[place]
    return place
