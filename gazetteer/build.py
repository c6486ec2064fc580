"""From sources to a gazetteer on disk: read, check, merge, write."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.apart import find_apart
from gazetteer.errors import FaultyTable, GazetteerError, UsageError
from gazetteer.files import read_table
from gazetteer.layers import Tables
from gazetteer.manifest import SourceRecord
from gazetteer.merge import merge_sources
from gazetteer.pack import pack_spools, pack_whole, sink
from gazetteer.publish import Occasion, publish_build, refuse_no_directory
from gazetteer.ranges import merge_ranges
from gazetteer.sources import read_source
from gazetteer.spool import Scratch, Spool
from gazetteer.store import refuse_embedded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gazetteer.pack import Packed
    from gazetteer.snapshot import Snapshot
    from gazetteer.sources import Source

SHOWN_SOURCES = 3
AT_ONCE = 1_000_000
"""Rows and redirects of all sources together that are merged at once, in memory."""


def _say_nothing(message: str) -> None:
    """Take a message and drop it."""


def build_gazetteer(
    sources: Sequence[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    separator: str | None = None,
    licences: str | os.PathLike[str] | None = None,
    author: str | None = None,
    reason: str | None = None,
    say: Callable[[str], None] = _say_nothing,
    complain: Callable[[str], None] | None = None,
    watch: Callable[[str], None] = _say_nothing,
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
        author: Who builds, for the log; None: what ADLAR_AUTHOR says, else the user's name.
        reason: Why, for the log; None: what it is built from.
        say: Takes what there is to tell on the way.
        complain: Takes what is broken in a dump, and was therefore left out; None: `say` does.
        watch: Takes a few words on what is being done, and how far the reading of a dump is, now and then.

    Raises:
        ReadOnlyGazetteer: The output is the embedded gazetteer.
        UsageError: There is no source, or no such importer.
        TableError: A file cannot be read.
        FaultyTable: Rows break the contract of the names table; all faults of all sources are named, and
            nothing is written.
        UnwritableFile: The directory cannot be written to.
    """
    refuse_embedded(output)
    refuse_no_directory(Path(output))
    given = [os.fspath(source) for source in sources]
    with Scratch() as scratch:
        read = _read_all(given, encoding, separator, watch, scratch)
        for source in read:
            for note in source.notes:
                say(f"{source.label}: {note}")
            for fault in source.faults:
                (complain or say)(f"{source.label}: left out: {fault.message}")
        watch("merging")
        packed, merged = _merge(read, _described(licences), scratch, say)
        watch("writing")
        why = reason or f"built from {_listed(given)}"
        return publish_build(Path(output), packed, Occasion.of(author, why, merged))


def _merge(
    read: Sequence[Source], described: Sequence[SourceRecord], scratch: Scratch, say: Callable[[str], None]
) -> tuple[Packed, Path | None]:
    """Return the snapshot that the sources make together, and a file of what became one, if anything did.

    Few rows are merged at once, many range by range.
    """
    names = [source.rows for source in read if source.rows is not None]
    redirects = [source.moved for source in read if source.moved is not None]
    if not names:
        raise UsageError("no names table among the sources; a gazetteer needs names")
    if sum(len(rows) for rows in (*names, *redirects)) <= AT_ONCE:
        merged = merge_sources([rows.frame() for rows in names], [rows.frame() for rows in redirects])
        for note in (*merged.notes, *_apart(lambda: [merged.entities], lambda: [merged.redirects])):
            say(note)
        apart = Spool(scratch)
        apart.append(merged.merged)
        return (
            pack_whole(Tables(merged.entities, merged.names, merged.redirects), described),
            _sunk(apart, scratch),
        )
    spools = merge_ranges(names, redirects, scratch)
    for note in (*spools.notes, *_apart(spools.entities.frames, spools.redirects.frames)):
        say(note)
    tables = {"entities": spools.entities, "names": spools.names, "redirects": spools.redirects}
    return pack_spools(tables, scratch, described), _sunk(spools.merged, scratch)


def _apart(
    entities: Callable[[], Iterable[pl.DataFrame]], redirects: Callable[[], Iterable[pl.DataFrame]]
) -> list[str]:
    return [fault.message for fault in find_apart(entities, redirects)]


def _sunk(rows: Spool, scratch: Scratch) -> Path | None:
    return sink(rows, scratch) if len(rows) else None


def _read_all(
    sources: Sequence[str],
    encoding: str | None,
    separator: str | None,
    watch: Callable[[str], None],
    scratch: Scratch,
) -> list[Source]:
    """Read every source before complaining, so that all faults are told at once."""
    read: list[Source] = []
    failures: list[GazetteerError] = []
    for source in sources:
        watch(f"reading {source}")
        try:
            read.append(
                read_source(source, encoding=encoding, separator=separator, watch=watch, scratch=scratch)
            )
        except FaultyTable as error:
            failures.append(error)
    if len(failures) > 1:
        raise GazetteerError("\n".join(str(failure) for failure in failures))
    if failures:
        raise failures[0]
    return read


def _described(licences: str | os.PathLike[str] | None) -> tuple[SourceRecord, ...]:
    if licences is None:
        return ()
    table = read_table(licences)
    columns = ["source", "title", "licence", "url"]
    table.require(columns)
    texts = table.frame.select(pl.col(columns).cast(pl.String).fill_null(""))
    return tuple(
        SourceRecord(source, title=title, licence=licence, url=url)
        for source, title, licence, url in texts.iter_rows()
    )


def _listed(sources: Sequence[str]) -> str:
    shown = ", ".join(sources[:SHOWN_SOURCES])
    return shown if len(sources) <= SHOWN_SOURCES else f"{shown} and {len(sources) - SHOWN_SOURCES} more"
