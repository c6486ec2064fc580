"""What is known of the entities of a gazetteer besides their names, as columns beside those of its index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from resolve.linkage.sorts import sort_names, sort_of, sorts_by_names
from resolve.names import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from resolve.index.layout import Index
    from resolve.linkage.sorts import Sort
    from resolve.linkage.spellings import Spellings

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

EARTH: Final = 6371.0
"""Mean radius of the earth, in kilometres."""

_MANY: Final = 200.0
_LEAST: Final = 1.0


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of n entities, in the order of the index.

    Attributes:
        north: latitude in degrees, nan if not known.
        east: longitude in degrees, nan if not known.
        population: nan if not known.
        sort: number of the sort of place, 0 for none; its place in `sorts.sort_names`, from 1.
        reach: how far apart two sources may put it, in kilometres.
        same_as: CURIEs.
        different_from: IDs of entities that it was told apart from.
        source: number of the source that lists it, by the prefix of its ID; 0 where that has none.
    """

    north: Floats
    east: Floats
    population: Floats
    sort: Ints
    reach: Floats
    same_as: tuple[tuple[str, ...], ...]
    different_from: tuple[tuple[str, ...], ...]
    source: Ints


def read_facts(index: Index, spellings: Spellings, entities: pl.DataFrame) -> Facts:
    """Return the facts of a gazetteer's entities, in the order of its index.

    Args:
        index: the gazetteer's.
        spellings: of its entities.
        entities: entity_id, population, same_as; latitude, longitude, feature, different_from where there are
            such.
    """
    import polars as pl

    missing = [
        pl.lit(None, pl.String).alias(name)
        for name in ("latitude", "longitude", "feature", "different_from", "same_as")
        if name not in entities.columns
    ]
    ordered = pl.DataFrame({"entity_id": list(index.entities.id)}, schema={"entity_id": pl.String}).join(
        entities.with_columns(missing), on="entity_id", how="left", maintain_order="left"
    )
    ids = ordered["entity_id"].to_list()
    told = ordered["feature"].fill_null("").to_list()
    feature = [code or key.partition(":")[0] for code, key in zip(told, ids, strict=True)]
    sorts = {code: sort_of(code) for code in set(feature)}
    coded = [sorts[code] for code in feature]
    population = ordered["population"].cast(pl.Float64).fill_null(np.nan).to_numpy()
    number = {name: number for number, name in enumerate(sort_names(), 1)}
    place = index.entities.kind == KINDS.index("place")
    sort = np.where(place, np.array([number[sort.name] if sort else 0 for sort in coded], np.int64), 0)
    return Facts(
        _degrees(ordered["latitude"], 90),
        _degrees(ordered["longitude"], 180),
        population,
        np.where(sort > 0, sort, sorts_by_names(index, spellings)),
        _reach(population, coded),
        _split(ordered["same_as"]),
        _split(ordered["different_from"]),
        _sources(ids),
    )


def kilometres(facts: Facts, one: Ints, other: Ints) -> Floats:
    """The distance between the entities of each pair, along a great circle; nan where a place is not known.

    Args:
        facts: of all entities.
        one: n rows of entities.
        other: as many.
    """
    north, north_ = np.radians(facts.north[one]), np.radians(facts.north[other])
    turn = np.radians(facts.east[other] - facts.east[one])
    half = np.sin((north_ - north) / 2) ** 2 + np.cos(north) * np.cos(north_) * np.sin(turn / 2) ** 2
    return np.asarray(2 * EARTH * np.arcsin(np.sqrt(np.minimum(1.0, half))))


def _reach(population: Floats, sorts: Sequence[Sort | None]) -> Floats:
    """A settlement reaches the farther the more live there: a million over six kilometres."""
    settled = _LEAST + np.sqrt(np.nan_to_num(population)) / _MANY
    fixed = np.array([sort.reach if sort else 0.0 for sort in sorts])
    return np.asarray(np.maximum(fixed, np.where(fixed > _LEAST, 0.0, settled)))


def _sources(ids: Sequence[str]) -> Ints:
    """The number of each ID's prefix, from 1."""
    known: dict[str, int] = {"": 0}
    prefixes = (entity_id.partition(":")[0] if ":" in entity_id else "" for entity_id in ids)
    return np.array([known.setdefault(prefix, len(known)) for prefix in prefixes], np.int64)


def _degrees(column: pl.Series, most: int) -> Floats:
    values = column.cast(float, strict=False).fill_null(np.nan).to_numpy().astype(np.float64)
    return np.where(np.abs(values) <= most, values, np.nan)


def _split(column: pl.Series) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell.split()) if cell else () for cell in column.to_list())
