"""What each operation does to a gazetteer, and what it is refused for."""

from __future__ import annotations

from pathlib import Path

import pytest
from changing import change, names_of, opened, small_gazetteer

from gazetteer import errors
from gazetteer.changes import (
    Add,
    AddName,
    DifferentFrom,
    DropName,
    Merge,
    NamePick,
    NewName,
    RenameId,
    Retire,
    SameAs,
    Split,
    Unmerge,
)
from gazetteer.changes.operations import Operation

NEW = (NewName("az", "Yeni"),)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return the directory of a small gazetteer."""
    return small_gazetteer(tmp_path)


def test_add(place: Path) -> None:
    """A new entity has what was told of it, and its first preferred name as the canonical one."""
    names = (NewName("de", "Neu"), NewName("az", "Yeni", is_preferred=True, source="hand"))
    change(
        place, Add("per:y", "person", names, birth_year=1980, same_as=("wikidata:Q1",), more=(("k", "v"),))
    )
    entity = opened(place).entity("per:y")
    assert entity is not None
    assert ("person", "Yeni", 1980, ("wikidata:Q1",), (("k", "v"),)) == (
        entity.kind,
        entity.name,
        entity.birth_year,
        entity.same_as,
        entity.more,
    )
    assert [("az", "Latn", "preferred", "hand"), ("de", "Latn", "alias", None)] == [
        (name.lang, name.script, name.name_kind, name.source) for name in opened(place).names("per:y")
    ]


def test_retire(place: Path) -> None:
    """A retired ID, and those that led to it, answer `retired` with the reason; the names are gone."""
    change(place, Retire("loc:quba"))
    for entity_id in ("loc:quba", "loc:old"):
        status = opened(place).status(entity_id)
        assert ("retired", None, f"{entity_id!r} is retired: test") == (
            status.state,
            status.entity_id,
            status.reason,
        )
    assert () == opened(place).search("Quba")


def test_merge(place: Path) -> None:
    """Merged entities have all names once and the facts of the first that has them; the ID leads on."""
    change(place, Merge("loc:baku", ("loc:baki", "loc:quba")))
    entity = opened(place).entity("loc:old")
    assert entity is not None
    assert ("loc:baku", "Bakı", "AZ", 2300500, "a town") == (
        entity.entity_id,
        entity.name,
        entity.country,
        entity.population,
        entity.description,
    )
    assert [("az", "Bakı"), ("az", "Quba"), ("de", "Baku"), ("ru", "Куба"), ("tr", "Bakü")] == names_of(
        place, "loc:baki"
    )


def test_chains_are_flattened(place: Path) -> None:
    """However many merges and renamings came between, an ID leads to where it ends at once."""
    change(place, Merge("loc:gence", ("loc:quba",)))
    change(place, RenameId("loc:gence", "loc:ganja"))
    change(place, Merge("loc:susa", ("loc:ganja",)))
    table = opened(place).snapshot.redirects()
    assert [
        ("loc:atlantis", None),
        *((old, "loc:susa") for old in ("loc:ganja", "loc:gence", "loc:old", "loc:quba")),
    ] == [(old, new) for old, new, _ in table.iter_rows()]


def test_split(place: Path) -> None:
    """The names that are told go to a new entity, CURIEs too, and both have canonical names of their own."""
    picks = (NamePick("Bakı", source="hand"),)
    change(place, Split("loc:baku", "loc:baku_2", picks, country="TR", same_as=("wikidata:Q9248",)))
    old, new = opened(place).entity("loc:baku"), opened(place).entity("loc:baku_2")
    assert old is not None
    assert new is not None
    assert ("Baku", ("geonames:587084",), "AZ") == (old.name, old.same_as, old.country)
    assert ("Bakı", ("wikidata:Q9248",), "TR", "place") == (new.name, new.same_as, new.country, new.kind)


def test_split_gives_an_id_back(place: Path) -> None:
    """An ID that led to the entity, whoever merged them, can stand for what is split off."""
    change(place, Split("loc:quba", "loc:old", (NamePick("Куба", "ru"),)))
    assert ("current", [("ru", "Куба")]) == (
        opened(place).status("loc:old").state,
        names_of(place, "loc:old"),
    )


def test_rename_id_and_back(place: Path) -> None:
    """An entity gets another ID, and its old one back; the same content is the same snapshot."""
    before = opened(place).snapshot
    change(place, RenameId("loc:quba", "loc:guba"))
    assert "loc:guba" == opened(place).status("loc:old").entity_id
    change(place, RenameId("loc:guba", "loc:quba"))
    after = opened(place)
    assert ("loc:quba", "loc:quba") == (after.status("loc:guba").entity_id, after.status("loc:old").entity_id)
    assert before.manifest.table("names").content_sha256 == after.info.table("names").content_sha256


def test_names(place: Path) -> None:
    """Names come and go; where the canonical one goes, a preferred one takes its place."""
    change(
        place,
        AddName("loc:old", NewName("de", "Kuba", is_preferred=True)),
        DropName("loc:quba", NamePick("Quba")),
    )
    entity = opened(place).entity("loc:quba")
    assert entity is not None
    assert "Kuba" == entity.name
    assert [("de", "Kuba"), ("ru", "Куба")] == names_of(place, "loc:quba")


def test_different_from(place: Path) -> None:
    """Entities that were found different are not merged, under later IDs either; both tell of it."""
    change(place, DifferentFrom("loc:quba", ("loc:gence",)))
    change(place, RenameId("loc:gence", "loc:ganja"))
    entity = opened(place).entity("loc:quba")
    assert entity is not None
    assert (("different_from", "loc:gence"),) == entity.more
    for stays, gives in (("loc:quba", "loc:ganja"), ("loc:ganja", "loc:quba")):
        with pytest.raises(errors.RefusedChange, match="were found to be different"):
            change(place, Merge(stays, (gives,)))


REFUSED: list[tuple[Operation, str]] = [
    (Add("loc:quba", "place", NEW), "'loc:quba' is in use"),
    (Add("loc:old", "place", NEW), "'loc:old' leads to 'loc:quba'; an ID never changes its meaning"),
    (
        Add("loc:atlantis", "place", NEW),
        "'loc:atlantis' is retired: never was; an ID never changes its meaning",
    ),
    (Add("x", "place", NEW, same_as=("wikidata:Q9248",)), "'wikidata:Q9248' stands for 'loc:baku' already"),
    (Add("x", "place", NEW, same_as=("loc:quba",)), "'loc:quba' stands for 'loc:quba' already"),
    (Add("wikidata:Q9248", "place", NEW), "'wikidata:Q9248' stands for 'loc:baku' already"),
    (Add("x", "place", (NewName("az", "A", more=(("page", "7"),)),)), "no column 'page' of names"),
    (Retire("x"), "no entity 'x' in this gazetteer"),
    (Retire("loc:old"), "'loc:old' is now 'loc:quba'"),
    (Retire("loc:atlantis"), "'loc:atlantis' is retired: never was"),
    (Merge("loc:old", ("loc:baku",)), "'loc:old' is now 'loc:quba'; a circle of merges is refused"),
    (Merge("loc:baku", ("per:eliyev",)), "'loc:baku' is of kind place, 'per:eliyev' of kind person"),
    (Merge("loc:baku", ("loc:atlantis",)), "'loc:atlantis' is retired"),
    (Split("loc:baku", "x", (NamePick("Baku", "tr"),)), "it has 'Baku' (de, preferred)"),
    (Split("loc:baku", "x", (NamePick("Baku"), NamePick("Bakı"))), "would have no name left"),
    (Split("loc:baku", "loc:old", (NamePick("Baku"),)), "'loc:old' leads to 'loc:quba'"),
    (Split("loc:baku", "x", (NamePick("Baku"),), same_as=("wikidata:Q183380",)), "stands for 'loc:gence'"),
    (Unmerge("loc:baku"), "'loc:baku' is in force; expected: an ID that was merged"),
    (Unmerge("loc:atlantis"), "'loc:atlantis' is retired; expected: an ID that was merged"),
    (Unmerge("loc:old"), "the log tells of no merge in which 'loc:old' gave way"),
    (RenameId("loc:baku", "loc:quba"), "'loc:quba' is in use"),
    (RenameId("loc:baku", "loc:old"), "'loc:old' leads to 'loc:quba'"),
    (RenameId("loc:quba", "wikidata:Q9248"), "'wikidata:Q9248' stands for 'loc:baku'"),
    (AddName("loc:atlantis", NEW[0]), "'loc:atlantis' is retired"),
    (DropName("loc:quba", NamePick("Kuba")), "has no such name 'Kuba'; it has 'Quba' (az, preferred)"),
    (DropName("loc:susa", NamePick("Şuşa")), "would have no name left; to do away with it, use retire"),
    (SameAs("loc:quba", ("wikidata:Q9248",)), "stands for 'loc:baku' already"),
    (DifferentFrom("loc:quba", ("loc:old",)), "are one entity"),
]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the directory of a small gazetteer that stays as it is."""
    return small_gazetteer(tmp_path_factory.mktemp("untouched"))


