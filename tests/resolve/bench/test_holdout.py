"""Leaving one language out: what is left, what is asked for, and what is kept unseen."""

from __future__ import annotations

import hashlib

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolve.bench.holdout import NIL_SHARE, Holdout, bucket, draw_queries, for_training, hold_out

LANGS = ["az", "tr", "de", "ru", "az-Cyrl", "und"]
MANY = 1_200


def names_of(entities: int) -> pl.DataFrame:
    """Return a names table of entities with a name in each of three languages."""
    rows = [
        (f"e:{n}", ("person", "org")[n % 2], lang) for n in range(entities) for lang in ("az", "de", "ru")
    ]
    return pl.DataFrame(
        [
            {"entity_id": i, "kind": k, "lang": x, "name": f"{x} {i}", "is_preferred": x == "az"}
            for i, k, x in rows
        ]
    )


@pytest.fixture(scope="module")
def held() -> Holdout:
    """Return what is held out of German."""
    table = names_of(MANY)
    return hold_out(table, draw_queries(table, {"person": MANY, "org": MANY}), "de")


def plain_hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)


def test_no_name_is_left_in_the_language(held: Holdout) -> None:
    """The gazetteer has no name in the language asked in, and every query is in it."""
    assert {"az", "ru"} == set(held.names["lang"])
    assert {"de"} == set(held.queries["lang"])
    assert all(query.startswith("de ") for query in held.queries["query"])


def test_only_entities_for_training(held: Holdout) -> None:
    """Whatever is asked for may be learnt from; the others stay in the gazetteer, unasked."""
    asked = {query.removeprefix("de ") for query in held.queries["query"]}
    unseen = {f"e:{n}" for n in range(MANY)} - {i for i in asked if plain_hash(f"split:{i}") % 2 == 0}
    assert asked == {f"e:{n}" for n in range(MANY) if plain_hash(f"split:e:{n}") % 2 == 0}
    assert unseen <= set(held.entities["entity_id"])


def test_share_of_nil(held: Holdout) -> None:
    """A tenth of the entities asked for is nowhere in the gazetteer; all others are."""
    nil = held.queries.filter(pl.col("gold_entity_id").is_null())
    absent = {query.removeprefix("de ") for query in nil["query"]}
    assert pytest.approx(1 / NIL_SHARE, abs=0.03) == nil.height / held.queries.height
    assert {i for i in absent if plain_hash(f"nil:{i}") % NIL_SHARE} == set()
    for column in (held.entities["entity_id"], held.names["entity_id"]):
        assert set() == absent & set(column)
    present = held.queries.filter(pl.col("gold_entity_id").is_not_null())
    assert present["gold_entity_id"].to_list() == [q.removeprefix("de ") for q in present["query"]]
    assert set(present["gold_entity_id"]) <= set(held.entities["entity_id"])


def test_entities_are_those_of_the_names(held: Holdout) -> None:
    """Each entity stands once, with its kind in the words of the index and its preferred name."""
    assert sorted(set(held.names["entity_id"])) == sorted(held.entities["entity_id"])
    assert {"person", "organization"} == set(held.entities["kind"])
    assert all(name.startswith("az ") for name in held.entities["name"])


rows = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from(LANGS), st.sampled_from(["A", "B", "C"])), min_size=1
)


@settings(max_examples=40)
@given(rows, st.sampled_from(["az", "tr", "de", "ru"]))
def test_any_table(column: list[tuple[int, str, str]], lang: str) -> None:
    """Whatever the table, the language and unknown ones are gone, and the right answer can be found."""
    table = pl.DataFrame(
        [
            {"entity_id": f"e:{n}", "kind": "place", "lang": x, "name": name, "is_preferred": False}
            for n, x, name in column
        ]
    )
    held = hold_out(table, draw_queries(table, {"place": 100}), lang)
    assert set() == {one.split("-")[0] for one in held.names["lang"]} & {lang, "und"}
    assert set(held.queries["gold_entity_id"].drop_nulls()) <= set(held.entities["entity_id"])
    assert all(for_training(i) for i in held.queries["gold_entity_id"].drop_nulls())


def test_draw_is_one_each_and_at_most_so_many() -> None:
    """An entity is asked for once a language, no kind more often than is said, and the same ones again."""
    table = names_of(60)
    drawn = draw_queries(table, {"person": 7, "org": 3})
    assert {("person", 7), ("org", 3)} == set(
        drawn.group_by("query_lang", "kind").len().select("kind", "len").iter_rows()
    )
    assert drawn.height == drawn.unique(["entity_id", "query_lang"]).height
    assert drawn.equals(draw_queries(table, {"person": 7, "org": 3}))
    assert 0 == draw_queries(table, {}).height


@given(st.text(max_size=12), st.integers(1, 40))
def test_bucket(key: str, buckets: int) -> None:
    """A key falls into the bucket that the first eight digits of its hash say."""
    assert plain_hash(f"salt:{key}") % buckets == bucket(key, "salt", buckets)
