"""The hand-kept tables of the embedded gazetteer, and the embedded gazetteer itself."""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import polars as pl

from gazetteer.language import canonical_tag
from gazetteer.store import locate
from seeds.build import EMBEDDED, SEEDS
from seeds.entity import Entity
from seeds.folding import fold
from seeds.handkept import LANGUAGES, TABLES, read_table

# Persons have a test of their own with stricter rules for names.
ORDERED = ["cities.tsv", "organizations.tsv", "other.tsv", "places.tsv", "territories.tsv"]
PLACE_TABLES = ["cities.tsv", "places.tsv", "territories.tsv"]

AZ_ALPHABET = frozenset("abcçdeəfgğhxıijkqlmnoöprsştuüvyz")
RU_ALPHABET = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")

# What Russian press writes in Latin letters first.
LATIN_IN_RUSSIAN = {
    "org:axar_az", "org:bp_azerbaijan", "org:caucasus_watch", "org:metbuat_az", "org:nord_stream",
    "org:oc_media", "org:pasha_holding", "org:rt",
}  # fmt: skip

SCRIPTS = {
    "az": "Latn", "tr": "Latn", "de": "Latn", "en": "Latn", "az-Cyrl": "Cyrl", "be": "Cyrl", "bg": "Cyrl",
    "kk": "Cyrl", "ky": "Cyrl", "mk": "Cyrl", "tg": "Cyrl", "uk": "Cyrl", "os": "Cyrl", "hy": "Armn",
    "ka": "Geor", "el": "Grek", "he": "Hebr", "ar": "Arab", "fa": "Arab", "ur": "Arab", "ko": "Hang",
}  # fmt: skip


@cache
def entities(table: str) -> list[Entity]:
    return read_table(SEEDS / table)


@cache
def tables() -> tuple[pl.DataFrame, pl.DataFrame]:
    snapshot = locate(EMBEDDED)
    return snapshot.entities(), snapshot.names()


@cache
def names_of(entity_id: str) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for lang, name in tables()[1].filter(pl.col("entity_id") == entity_id).select("lang", "name").iter_rows():
        names.setdefault(lang, set()).add(name)
    return names


@pytest.mark.parametrize("table", [*ORDERED, "licences.tsv"])
def test_header_says_what_authority_year_licence_source(table: str) -> None:
    """Each table begins with the five lines that say what it is and on what terms."""
    lines = (SEEDS / table).read_text(encoding="utf-8").splitlines()
    keys = [line[2:].partition(":")[0] for line in lines[:5]]
    assert keys == ["what", "authority", "year", "licence", "source"]
    assert lines[3] == "# licence: CC0-1.0"


@pytest.mark.parametrize("table", ORDERED)
def test_rows_are_sorted_and_unique(table: str) -> None:
    """Rows stand in the order of their IDs, each ID once."""
    ids = [entity.id for entity in entities(table)]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("table", ORDERED)
def test_text_is_composed_unquoted_and_trimmed(table: str) -> None:
    """The file is in NFC, without quotes that a CSV reader would take away, and without doubled blanks."""
    text = (SEEDS / table).read_text(encoding="utf-8")
    body = [line for line in text.splitlines() if not line.startswith("#")]
    assert unicodedata.normalize("NFC", text) == text
    assert text.endswith("\n")
    assert [line for line in body if '"' in line or "  " in line or " \t" in line or "\t " in line] == []


