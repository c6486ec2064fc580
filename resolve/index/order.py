"""The order of an index: entities by prominence, the most prominent first, and names by their entities.

Prominence is kept in single precision and compared so, that it can be compared again with what is kept.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from resolve.index.ids import Identified
from resolve.index.runs import Ints, first_rows, in_order, width

if TYPE_CHECKING:
    import polars as pl

_PEOPLE_UNIT: Final = 1_000

_FLOAT_BITS: Final = 32
_GREATEST: Final = np.int64((1 << _FLOAT_BITS) - 1)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Entities and their names in the order of an index.

    Attributes:
        entities: those that have a name, by falling prominence, of equal prominence by their IDs.
        prominence: of each of them.
        names: their names, without `entity_id`.
        entity: of each name the row of its entity; rising.
    """

    entities: "pl.DataFrame"
    prominence: npt.NDArray[np.float32]
    names: "pl.DataFrame"
    entity: Ints


def ranked(entities: "pl.DataFrame", names: "pl.DataFrame") -> Ranked:
    """Put entities in the order of their prominence, and names in that of their entities.

    Prominence = ln(1 + population / 1000) / 2 + ln(names) / 3: an entity that more people live in, or that
    has been written about in more spellings, is meant more often.

    Args:
        entities: entity_id, population and others.
        names: entity_id and others.
    """
    entities = entities.sort("entity_id")
    owner = _owners(entities["entity_id"], names["entity_id"])
    counted = np.bincount(owner[owner >= 0], minlength=len(entities))
    people = entities["population"].cast(float).fill_null(0).to_numpy()
    prominence = np.log1p(np.maximum(people, 0) / _PEOPLE_UNIT) / 2 + np.log(np.maximum(counted, 1)) / 3
    prominence = prominence.astype(np.float32)
    named = np.flatnonzero(counted)
    # The bits of floats >= 0 rise with their value.
    falling = _GREATEST - prominence[named].view(np.uint32).astype(np.int64)
    order = named[in_order(falling, _FLOAT_BITS)]
    place = np.full(len(entities) + 1, -1)
    place[order] = np.arange(len(order))
    found = place[owner]
    known = np.flatnonzero(found >= 0)
    known = known[in_order(found[known], int(width(len(order))))]
    return Ranked(entities[order], prominence[order], names.drop("entity_id")[known], found[known])


def _owners(ids: "pl.Series", of_names: "pl.Series") -> Ints:
    """The row of the ID of each name; -1 for one that is not there.

    Args:
        ids: different IDs.
        of_names: those of the names.
    """
    runs = of_names.rle_id()
    first = first_rows(runs.to_numpy())
    # A snapshot mostly holds the names of its entities in the order of these, and of each some.
    if len(first) == len(ids) and (of_names.gather(first) == ids).all():
        return runs.cast(int).to_numpy()
    rows = ids.to_frame("id").with_row_index("row")
    found = of_names.to_frame("id").join(rows, on="id", how="left", maintain_order="left")["row"]
    return found.cast(int).fill_null(-1).to_numpy()


def places_among(
    ids: Identified,
    prominence: npt.NDArray[np.float32],
    new_ids: Identified,
    new_prominence: npt.NDArray[np.float32],
) -> Ints:
    """The rows of ordered entities before which others come that are ordered as well.

    Args:
        ids: n IDs, by falling prominence, of equal prominence rising.
        prominence: their prominence.
        new_ids: m IDs in the same order.
        new_prominence: their prominence.

    Returns:
        m rows, 0..n, rising.
    """
    rising = -prominence
    low, high = (np.searchsorted(rising, -new_prominence, side) for side in ("left", "right"))
    # All are looked for at once, as it takes little more to put many IDs together than one.
    new = new_ids.take(np.arange(len(new_ids)))
    still = np.flatnonzero(low < high)
    while len(still):
        middle = (low[still] + high[still]) >> 1
        held = zip(ids.take(middle), still.tolist(), strict=True)
        before = np.array([one < new[row] for one, row in held], bool)
        low[still[before]] = middle[before] + 1
        high[still[~before]] = middle[~before]
        still = still[low[still] < high[still]]
    return low
