"""What the benchmark of speed makes: names of real parts, and queries with known answers."""

from __future__ import annotations

import random
import re
import unicodedata
from pathlib import Path

import polars as pl
import pytest
from conftest import read_cases
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance.Levenshtein import distance

from resolve.bench.speed.load import HOW, MOST, Load, make_load
from resolve.bench.speed.parts import HOMES, read_parts
from resolve.bench.speed.persons import draw_persons, draw_strangers
from resolve.bench.speed.slips import mistype
from resolve.bench.speed.spellings import ROOM, read_spellings
from resolve.errors import UsageError

SIZE, QUERIES = 1_500, 2_000


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Load:
    """A small load."""
    return make_load(tmp_path_factory.mktemp("load"), SIZE, QUERIES, seed=3)


def _asked(load: Load) -> pl.DataFrame:
    """Queries with the names of their entities, a row a name."""
    table = pl.concat([pl.read_parquet(load.queries), pl.read_parquet(load.answers)], how="horizontal")
    names = pl.read_parquet(load.names).select(gold="entity_id", name="name")
    return table.with_row_index("row").join(names, on="gold", how="left")


@pytest.mark.parametrize("case", read_cases("bench/speed_spellings.tsv"), ids=lambda case: case["word"])
def test_spelling(case: dict[str, str]) -> None:
    """A word in the spelling of another orthography."""
    ways = {way.target: way for way in read_spellings()[case["source"]]}
    assert case["written"] == ways[case["target"]].write(case["word"])


def test_table_of_spellings_is_clean() -> None:
    """Composed letters, each row once, sorted, with an authority; and a way out of each home."""
    text = (ROOM / "spellings.tsv").read_text(encoding="utf-8")
    assert unicodedata.normalize("NFC", text) == text
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    assert sorted(rows) == rows
    assert len({tuple(row[:3]) for row in rows}) == len(rows)
    assert all(row[4] for row in rows)
    assert set(HOMES) == set(read_spellings())


@pytest.mark.parametrize("lang", HOMES)
def test_nobody_bears_the_surname_of_a_stranger(lang: str) -> None:
    """Surnames of persons and of strangers are two sets, and names of strangers have one of the second."""
    parts = read_parts(lang, seed=1)
    assert not set(parts.surnames) & set(parts.strangers)
    assert len(parts.strangers) >= 10
    assert all(distance(a, b) > 1 for a in parts.strangers[:20] for b in parts.surnames)
    assert {name.rpartition(" ")[2] for name in draw_strangers(parts, 50, seed=1)} <= set(parts.strangers)


def test_no_person_is_there_twice() -> None:
    """So many persons are drawn as were asked for, no two of the same parts."""
    persons = draw_persons(read_parts("ru", seed=1), 30_000, seed=1)
    assert 30_000 == len(set(zip(persons.given, persons.middle, persons.surname, strict=True)))


def test_words_that_do_not_suffice_are_told() -> None:
    """More persons than the words make are refused, with how many they make."""
    parts = read_parts("tr", seed=1)
    few = type(parts)("tr", parts.given[:3], parts.middles[:2], parts.surnames[:4], parts.strangers)
    with pytest.raises(UsageError, match="the words of tr make 24 names of persons, 1000 were asked for"):
        draw_persons(few, 1_000, seed=1)


def test_who_is_told_without_middle_name() -> None:
    """Those with a middle name whose given name and surname nobody else has; counted the slow way."""
    persons = draw_persons(read_parts("tr", seed=1), 3_000, seed=1)
    pairs = list(zip(persons.given, persons.surname, strict=True))
    expected = [row for row, pair in enumerate(pairs) if persons.middle[row] and pairs.count(pair) == 1]
    assert expected == persons.told_without_middle().tolist()


@given(st.lists(st.text("abcşığабв", min_size=1), min_size=1), st.integers(0, 1 << 32))
def test_a_slip_changes_a_name(words: list[str], seed: int) -> None:
    """What is mistyped is not what it was, its words are as many, and one seed makes one slip."""
    name = " ".join(words)
    written = mistype(name, random.Random(seed))
    assert name != written
    assert name.count(" ") == written.count(" ")
    assert written == mistype(name, random.Random(seed))


def test_load_is_of_the_size_asked_for(load: Load) -> None:
    """As many names and queries as were asked for; an ID for each person; no line feeds."""
    names, queries = pl.read_parquet(load.names), pl.read_parquet(load.queries)
    assert (SIZE, QUERIES) == (names.height, queries.height)
    assert (load.size, load.asked, load.distinct) == (SIZE, QUERIES, queries["query"].n_unique())
    persons = names.filter(pl.col("kind") == "person")
    assert persons.height == persons["entity_id"].n_unique()
    assert persons.height == persons["name"].n_unique()
    assert not names["name"].str.contains(r"[\n\r\t]").any()
    assert {"place", "organization", "person"} == set(names["kind"])


def test_every_way_of_writing_has_its_share(load: Load) -> None:
    """The queries are written in all ways, each as often as `HOW` says."""
    counts = dict(pl.read_parquet(load.answers)["how"].value_counts().iter_rows())
    assert set(HOW) == set(counts)
    assert all(abs(counts[how] - share * QUERIES) <= len(HOW) for how, share in HOW.items())


def test_answers_are_true(load: Load) -> None:
    """What is asked is a name of its entity, or its words in another order, or all but one; or of nobody."""
    asked = _asked(load)
    rows = asked.partition_by("how", as_dict=True)
    same = rows[("same",)].group_by("row").agg((pl.col("query") == pl.col("name")).any().alias("there"))
    assert same["there"].all()
    for query, name in rows[("swapped",)].select("query", "name").iter_rows():
        assert sorted(query.split()) == sorted(name.split())
        assert query.split()[0] == name.split()[-1]
    for query, name in rows[("shortened",)].select("query", "name").iter_rows():
        assert (query.split()[0], query.split()[-1]) == (name.split()[0], name.split()[-1])
        assert 2 == len(query.split()) < len(name.split())
    unknown = rows[("unknown",)]
    assert unknown["gold"].is_null().all()
    assert not set(unknown["query"]) & set(pl.read_parquet(load.names)["name"])


def test_one_seed_makes_one_load(load: Load, tmp_path: Path) -> None:
    """The same seed gives the same files, another one others."""
    again = make_load(tmp_path, SIZE, QUERIES, seed=3)
    assert load.names.read_bytes() == again.names.read_bytes()
    assert load.queries.read_bytes() == again.queries.read_bytes()
    other = make_load(tmp_path, SIZE, QUERIES, seed=4)
    assert not pl.read_parquet(load.queries).equals(pl.read_parquet(other.queries))


def test_queries_are_bounded_by_names(tmp_path: Path) -> None:
    """There are `MOST` queries for a name at most, hardly one of which comes twice."""
    small = make_load(tmp_path, 300, 10_000, seed=1)
    assert MOST * 300 == small.asked
    assert small.distinct > 0.9 * small.asked


@pytest.mark.parametrize(("size", "queries", "message"), [(99, 5, "at least 100"), (100, 0, "at least 1 ")])
def test_too_little_is_refused(tmp_path: Path, size: int, queries: int, message: str) -> None:
    """Too few names or queries are refused, with how many there must be."""
    with pytest.raises(UsageError, match=re.escape(message)):
        make_load(tmp_path, size, queries, seed=1)
