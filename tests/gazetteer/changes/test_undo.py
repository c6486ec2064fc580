"""A merge undone: exactly, and without taking back what was done since."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from changing import change, names_of, opened, small_gazetteer

from gazetteer import errors, past
from gazetteer.changes import AddName, DropName, Merge, NamePick, NewName, RenameId, Retire, SameAs, Unmerge


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return the directory of a small gazetteer."""
    return small_gazetteer(tmp_path)


@pytest.mark.parametrize(
    "merged", [("loc:baki",), ("loc:quba", "loc:baki"), ("loc:gence", "loc:quba", "loc:baki")]
)
def test_all_as_before(merged: tuple[str, ...], place: Path) -> None:
    """Undone in any order, merges leave the very snapshot that there was before."""
    before = opened(place).snapshot.id
    change(place, Merge("loc:baku", merged))
    assert before != opened(place).snapshot.id
    change(place, *map(Unmerge, merged))
    assert before == opened(place).snapshot.id


def test_in_one_file(place: Path) -> None:
    """A merge can be undone among the changes that it was made with."""
    assert None is change(place, Merge("loc:baku", ("loc:baki",)), Unmerge("loc:baki")).entry


def test_later_changes_stay(place: Path) -> None:
    """Names that came, and went, after the merge are where they were put; what came by it goes back."""
    change(place, Merge("loc:baku", ("loc:baki", "loc:quba")))
    change(
        place,
        AddName("loc:baku", NewName("fr", "Bakou")),
        DropName("loc:baku", NamePick("Куба")),
        SameAs("loc:baku", ("wikidata:Q1",)),
    )
    change(place, Unmerge("loc:quba"))
    assert [("az", "Quba")] == names_of(place, "loc:quba")
    assert [("az", "Bakı"), ("de", "Baku"), ("fr", "Bakou"), ("tr", "Bakü")] == names_of(place, "loc:baku")
    change(place, Unmerge("loc:baki"))
    assert [("de", "Baku"), ("tr", "Bakü")] == names_of(place, "loc:baki")
    entity = opened(place).entity("loc:baku")
    assert entity is not None
    assert (None, ("geonames:587084", "wikidata:Q1", "wikidata:Q9248")) == (
        entity.description,
        entity.same_as,
    )
    assert "loc:quba" == opened(place).status("loc:old").entity_id


def test_renamed_since(place: Path) -> None:
    """The entity that stayed may have got another ID since."""
    change(place, Merge("loc:baku", ("loc:quba",)))
    change(place, RenameId("loc:baku", "loc:capital"))
    change(place, Unmerge("loc:quba"))
    assert ("loc:quba", "loc:capital") == (
        opened(place).status("loc:old").entity_id,
        opened(place).status("loc:baku").entity_id,
    )


def test_merged_since(place: Path) -> None:
    """If the entity that stayed was merged itself since, that merge is to be undone first."""
    before = opened(place).snapshot.id
    change(place, Merge("loc:baku", ("loc:quba",)))
    change(place, Merge("loc:gence", ("loc:baku",)))
    with pytest.raises(errors.RefusedChange, match="undo that first: split --merge loc:baku"):
        change(place, Unmerge("loc:quba"))
    change(place, Unmerge("loc:baku"), Unmerge("loc:quba"))
    assert before == opened(place).snapshot.id


def test_nothing_to_go_back_to(place: Path) -> None:
    """A merge cannot be undone if its entity is retired, if it was undone, or if it was restored away."""
    change(place, Merge("loc:baku", ("loc:quba",)))
    change(place, Unmerge("loc:quba"))
    with pytest.raises(errors.RefusedChange, match="'loc:quba' is in force"):
        change(place, Unmerge("loc:quba"))
    change(place, Merge("loc:baku", ("loc:quba",)))
    change(place, Retire("loc:baku"))
    with pytest.raises(errors.RefusedChange, match="'loc:quba' is retired"):
        change(place, Unmerge("loc:quba"))
    past.restore(place, "1")
    change(place, RenameId("loc:quba", "loc:guba"))
    with pytest.raises(errors.RefusedChange, match="the log tells of no merge"):
        change(place, Unmerge("loc:quba"))


def test_undone_by_the_log_alone(place: Path) -> None:
    """A merge that a restore went back to can be undone as ever; the snapshots of old are not needed."""
    before = opened(place).snapshot.id
    change(place, Merge("loc:baku", ("loc:quba",)))
    change(place, Retire("loc:gence"))
    past.restore(place, "2")
    in_force = opened(place).snapshot
    needed = {in_force.id, in_force.base.id if in_force.base else in_force.id}
    for home in (place / "snapshots").iterdir():
        if home.name not in needed:
            shutil.rmtree(home)
    change(place, Unmerge("loc:quba"))
    assert before == opened(place).snapshot.id


def test_no_name_left(place: Path) -> None:
    """An entity whose own names were all dropped since cannot do without those that came by the merge."""
    change(place, Merge("loc:susa", ("loc:quba",)))
    change(place, DropName("loc:susa", NamePick("Şuşa")))
    with pytest.raises(errors.RefusedChange, match="'loc:susa' would have no name left"):
        change(place, Unmerge("loc:quba"))


def test_all_names_dropped_since(place: Path) -> None:
    """An entity that comes back has its names again, if none of them is left."""
    change(place, Merge("loc:susa", ("loc:gence",)))
    change(place, DropName("loc:susa", NamePick("Gəncə")))
    change(place, Unmerge("loc:gence"))
    assert [("az", "Gəncə")] == names_of(place, "loc:gence")