@pytest.mark.parametrize(("operation", "says"), REFUSED)
def test_refused(operation: Operation, says: str, untouched: Path) -> None:
    """What does not go with the gazetteer is refused with what there is, and nothing is changed."""
    before = opened(untouched).snapshot.id
    with pytest.raises(errors.RefusedChange) as refusal:
        change(untouched, Retire("per:veliyev"), operation)
    assert says in str(refusal.value)
    assert str(refusal.value).startswith("change 2: ")
    assert str(refusal.value).endswith("; nothing was changed")
    assert (before, 1) == (opened(untouched).snapshot.id, len(list((untouched / "log").iterdir())))


SO_ALREADY: list[tuple[Operation, str]] = [
    (Merge("loc:quba", ("loc:old",)), "'loc:old' leads to 'loc:quba' already"),
    (
        AddName("loc:baku", NewName("de", "Baku", is_preferred=True, source="hand")),
        "has the name 'Baku' (de) already",
    ),
    (SameAs("loc:baku", ("wikidata:Q9248",)), "is the same as wikidata:Q9248 already"),
]


@pytest.mark.parametrize(("operation", "says"), SO_ALREADY)
def test_so_already(operation: Operation, says: str, untouched: Path) -> None:
    """What is so already changes nothing, and is told."""
    applied = change(untouched, operation)
    assert (None, opened(untouched).snapshot.id) == (applied.entry, applied.snapshot.id)
    assert says in applied.notes[-1]
