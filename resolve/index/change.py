"""What changed between two snapshots of a gazetteer, as far as an index tells of it.

Snapshots that were changed one after the other share a base. Then only what differs from it is read; the base
itself only if something went back to what it was there.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.snapshot import Snapshot
from resolve.index.parts import ENTITY_COLUMNS, NAME_COLUMNS

if TYPE_CHECKING:
    import polars as pl

    from gazetteer.layers import Tables


@dataclass(frozen=True, slots=True)
class Change:
    """What one snapshot has otherwise than another.

    Attributes:
        ids: IDs of all entities that differ, with those that only one of the two has.
        entities: those of them that the second has, as `Snapshot.entities`.
        names: all their names, as `Snapshot.names`.
    """

    ids: frozenset[str]
    entities: "pl.DataFrame"
    names: "pl.DataFrame"


def change_between(before: Snapshot, after: Snapshot) -> Change:
    """What changed from one snapshot of a gazetteer to another.

    Raises:
        DamagedSnapshot: a file is missing, or is not what its manifest says.
    """
    import polars as pl

    base = before.base or before
    if base.id != (after.base or after).id:
        old, new = before.tables(), after.tables()
        ids = _differing(old, new)
        return _change(ids, new.entities, new.names)
    # A layer holds whole entities, and of one that is no more its ID, without a kind.
    layers = [snapshot.stored() for snapshot in (before, after) if snapshot.base is not None]
    empty = _without_rows(layers[0])
    old = layers[0] if before.base is not None else empty
    new = layers[-1] if after.base is not None else empty
    ids = _differing(old, new)
    living = new.entities.filter(pl.col("kind").is_not_null())
    change = _change(ids, living, new.names)
    restored = ids.difference(new.entities["entity_id"])
    if not restored:
        return change
    again = _change(restored, base.entities(), base.names())
    return Change(
        ids,
        pl.concat([change.entities.select(ENTITY_COLUMNS), again.entities.select(ENTITY_COLUMNS)]),
        pl.concat([change.names.select(NAME_COLUMNS), again.names.select(NAME_COLUMNS)]),
    )


def _differing(old: "Tables", new: "Tables") -> frozenset[str]:
    """IDs of the entities of which anything that an index tells of is not the same in both."""
    import polars as pl

    ids: set[str] = set()
    # The place tells apart names that differ in their order or in how often they stand there.
    place = pl.int_range(pl.len()).over("entity_id").alias("place")
    for columns, one, other in (
        (ENTITY_COLUMNS, old.entities, new.entities),
        (NAME_COLUMNS, old.names, new.names),
    ):
        left, right = (frame.select(*columns, place) for frame in (one, other))
        for a, b in ((left, right), (right, left)):
            ids.update(a.join(b, on=a.columns, how="anti", nulls_equal=True)["entity_id"])
    return frozenset(ids)


def _change(ids: frozenset[str], entities: "pl.DataFrame", names: "pl.DataFrame") -> Change:
    import polars as pl

    wanted = pl.Series("entity_id", list(ids), pl.String).to_frame()
    found = (
        frame.join(wanted, on="entity_id", how="semi", maintain_order="left") for frame in (entities, names)
    )
    return Change(ids, *found)


def _without_rows(tables: "Tables") -> "Tables":
    from gazetteer.layers import Tables

    return Tables(*(frame.clear() for frame in tables.by_name().values()))
