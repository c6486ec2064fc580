"""Names whose language is known, as samples of the orthographies that they are written in.

They are those of the embedded gazetteer, the parts of the lexicon, and eval/names.parquet, of whose entities
one half, drawn by a hash, may be learnt from. Rows of sources whose licence does not allow it are left out.

1. A spelling speaks for the languages that it is tagged with, in equal shares.
2. A letter that a language does not have takes that language out: Müller is not English, wherever it is met.
3. A place speaks for the language of its country alone, and a part of the lexicon for that which it is at
   home in, if it is tagged with that.
4. Each language weighs the same, and in it persons as much as places.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

import gazetteer
from resolve.tables import list_names, read_rows

CODES = {"az": 0.25, "de": 0.25, "en": 0.25, "tr": 0.25}
"""How much the names of each orthography of Latin letters weigh in all."""

LETTERS = {
    "az": frozenset("abcçdeəfgğhxıijkqlmnoöprsştuüvyzi̇"),
    "de": frozenset("abcdefghijklmnopqrstuvwxyzäöüß"),
    "en": frozenset("abcdefghijklmnopqrstuvwxyz"),
    "tr": frozenset("abcçdefgğhıijklmnoöprsştuüvyzi̇âîû"),
}
HOMES = {"AT": "de", "AZ": "az", "DE": "de", "GB": "en", "IE": "en", "LI": "de", "TR": "tr", "US": "en"}
FORBIDDEN = ("iso-codes", "kgeography", "kstars", "mledoze")


@dataclass(frozen=True, slots=True)
class Sample:
    """A spelling, the share of each of its orthographies, and how much it weighs."""

    name: str
    shares: dict[str, float]
    weight: float


def trains(entity: str) -> bool:
    """Whether an entity of names.parquet may be learnt from."""
    return int(hashlib.sha256(f"split:{entity}".encode()).hexdigest()[:8], 16) % 2 == 0


def read_shared(shared: Path) -> pl.DataFrame:
    """The names of names.parquet whose licence allows to learn from them, with a column `trains`."""
    names = pl.read_parquet(shared / "eval" / "names.parquet")
    names = names.filter(~pl.col("source").str.contains_any(list(FORBIDDEN)))
    return names.with_columns(
        pl.col("entity_id").map_elements(trains, return_dtype=pl.Boolean).alias("trains")
    )


def read_embedded() -> pl.DataFrame:
    """The names of the embedded gazetteer; a place of unknown language speaks for that of its country."""
    names = gazetteer.open().frame()
    home = pl.col("country").replace_strict(HOMES, default=None, return_dtype=pl.String)
    at_home = names.filter(
        (pl.col("lang") == "und") & (pl.col("kind") == "place") & pl.col("is_preferred") & home.is_not_null()
    ).with_columns(home.alias("lang"))
    return pl.concat([names, at_home])


def read_lexicon() -> tuple[pl.DataFrame, dict[str, str]]:
    """The name parts of the lexicon, and the language that each is at home in."""
    rows: list[tuple[str, str, str, str]] = []
    homes: dict[str, str] = {}
    for file in list_names("lexicon", ".tsv"):
        if file == "endings.tsv":
            continue
        table = read_rows(f"lexicon/{file}")
        for number, row in enumerate(table.rows):
            entity = f"lexicon:{file}:{number}"
            homes[entity] = row[0]
            kind = "place" if file == "places.tsv" else "person"
            for lang, cell in zip(table.columns[1:6], row[1:6], strict=True):
                rows += [(entity, kind, lang, form.capitalize()) for form in cell.split("|") if form]
    return pl.DataFrame(rows, ["entity_id", "kind", "lang", "name"], orient="row"), homes


def gather(rows: pl.DataFrame, codes: Mapping[str, float], homes: Mapping[str, str]) -> list[Sample]:
    """Samples of table rows: distinct spellings with the orthographies that they speak for.

    Args:
        rows: columns entity_id, kind, lang, name.
        codes: the languages that count, and how much the names of each weigh in all.
        homes: the language of the country of an entity.
    """
    tags: dict[str, set[str]] = defaultdict(set)
    at_home: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, str] = {}
    columns = rows.filter(pl.col("lang").is_in(list(codes))).select("entity_id", "kind", "lang", "name")
    for entity, kind, lang, name in columns.iter_rows():
        tags[name].add(lang)
        kinds[name] = kind
        if homes.get(entity) == lang:
            at_home[name].add(lang)
    found = {}
    for name, langs in tags.items():
        letters = {letter for letter in name.lower() if letter.isalpha()}
        spelt = {lang for lang in langs if letters <= LETTERS.get(lang, letters)}
        found[name] = sorted(at_home[name] or spelt or langs)
    mass: dict[tuple[str, str], float] = defaultdict(float)
    for name, chosen in found.items():
        for lang in chosen:
            mass[lang, kinds[name]] += 1 / len(chosen)
    samples = []
    for name, chosen in found.items():
        kind = kinds[name]
        share_of_kind = 0.2 if kind in ("org", "organization", "other") else 0.4
        raw = {lang: codes[lang] * share_of_kind / mass[lang, kind] for lang in chosen}
        weight = sum(raw.values()) / len(raw)
        samples.append(Sample(name, {lang: value / sum(raw.values()) for lang, value in raw.items()}, weight))
    return samples


def homes_of(rows: pl.DataFrame) -> dict[str, str]:
    """The language of the country of each entity that has one of ours."""
    pairs = rows.select("entity_id", "country").unique().drop_nulls().iter_rows()
    return {entity: HOMES[country] for entity, country in pairs if country in HOMES}
