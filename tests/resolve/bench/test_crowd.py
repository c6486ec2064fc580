"""A crowd: who joins it, who is a stranger to it, and whose names it is made of."""

from __future__ import annotations

import random
from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolve.bench.crowd import ASKED, STRANGERS, FullName, full_names, join_crowd
from resolve.bench.holdout import NIL_SHARE, Holdout, bucket, draw_queries, for_training, hold_out

GIVEN = [f"{start}{end}" for start, end in product(["An", "Bor", "Cla", "Diet"], ["a", "is", "ek", "im"])]
SURNAMES = [
    f"{start}{end}"
    for start, end in product(
        ["Bal", "Dor", "Fen", "Gis", "Kar", "Lut", "Mur", "Nal"], ["mann", "ov", "soy", "zade", "berg"]
    )
]
LANGS = ["de", "tr", "az"]


def persons(number: int = 200) -> pl.DataFrame:
    """Return persons with a name in each of three languages; no two are namesakes."""
    names = random.Random(1).sample(list(product(GIVEN, SURNAMES)), number)
    rows = [
        (f"p:{place}", lang, f"{given}{lang} {surname}{lang}")
        for place, (given, surname) in enumerate(names)
        for lang in LANGS
    ]
    return pl.DataFrame(
        [
            {"entity_id": entity, "kind": "person", "lang": lang, "name": name, "is_preferred": True}
            for entity, lang, name in rows
        ]
    )


def held(table: pl.DataFrame, lang: str) -> Holdout:
    return hold_out(table, draw_queries(table, {"person": 50}), lang)


TABLE = persons()


@pytest.fixture(scope="module")
def joined() -> Holdout:
    """Return a holdout of German that a crowd has joined."""
    return join_crowd(held(TABLE, "de"), TABLE, "de", 60)


def crowd(joined: Holdout) -> pl.DataFrame:
    """Return the names of the crowd alone."""
    return joined.names.filter(pl.col("entity_id").str.starts_with("crowd:"))


def test_gazetteer_is_kept(joined: Holdout) -> None:
    """The crowd stands after all that the holdout has, as persons with a preferred name."""
    before = held(TABLE, "de")
    assert before.entities.equals(joined.entities.head(before.entities.height))
    assert before.names.equals(joined.names.head(before.names.height))
    more = joined.entities.tail(joined.entities.height - before.entities.height)
    assert more["entity_id"].to_list() == crowd(joined)["entity_id"].to_list()
    assert {"person"} == set(more["kind"])
    assert [True] == crowd(joined)["is_preferred"].unique().to_list()


def test_nobody_has_the_name_of_another(joined: Holdout) -> None:
    """No person of the crowd shares given name and surname with anybody, real ones included."""
    keys = [FullName.of(name).key for name in crowd(joined)["name"]]
    assert len(set(keys)) == len(keys)
    assert set() == set(keys) & {FullName.of(name).key for name in TABLE["name"]}


def test_strangers_are_in_no_gazetteer(joined: Holdout) -> None:
    """A stranger has no right answer, and a surname that is kept out of the crowd."""
    unknown = joined.queries.filter(pl.col("gold_entity_id").is_null())["query"].to_list()
    assert 0 < len(unknown) <= round(ASKED * STRANGERS)
    assert set() == set(unknown) & {*TABLE["name"], *joined.names["name"]}
    surnames = {FullName.of(name).surname for name in unknown}
    assert [] == [one for one in surnames if bucket(one.lower(), "nil", NIL_SHARE)]
    assert set() == surnames & {FullName.of(name).surname for name in crowd(joined)["name"]}


def test_right_answers_are_there(joined: Holdout) -> None:
    """Whoever of the crowd is asked for is in the gazetteer, once at most, by a name not far from it."""
    asked = joined.queries.drop_nulls("gold_entity_id")
    assert asked["gold_entity_id"].is_unique().all()
    named = dict(joined.names.select("entity_id", "name").iter_rows())
    for query, gold in asked.select("query", "gold_entity_id").iter_rows():
        stem = {word[:3] for word in named[gold].split(" ")}
        assert stem & {word[:3] for word in query.split(" ")}, (query, named[gold])


def test_parts_are_of_entities_for_training() -> None:
    """The names of the unseen half lend nothing."""
    table = TABLE.with_columns(
        name=pl.when(pl.col("entity_id").map_elements(for_training, pl.Boolean))
        .then("name")
        .otherwise(pl.lit("Unseen Unseen"))
    )
    found = join_crowd(held(table, "de"), table, "de", 60)
    assert [] == [name for name in [*crowd(found)["name"], *found.queries["query"]] if "Unseen" in name]


def test_same_again() -> None:
    """The same table gives the same crowd and the same queries."""
    one, other = (join_crowd(held(TABLE, "tr"), TABLE, "tr", 60) for _ in range(2))
    assert one.names.equals(other.names)
    assert one.queries.equals(other.queries)


def test_without_persons() -> None:
    """Where no name can be taken apart, nobody joins and nobody is asked for."""
    table = TABLE.with_columns(name=pl.lit("Anna"))
    alone = held(table, "de")
    found = join_crowd(alone, table, "de")
    assert found.names.equals(alone.names)
    assert 0 == found.queries.height


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Anna Balmann", FullName("Anna", "", "Balmann")),
        ("Əhməd Hamdi Əcəvit", FullName("Əhməd", "Hamdi", "Əcəvit")),
        ("Жан-Луи Шицс", FullName("Жан-Луи", "", "Шицс")),
        ("Anna", None),
        ("Петросян, Шушан Самвеловна", None),
        ("Botho von Sayn", None),
        ("J. Smith", None),
        ("Anna Maria Clara Balmann", None),
    ],
)
def test_names_taken_apart(name: str, parts: FullName | None) -> None:
    """Two or three words with capitals are a full name; initials, particles and surnames first are not."""
    table = pl.DataFrame([{"entity_id": "p:1", "kind": "person", "lang": "az-Cyrl", "name": name}])
    assert ({} if parts is None else {"az": {"p:1": parts}}) == full_names(table)
    assert parts is None or name == str(parts)


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 30),
            st.sampled_from([*LANGS, "und"]),
            st.sampled_from(["A B", "A C D", "E b", "E B"]),
        ),
        min_size=1,
    ),
    st.sampled_from(LANGS),
)
def test_any_table_is_joined(rows: list[tuple[int, str, str]], lang: str) -> None:
    """Whatever the table, each query has its entity in the gazetteer, or is a stranger's."""
    table = pl.DataFrame(
        [
            {"entity_id": f"e:{n}", "kind": "person", "lang": tag, "name": name, "is_preferred": False}
            for n, tag, name in rows
        ]
    )
    found = join_crowd(held(table, lang), table, lang, 20)
    assert set(found.queries["gold_entity_id"].drop_nulls()) <= set(found.names["entity_id"])
    assert sorted(set(found.names["entity_id"])) == sorted(found.entities["entity_id"])
