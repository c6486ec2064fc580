"""What differs between two snapshots, row by row.

Snapshots that were changed one after the other share a base; then only what differs from it is compared, so
that the cost is that of the changes, not of the gazetteer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.layers import Tables, over_base, with_columns_of

if TYPE_CHECKING:
    from gazetteer.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Difference:
    """The rows that one snapshot has and another has not; a row that was changed is on both sides.

    All have the columns of the tables of a snapshot, those that either has besides included.

    Attributes:
        added_entities: Entities of the second that the first has not, or not so.
        removed_entities: Entities of the first that the second has not, or not so.
        added_names: Names of the second that the first has not.
        removed_names: Names of the first that the second has not.
        added_redirects: Redirects of the second that the first has not.
        removed_redirects: Redirects of the first that the second has not.
    """

    added_entities: pl.DataFrame
    removed_entities: pl.DataFrame
    added_names: pl.DataFrame
    removed_names: pl.DataFrame
    added_redirects: pl.DataFrame
    removed_redirects: pl.DataFrame


def diff(before: Snapshot, after: Snapshot) -> Difference:
    """Return what differs between two snapshots, of one gazetteer or of two.

    Args:
        before: The first.
        after: The second.

    Returns:
        The rows that differ, in the order of their tables.

    Raises:
        DamagedSnapshot: A file is missing, or is not what the manifest says.
    """
    if (before.base or before).id == (after.base or after).id:
        old, new = _over_one_base(before, after)
    else:
        old, new = before.tables(), after.tables()
    removed_entities, added_entities = _apart(old.entities, new.entities)
    removed_names, added_names = _apart(old.names, new.names)
    removed_redirects, added_redirects = _apart(old.redirects, new.redirects)
    return Difference(
        added_entities, removed_entities, added_names, removed_names, added_redirects, removed_redirects
    )


def _over_one_base(before: Snapshot, after: Snapshot) -> tuple[Tables, Tables]:
    """Return the rows of both that tell of what either has a layer for."""
    layers = [snapshot.stored() for snapshot in (before, after) if snapshot.base is not None]
    touched = pl.concat([pl.Series("id", [], pl.String), *(layer.entities["entity_id"] for layer in layers)])
    left = pl.concat([touched, *(layer.redirects["old_id"] for layer in layers)])
    base = (before.base or before).stored()
    part = Tables(
        base.entities.filter(pl.col("entity_id").is_in(touched.implode())),
        base.names.filter(pl.col("entity_id").is_in(touched.implode())),
        base.redirects.filter(pl.col("old_id").is_in(left.implode())),
    )
    old, new = (
        part if snapshot.base is None else _whole(part, snapshot.stored()) for snapshot in (before, after)
    )
    return old, new


def _whole(part: Tables, layer: Tables) -> Tables:
    return Tables(*(over_base(name, frame, layer) for name, frame in part.by_name().items()))


def _apart(old: pl.DataFrame, new: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows that only the first has, and those that only the second has."""
    old, new = with_columns_of(old, new), with_columns_of(new, old)
    return (
        old.join(new, on=old.columns, how="anti", nulls_equal=True, maintain_order="left"),
        new.join(old, on=old.columns, how="anti", nulls_equal=True, maintain_order="left"),
    )
