"""What rows say of one entity in two ways, where there is only one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN_PAIRS = 5
ROW = "__row__"
"""The column with the number of a row, where rows do not stand in their own order."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A column in which rows of one entity differ, wherever that occurs.

    Attributes:
        column: The column.
        count: How many entities are told of in two ways.
        entity_id: The first of them.
        values: What two rows of it say.
        pairs: The two rows of each of the first few, counted from 0.
    """

    column: str
    count: int
    entity_id: str
    values: tuple[str, str]
    pairs: tuple[tuple[int, int], ...]


def find_in_column(column: str, rows: pl.DataFrame) -> Contradiction | None:
    """Return what rows say in a column in two ways of one entity; None if they agree.

    Args:
        column: A column of what an entity has one of.
        rows: A names table in canonical form; a column `ROW` numbers its rows, else their order does.
    """
    numbered = rows if ROW in rows.columns else rows.with_row_index(ROW)
    known = numbered.select(ROW, "entity_id", column).drop_nulls()
    differing = known.group_by("entity_id").agg(pl.col(column).n_unique().alias("values"))
    differing = differing.filter(pl.col("values") > 1)
    if differing.is_empty():
        return None
    firsts = (
        known.join(differing, on="entity_id", how="semi", maintain_order="left")
        .unique(["entity_id", column], keep="first", maintain_order=True)
        .group_by("entity_id", maintain_order=True)
        .agg(ROW, column)
        .sort(pl.col(ROW).list.first())
    )
    entity_id, _, values = firsts.select("entity_id", ROW, column).row(0)
    pairs = tuple((int(one), int(other)) for one, other, *_ in firsts[ROW].head(SHOWN_PAIRS).to_list())
    return Contradiction(column, len(firsts), entity_id, (str(values[0]), str(values[1])), pairs)


def join_contradictions(found: Iterable[Contradiction]) -> list[Contradiction]:
    """Return contradictions of different entities, found here and there, as one of each column.

    Args:
        found: Contradictions; no entity is told of in two of one column.
    """
    by_column: dict[str, Contradiction] = {}
    for one in found:
        other = by_column.get(one.column)
        if other is None:
            by_column[one.column] = one
            continue
        first = min(one, other, key=lambda contradiction: contradiction.pairs)
        pairs = tuple(sorted((*one.pairs, *other.pairs))[:SHOWN_PAIRS])
        by_column[one.column] = replace(first, count=one.count + other.count, pairs=pairs)
    return list(by_column.values())
