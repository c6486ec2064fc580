"""What the data beside the project must show: lemmas of news, pairs of names, a language left out."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

import polars as pl
import pytest

import gazetteer
import resolve
from resolve import Decision, Options, Query, Resolver
from resolve.comparison import compare_names
from resolve.text.normalize import normalize
from resolve.text.tokenize import tokens

LANGUAGES = {"000": "tr", "001": "tr", "002": "az", "003": "az", "004": "de"}
LEAST_ACC = 0.80


def read_tsv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def lemmas(shared: Path) -> list[tuple[str, str, str, str]]:
    """Return lemma, kind, ID and language of every mention that has one entity and is no description."""
    rows = [
        (row["lemma"], row["kind"], row["entity_key"], LANGUAGES[row["doc"][:3]])
        for row in read_tsv(shared / "seeds" / "gold.tsv")
        if row["kind"] in {"person", "place", "organization"}
        and row["entity_key"]
        and "+" not in row["entity_key"]
        and "descriptive" not in row["note"]
    ]
    return sorted(set(rows))


def is_full(lemma: str, kind: str) -> bool:
    """Whether a lemma is a full name: of a person, two tokens without an initial at least."""
    parts = tokens(normalize(lemma).text)
    return kind != "person" or (
        len(parts) > 1 and not any(part.endswith(".") or len(part) == 1 for part in parts)
    )


@pytest.mark.parametrize("known", [True, False], ids=["language given", "language not given"])
def test_lemmas(known: bool, lemmas: list[tuple[str, str, str, str]], embedded: Resolver) -> None:
    """Full names, places and organizations are matched with the right ID; of surnames theirs comes first."""
    queries = [Query(lemma, lang if known else None) for lemma, _, _, lang in lemmas]
    answers = embedded.answer(queries, Options())
    expected = [
        (lemma, Decision.MATCH, key, key) if is_full(lemma, kind) else (lemma, Decision.REVIEW, None, key)
        for lemma, kind, key, _ in lemmas
    ]
    found = [(answer.query, answer.decision, answer.entity_id, answer.best_entity_id) for answer in answers]
    assert [] == [(e, f) for e, f in zip(expected, found, strict=True) if e != f]
    assert len(lemmas) > 60


def test_pairs(shared: Path) -> None:
    """Every pair of names is decided as is right for it."""
    rows = read_tsv(shared / "field" / "pairs.tsv")
    pairs = [
        (
            Query(row["left"], row["left_lang"], row["kind"]),
            Query(row["right"], row["right_lang"], row["kind"]),
        )
        for row in rows
    ]
    found = [str(comparison.decision) for comparison in compare_names(pairs)]
    wrong = [
        (row["left"], row["right"], got)
        for row, got in zip(rows, found, strict=True)
        if got != row["expected"]
    ]
    assert [] == wrong
    assert len(rows) > 30


def test_azerbaijani_left_out(shared: Path, tmp_path: Path) -> None:
    """Azerbaijani spellings find entities that are known in other languages only, four of five at least."""
    place = shared / "eval" / "lolo.py"
    spec = importlib.util.spec_from_file_location("lolo", place)
    assert spec is not None
    assert spec.loader is not None
    lolo = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(lolo)
    names = pl.read_parquet(place.parent / "names.parquet")
    core = pl.read_csv(place.parent / "queries.tsv", separator="\t", quote_char=None, infer_schema_length=0)
    lolo.split(tmp_path, names, core.filter(pl.col("query_lang") == "az"))
    gazetteer.build_gazetteer([str(tmp_path / "names-az.parquet")], tmp_path / "az")
    asked = pl.read_parquet(tmp_path / "queries-az.parquet").filter(
        (pl.col("pair_type") == "translit") & pl.col("gold_entity_id").is_not_null()
    )
    resolver = resolve.open(tmp_path / "az")
    found = resolver.resolve(
        asked["query"].to_list(), lang=asked["lang"].to_list(), kind=asked["kind"].to_list()
    )
    right = (found["best_entity_id"] == asked["gold_entity_id"]).fill_null(False).mean()
    assert asked.height > 500
    assert LEAST_ACC <= right
