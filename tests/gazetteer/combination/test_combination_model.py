"""Several gazetteers at once, against a plain model of the rules."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from plain_combination import PlainList, Thing, combine

from gazetteer.combination.making import join_parts
from gazetteer.combination.tables import BETWEEN
from gazetteer.interchange import join_tables
from gazetteer.layers import Tables
from gazetteer.merge import merge_sources
from gazetteer.redirects import SCHEMA, join_redirects
from gazetteer.schema import ORIGIN, ORIGINS

IDS = [f"x:{n}" for n in range(5)]
ELSEWHERE = ["w:1", "w:2"]
ENTITY: dict[str, pl.DataType] = dict.fromkeys(("entity_id", "kind", "name", "country"), pl.String())
ENTITY |= {
    "population": pl.Int64(),
    "birth_year": pl.Int32(),
    "description": pl.String(),
    "same_as": pl.String(),
}
NAME: dict[str, pl.DataType] = dict.fromkeys(("entity_id", "lang", "script", "name"), pl.String())
NAME |= {"is_preferred": pl.Boolean(), "name_kind": pl.String(), "source": pl.String()}

NAME_KIND = {True: "preferred", False: "alias"}
SHOWN = ("entity_id", "lang", "name", "is_preferred")

things = st.builds(
    Thing,
    st.sampled_from(["person", "place"]),
    st.sampled_from([None, 1950, 1960]),
    st.frozensets(st.sampled_from(IDS + ELSEWHERE), max_size=2),
    st.lists(st.tuples(st.sampled_from(["az", "de"]), st.sampled_from("ABC")), min_size=1, unique=True).map(
        tuple
    ),
    st.booleans(),
)


@st.composite
def plain_lists(draw: st.DrawFn) -> PlainList:
    """A list of a few entities, IDs that lead to them, and retired ones."""
    own = draw(st.dictionaries(st.sampled_from(IDS), things, max_size=4))
    free = [x for x in IDS if x not in own]
    old = draw(st.dictionaries(st.sampled_from(free), st.sampled_from([None, *own]))) if free else {}
    return PlainList(own, old)


several = st.lists(plain_lists(), min_size=1, max_size=4)


def tables_of(plain: PlainList) -> Tables:
    """A list as the tables of a gazetteer."""
    entities = [
        (x, t.kind, t.names[0][1], None, None, t.birth_year, None, " ".join(sorted(t.same_as - {x})) or None)
        for x, t in sorted(plain.things.items())
    ]
    names = [
        (x, lang, "Latn", name, t.prefers(lang, name), NAME_KIND[t.prefers(lang, name)], None)
        for x, t in sorted(plain.things.items())
        for lang, name in sorted(t.names)
    ]
    old = [(x, y, "why") for x, y in sorted(plain.old.items())]
    return Tables(
        pl.DataFrame(entities, schema=ENTITY, orient="row"),
        pl.DataFrame(names, schema=NAME, orient="row"),
        pl.DataFrame(old, schema=SCHEMA, orient="row"),
    )


def labels_of(lists: list[PlainList]) -> list[str]:
    """What the lists are called: their numbers."""
    return [str(number) for number in range(len(lists))]


@given(several)
def test_combination_is_what_the_rules_say(lists: list[PlainList]) -> None:
    """Entities, facts, names with where they are from, and old IDs are those of the plain model."""
    expected = combine(lists)
    joined = join_parts([tables_of(one) for one in lists], labels_of(lists))
    entities, names, old = joined.tables.entities, joined.tables.names, joined.tables.redirects
    ids = entities["entity_id"].to_list()
    assert sorted(expected.kinds.items()) == list(zip(ids, entities["kind"], strict=True))
    assert [expected.canonical[x] for x in ids] == entities["name"].to_list()
    assert [expected.years[x] for x in ids] == entities["birth_year"].to_list()
    held = [BETWEEN.join(map(str, expected.holders[x])) for x in ids]
    assert held == entities[ORIGINS].to_list()
    said = {
        x: set(curies.split()) for x, curies in entities.select("entity_id", "same_as").drop_nulls().rows()
    }
    assert expected.elsewhere == said
    assert [str(expected.holders[x][0]) for x in ids] == entities[ORIGIN].to_list()
    found = {
        (x, lang, name, is_preferred): int(part)
        for x, lang, name, is_preferred, part in names.select(*SHOWN, ORIGIN).iter_rows()
    }
    assert expected.names == found
    assert len(found) == names.height
    assert expected.old == dict(old.select("old_id", "new_id").iter_rows())
    assert expected.apart == sum(conflict.about == "apart" for conflict in joined.conflicts)


@given(several)
def test_combination_is_a_gazetteer(lists: list[PlainList]) -> None:
    """Its tables are sorted, names and entities belong together, no old ID lives or leads nowhere."""
    tables = join_parts([tables_of(one) for one in lists], labels_of(lists)).tables
    assert tables.entities["entity_id"].to_list() == sorted(set(tables.entities["entity_id"]))
    assert set(tables.entities["entity_id"]) == set(tables.names["entity_id"])
    order = ["entity_id", "lang", "name", "name_kind", "source"]
    assert tables.names.select(order).rows() == tables.names.select(order).sort(order).rows()
    flat = join_redirects([tables.redirects.select(*SCHEMA)], {}, tables.entities["entity_id"])
    assert flat.rows() == tables.redirects.select(*SCHEMA).rows()


@given(several)
def test_combination_builds_back(lists: list[PlainList]) -> None:
    """What is exported of it, and built with its old IDs, has the same entities, names and old IDs."""
    tables = join_parts([tables_of(one) for one in lists], labels_of(lists)).tables
    built = merge_sources([join_tables(tables.entities, tables.names)], [tables.redirects.select(*SCHEMA)])
    assert tables.entities.drop(ORIGIN, ORIGINS).rows() == built.entities.rows()
    assert tables.names.drop(ORIGIN, "script").rows() == built.names.drop("script").rows()
    assert tables.redirects.select(*SCHEMA).rows() == built.redirects.rows()


@given(several)
def test_same_list_again_below_adds_nothing(lists: list[PlainList]) -> None:
    """A copy of the lowest list below it changes neither entities nor names nor old IDs."""
    once = join_parts([tables_of(one) for one in lists], labels_of(lists)).tables
    again = join_parts([tables_of(one) for one in (*lists, lists[-1])], [*labels_of(lists), "copy"]).tables
    assert once.entities.drop(ORIGINS).rows() == again.entities.drop(ORIGINS).rows()
    assert once.names.rows() == again.names.rows()
    assert once.redirects.rows() == again.redirects.rows()


def as_built(one: PlainList) -> PlainList:
    """A list in which an ID elsewhere names one entity only, as in all that `build` makes."""
    bearers = {x: x for x in one.things} | {x: y for x, y in one.old.items() if y is not None}
    for x, thing in sorted(one.things.items()):
        for curie in thing.same_as:
            bearers.setdefault(curie, x)
    things = {
        x: replace(thing, same_as=frozenset(curie for curie in thing.same_as if bearers[curie] == x))
        for x, thing in one.things.items()
    }
    return replace(one, things=things)


@given(plain_lists().map(as_built))
def test_one_list_stays_as_it_is(one: PlainList) -> None:
    """Of one list alone nothing is merged, hidden or led elsewhere."""
    tables = tables_of(one)
    joined = join_parts([tables], ["only"]).tables
    assert tables.entities.rows() == joined.entities.drop(ORIGIN, ORIGINS).rows()
    assert tables.names.rows() == joined.names.drop(ORIGIN).rows()
    assert tables.redirects.rows() == joined.redirects.drop(ORIGIN).rows()
