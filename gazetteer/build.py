"""From sources to a gazetteer on disk: read, check, merge, write."""

from __future__ import annotations

import hashlib
import io
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.content import hash_table, hash_tables
from gazetteer.errors import FaultyTable, GazetteerError, UsageError
from gazetteer.files import read_table
from gazetteer.manifest import FORMAT_VERSION, Manifest, SourceRecord, TableRecord
from gazetteer.merge import merge_sources
from gazetteer.sources import read_source
from gazetteer.store import refuse_embedded, write_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.snapshot import Snapshot
    from gazetteer.sources import Source


def _say_nothing(message: str) -> None:
    """Take a message and drop it."""


def build_gazetteer(
    sources: Sequence[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    separator: str | None = None,
    licences: str | os.PathLike[str] | None = None,
    say: Callable[[str], None] = _say_nothing,
) -> Snapshot:
    """Build a gazetteer, and make it the one in force in its directory.

    Building the same content again gives the same snapshot, whatever format it came in.

    Args:
        sources: Names tables and tables of redirects, or `importer:path`; the first comes first in
            everything.
        output: The gazetteer directory; made if it is not there.
        encoding: Encoding of the text files; None: UTF-8, or what a byte order mark says.
        separator: What separates the cells of CSV and TSV files; None: what each header shows.
        licences: A table with the columns `source, title, licence, url` on the values of the column `source`.
        say: Takes what there is to tell on the way.

    Raises:
        ReadOnlyGazetteer: The output is the embedded gazetteer.
        UsageError: There is no source, or no such importer.
        TableError: A file cannot be read.
        FaultyTable: Rows break the contract of the names table; all faults of all sources are named, and
            nothing is written.
        UnwritableFile: The directory cannot be written to.
    """
    refuse_embedded(output)
    read = _read_all([os.fspath(source) for source in sources], encoding, separator)
    for source in read:
        for note in source.notes:
            say(f"{source.label}: {note}")
    names = [source.names for source in read if source.names is not None]
    redirects = [source.redirects for source in read if source.redirects is not None]
    if not names:
        raise UsageError("no names table among the sources; a gazetteer needs names")
    merged = merge_sources(names, redirects)
    for note in merged.notes:
        say(note)
    tables = {"entities": merged.entities, "names": merged.names, "redirects": merged.redirects}
    files = {name: _parquet(frame) for name, frame in tables.items()}
    return write_snapshot(Path(output), _manifest(tables, files, licences), files)


def _read_all(sources: Sequence[str], encoding: str | None, separator: str | None) -> list[Source]:
    """Read every source before complaining, so that all faults are told at once."""
    read: list[Source] = []
    failures: list[GazetteerError] = []
    for source in sources:
        try:
            read.append(read_source(source, encoding=encoding, separator=separator))
        except FaultyTable as error:
            failures.append(error)
    if len(failures) > 1:
        raise GazetteerError("\n".join(str(failure) for failure in failures))
    if failures:
        raise failures[0]
    return read


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", compression_level=9)
    return buffer.getvalue()


def _manifest(
    tables: dict[str, pl.DataFrame], files: dict[str, bytes], licences: str | os.PathLike[str] | None
) -> Manifest:
    hashes = {name: hash_table(frame) for name, frame in tables.items()}
    records = tuple(
        TableRecord(name, len(frame), hashes[name], hashlib.sha256(files[name]).hexdigest(), len(files[name]))
        for name, frame in tables.items()
    )
    return Manifest(
        format_version=FORMAT_VERSION,
        id=hash_tables(hashes),
        created=_now(),
        tables=records,
        kinds=_counts(tables["entities"]["kind"]),
        languages=_counts(tables["names"]["lang"]),
        sources=_sources(tables["names"]["source"], licences),
    )


def _counts(values: pl.Series) -> tuple[tuple[str, int], ...]:
    counted = values.fill_null("").value_counts(name="count").sort(values.name)
    return tuple((str(value), int(count)) for value, count in counted.iter_rows())


def _sources(values: pl.Series, licences: str | os.PathLike[str] | None) -> tuple[SourceRecord, ...]:
    described: dict[str, tuple[str, str, str]] = {}
    if licences is not None:
        table = read_table(licences)
        table.require(["source", "title", "licence", "url"])
        texts = table.frame.select(pl.col("source", "title", "licence", "url").cast(pl.String).fill_null(""))
        described = {source: (title, licence, url) for source, title, licence, url in texts.iter_rows()}
    return tuple(
        SourceRecord(source, count, *described.get(source, ("", "", ""))) for source, count in _counts(values)
    )


def _now() -> str:
    """Return the time, or the time that reproducible builds are told to take for it."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(told), UTC) if told and told.isdigit() else datetime.now(UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
