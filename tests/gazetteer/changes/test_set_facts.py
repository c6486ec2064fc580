"""Facts set, and what they were before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from changing import change, opened, small_gazetteer
from command_line import call_gazetteer
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import errors, past
from gazetteer.changes import (
    AddName,
    DropName,
    FactsAsBefore,
    Merge,
    NamePick,
    NewName,
    RenameId,
    SetFacts,
    Unmerge,
)
from gazetteer.changes.facts import read_facts, told_facts


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return the directory of a small gazetteer."""
    return small_gazetteer(tmp_path)


def fact(place: Path, entity_id: str, field: str) -> object:
    """Return a fact of an entity."""
    entity = opened(place).entity(entity_id)
    assert entity is not None
    return dict(entity.more).get(field) if field in ("latitude", "longitude") else getattr(entity, field)


def test_set(place: Path) -> None:
    """Facts are set together, what is not told stays, and null is what is not known."""
    facts = read_facts(
        {"kind": "other", "population": 7, "country": None, "latitude": 40.5, "birth_year": -43}
    )
    change(place, SetFacts("loc:baku", facts))
    entity = opened(place).entity("loc:baku")
    assert entity is not None
    assert ("other", 7, None, -43, "Bakı", (("latitude", "40.5"),)) == (
        entity.kind,
        entity.population,
        entity.country,
        entity.birth_year,
        entity.name,
        entity.more,
    )


def test_as_before(place: Path) -> None:
    """What was set is taken back step by step, by any ID that leads to the entity, and under a new one."""
    start = opened(place).snapshot.id
    change(place, SetFacts("loc:old", (("population", 1),)))
    change(place, SetFacts("loc:quba", (("country", "TR"), ("population", 2))))
    change(place, RenameId("loc:quba", "loc:guba"))
    change(place, SetFacts("loc:quba", (("population", 3),)))
    seen = []
    for _ in range(3):
        change(place, FactsAsBefore("loc:guba", ("population",)))
        seen.append(fact(place, "loc:guba", "population"))
    assert [2, 1, None] == seen
    with pytest.raises(
        errors.RefusedChange, match="does not tell what 'population' of 'loc:guba' was before"
    ):
        change(place, FactsAsBefore("loc:guba", ("population",)))
    change(place, FactsAsBefore("loc:guba", ("country",)), RenameId("loc:guba", "loc:quba"))
    change(place, SetFacts("loc:quba", (("country", "TR"),)), FactsAsBefore("loc:quba", ("country",)))
    assert "AZ" == fact(place, "loc:quba", "country")
    past.restore(place, "1")
    assert start == opened(place).snapshot.id


def test_as_before_when_it_became_another_since(place: Path) -> None:
    """What was changed by other means since is not taken back."""
    change(place, SetFacts("loc:quba", (("population", None),)), SetFacts("loc:quba", (("population", 5),)))
    change(place, SetFacts("loc:quba", (("name", "Quba"), ("population", None))))
    change(place, FactsAsBefore("loc:quba", ("population",)))
    change(place, SetFacts("loc:quba", (("population", None),)))
    change(place, Merge("loc:quba", ("loc:baku",)))
    with pytest.raises(errors.RefusedChange, match="was set to None and is 2300500 since"):
        change(place, FactsAsBefore("loc:quba", ("population",)))
    change(place, Unmerge("loc:baku"), FactsAsBefore("loc:quba", ("population",)))
    assert 5 == fact(place, "loc:quba", "population")


def test_canonical_name(place: Path) -> None:
    """The canonical name is one of the preferred ones; another one is refused, and those are listed."""
    change(place, SetFacts("loc:baku", (("name", "Baku"),)))
    assert "Baku" == fact(place, "loc:baku", "name")
    with pytest.raises(errors.RefusedChange, match=r"'Bakou' is no name that .* called by; there is: 'Bakı'"):
        change(place, SetFacts("loc:baku", (("name", "Bakou"),)))
    change(place, AddName("loc:baku", NewName("fr", "Bakou")))
    with pytest.raises(errors.RefusedChange, match="add-name --preferred"):
        change(place, SetFacts("loc:baku", (("name", "Bakou"),)))
    change(place, SetFacts("loc:baku", (("name", "Bakı"),)), DropName("loc:baku", NamePick("Baku")))
    with pytest.raises(errors.RefusedChange, match="'Baku' is no name"):
        change(place, FactsAsBefore("loc:baku", ("name",)))


