"""Tables as the files and the manifest of a snapshot."""

from __future__ import annotations

import hashlib
import io
import os
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from gazetteer.content import hash_parts, hash_table, hash_tables
from gazetteer.manifest import FORMAT_VERSION, LAYERED_VERSION, Manifest, SourceRecord, TableRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import polars as pl

    from gazetteer.layers import Tables
    from gazetteer.spool import Scratch, Spool

Counts: TypeAlias = tuple[tuple[str, int], ...]
"""How often each value occurs, sorted by value."""

ROW_GROUP = 1 << 18
"""Rows of a group of parquet, where a table is too long to be one."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A snapshot that is ready to be written.

    Attributes:
        manifest: What it says about itself.
        files: Each parquet file by the table's name: its bytes, or where it lies.
    """

    manifest: Manifest
    files: Mapping[str, bytes | Path]


def pack_whole(tables: Tables, described: Iterable[SourceRecord] = ()) -> Packed:
    """Return a snapshot that holds all its rows.

    Args:
        tables: The rows.
        described: What is known of the sources; how many names come from each is counted.
    """
    files = _files(tables)
    return Packed(_manifest_of(tables, files, described), files)


def pack_spools(
    spools: Mapping[str, Spool], scratch: Scratch, described: Iterable[SourceRecord] = ()
) -> Packed:
    """Return a snapshot that holds all its rows, which are too many to be looked at at once.

    Args:
        spools: The rows of `entities`, `names` and `redirects`.
        scratch: Where the files lie until they are written.
        described: What is known of the sources; how many names come from each is counted.
    """
    files = {name: sink(spool, scratch) for name, spool in spools.items()}
    records = tuple(
        TableRecord(name, len(spool), _hash(spool), _file_hash(files[name]), files[name].stat().st_size)
        for name, spool in spools.items()
    )
    counted = (_counts_of(spools["entities"], "kind"), _counts_of(spools["names"], "lang"))
    manifest = _manifest(records, *counted, _counts_of(spools["names"], "source"), described)
    return Packed(manifest, files)


def pack_layer(tables: Tables, layer: Tables, base: str, described: Iterable[SourceRecord] = ()) -> Packed:
    """Return a snapshot that holds what differs from another one.

    Args:
        tables: All rows.
        layer: Those that differ from the base, see `layers`.
        base: The ID of the base, which holds all its rows.
        described: What is known of the sources; how many names come from each is counted.
    """
    files = _files(layer)
    manifest = _manifest_of(tables, files, described)
    return Packed(replace(manifest, format_version=LAYERED_VERSION, base=base), files)


def current_time() -> str:
    """Return the time in UTC, ISO 8601, or the time that reproducible builds are told to take for it."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(told), UTC) if told and told.isdigit() else datetime.now(UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _files(tables: Tables) -> dict[str, bytes]:
    return {name: _parquet(frame) for name, frame in tables.by_name().items()}


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", compression_level=9)
    return buffer.getvalue()


def _manifest_of(tables: Tables, files: Mapping[str, bytes], described: Iterable[SourceRecord]) -> Manifest:
    frames = tables.by_name()
    records = tuple(
        TableRecord(
            name, len(frame), hash_table(frame), hashlib.sha256(files[name]).hexdigest(), len(files[name])
        )
        for name, frame in frames.items()
    )
    counted = (_counts(tables.entities["kind"]), _counts(tables.names["lang"]))
    return _manifest(records, *counted, _counts(tables.names["source"]), described)


def _manifest(
    records: tuple[TableRecord, ...],
    kinds: Counts,
    languages: Counts,
    sources: Counts,
    described: Iterable[SourceRecord],
) -> Manifest:
    known = {record.source: record for record in described}
    return Manifest(
        format_version=FORMAT_VERSION,
        id=hash_tables({record.name: record.content_sha256 for record in records}),
        created=current_time(),
        tables=records,
        kinds=kinds,
        languages=languages,
        sources=tuple(
            replace(known.get(source, SourceRecord(source)), names=count) for source, count in sources
        ),
    )


def _counts(values: pl.Series) -> Counts:
    counted = values.fill_null("").value_counts(name="count").sort(values.name)
    return tuple((str(value), int(count)) for value, count in counted.iter_rows())


def _counts_of(spool: Spool, column: str) -> Counts:
    total: Counter[str] = Counter()
    for rows in spool.frames((column,)):
        total.update(dict(_counts(rows[column])))
    return tuple(sorted(total.items()))


def sink(spool: Spool, scratch: Scratch) -> Path:
    """Write rows to a file of parquet, and return it.

    Args:
        spool: The rows.
        scratch: Where the file lies.
    """
    path = scratch.file()
    spool.lazy().sink_parquet(path, compression="zstd", compression_level=9, row_group_size=ROW_GROUP)
    return path


def _hash(spool: Spool) -> str:
    def parts(column: str) -> Iterator[pl.Series]:
        return (rows[column] for rows in spool.frames((column,)))

    return hash_parts(list(spool.schema), len(spool), parts)


def _file_hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
