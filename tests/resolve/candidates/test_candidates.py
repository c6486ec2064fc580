"""Candidate generation: names find themselves, and near names are those that the plain definition finds."""

from __future__ import annotations

from collections import defaultdict
from math import log, sqrt

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import ALPHABETS, names_tables

from resolve import Resolver
from resolve.candidates.bearers import BEARER_LIMIT, find_bearers
from resolve.candidates.glance import Glance
from resolve.candidates.keyed import KEYED_KEPT, keyed_candidates
from resolve.candidates.near import LEAST_COSINE, NAMES_AN_ENTITY, NEAR_LIMIT, NEAR_TOKENS, near_candidates
from resolve.candidates.pairs import Pairs
from resolve.index.build import build_index
from resolve.index.layout import Index
from resolve.index.runs import Ints
from resolve.names import KINDS, PROPER, UNKNOWN_KIND, NameTable, read_names
from resolve.sound import alphabet

MOST_GRAMS = 8
queries = st.sampled_from(
    [
        "ilham aliev",
        "lavrof",
        "shoigu sergej",
        "mamedyarow",
        "baku",
        "nakhcivan",
        "hejdar",
        "evropa",
        "dschejhun",
    ]
)


def read(column: list[str], langs: list[str] | None = None, kinds: list[int] | None = None) -> NameTable:
    given_kinds = np.array(kinds or [UNKNOWN_KIND] * len(column), np.uint8)
    return read_names(column, langs or ["und"] * len(column), given_kinds)


def keyed(index: Index, asked: NameTable, kinds: list[int] | None = None) -> Pairs:
    return keyed_candidates(index, asked, glance_at(asked, kinds))


def near_to(index: Index, asked: NameTable, wanted: Ints) -> Pairs:
    return near_candidates(index, asked, glance_at(asked), wanted)


def glance_at(asked: NameTable, kinds: list[int] | None = None) -> Glance:
    return Glance.of(asked, np.array(kinds or [UNKNOWN_KIND] * len(asked.names.size), np.uint8))


def found(pairs: Pairs, query: int = 0) -> set[int]:
    return set(pairs.name[pairs.query == query].tolist())


@given(names_tables())
def test_every_name_finds_itself(table: pl.DataFrame) -> None:
    """A name of a gazetteer finds its entity by a key, in whatever language, kind and script it is."""
    entities = table.group_by("entity_id", maintain_order=True).first()
    entities = entities.select("entity_id", "kind", "name", "country", "population", "birth_year")
    names = table.select("entity_id", "lang", "name", "is_preferred", "name_kind")
    index = build_index(entities, names)
    spellings, known = index.spellings, index.entities
    kinds = known.kind[spellings.entity].tolist()
    asked = read(list(spellings.text), list(spellings.lang), kinds)
    pairs = keyed(index, asked, kinds)
    keyless = {"oğlu", "qızı"}
    lost = [
        spellings.text[row]
        for row in range(len(spellings.text))
        if spellings.entity[row] not in spellings.entity[list(found(pairs, row))]
    ]
    assert [] == [name for name in lost if name.lower() not in keyless]


def test_every_name_of_a_gazetteer_finds_itself(small: Resolver) -> None:
    """The same without its language and kind being given."""
    texts = list(small.index.spellings.text)
    pairs = keyed(small.index, read(texts))
    assert [] == [text for row, text in enumerate(texts) if row not in found(pairs, row)]


def shapes_of(table: NameTable, name: int) -> list[set[str]]:
    """The coarse strings of the tokens of a name that it can be found by, in all their readings."""
    runs, forms = table.names, table.table.forms
    shapes = []
    for token in range(int(runs.first[name]), int(runs.first[name + 1])):
        if not PROPER[runs.role[token]]:
            continue
        form = int(runs.form[token])
        rows = forms.sound[forms.first[form] : forms.first[form + 1]]
        coarse = alphabet.coarse(table.table.sounds.codes[rows])
        shapes.append({"".join(alphabet.COARSE_ALPHABET[c - 1] for c in row if c) for row in coarse})
    return shapes


def grams_of(shape: str) -> set[str]:
    closed = f" {shape} ".ljust(4)
    return {closed[i : i + 4] for i in range(len(closed) - 3)}


def plain_near(gazetteer: NameTable, query: NameTable) -> set[int] | None:
    """Names that hold a shape whose 4-grams are like those of one of the query; None where a budget binds."""
    holders: dict[str, set[int]] = defaultdict(set)
    for name in range(len(gazetteer.names.first) - 1):
        for shapes in shapes_of(gazetteer, name):
            for shape in shapes:
                holders[shape].add(name)
    every = set(holders)
    weight = {
        gram: log(1 + len(every) / max(1, sum(gram in grams_of(s) for s in every))) ** 2
        for gram in set().union(*map(grams_of, every))
    }
    rare = log(1 + len(every)) ** 2

    def norm(grams: set[str]) -> float:
        return sqrt(sum(weight.get(gram, rare) ** 2 for gram in grams))

    names: set[int] = set()
    for shapes in shapes_of(query, 0):
        for shape in shapes:
            own, slack = grams_of(shape), 2 if len(shape) > 4 else 1
            if len(own) > MOST_GRAMS:
                return None
            cosines = {
                other: sum(weight[g] ** 2 for g in own & grams_of(other))
                / (norm(own) * norm(grams_of(other)))
                for other in every
                if abs(len(other) - len(shape)) <= slack and own & grams_of(other)
            }
            if any(abs(cosine - LEAST_COSINE) < 1e-3 for cosine in cosines.values()):
                return None
            near = {other for other, cosine in cosines.items() if cosine >= LEAST_COSINE}
            if len(near) > NEAR_TOKENS:
                return None
            names |= set().union(*(holders[other] for other in near))
    return names


