"""Sources that are too long for memory made one: what `merge` does, range of IDs by range of IDs.

1. What is the same is found for all rows at once; that takes the CURIEs only.
2. The IDs are cut into ranges of about as many rows, by a sample of them.
3. Each row goes to the range of its entity. So all rows of an entity come together, in their order.
4. Each range is merged by itself. Ranges follow one another as IDs do, so that what comes out is sorted.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.check import TOLD_ONCE, contradiction_fault
from gazetteer.contradictions import ROW, find_in_column, join_contradictions
from gazetteer.crosswalk import find_same_in
from gazetteer.kinds import place_in_all, refuse_two_kinds
from gazetteer.merge import Extra, Merged, differing_columns, entity_rows, merge_notes, name_rows
from gazetteer.merged import leading_rows, merged_rows
from gazetteer.partition import RANGE_ROWS, SAMPLE, Partition, cut_ids
from gazetteer.redirect_ranges import join_redirect_ranges
from gazetteer.schema import TYPES
from gazetteer.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazetteer.contradictions import Contradiction
    from gazetteer.spool import Scratch


def merge_ranges(
    sources: Sequence[Spool],
    redirects: Sequence[Spool],
    scratch: Scratch,
    most: int = RANGE_ROWS,
) -> Merged[Spool]:
    """Return one gazetteer from several names tables, whatever their length.

    Args:
        sources: Names tables in canonical form, without faults; the first comes first in everything.
        redirects: Tables of `old_id, new_id, reason`, in canonical form.
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
    for spool in ranges:
        rows = spool.frame()
        contradictions += filter(None, (find_in_column(column, rows) for column in TOLD_ONCE))
        entities.append(entity_rows(rows, extra.of_entities))
        names.append(name_rows(rows, extra.of_names))
    found = {one.column: one for one in join_contradictions(contradictions)}
    refuse_two_kinds(found.values(), told)
    faults = [contradiction_fault(found[name], place_in_all) for name in TOLD_ONCE if name in found]
    old = join_redirect_ranges(redirects, same, entities, scratch, most)
    apart = _apart(sources, same, scratch)
    apart.append(leading_rows(lambda: chain.from_iterable(one.frames() for one in redirects), same))
    notes = merge_notes(same, [fault.message for fault in faults], extra.unknown)
    return Merged(entities, names, old, notes, apart)


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
    ranges = Partition(_cuts(sources, stays, most), scratch)
    above = 0
    for rows in chain.from_iterable(source.frames() for source in sources):
        numbers = pl.int_range(above, above + len(rows), dtype=pl.Int64).alias(ROW)
        above += len(rows)
        ranges.put(_settled(rows, stays).with_columns(numbers), "entity_id")
    # Each range has the columns of all.
    columns = {name: kind for spool in ranges for name, kind in spool.schema.items()}
    for spool in ranges:
        spool.append(pl.DataFrame(schema={**TYPES, ROW: pl.Int64(), **columns}))
    return list(ranges)


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
    return cut_ids(pl.concat(sampled), -(-total // most))


def _differing(ranges: Sequence[Spool], columns: Sequence[str]) -> set[str]:
    if not columns:
        return set()
    return set(chain.from_iterable(differing_columns(spool.frame(), columns) for spool in ranges))
