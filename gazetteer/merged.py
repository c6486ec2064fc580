"""What a build made one by `same_as`, kept beside its entry of the log, so that it can be taken apart again.

```
DIR/log/000001.merged.parquet    the rows of all entities that became one, as their sources have them
```

Each row has besides the ID that stayed. A row of an older ID, which led to one of these entities by a table
of redirects, has nothing but that. The entry of the log holds the checksum of the file.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.durable import replace_file
from gazetteer.errors import DamagedLog
from gazetteer.log import LOG, MergedFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

STAYS = "__stays__"
"""The column of the ID that stayed."""

OLD = "__old_id__"
"""The column of an older ID, where a row tells of one."""


def merged_rows(rows: pl.DataFrame, same: Mapping[str, str]) -> pl.DataFrame:
    """Return the rows of entities that become one with another, each with the ID that stays.

    Args:
        rows: Names with the IDs of their entities, as their sources have them.
        same: The IDs that give way, and those that stay.
    """
    stays = set(same.values())
    members = pl.DataFrame(
        {"entity_id": [*same, *stays], STAYS: [*same.values(), *stays]},
        schema=dict.fromkeys(("entity_id", STAYS), pl.String()),
    )
    return rows.join(members, on="entity_id", how="inner", maintain_order="left")


def leading_rows(redirects: Callable[[], Iterable[pl.DataFrame]], same: Mapping[str, str]) -> pl.DataFrame:
    """Return the older IDs that lead to entities which give way, each with the one that it leads to.

    Args:
        redirects: Gives tables of `old_id, new_id, reason`, each time from the beginning.
        same: The IDs that give way, and those that stay.
    """
    target = dict(_leading_to(redirects, pl.Series(list(same), dtype=pl.String)).iter_rows())
    led: list[tuple[str, str, str]] = []
    for old in target:
        place, seen = old, set[str]()
        while place in target and place not in seen and place not in same:
            seen.add(place)
            place = target[place]
        if place in same and place != old:
            led.append((place, old, same[place]))
    return pl.DataFrame(led, schema=dict.fromkeys(("entity_id", OLD, STAYS), pl.String()), orient="row")


def _leading_to(redirects: Callable[[], Iterable[pl.DataFrame]], ends: pl.Series) -> pl.DataFrame:
    """Return the old and new IDs of the redirects that lead to some IDs, at once or through others."""
    found = [pl.DataFrame(schema=dict.fromkeys(("old_id", "new_id"), pl.String()))]
    known = ends
    while len(ends):
        sought = pl.col("new_id").is_in(ends.implode())
        step = pl.concat(
            [found[0], *(table.select("old_id", "new_id").filter(sought) for table in redirects())]
        )
        found.append(step)
        old = step["old_id"].drop_nulls().unique()
        ends = old.filter(~old.is_in(known.implode()))
        known = pl.concat([known, ends])
    return pl.concat(found)


def keep_merged(directory: Path, number: int, rows: Path | None) -> MergedFile | None:
    """Write what a build made one beside the entry that the log is about to get.

    Args:
        directory: The gazetteer directory.
        number: The number of the entry.
        rows: A file of the rows; None: the entry has none, and what a killed writer left there goes.

    Returns:
        What the entry says of it.

    Raises:
        OSError: It cannot be written.
    """
    path = _path(directory, number)
    if rows is None:
        path.unlink(missing_ok=True)
        return None
    path.parent.mkdir(exist_ok=True)
    replace_file(path, rows)
    ids = pl.scan_parquet(path, glob=False).filter(
        pl.col(OLD).is_null(), pl.col("entity_id") != pl.col(STAYS)
    )
    count = ids.select(pl.col("entity_id").n_unique()).collect().item()
    return MergedFile(int(count), path.stat().st_size, _sha256(path))


def read_merge(directory: Path, number: int, told: MergedFile, gave_way: str) -> pl.DataFrame | None:
    """Return the rows of all that became one with an entity; None if none did.

    Args:
        directory: The gazetteer directory.
        number: The number of the build's entry.
        told: What that says of the file.
        gave_way: The ID that gave way.

    Raises:
        DamagedLog: The file is missing, or is not what was written.
    """
    check_merged(directory, number, told)
    rows = pl.scan_parquet(_path(directory, number), glob=False)
    own = pl.col("entity_id") == gave_way
    stays = rows.filter(own, pl.col(OLD).is_null(), pl.col(STAYS) != gave_way).select(STAYS).head(1).collect()
    if stays.is_empty():
        return None
    return rows.filter(pl.col(STAYS) == stays.item()).collect()


def merged_ids(directory: Path, number: int, told: MergedFile) -> Iterator[tuple[str, list[str]]]:
    """Yield each ID that stayed, with those that gave way to it, in the order of the sources.

    The arguments and what is raised are those of `read_merge`.
    """
    check_merged(directory, number, told)
    rows = pl.scan_parquet(_path(directory, number), glob=False)
    gave = rows.filter(pl.col(OLD).is_null(), pl.col("entity_id") != pl.col(STAYS))
    pairs = gave.select(STAYS, "entity_id").unique(maintain_order=True).collect()
    yield from pairs.group_by(STAYS, maintain_order=True).agg("entity_id").iter_rows()


def check_merged(directory: Path, number: int, told: MergedFile) -> None:
    """Raise if the file of an entry is not what was written.

    The arguments and what is raised are those of `read_merge`.
    """
    path = _path(directory, number)
    try:
        found = _sha256(path)
    except OSError as error:
        raise DamagedLog(f"{path}: cannot be read: {error.strerror}") from error
    if found != told.sha256:
        raise DamagedLog(
            f"{path}: damaged: its SHA-256 is {found[:12]}…, its entry of the log says {told.sha256[:12]}…"
        )


def _path(directory: Path, number: int) -> Path:
    return directory / LOG / f"{number:06}.merged.parquet"


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