@st.composite
def slips(draw: st.DrawFn) -> str:
    name = list(draw(queries))
    at = draw(st.integers(0, len(name)))
    name[at : at + draw(st.integers(0, 1))] = draw(st.text(ALPHABETS["en"].lower(), max_size=1))
    return "".join(name)


@given(slips())
def test_near_names_are_those_of_the_definition(small: Resolver, query: str) -> None:
    """Where no budget binds, near are the names that hold a near token, three of an entity at most."""
    index = small.index
    gazetteer = read(list(index.spellings.text), list(index.spellings.lang), _kinds(index))
    asked = read([query])
    plain = plain_near(gazetteer, asked)
    assume(plain is not None)
    entities = index.spellings.entity
    counted = {
        one: min(NAMES_AN_ENTITY, sum(entities[n] == one for n in plain))
        for one in entities[[*plain]].tolist()
    }
    assume(sum(counted.values()) <= NEAR_LIMIT)
    near = found(near_to(index, asked, np.array([0])))
    assert near <= plain
    assert counted == {one: sum(entities[n] == one for n in near) for one in entities[[*near]].tolist()}


def _kinds(index: Index) -> list[int]:
    return index.entities.kind[index.spellings.entity].tolist()


def test_only_wanted_queries_are_searched(small: Resolver) -> None:
    """Rows that are not wanted have no candidates, and no wanted row is no candidate at all."""
    asked = read(["Lavrof", "Bakku", "Shoygu"])
    assert {1} == set(near_to(small.index, asked, np.array([1])).query.tolist())
    assert 0 == len(near_to(small.index, asked, np.zeros(0, np.int64)).query)


@pytest.mark.parametrize(
    ("query", "entity"),
    [
        ("Lavrof", "per:lavrov_sergei"),
        ("Sergej Lawrov", "per:lavrov_sergei"),
        ("Nachitschevan", "loc:nakhchivan"),
        ("Bakku", "loc:baku"),
        ("Mamedjarow", "per:mammadyarov_elmar"),
        ("Avropa Birligi", "org:eu"),
    ],
)
def test_slips_are_near(query: str, entity: str, small: Resolver) -> None:
    """A slip does not hide a name."""
    index = small.index
    near = found(near_to(index, read([query]), np.array([0])))
    assert entity in {index.entities.id[int(index.spellings.entity[name])] for name in near}


@pytest.mark.parametrize(
    ("query", "bearers"),
    [
        ("Əliyev", {"per:aliyev_ilham", "per:aliyev_heydar"}),
        ("Alijew", {"per:aliyev_ilham", "per:aliyev_heydar"}),
        ("V. Lawrow", {"per:lavrov_sergei"}),
        ("Sergej", {"per:lavrov_sergei", "per:shoigu_sergei"}),
        ("Ilham Alijew", set()),
        ("Bakı", set()),
        ("Nobody", set()),
    ],
)
def test_bearers(query: str, bearers: set[str], small: Resolver) -> None:
    """A single name leads to the persons who bear it; two names and names of places do not."""
    index = small.index
    pairs = find_bearers(index, read([query]))
    assert bearers == {index.entities.id[int(index.spellings.entity[name])] for name in found(pairs)}


def test_limits(embedded: Resolver) -> None:
    """However common a name is, so many candidates are taken and no more, none twice."""
    asked = read(["San", "Ali", "Sergej", "Saint Martin", "Vladimir Ivanov"])
    index, wanted = embedded.index, np.arange(5)
    for pairs, limit in (
        (keyed(index, asked), KEYED_KEPT),
        (find_bearers(index, asked), BEARER_LIMIT),
        (near_to(index, asked, wanted), NEAR_LIMIT),
    ):
        counts = np.bincount(pairs.query, minlength=5)
        assert 0 < counts.max() <= limit
        assert len(pairs.query) == len(set(zip(pairs.query.tolist(), pairs.name.tolist(), strict=True)))


def test_kinds_of_bearers(embedded: Resolver) -> None:
    """Bearers are persons."""
    index = embedded.index
    pairs = find_bearers(index, read(["Aliyev", "Putin", "Merkel"]))
    kinds = index.entities.kind[index.spellings.entity[pairs.name]]
    assert [KINDS.index("person")] == np.unique(kinds).tolist()


some_pairs = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), unique=True, max_size=8)


@given(some_pairs, some_pairs)
def test_pairs(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    """Pairs are joined and taken away as sets are, in their order."""

    def pairs(rows: list[tuple[int, int]]) -> Pairs:
        return Pairs(np.array([q for q, _ in rows], np.int64), np.array([n for _, n in rows], np.int64))

    def rows(found: Pairs) -> list[tuple[int, int]]:
        return list(zip(found.query.tolist(), found.name.tolist(), strict=True))

    assert [pair for pair in one if pair not in other] == rows(pairs(one).without(pairs(other)))
    assert one + [pair for pair in other if pair not in one] == rows(pairs(one).joined(pairs(other)))
