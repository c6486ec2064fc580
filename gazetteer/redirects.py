"""IDs that are no more: where each leads, or that it is retired."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from gazetteer.check import Fault
from gazetteer.errors import FaultyTable
from gazetteer.schema import REDIRECT_COLUMNS, as_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCHEMA = dict.fromkeys(REDIRECT_COLUMNS, pl.String())
SHOWN_FAULTS = 5
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
    text = as_text(frame.with_columns(missing).select(REDIRECT_COLUMNS)).select(pl.all().str.strip_chars())
    return text.select(pl.when(pl.col(name) != "").then(pl.col(name)) for name in REDIRECT_COLUMNS)


def redirect_faults(rows: pl.DataFrame) -> tuple[Fault, ...]:
    """Return what is wrong with a table of redirects, whatever entities there are.

    Args:
        rows: The table in canonical form.
    """
    ends = rows["new_id"].drop_nulls()
    ends = ends.filter(~ends.is_in(rows["old_id"].implode()))
    _, faults = untie(rows.filter(_knotted(rows["old_id"], rows["new_id"], {})), {}, ends)
    return tuple(Fault("redirect", "error", "old_id", 1, (), fault) for fault in faults)


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
    rows = pl.concat([pl.DataFrame(schema=SCHEMA), *(table.select(REDIRECT_COLUMNS) for table in tables)])
    knotted = _knotted(rows["old_id"], rows["new_id"], same)
    plain, knots = rows.filter(~knotted), rows.filter(knotted)
    untied, faults = untie(knots, same, living)
    count = len(faults)
    for mask, message in (
        (plain["old_id"].is_in(living.implode()), in_use),
        (plain["new_id"].is_not_null() & ~plain["new_id"].is_in(living.implode()), nowhere),
    ):
        wrong = plain.filter(mask)
        count += len(wrong)
        faults += [message(old, new) for old, new, _ in wrong.head(SHOWN_FAULTS).iter_rows()]
    refuse_faults(faults, count)
    return pl.concat([plain, untied]).sort("old_id")


def refuse_faults(faults: Sequence[str], count: int) -> None:
    """Raise if there are any.

    Args:
        faults: What is wrong with redirects, in words; of many, the first.
        count: How many are wrong.

    Raises:
        FaultyTable: There are some.
    """
    if count:
        shown = [Fault("redirect", "error", "old_id", count, (), fault) for fault in faults[:SHOWN_FAULTS]]
        raise FaultyTable("the redirects", shown)


def _knotted(old: pl.Series, new: pl.Series, same: Mapping[str, str]) -> pl.Series:
    """Return which redirects have to do with one another, or with merging; most stand alone.

    They take much memory as dictionaries, and those that stand alone need none.
    """
    merged = pl.Series(list(same), dtype=pl.String).implode()
    # What leads to something else, and what something else leads to.
    chained = new.is_in(old.implode()) | old.is_in(new.implode())
    told = old.is_duplicated() | old.is_in(merged) | new.is_in(merged) | chained
    return old.is_null() | told.fill_null(value=False)


def untie(rows: pl.DataFrame, same: Mapping[str, str], living: pl.Series) -> tuple[pl.DataFrame, list[str]]:
    """Return redirects that have to do with one another, each to the end of its chain, and the faults.

    Args:
        rows: The redirects, in the order of their sources.
        same: What merging did.
        living: The IDs of the entities, at least of those that are spoken of here.
    """
    asked = pl.concat([rows["old_id"], rows["new_id"], pl.Series(list(same.values()), dtype=pl.String)])
    alive = set(living.filter(living.is_in(asked.implode())))
    target: dict[str, str | None] = dict(same)
    reason: dict[str, str | None] = dict.fromkeys(same, MERGED)
    faults: list[str] = []
    for old, new, why in rows.iter_rows():
        if old is None:
            faults.append(f"a redirect to {new!r} has no old_id")
        elif old in alive:
            faults.append(in_use(old, new))
        elif old in target and _follow(old, target) != _follow(new, target):
            faults.append(f"{old!r} leads to {target[old]!r} and to {new!r}")
        elif old not in target or reason[old] == MERGED:
            target[old] = target.get(old, new)
            reason[old] = why
    ends = [(old, _follow(old, target), reason[old]) for old in target]
    for old, new, _ in ends:
        if new is not None and new not in alive:
            faults.append(f"{old!r} leads in a circle" if new in target else nowhere(old, new))
    return pl.DataFrame(ends, schema=SCHEMA, orient="row"), faults


def in_use(old: str, new: str | None) -> str:
    """Return what to say of a redirect away from an ID that is alive."""
    return f"{old!r} has a redirect, but is in use; remove its rows or its redirect"


def nowhere(old: str, new: str | None) -> str:
    """Return what to say of a redirect to an ID that is not alive."""
    return f"{old!r} leads to {new!r}, which is no entity"


def _follow(start: str | None, target: Mapping[str, str | None]) -> str | None:
    """Return where a chain of redirects ends; in a circle, one of its IDs."""
    seen: set[str] = set()
    place = start
    while place is not None and place in target and place not in seen:
        seen.add(place)
        place = target[place]
    return place