def test_nothing_to_do(place: Path) -> None:
    """What is so already makes no snapshot, and leaves nothing to take back."""
    done = change(place, SetFacts("loc:baku", (("country", "AZ"),)))
    assert (None, ("country of 'loc:baku': so already",)) == (done.entry, done.notes)


def test_columns_of_the_gazetteer(tmp_path: Path) -> None:
    """What else the gazetteer holds of its entities can be set; what it does not know is refused."""
    names = "entity_id,kind,lang,name,province\na,place,az,Quba,Quba rayonu\nb,place,az,Lerik,\n"
    place = small_gazetteer(tmp_path, names + "loc:quba,place,az,Q,\n")
    change(place, SetFacts("b", (("province", "Lerik rayonu"),)))
    entity = opened(place).entity("b")
    assert entity is not None
    assert (("province", "Lerik rayonu"),) == entity.more
    with pytest.raises(errors.RefusedChange, match=r"no fact 'provence' in .* there is: kind.*province"):
        change(place, SetFacts("b", (("provence", "x"),)))


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("country", "'country'; expected: a field, = and its value"),
        ("country=AZE", "country: 'AZE'; expected: a country code of ISO 3166-1, two letters"),
        ("population=many", "population: 'many'; expected: a whole number"),
        ("population=-1", "population: -1; expected: a whole number from 0"),
        ("birth_year=99999", "birth_year: 99999; expected"),
        ("latitude=91", "latitude: '91'; expected: degrees from -90 to 90"),
        ("longitude=1e2", "longitude: '1e2'; expected: degrees from -180 to 180"),
        ("sitelinks=-4", "sitelinks: '-4'; expected: a whole number"),
        ("kind=", "kind: every entity has one"),
        ("name=", "name: every entity has one"),
        ("kind=persn", "kind: 'persn'; expected: person"),
        ("same_as=a:b", "'same_as' is no fact that can be set; there is: kind, name"),
        ("entity_id=x", "'entity_id' is no fact that can be set"),
        ("different_from=x", "'different_from' is no fact that can be set"),
        ("valid_to=1990", "'valid_to' is no fact that can be set"),
    ],
)
def test_refused(told: str, says: str) -> None:
    """What is no fact, or no value of it, is named with what was expected."""
    with pytest.raises(ValueError, match=re.escape(says)):
        told_facts([told])


def test_numbers_in_one_form() -> None:
    """A number that is told with zeros before it is the number."""
    assert (("population", 1000), ("sitelinks", "7")) == told_facts(["population=01000", "sitelinks=007"])


@given(st.floats(-90, 90, allow_nan=False))
def test_degrees(degrees: float) -> None:
    """Degrees come as number or as text, and are kept as they are."""
    assert (("latitude", str(degrees)),) == read_facts({"latitude": degrees})
    assert (("latitude", str(degrees)),) == told_facts([f"latitude={degrees}"])


def test_command(place: Path) -> None:
    """The command sets, and takes back."""
    where = ("--gazetteer", place, "--reason", "census")
    assert (
        0 == call_gazetteer("set", "loc:baku", "population=5", "description=", "longitude=49.9", *where).code
    )
    assert (5, "49.9") == (fact(place, "loc:baku", "population"), fact(place, "loc:baku", "longitude"))
    done = call_gazetteer("set", "loc:baku", "--as-before", "population", "--as-before", "longitude", *where)
    assert (0, 2300500, None) == (
        done.code,
        fact(place, "loc:baku", "population"),
        fact(place, "loc:baku", "longitude"),
    )
    told = call_gazetteer("log", "--changes", "--gazetteer", place).out
    assert '{"op": "set", "entity_id": "loc:baku", "as_before": ["longitude", "population"]' in told
    for arguments in ([], ["population=5", "--as-before", "population"], ["population"], ["a=1", "a=2"]):
        assert 2 == call_gazetteer("set", "loc:baku", *arguments, *where).code
