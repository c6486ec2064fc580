"""Tables as reconciliation services are made from: a row an entity, with `id`, `name`, `type` and the like.

The columns go by the words of the Reconciliation API and of the tools around it, in any letter case. Several
values of a cell stand between `|`.

Source: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.errors import MissingColumn, UsageError
from gazetteer.files import open_stream
from gazetteer.schema import KIND_SYNONYMS, KINDS
from gazetteer.sources.codes import UNDETERMINED, code_table
from gazetteer.sources.mapped import read_mapped
from gazetteer.sources.mapping import ColumnMapping, NameColumn

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from gazetteer.sources.request import Options, Request
    from gazetteer.sources.source import Chunk
    from gazetteer.sources.tally import Tally

COLUMNS = {
    "entity_id": ("id", "identifier", "uri"),
    "name": ("name", "label"),
    "kind": ("type", "types", "kind"),
    "alias": ("alias", "aliases", "altlabel", "alternatename"),
    "description": ("description",),
    "country": ("country",),
    "lang": ("lang", "language"),
}
"""What each column may be called, in small letters."""

NEEDED = ("entity_id", "name")
BETWEEN = "|"

WORDS = {
    "person": ("human", "people", "agent"),
    "place": ("location", "city", "country", "settlement", "administrativearea", "geographic"),
    "organization": ("business", "corporation", "agency", "party", "university"),
}
"""Types of entities besides the kinds themselves, in small letters, without namespace."""


def import_reconcile(request: Request, options: Options, tally: Tally) -> Generator[Chunk]:
    """Read a table of reconciliation.

    Options: `kind`, what entities of no known type are; `lang`, the language of the names; `id_prefix`.

    Args:
        request: A .csv, .tsv, .jsonl or .parquet file, the text ones also packed.
        options: What the table does not say.
        tally: Counts what is not taken.

    Raises:
        TableError: The file cannot be read, or has no ID or no name.
        UsageError: An option makes no sense.
    """
    kind = options.text("kind", "other")
    lang = options.text("lang", UNDETERMINED)
    prefix = options.text("id_prefix")
    options.finish()
    kind = KIND_SYNONYMS.get(kind, kind)
    if kind not in KINDS:
        raise UsageError(f"reconcile: kind={kind}; expected: one of {', '.join(KINDS)}")
    with open_stream(request.path, encoding=request.encoding, separator=request.separator) as stream:
        header = list(stream.schema)
    found = _columns(header)
    missing = [COLUMNS[target][0] for target in NEEDED if target not in found]
    if missing:
        raise MissingColumn(request.path, missing, header)
    for chunk in read_mapped(request, _mapping(found, lang, prefix), tally):
        yield _with_kinds(chunk, kind, tally)


def _columns(header: Sequence[str]) -> dict[str, str]:
    small = {column.strip().lower().replace("_", ""): column for column in reversed(header)}
    return {
        target: next(small[word] for word in words if word in small)
        for target, words in COLUMNS.items()
        if any(word in small for word in words)
    }


def _mapping(found: dict[str, str], lang: str, prefix: str) -> ColumnMapping:
    names = [NameColumn(found["name"], "" if "lang" in found else lang, found.get("lang", ""))]
    if "alias" in found:
        names.append(NameColumn(found["alias"], names[0].lang, names[0].lang_column, "alias", BETWEEN))
    facts = tuple(
        (target, found[target])
        for target in ("entity_id", "kind", "description", "country")
        if target in found
    )
    return ColumnMapping(facts, (("source", "reconcile"),), tuple(names), id_prefix=prefix)


def _with_kinds(chunk: Chunk, kind: str, tally: Tally) -> Chunk:
    rows = chunk.rows
    if "kind" not in rows.columns:
        return replace(chunk, rows=rows.with_columns(pl.lit(kind).alias("kind")))
    told = {text: _kind(text) for text in rows["kind"].unique().drop_nulls()}
    known = pl.col("kind").replace_strict(told, default=None, return_dtype=pl.String)
    found = rows.select(known).to_series()
    tally.leave_out(f"types that are none known here; taken as {kind}", found.null_count())
    return replace(chunk, rows=rows.with_columns(found.fill_null(kind).alias("kind")))


def _kind(types: str) -> str | None:
    """Return the kind that types stand for, such as `/people/person|Q5`; the first that is known."""
    classes = code_table("wikidata_classes")
    for told in types.split(BETWEEN):
        word = re.split(r"[/:#]", told.strip())[-1]
        if word in classes:
            return classes[word]
        small = word.lower()
        if small in KINDS or small in KIND_SYNONYMS:
            return KIND_SYNONYMS.get(small, small)
        for kind, words in WORDS.items():
            if small in words:
                return kind
    return None
