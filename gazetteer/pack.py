"""Tables as the files and the manifest of a snapshot."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gazetteer.content import hash_table, hash_tables
from gazetteer.manifest import FORMAT_VERSION, LAYERED_VERSION, Manifest, SourceRecord, TableRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

    from gazetteer.layers import Tables


@dataclass(frozen=True, slots=True)
class Packed:
    """A snapshot that is ready to be written.

    Attributes:
        manifest: What it says about itself.
        files: The bytes of each parquet file by the table's name.
    """

    manifest: Manifest
    files: Mapping[str, bytes]


def pack_whole(tables: Tables, described: Iterable[SourceRecord] = ()) -> Packed:
    """Return a snapshot that holds all its rows.

    Args:
        tables: The rows.
        described: What is known of the sources; how many names come from each is counted.
    """
    files = _files(tables)
    return Packed(_manifest(tables, files, described), files)


def pack_layer(tables: Tables, layer: Tables, base: str, described: Iterable[SourceRecord] = ()) -> Packed:
    """Return a snapshot that holds what differs from another one.

    Args:
        tables: All rows.
        layer: Those that differ from the base, see `layers`.
        base: The ID of the base, which holds all its rows.
        described: What is known of the sources; how many names come from each is counted.
    """
    files = _files(layer)
    manifest = _manifest(tables, files, described)
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


def _manifest(tables: Tables, files: Mapping[str, bytes], described: Iterable[SourceRecord]) -> Manifest:
    frames = tables.by_name()
    hashes = {name: hash_table(frame) for name, frame in frames.items()}
    records = tuple(
        TableRecord(name, len(frame), hashes[name], hashlib.sha256(files[name]).hexdigest(), len(files[name]))
        for name, frame in frames.items()
    )
    known = {record.source: record for record in described}
    return Manifest(
        format_version=FORMAT_VERSION,
        id=hash_tables(hashes),
        created=current_time(),
        tables=records,
        kinds=_counts(tables.entities["kind"]),
        languages=_counts(tables.names["lang"]),
        sources=tuple(
            replace(known.get(source, SourceRecord(source)), names=count)
            for source, count in _counts(tables.names["source"])
        ),
    )


def _counts(values: pl.Series) -> tuple[tuple[str, int], ...]:
    counted = values.fill_null("").value_counts(name="count").sort(values.name)
    return tuple((str(value), int(count)) for value, count in counted.iter_rows())
