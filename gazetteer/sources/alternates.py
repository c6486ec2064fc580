"""The alternate names of GeoNames: alternateNamesV2.txt.

The column `isolanguage` holds more than languages: codes of airports and stations, postal codes, links. What
is no name is left out, and counted.
"""

from __future__ import annotations

import re
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from gazetteer.sources.codes import UNDETERMINED, language_matches, shortest_tag
from gazetteer.sources.dump import open_dump
from gazetteer.sources.lines import cut_lines
from gazetteer.sources.numbers import NumberSet, Pairing
from gazetteer.sources.source import Chunk
from gazetteer.sources.tabbed import parse_tabbed
from gazetteer.sources.vetting import PLACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazetteer.sources.tally import Tally

COLUMNS = (
    "alternatenameid",
    "geonameid",
    "isolanguage",
    "name",
    "preferred",
    "short",
    "colloquial",
    "historic",
    "from",
    "to",
)
MEMBER = "alternateNamesV2.txt"
NO_NAMES = frozenset(
    ("link", "post", "iata", "icao", "faac", "tcid", "unlc", "uicn", "wkdt", "phon", "nuts", "lauc", "cldr")
)
"""Values of `isolanguage` under which codes stand, links, and sounds."""

MARKED = {"abbr": UNDETERMINED, "fr_1793": "fr", "piny": "zh-Latn-pinyin"}
"""Values of `isolanguage` that are no tags, with the language meant."""

WIKIDATA = re.compile(rb"^[^\t\n]*+\t([0-9]{1,9})\twkdt\tQ([0-9]{1,9})(?=[\t\r\n])", re.MULTILINE)


def read_wikidata(path: str, tally: Tally, watch: Callable[[str], None]) -> Pairing:
    """Return what the alternate names say of Wikidata, where each side knows one of the other.

    One item of Wikidata is often given to a town and to its district, which GeoNames keeps apart; that says
    nothing on which is meant, and would make one of two.

    Args:
        path: The file of alternate names.
        tally: Counts what is left out.
        watch: Takes a few words on how far the reading is.
    """
    numbers, items = array("q"), array("q")
    with open_dump(path, _member(path)) as dump:
        for lines in cut_lines(dump.blocks, dump.name):
            watch(dump.watched())
            if b"\twkdt\t" in lines.data:
                for found in WIKIDATA.finditer(lines.data):
                    numbers.append(int(found[1]))
                    items.append(int(found[2]))
    pairing = Pairing.of(np.frombuffer(numbers, np.int64), np.frombuffer(items, np.int64))
    tally.leave_out(
        "Wikidata IDs that several places share, or of which one place has several", pairing.unsure
    )
    return pairing


def read_alternates(
    path: str,
    ids: NumberSet,
    languages: frozenset[str],
    tally: Tally,
    watch: Callable[[str], None],
) -> Iterator[Chunk]:
    """Yield the alternate names of places.

    Args:
        path: The file of alternate names.
        ids: The geonameids of the places.
        languages: Canonical tags of the languages wanted; none: all.
        tally: Counts what is left out.
        watch: Takes a few words on how far the reading is.
    """
    file = Path(path).name

    def place_of(number: int) -> str:
        return f"{file}, line {number}"

    with open_dump(path, _member(path)) as dump:
        for lines in cut_lines(dump.blocks, dump.name):
            watch(dump.watched())
            names = parse_tabbed(lines, COLUMNS, tally, place_of)
            yield Chunk(_rows(_select(names, ids, languages, place_of, tally)), place_of)


def _member(path: str) -> str:
    return MEMBER if path.endswith(".zip") else ""


def _select(
    names: pl.DataFrame,
    ids: NumberSet,
    languages: frozenset[str],
    place_of: Callable[[int], str],
    tally: Tally,
) -> pl.DataFrame:
    """Return the names of places that were taken, in the languages wanted, with their tags."""
    number = names["geonameid"].cast(pl.Int64, strict=False).fill_null(-1)
    named = names.with_columns(number.alias("number")).filter(ids.has(number))
    tally.leave_out("alternate names of places that were not taken", len(names) - len(named))
    codes = named["isolanguage"].unique().drop_nulls()
    tags = {code: MARKED.get(code) or (None if code in NO_NAMES else shortest_tag(code)) for code in codes}
    language = pl.col("isolanguage").fill_null("")
    tagged = named.with_columns(
        lang=language.replace_strict({**tags, "": UNDETERMINED}, default=None, return_dtype=pl.String)
    )
    coded = tagged["isolanguage"].is_in(list(NO_NAMES)).fill_null(value=False)
    tally.leave_out("alternate names that are codes or links (iata, post, link, …)", int(coded.sum()))
    unknown = tagged["lang"].is_null() & ~coded
    if unknown.any():
        rows = tagged.filter(unknown)
        found = (
            (place_of(row), str(code)) for row, code in rows.select(PLACE, "isolanguage").head(5).iter_rows()
        )
        tally.reject_all("alternate name in an unknown language", found, len(rows))
    wanted = [
        tag for tag in {*tags.values(), UNDETERMINED} if tag is not None and language_matches(tag, languages)
    ]
    kept = tagged.filter(pl.col("lang").is_in(wanted) & ~coded & ~unknown)
    tally.leave_out(
        "alternate names in other languages", len(tagged) - len(kept) - int(coded.sum()) - int(unknown.sum())
    )
    return kept


def _rows(names: pl.DataFrame) -> pl.DataFrame:
    # What has ended is historical, whether it is marked so or not.
    is_historical = (
        (pl.col("historic") == "1") | pl.col("to").is_not_null() | (pl.col("isolanguage") == "fr_1793")
    )
    name_kind = (
        pl.when(is_historical.fill_null(value=False))
        .then(pl.lit("historical"))
        .when(pl.col("isolanguage") == "abbr")
        .then(pl.lit("abbreviation"))
        .when(pl.col("colloquial") == "1")
        .then(pl.lit("colloquial"))
        .when(pl.col("preferred") == "1")
        .then(pl.lit("preferred"))
        .otherwise(pl.lit("alias"))
    )
    return names.select(
        PLACE,
        pl.format("geonames:{}", "number").alias("entity_id"),
        pl.lit("place").alias("kind"),
        "lang",
        "name",
        name_kind.alias("name_kind"),
        pl.lit("geonames").alias("source"),
        pl.col("from").alias("valid_from"),
        pl.col("to").alias("valid_to"),
    )