@pytest.mark.parametrize("table", ORDERED)
def test_five_languages_and_the_source_are_filled(table: str) -> None:
    """Each row has a preferred name in each of the five languages, and says what it rests on."""
    lines = (SEEDS / table).read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(
        (line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    empty = [row["entity_id"] for row in rows if not all(row[column] for column in (*LANGUAGES, "source"))]
    assert empty == []


@pytest.mark.parametrize("table", ORDERED)
def test_spellings_are_unique_in_their_language(table: str) -> None:
    """No row says a spelling twice in one language."""
    twice = [
        (entity.id, key)
        for entity in entities(table)
        for key, count in Counter((s.lang, s.name) for s in entity.spellings).items()
        if count > 1
    ]
    assert twice == []


@pytest.mark.parametrize("table", ORDERED)
def test_language_tags_are_canonical(table: str) -> None:
    """The column `other` holds BCP 47 tags in their canonical letter case, none of them und."""
    tags = {s.lang for entity in entities(table) for s in entity.spellings}
    assert {tag for tag in tags if canonical_tag(tag) != tag or tag == "und"} == set()


@pytest.mark.parametrize("table", ORDERED)
def test_letters_fit_the_language(table: str) -> None:
    """Names stand in the script of their language; Russian prefers Cyrillic, but for some brands."""
    blocks = {"Latn": "LATIN", "Cyrl": "CYRILLIC", "Armn": "ARMENIAN", "Geor": "GEORGIAN", "Grek": "GREEK",
              "Hebr": "HEBREW", "Arab": "ARABIC", "Hang": "HANGUL"}  # fmt: skip
    wrong = [
        (entity.id, s.name)
        for entity in entities(table)
        for s in entity.spellings
        if s.lang in SCRIPTS and s.name != "OC მედია"
        if not all(unicodedata.name(c).startswith(blocks[SCRIPTS[s.lang]]) for c in s.name if c.isalpha())
    ]
    russian = {
        entity.id
        for entity in entities(table)
        for s in entity.spellings
        if s.lang == "ru" and s.is_preferred and s.kind != "abbreviation"
        if not any(unicodedata.name(c).startswith("CYRILLIC") for c in s.name)
    }
    assert wrong == []
    assert russian <= LATIN_IN_RUSSIAN


@pytest.mark.parametrize("table", PLACE_TABLES)
def test_places_are_spelled_in_the_alphabet(table: str) -> None:
    """Preferred Azerbaijani and Russian names of places use no letter beyond their alphabet."""
    alphabets = {"az": AZ_ALPHABET, "ru": RU_ALPHABET}
    wrong = [
        (entity.id, s.name)
        for entity in entities(table)
        for s in entity.spellings
        if s.is_preferred and s.lang in alphabets
        if {c for c in s.name.replace("İ", "i").replace("I", "ı").lower() if c.isalpha()} - alphabets[s.lang]
    ]
    assert wrong == []


def test_no_description_is_a_name() -> None:
    """Names of organizations begin with a capital or a digit; no name is a description of an office."""
    first = [
        (entity.id, s.name)
        for entity in entities("organizations.tsv")
        for s in entity.spellings
        if s.kind != "abbreviation" and s.name.lstrip("“«")[0].islower() and s.lang != "ka"
    ]
    offices = [s.name for e in entities("organizations.tsv") for s in e.spellings if "Pressestelle" in s.name]
    assert (first, offices) == ([], [])


def test_embedded_is_whole_and_small() -> None:
    """The embedded gazetteer is one undamaged snapshot of less than 12 MB."""
    snapshot = locate(EMBEDDED)
    files = [snapshot.verify(table.name) for table in snapshot.manifest.tables]
    # Match indexes lie beside the snapshot once something was resolved; they are no part of it.
    there = (path.name for path in (EMBEDDED / "snapshots").iterdir() if path.suffix != ".index")
    assert list(there) == [snapshot.id]
    assert sum(map(len, files)) < 12_000_000


def test_each_source_has_title_licence_and_address() -> None:
    """The manifest names the licence of every source, and GeoNames is credited."""
    sources = {record.source: record for record in locate(EMBEDDED).manifest.sources}
    assert [s for s, record in sources.items() if not (record.title and record.licence and record.url)] == []
    assert {s: record.licence for s, record in sources.items()} == {
        "cldr 47": "Unicode-3.0",
        "derived": "CC0-1.0",
        "geonames": "CC-BY-4.0",
        "hand-kept": "CC0-1.0",
    }


def test_numbers_of_entities() -> None:
    """There are 200 persons and 80 organizations more than in the seeds, all territories, and cities."""
    ids = tables()[0]["entity_id"]
    assert ids.str.starts_with("per:").sum() >= 18 + 200
    assert ids.str.starts_with("org:").sum() >= 20 + 80
    territories = tables()[0].filter(
        pl.col("entity_id").str.starts_with("iso3166-1:") | pl.col("same_as").str.contains("iso3166-1:")
    )
    assert len(territories) == 250
    assert ids.str.starts_with("geonames:").sum() > 30_000


def test_one_place_has_one_id() -> None:
    """No ID of GeoNames or ISO 3166-1 stands for two entities, as an ID or in `same_as`."""
    known = tables()[0].select("entity_id", curie=pl.col("same_as").str.split(" ")).explode("curie")
    curies = pl.concat([known["entity_id"].unique(), known["curie"].drop_nulls()])
    assert curies.filter(curies.is_duplicated()).to_list() == []


def test_baku_in_every_orthography() -> None:
    """Baku has its name in each language, and the alternate names of GeoNames."""
    names = names_of("loc:baku")
    expected = {"az": "Bakı", "az-Cyrl": "Бакы", "tr": "Bakü", "de": "Baku", "en": "Baku", "ru": "Баку"}
    assert {lang: name for lang, name in expected.items() if name not in names[lang]} == {}
    assert {"Bakou", "Bakoe", "Mpakou"} <= names["und"]
    row = tables()[0].row(by_predicate=pl.col("entity_id") == "loc:baku", named=True)
    assert row["same_as"] == "geonames:587084 wikidata:Q9248"
    assert (row["name"], row["country"], row["population"]) == ("Bakı", "AZ", 2351300)


@pytest.mark.parametrize("lang", ["az", "az-Cyrl", "tr", "de", "ru", "en"])
def test_territories_are_named_in_each_language(lang: str) -> None:
    """Each territory has a name in each of the six orthographies."""
    territories = tables()[0].filter(
        pl.col("entity_id").str.starts_with("iso3166-1:") | pl.col("same_as").str.contains("iso3166-1:")
    )
    named = tables()[1].filter(pl.col("lang") == lang)["entity_id"].unique()
    assert territories.filter(~pl.col("entity_id").is_in(named.to_list()))["entity_id"].to_list() == []


def test_hand_kept_names_are_all_there() -> None:
    """Each spelling of the hand-kept tables is in the gazetteer with its language and its kind."""
    stored = set(tables()[1].select("entity_id", "lang", "name", "name_kind").iter_rows())
    hand_kept = {
        (entity.id, s.lang, s.name, s.kind or ("preferred" if s.is_preferred else "alias"))
        for table in TABLES
        for entity in entities(table)
        for s in entity.spellings
    }
    assert hand_kept - stored == set()


def test_seed_entities_are_there_under_their_ids(shared: Path) -> None:
    """Each entity of the seeds but demonyms and events is there, of its kind, under its canonical name."""
    rows = csv.DictReader((shared / "seeds/entities.tsv").open(encoding="utf-8"), delimiter="\t")
    expected = {row["entity_id"]: row for row in rows if row["kind"] not in ("demonym", "event")}
    found = {row["entity_id"]: row for row in tables()[0].iter_rows(named=True)}
    assert expected.keys() - found.keys() == set()
    assert [i for i, row in expected.items() if found[i]["kind"] != row["kind"]] == []
    assert [i for i, row in expected.items() if row["canonical"] not in ("", found[i]["name"])] == []
    assert [i for i in found if i.startswith(("dem:", "evt:"))] == []


def test_lemmas_of_the_gold_mentions_are_names(shared: Path) -> None:
    """Each lemma of a place, an organization or a route in the gold mentions is a name of its entity."""
    rows = csv.DictReader(
        (shared / "seeds/gold.tsv").open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    lemmas = {
        (row["entity_key"], row["lemma"])
        for row in rows
        if row["entity_key"].startswith(("loc:", "org:", "fac:", "law:"))
        if "+" not in row["entity_key"] and "descriptive" not in row["note"].split(":")[0]
    }
    missing = [
        (key, lemma)
        for key, lemma in sorted(lemmas)
        if fold(lemma) not in {fold(name) for names in names_of(key).values() for name in names}
    ]
    assert missing == []
