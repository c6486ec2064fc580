"""Entities that may be one: what is proposed, what never is, what contradicts itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl
import pytest

from resolve.index.build import build_index
from resolve.linkage import Links, find_links


@dataclass(frozen=True)
class Entity:
    """An entity of a small gazetteer."""

    entity_id: str
    kind: str
    names: tuple[tuple[str, str], ...]
    country: str | None = None
    birth_year: int | None = None
    place: tuple[float, float] | None = None
    population: int | None = None
    feature: str | None = None
    same_as: str | None = None
    different_from: str | None = None


PERSON = Entity("a:1", "person", (("az", "Elçin Həsənzadə"), ("en", "Elchin Hasanzade")), "AZ", 1970)
AGAIN = Entity("b:1", "person", (("ru", "Эльчин Гасанзаде"),), "AZ", 1970)
TOWN = Entity("a:2", "place", (("az", "Goranboy"),), "AZ", None, (40.61, 46.79), 9_000, "P.PPL")
TOWN_AGAIN = Entity(
    "b:2", "place", (("ru", "Геранбой"), ("tr", "Goranboy")), "AZ", None, (40.612, 46.788), 9_300
)
OTHERS = [
    Entity(f"c:{number}", "person", (("az", name),), "AZ")
    for number, name in enumerate(("Orxan Vəliyev", "Leyla Quliyeva", "Rəşad Məmmədov", "Aydın Sultanov"))
]


def links_of(*entities: Entity, threshold: float = 0.9) -> Links:
    """Link a gazetteer of these entities and some others."""
    every = [*entities, *OTHERS]
    columns = (
        "entity_id",
        "kind",
        "country",
        "birth_year",
        "population",
        "feature",
        "same_as",
        "different_from",
    )
    numbers = {"birth_year": pl.Int32, "population": pl.Int64}
    table = pl.DataFrame(
        {column: [getattr(one, column) for one in every] for column in columns},
        schema={column: numbers.get(column, pl.String) for column in columns},
    ).with_columns(
        name=pl.Series([one.names[0][1] for one in every]),
        latitude=pl.Series([str(one.place[0]) if one.place else None for one in every], dtype=pl.String),
        longitude=pl.Series([str(one.place[1]) if one.place else None for one in every], dtype=pl.String),
    )
    rows = [(one.entity_id, lang, name) for one in every for lang, name in one.names]
    names = pl.DataFrame(rows, schema=["entity_id", "lang", "name"], orient="row").with_columns(
        is_preferred=pl.lit(value=True), name_kind=pl.lit("preferred")
    )
    return find_links(build_index(table, names), table, threshold)


def merges(*entities: Entity) -> list[tuple[str, tuple[str, ...]]]:
    """The merges that are proposed, as the ID that stays and those that go."""
    return [(one.entity_id, one.merged) for one in links_of(*entities).proposals]


@pytest.mark.parametrize(("one", "other"), [(PERSON, AGAIN), (TOWN, TOWN_AGAIN)])
def test_one_entity_in_two_sources(one: Entity, other: Entity) -> None:
    """Entities whose names are spellings of one name, and whose facts agree, are proposed as one."""
    stays = max((one, other), key=lambda entity: len(entity.names))
    goes = other if stays is one else one
    (proposal,) = links_of(one, other).proposals
    assert (stays.entity_id, (goes.entity_id,)) == (proposal.entity_id, proposal.merged)
    assert 0.9 <= proposal.probability <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PERSON, replace(AGAIN, kind="organization")),
        (PERSON, replace(AGAIN, country="TR")),
        (PERSON, replace(AGAIN, birth_year=1940)),
        (PERSON, replace(AGAIN, different_from="a:1")),
        (PERSON, replace(AGAIN, names=(("az", "Həsənzadə"),))),
        (replace(PERSON, names=(("az", "Həsənzadə"),)), replace(AGAIN, names=(("az", "Həsənzadə"),))),
        (TOWN, replace(TOWN_AGAIN, place=(40.9, 47.5))),
        (TOWN, replace(TOWN_AGAIN, feature="A.ADM1", population=100_000)),
        (TOWN, replace(TOWN_AGAIN, feature="H.STM", population=None)),
        (TOWN, replace(TOWN_AGAIN, names=(("az", "Goranboy rayonu"),), population=100_000)),
        (TOWN, replace(TOWN_AGAIN, place=None, country=None, population=None)),
    ],
)
def test_never_proposed(one: Entity, other: Entity) -> None:
    """Of another kind, country, year or sort, apart or nowhere, or a surname alone: not one."""
    assert [] == merges(one, other)


def test_town_and_district_beside_each_other() -> None:
    """Of a town and the district of its name, a town without a feature code is the one that it is like."""
    district = Entity("a:3", "place", (("az", "Goranboy"),), "AZ", None, (40.53, 46.6), 103_000, "A.ADM1")
    assert [("b:2", ("a:2",))] == merges(TOWN, district, TOWN_AGAIN)


def test_evidence_in_words() -> None:
    """A proposal tells both sides, what speaks for it and what against it, and how far they lie apart."""
    (proposal,) = links_of(TOWN, TOWN_AGAIN).proposals
    (pair,) = proposal.pairs
    assert ("b:2", "Геранбой", "place", "AZ") == (
        pair.one.entity_id,
        pair.one.name,
        pair.one.kind,
        pair.one.country,
    )
    assert ("Goranboy", "Goranboy") == pair.alike
    assert 0.3 == pair.kilometres
    assert {"both in AZ", "0.3 km apart", "no other bears the name"} <= set(pair.speaking_for)
    assert ("50% of the names of the one have no answer",) not in pair.speaking_against


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (replace(TOWN, same_as="x:1"), replace(TOWN_AGAIN, same_as="x:2"), "x:1 x:2"),
        (
            replace(TOWN, entity_id="geonames:1"),
            replace(TOWN_AGAIN, entity_id="geonames:2"),
            "geonames:1 geonames:2",
        ),
    ],
)
def test_two_ids_of_one_authority(one: Entity, other: Entity, shared: str) -> None:
    """What one authority knows by two IDs is not proposed but told; its own IDs tell as much as `same_as`."""
    found = links_of(one, other, threshold=0.3)
    assert ((), [("two IDs of one authority", shared)]) == (
        found.proposals,
        [(conflict.reason, conflict.shared) for conflict in found.conflicts],
    )


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (replace(PERSON, same_as="q:7"), replace(TOWN, same_as="q:7"), ("two kinds, one ID", "q:7")),
        (replace(PERSON, same_as="a:2"), TOWN, ("two kinds, one ID", "a:2")),
        (
            TOWN,
            Entity("b:9", "organization", (("az", "Goranboy"),), place=(40.61, 46.79)),
            ("two kinds, one name and place", "Goranboy"),
        ),
    ],
)
def test_two_kinds(one: Entity, other: Entity, told: tuple[str, str]) -> None:
    """One ID, or one name at one place, for entities of two kinds is a conflict."""
    assert [told] == [(conflict.reason, conflict.shared) for conflict in links_of(one, other).conflicts]


def test_no_contradiction_in_a_group() -> None:
    """Of three that are alike, two of which one authority numbers apart, two are proposed and one is told."""
    one, other = (replace(TOWN, entity_id=f"geonames:{number}") for number in (1, 2))
    third = replace(TOWN, entity_id="b:7", names=TOWN_AGAIN.names)
    found = links_of(one, other, third, threshold=0.2)
    assert [1] == [len(proposal.merged) for proposal in found.proposals]
    assert "part of a contradiction" in [conflict.reason for conflict in found.conflicts]


def test_shared_id_of_one_kind() -> None:
    """Two that share an ID of another source are one, unless all else speaks against it."""
    (proposal,) = links_of(
        replace(PERSON, same_as="q:7", country=None), replace(AGAIN, same_as="q:7")
    ).proposals
    assert "both are q:7" == proposal.pairs[0].speaking_for[0]


def test_order_does_not_matter() -> None:
    """The same entities in another order give the same."""
    every = (PERSON, AGAIN, TOWN, TOWN_AGAIN)
    assert links_of(*every) == links_of(*every[::-1])


def test_empty_and_single() -> None:
    """A gazetteer in which nothing is alike has nothing to propose and no conflict."""
    found = links_of()
    assert (len(OTHERS), (), ()) == (found.entities, found.proposals, found.conflicts)


def test_common_name_in_a_small_gazetteer() -> None:
    """A name that many bear is not said to be one person's since the gazetteer has it but twice."""
    rare = Entity("a:8", "person", (("az", "Elçin Qədirzadə"),), "AZ")
    rare_again = Entity("b:8", "person", (("ru", "Эльчин Гадирзаде"),), "AZ")
    common = Entity("a:9", "person", (("az", "Əli Məmmədov"),), "AZ")
    common_again = Entity("b:9", "person", (("ru", "Али Мамедов"),), "AZ")
    assert [("a:8", ("b:8",))] == merges(rare, rare_again, common, common_again)
    (told,) = [
        one.pairs[0].speaking_against
        for one in links_of(common, common_again, threshold=0.1).proposals
        if one.entity_id == "a:9"
    ]
    assert "a common name, which others may bear that are not listed here" in told


def test_strait_is_not_the_city() -> None:
    """A strait, whose names partly say so, is not the city that bears a name of it."""
    city = Entity("a:7", "place", (("tr", "Çanakkale"), ("en", "Dardanelles")), "TR")
    strait = Entity(
        "b:7",
        "place",
        (("tr", "Çanakkale Boğazı"), ("en", "Dardanelles"), ("de", "Dardanellen")),
        "TR",
    )
    assert [] == merges(city, strait)


def test_sort_is_of_places_alone() -> None:
    """What sort of place an organization's name speaks of is not asked."""
    one = Entity("a:6", "organization", (("en", "River Insurance of Goranboy"),), "AZ")
    other = Entity("b:6", "organization", (("en", "River Insurance of Goranboy"),), "AZ")
    told = [
        text
        for proposal in links_of(one, other, threshold=0.05).proposals
        for pair in proposal.pairs
        for text in (*pair.speaking_for, *pair.speaking_against)
    ]
    assert told
    assert [] == [text for text in told if "sort" in text or "both stream" in text or "both water" in text]
