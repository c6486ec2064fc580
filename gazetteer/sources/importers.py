"""The choice of the importer for a source, and the way of what it reads into a names table.

1. What is asked for: importer, path, options (`request`).
2. The importer reads its file bit by bit and makes rows (`geonames`, `wikidata`, `ftm`, `wof`, ...).
3. Each bit is checked (`vetting`); what does not fit is counted and left out (`tally`), or with `strict=yes`
   refused.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.errors import FaultyTable, UsageError
from gazetteer.redirects import SCHEMA
from gazetteer.sources.ftm import import_ftm
from gazetteer.sources.geonames import import_geonames
from gazetteer.sources.mapped import import_mapped
from gazetteer.sources.parts import drop_parts
from gazetteer.sources.reconcile import import_reconcile
from gazetteer.sources.request import Options, parse_request
from gazetteer.sources.source import Source
from gazetteer.sources.table import import_table
from gazetteer.sources.tally import Tally
from gazetteer.sources.vetting import vet
from gazetteer.sources.wikidata import import_wikidata
from gazetteer.sources.wof import import_wof
from gazetteer.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.sources.request import Request
    from gazetteer.sources.source import Importer
    from gazetteer.spool import Scratch

IMPORTERS: dict[str, Importer] = {
    "ftm": import_ftm,
    "geonames": import_geonames,
    "reconcile": import_reconcile,
    "table": import_mapped,
    "wikidata": import_wikidata,
    "wof": import_wof,
}


def _watch_nothing(message: str) -> None:
    """Take a message on progress and drop it."""


def read_source(
    specified: str,
    *,
    encoding: str | None = None,
    separator: str | None = None,
    watch: Callable[[str], None] = _watch_nothing,
    scratch: Scratch | None = None,
) -> Source:
    """Read a source.

    Args:
        specified: A path to a names table or a table of redirects, or `importer:path?option=value&...`.
        encoding: Encoding of a text file; None: UTF-8, or what a byte order mark says.
        separator: What separates the cells of a CSV or TSV file; None: what the header shows.
        watch: Takes a few words on how far the reading is, now and then.
        scratch: Where the rows of a dump may lie in files; None: they stay in memory.

    Raises:
        UsageError: There is no such importer or option, or nothing in the source could be taken.
        TableError: The file cannot be read.
        FaultyTable: Rows break the contract of the names table, and it is a names table, or `strict` was
            asked for; all that was found is named.
    """
    request = parse_request(specified, encoding=encoding, separator=separator, watch=watch)
    if request is None:
        return import_table(specified, encoding, separator, watch)
    if request.importer == "table" and not request.options:
        return import_table(request.path, encoding, separator, watch)
    importer = IMPORTERS.get(request.importer)
    if importer is None:
        there = ", ".join(sorted(IMPORTERS))
        raise UsageError(
            f"{specified}: no importer {request.importer!r}; there is: {there}; a path alone is a names table"
        )
    return _read(specified, request, importer, scratch)


def _read(label: str, request: Request, importer: Importer, scratch: Scratch | None) -> Source:
    tally = Tally()
    options = Options(request)
    strict = options.flag("strict", default=False)
    spool = Spool(scratch)
    moved = Spool(scratch)
    with closing(importer(request, options, tally)) as chunks:
        for chunk in chunks:
            spool.append(drop_parts(vet(chunk, tally), tally))
            if chunk.redirects:
                moved.append(pl.DataFrame(chunk.redirects, schema=SCHEMA, orient="row"))
    faults = tally.faults()
    if faults and strict:
        raise FaultyTable(label, faults)
    if not len(spool):
        why = "; ".join((*tally.notes(), *(fault.message for fault in faults)))
        raise UsageError(f"{label}: nothing in it could be taken: {why or 'it is empty'}")
    return Source(label, spool, moved if len(moved) else None, tally.notes(), faults)
