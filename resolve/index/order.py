"""The order of an index: entities by prominence, the most prominent first, and names by their entities.

Prominence is kept in single precision and compared so, that it can be compared again with what is kept.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from resolve.index.runs import Ints

if TYPE_CHECKING:
    import polars as pl

_PEOPLE_UNIT: Final = 1_000


def ranked(entities: "pl.DataFrame", names: "pl.DataFrame") -> "pl.DataFrame":
    """Entities that have a name, with their prominence, most prominent first; ties by ID.

    Prominence = ln(1 + population / 1000) / 2 + ln(names) / 3: an entity that more people live in, or that
    has been written about in more spellings, is meant more often.

    Args:
        entities: entity_id, population and others.
        names: entity_id and others.
    """
    import polars as pl

    counted = names.group_by("entity_id").agg(spellings=pl.len())
    prominence = (1 + pl.col("population").fill_null(0).clip(0) / _PEOPLE_UNIT).log() / 2 + pl.col(
        "spellings"
    ).log() / 3
    return (
        entities.join(counted, on="entity_id", how="inner")
        .with_columns(prominence=prominence.cast(pl.Float32))
        .sort(["prominence", "entity_id"], descending=[True, False])
    )


def in_order(order: "pl.DataFrame", names: "pl.DataFrame") -> "pl.DataFrame":
    """Names in the order of their entities, and as `entity` of each the row of its entity."""
    rows = order.select("entity_id").with_row_index("entity")
    return names.join(rows, on="entity_id", how="inner", maintain_order="left").sort(
        "entity", maintain_order=True
    )


def places_among(
    ids: Sequence[str],
    prominence: npt.NDArray[np.float32],
    new_ids: Sequence[str],
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
    low = np.searchsorted(rising, -new_prominence, "left").tolist()
    high = np.searchsorted(rising, -new_prominence, "right").tolist()
    return np.array(
        [bisect_left(ids, new, lo=a, hi=b) for new, a, b in zip(new_ids, low, high, strict=True)], np.int64
    )
