"""Redirects that are too many for memory made one table: what `join_redirects` does, range by range.

1. Redirects, what they lead to, and the living IDs are cut into the same ranges of IDs.
2. In each range it shows which IDs several redirects speak of, which are alive, and which are not.
3. Redirects that have to do with one another, or with merging, are few: these are untied in memory.
4. The others stand alone; each range of them is sorted together with what was untied.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.partition import RANGE_ROWS, SAMPLE, Partition, cut_ids
from gazetteer.redirects import SCHEMA, SHOWN_FAULTS, in_use, nowhere, refuse_faults, untie
from gazetteer.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gazetteer.spool import Scratch

_ROW = "__row__"


@dataclass(frozen=True, slots=True)
class _Ranges:
    """What is joined, cut into the same ranges.

    Attributes:
        redirects: The redirects with their number, by `old_id`.
        targets: What they lead to, by `new_id`.
        living: The entities, by `entity_id`.
        nameless: Redirects without an old ID.
    """

    redirects: Partition
    targets: Partition
    living: Partition
    nameless: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Seen:
    """IDs of which there is something to say.

    Attributes:
        tied: Several redirects speak of them, or merging does.
        used: They are alive, and a redirect leads away from them.
        lost: A redirect leads to them, and they are not alive.
    """

    tied: pl.Series
    used: pl.Series
    lost: pl.Series


def join_redirect_ranges(
    tables: Sequence[Spool],
    same: Mapping[str, str],
    entities: Spool,
    scratch: Scratch,
    most: int = RANGE_ROWS,
) -> Spool:
    """Return all redirects of a gazetteer, as `join_redirects` does, whatever their number.

    Args:
        tables: Tables of redirects in canonical form.
        same: What merging did: the ID that gave way, and the one that stayed.
        entities: The entities, with their `entity_id`.
        scratch: Where files may lie.
        most: Rows of a range, about.

    Raises:
        FaultyTable: As for `join_redirects`.
    """
    ranges = _cut(tables, entities, scratch, most)
    seen = _look(ranges, same)
    tied = pl.concat([ranges.nameless, *(rows.filter(_is_tied(rows, seen)) for rows in _frames(ranges))])
    untied, faults = untie(tied.sort(_ROW).drop(_ROW), same, _alive(ranges, tied, same))
    count = len(faults)
    for column, wrong, message in (("old_id", seen.used, in_use), ("new_id", seen.lost, nowhere)):
        more, shown = _faults(ranges, seen, column, wrong, message)
        count += more
        faults += shown
    refuse_faults(faults, count)
    late = dict(ranges.redirects.split(untied, "old_id"))
    joined = Spool(scratch)
    joined.append(untied.clear())
    for number, rows in enumerate(_frames(ranges)):
        plain = rows.filter(~_is_tied(rows, seen)).drop(_ROW)
        joined.append(pl.concat([plain, late.get(number, untied.clear())]).sort("old_id"))
    return joined


def _cut(tables: Sequence[Spool], entities: Spool, scratch: Scratch, most: int) -> _Ranges:
    ids = [(entities, "entity_id"), *((table, "old_id") for table in tables)]
    total = sum(len(spool) for spool, _ in ids)
    step = max(1, total // SAMPLE)
    sampled = [
        rows[column].gather_every(step).alias("id")
        for spool, column in ids
        for rows in spool.frames((column,))
    ]
    sample = pl.concat([pl.Series("id", dtype=pl.String), *sampled]).drop_nulls()
    cuts = cut_ids(sample, -(-total // most) if len(sample) else 1)
    redirects, targets, living = (Partition(cuts, scratch) for _ in range(3))
    nameless = [pl.DataFrame(schema={**SCHEMA, _ROW: pl.Int64()})]
    above = 0
    for table in tables:
        for rows in table.frames(list(SCHEMA)):
            numbers = pl.int_range(above, above + len(rows), dtype=pl.Int64).alias(_ROW)
            above += len(rows)
            numbered = rows.with_columns(numbers)
            redirects.put(numbered.drop_nulls("old_id"), "old_id")
            targets.put(numbered.select("new_id").drop_nulls(), "new_id")
            nameless.append(numbered.filter(pl.col("old_id").is_null()))
    for rows in entities.frames(("entity_id",)):
        living.put(rows, "entity_id")
    return _Ranges(redirects, targets, living, pl.concat(nameless))


def _look(ranges: _Ranges, same: Mapping[str, str]) -> _Seen:
    tied = [pl.Series("id", list(same), dtype=pl.String)]
    used, lost = [tied[0].clear()], [tied[0].clear()]
    for redirects, targets, living in zip(ranges.redirects, ranges.targets, ranges.living, strict=True):
        old, new, alive = (
            _ids(redirects, "old_id"),
            _ids(targets, "new_id").unique(),
            _ids(living, "entity_id"),
        )
        tied += [old.filter(old.is_duplicated()), old.filter(old.is_in(new.implode()))]
        used.append(old.filter(old.is_in(alive.implode())))
        lost.append(new.filter(~new.is_in(alive.implode())))
    return _Seen(*(pl.concat(found).unique() for found in (tied, used, lost)))


def _ids(spool: Spool, column: str) -> pl.Series:
    found = [rows[column].alias("id") for rows in spool.frames((column,))]
    return pl.concat([pl.Series("id", dtype=pl.String), *found])


def _frames(ranges: _Ranges) -> Iterator[pl.DataFrame]:
    """Yield the redirects of each range, none of some."""
    for spool in ranges.redirects:
        yield pl.concat([ranges.nameless.clear(), *spool.frames()])


def _is_tied(rows: pl.DataFrame, seen: _Seen) -> pl.Series:
    tied = seen.tied.implode()
    return rows["old_id"].is_in(tied) | rows["new_id"].is_in(tied).fill_null(value=False)


def _alive(ranges: _Ranges, tied: pl.DataFrame, same: Mapping[str, str]) -> pl.Series:
    """Return those of the IDs that redirects with ties speak of, and merging, which are alive."""
    merged = pl.Series(list(same.values()), dtype=pl.String)
    asked = pl.concat([tied["old_id"].alias(""), tied["new_id"].alias(""), merged]).implode()
    alive = [ids.filter(ids.is_in(asked)) for ids in (_ids(spool, "entity_id") for spool in ranges.living)]
    return pl.concat(alive)


def _faults(
    ranges: _Ranges,
    seen: _Seen,
    column: str,
    wrong: pl.Series,
    message: Callable[[str, str | None], str],
) -> tuple[int, list[str]]:
    """Return how many redirects that stand alone name a wrong ID, and what to say of the first."""
    if wrong.is_empty():
        return 0, []
    count, first = 0, ranges.nameless.clear()
    for rows in _frames(ranges):
        found = rows.filter(
            ~_is_tied(rows, seen) & rows[column].is_in(wrong.implode()).fill_null(value=False)
        )
        count += len(found)
        first = pl.concat([first, found]).sort(_ROW).head(SHOWN_FAULTS)
    return count, [message(old, new) for old, new, *_ in first.iter_rows()]
