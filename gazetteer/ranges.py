"""Sources that are too long for memory made one: what `merge` does, range of IDs by range of IDs.

1. What is the same is found for all rows at once; that takes the CURIEs only.
2. The IDs are cut into ranges of about as many rows, by a sample of them.
3. Each row goes to the range of its entity. So all rows of an entity come together, in their order.
4. Each range is merged by itself. Ranges follow one another as IDs do, so that what comes out is sorted.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.check import TOLD_ONCE, contradiction_fault
from gazetteer.contradictions import ROW, find_in_column, join_contradictions
from gazetteer.crosswalk import find_same_in
from gazetteer.kinds import place_in_all, refuse_two_kinds
from gazetteer.merge import Extra, differing_columns, entity_rows, merge_notes, name_rows
from gazetteer.merged import leading_rows, merged_rows
from gazetteer.redirects import join_redirects
from gazetteer.schema import TYPES
from gazetteer.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazetteer.contradictions import Contradiction
    from gazetteer.spool import Scratch

RANGE_ROWS = 500_000
"""Rows of a range, about; they and what is made of them are in memory at once."""

SAMPLE = 200_000
"""IDs by which the ranges are cut, about."""

AT_ONCE = 1_000_000
"""Rows of all ranges together that wait in memory before they are written to files."""


@dataclass(frozen=True, slots=True)
class MergedSpools:
    """The tables of one gazetteer, as those of `merge.MergedTables`.

    Attributes:
        entities: A row an entity, sorted by `entity_id`.
        names: A row a name, sorted, without repetition.
        redirects: A row an ID that is no more, sorted by `old_id`.
        notes: What was decided on the way, in words.
        merged: The rows of what became one, as the sources have them, see `merged`.
    """

    entities: Spool
    names: Spool
    redirects: pl.DataFrame
    notes: tuple[str, ...]
    merged: Spool


def merge_ranges(
    sources: Sequence[Spool],
    redirects: Sequence[pl.DataFrame],
    scratch: Scratch,
    most: int = RANGE_ROWS,
) -> MergedSpools:
    """Return one gazetteer from several names tables, whatever their length.

    Args:
        sources: Names tables in canonical form, without faults; the first comes first in everything.
        redirects: Tables of `old_id, new_id, reason`.
        scratch: Where files may lie.
        most: Rows of a range, about.

    Raises:
        FaultyTable: What the sources say does not go together, as for `merge_sources`.
    """

    def told() -> Iterator[pl.DataFrame]:
        return chain.from_iterable(one.frames(("entity_id", "same_as")) for one in sources)

    same = find_same_in(told)
    ranges = _ranges(sources, same, scratch, most)
    columns = [name for name in ranges[0].schema if name != ROW]
    extra = Extra.of(columns, lambda unknown: _differing(ranges, unknown))
    entities, names = Spool(scratch), Spool(scratch)
    contradictions: list[Contradiction] = []
    asked = _mentioned(redirects, same)
    living = [asked.clear()]
    for spool in ranges:
        rows = spool.frame()
        contradictions += filter(None, (find_in_column(column, rows) for column in TOLD_ONCE))
        ids = rows["entity_id"].unique()
        living.append(ids.filter(ids.is_in(asked.implode())))
        entities.append(entity_rows(rows, extra.of_entities))
        names.append(name_rows(rows, extra.of_names))
    found = {one.column: one for one in join_contradictions(contradictions)}
    refuse_two_kinds(found.values(), told)
    faults = [contradiction_fault(found[name], place_in_all) for name in TOLD_ONCE if name in found]
    old = join_redirects(redirects, same, pl.concat(living))
    apart = _apart(sources, same, scratch)
    apart.append(leading_rows(redirects, same))
    notes = merge_notes(same, [fault.message for fault in faults], extra.unknown)
    return MergedSpools(entities, names, old, notes, apart)


def _apart(sources: Sequence[Spool], same: Mapping[str, str], scratch: Scratch) -> Spool:
    apart = Spool(scratch)
    if same:
        for rows in chain.from_iterable(source.frames() for source in sources):
            apart.append(merged_rows(rows, same))
    return apart


def _ranges(sources: Sequence[Spool], same: Mapping[str, str], scratch: Scratch, most: int) -> list[Spool]:
    """Return all rows by the range of their entity, with the ID that stays and the number of the row."""
    stays = pl.DataFrame(
        {"entity_id": list(same), "stays": list(same.values())},
        schema=dict.fromkeys(("entity_id", "stays"), pl.String()),
    )
    cuts = _cuts(sources, stays, most)
    ranges = [Spool(scratch, AT_ONCE // (len(cuts) + 1)) for _ in range(len(cuts) + 1)]
    above = 0
    for rows in chain.from_iterable(source.frames() for source in sources):
        numbers = pl.int_range(above, above + len(rows), dtype=pl.Int64).alias(ROW)
        above += len(rows)
        settled = _settled(rows, stays).with_columns(numbers)
        place = cuts.search_sorted(settled["entity_id"], side="right")
        for number in place.unique().sort():
            ranges[number].append(settled.filter(place == number))
    # Each range has the columns of all.
    columns = {name: kind for spool in ranges for name, kind in spool.schema.items()}
    for spool in ranges:
        spool.append(pl.DataFrame(schema={**TYPES, ROW: pl.Int64(), **columns}))
    return ranges


def _settled(rows: pl.DataFrame, stays: pl.DataFrame) -> pl.DataFrame:
    if stays.is_empty():
        return rows
    joined = rows.join(stays, on="entity_id", how="left", maintain_order="left")
    return joined.with_columns(entity_id=pl.coalesce("stays", "entity_id")).drop("stays")


def _cuts(sources: Sequence[Spool], stays: pl.DataFrame, most: int) -> pl.Series:
    """Return the IDs at which a range begins, but the first, sorted."""
    total = sum(len(source) for source in sources)
    step = max(1, total // SAMPLE)
    sampled = [
        _settled(rows.gather_every(step), stays)["entity_id"]
        for source in sources
        for rows in source.frames(("entity_id",))
    ]
    sample = pl.concat(sampled).sort()
    count = -(-total // most)
    return sample.gather([len(sample) * number // count for number in range(1, count)]).unique().sort()


def _differing(ranges: Sequence[Spool], columns: Sequence[str]) -> set[str]:
    if not columns:
        return set()
    return set(chain.from_iterable(differing_columns(spool.frame(), columns) for spool in ranges))


def _mentioned(redirects: Sequence[pl.DataFrame], same: Mapping[str, str]) -> pl.Series:
    """Return the IDs of which the redirects have to know whether they live."""
    told: Iterator[pl.Series] = chain.from_iterable((table["old_id"], table["new_id"]) for table in redirects)
    return pl.concat([pl.Series([*same, *same.values()], dtype=pl.String), *told]).drop_nulls().unique()
