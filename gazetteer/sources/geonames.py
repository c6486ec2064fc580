"""GeoNames: allCountries.txt, citiesN.txt or the file of a country, with alternateNamesV2.txt.

1. From the alternate names, which of the places are known to Wikidata.
2. The places: a row for the name of each, with what is known of it.
3. The alternate names of the places taken, each in its language.

Source: https://download.geonames.org/export/dump/readme.txt
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from gazetteer.sources.alternates import read_alternates, read_wikidata
from gazetteer.sources.codes import UNDETERMINED, country_code, shortest_tag
from gazetteer.sources.dump import open_dump
from gazetteer.sources.lines import cut_lines
from gazetteer.sources.numbers import NumberSet
from gazetteer.sources.source import Chunk
from gazetteer.sources.tabbed import parse_tabbed
from gazetteer.sources.vetting import PLACE
from gazetteer.sources.wanted import wanted_countries, wanted_languages

if TYPE_CHECKING:
    from collections.abc import Generator

    from gazetteer.sources.numbers import Pairing
    from gazetteer.sources.request import Options, Request
    from gazetteer.sources.tally import Tally

SOURCE = "geonames"
COLUMNS = (
    "geonameid",
    "name",
    "asciiname",
    "alternatenames",
    "latitude",
    "longitude",
    "feature_class",
    "feature_code",
    "country",
    "cc2",
    "admin1",
    "admin2",
    "admin3",
    "admin4",
    "population",
    "elevation",
    "dem",
    "timezone",
    "modified",
)
BESIDE = ("alternateNamesV2.txt", "alternateNamesV2.txt.gz", "alternateNamesV2.zip")
"""What the alternate names are called where they lie beside the places."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which places and names are taken.

    Attributes:
        languages: Canonical tags; none: all.
        countries: ISO 3166-1 alpha-2; none: all.
        features: Classes (`P`) or codes (`PPLC`); none: all.
        population: Places with fewer inhabitants are left out.
    """

    languages: frozenset[str]
    countries: frozenset[str]
    features: frozenset[str]
    population: int


def import_geonames(request: Request, options: Options, tally: Tally) -> Generator[Chunk]:
    """Read places of GeoNames with their alternate names.

    Options: `languages`, `countries`, `features`, `min_population`, and `alternates`, a file or `no`.

    Args:
        request: The file, plain or packed.
        options: What is taken.
        tally: Counts what is not.

    Raises:
        TableError: A file cannot be read.
        UsageError: An option makes no sense.
    """
    selection = Selection(
        wanted_languages(options, shortest_tag),
        wanted_countries(options),
        frozenset(options.words("features")),
        options.whole("min_population"),
    )
    alternates = _alternates_of(request.path, options.text("alternates"))
    options.finish()
    same = read_wikidata(alternates, tally, request.watch) if alternates else None
    taken = NumberSet()
    with open_dump(request.path) as dump:
        for lines in cut_lines(dump.blocks, dump.name):
            request.watch(dump.watched())
            places = _select(parse_tabbed(lines, COLUMNS, tally, _line), selection, tally)
            taken.add(places["geonameid"].cast(pl.Int64, strict=False))
            yield Chunk(_place_rows(places, same), _line)
            if alternates is None:
                yield Chunk(_without_language(places, selection, tally), _line)
    if alternates is not None and taken:
        yield from read_alternates(alternates, taken, selection.languages, tally, request.watch)


def _alternates_of(path: str, told: str) -> str | None:
    if told == "no":
        return None
    if told:
        return told
    found = [Path(path).parent / name for name in BESIDE]
    return next((str(file) for file in found if file.is_file()), None)


def _line(number: int) -> str:
    return f"line {number}"


def _select(places: pl.DataFrame, selection: Selection, tally: Tally) -> pl.DataFrame:
    wanted = pl.repeat(value=True, n=len(places), eager=True, dtype=pl.Boolean)
    if selection.countries:
        wanted &= places["country"].is_in(list(selection.countries)).fill_null(value=False)
    if selection.features:
        features = list(selection.features)
        wanted &= (
            places["feature_class"].is_in(features) | places["feature_code"].is_in(features)
        ).fill_null(value=False)
    if selection.population:
        known = places["population"].cast(pl.Int64, strict=False).fill_null(0)
        wanted &= known >= selection.population
    kept = places if wanted.all() else places.filter(wanted)
    tally.leave_out("places that were not asked for", len(places) - len(kept))
    return kept


def _place_rows(places: pl.DataFrame, same: Pairing | None) -> pl.DataFrame:
    number = pl.col("geonameid").cast(pl.Int64, strict=False)
    rows = places.select(
        PLACE,
        pl.when(number > 0).then(pl.format("geonames:{}", number)).alias("entity_id"),
        number.alias("number"),
        pl.lit("place").alias("kind"),
        pl.lit(UNDETERMINED).alias("lang"),
        "name",
        pl.lit("true").alias("is_preferred"),
        _country(places["country"]),
        # No place is known to have no inhabitants: 0 stands for unknown.
        pl.when(pl.col("population") != "0").then("population").alias("population"),
        "latitude",
        "longitude",
        pl.concat_str("feature_class", "feature_code", separator=".", ignore_nulls=True).alias("feature"),
        pl.lit(SOURCE).alias("source"),
    )
    if same is None:
        return rows.drop("number")
    return rows.with_columns(same.curies(rows["number"]).alias("same_as")).drop("number")


def _country(codes: pl.Series) -> pl.Expr:
    known = {code: country_code(code) for code in codes.unique().drop_nulls()}
    return pl.col("country").replace_strict(known, default=None, return_dtype=pl.String)


def _without_language(places: pl.DataFrame, selection: Selection, tally: Tally) -> pl.DataFrame:
    """Return the alternate names that the places carry themselves, where there is no file of them."""
    names = (
        places.select(PLACE, "geonameid", "name", pl.col("alternatenames").str.split(",").alias("other"))
        .explode("other")
        .filter(pl.col("other").str.strip_chars() != "", pl.col("other") != pl.col("name"))
    )
    if selection.languages and UNDETERMINED not in selection.languages:
        tally.leave_out(
            "alternate names without language, for no file of alternate names was found", len(names)
        )
        names = names.clear()
    return names.select(
        PLACE,
        pl.format("geonames:{}", pl.col("geonameid").cast(pl.Int64, strict=False)).alias("entity_id"),
        pl.lit("place").alias("kind"),
        pl.lit(UNDETERMINED).alias("lang"),
        pl.col("other").alias("name"),
        pl.lit(SOURCE).alias("source"),
    )
