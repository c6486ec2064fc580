"""What differs between two snapshots: the same rows as when all are compared with all."""

from __future__ import annotations

import polars as pl
import pytest
from changing import NAMES, change, opened, small_gazetteer

import gazetteer
from gazetteer.changes import Add, AddName, Merge, NamePick, NewName, RenameId, Retire, Split, Unmerge
from gazetteer.difference import diff
from gazetteer.snapshot import Snapshot

STEPS = (
    [AddName("loc:quba", NewName("de", "Kuba"))],
    [Merge("loc:baku", ("loc:baki",)), Retire("loc:susa")],
    [Unmerge("loc:baki"), RenameId("loc:old_2", "loc:new")],
    [Split("loc:quba", "loc:quba_2", (NamePick("Куба"),))],
    [
        Add(f"new:{number}", "other", (NewName("az", f"Yeni {number}"),), more=(("k", "v"),))
        for number in range(40)
    ],
)


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> list[Snapshot]:
    """Return the snapshots of a gazetteer that was built, changed, and built anew from other rows."""
    folder = tmp_path_factory.mktemp("states")
    rows = "".join(f"loc:{n},place,az,Kənd {n},true,,,,,,\n" for n in range(100))
    place = small_gazetteer(folder, f"{NAMES}loc:old_2,place,az,Köhnə,true,,,,,,\n{rows}")
    found = [opened(place).snapshot]
    found += [change(place, *operations).snapshot for operations in STEPS]
    small_gazetteer(folder, NAMES.replace("press", "print"))
    return [*found, opened(place).snapshot]


def plain(
    before: pl.DataFrame, after: pl.DataFrame
) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """Compare all rows with all, each as the pairs of what it says."""
    old, new = (
        {
            tuple(sorted((key, value) for key, value in row.items() if value is not None))
            for row in frame.to_dicts()
        }
        for frame in (before, after)
    )
    return old - new, new - old


def test_layers_and_wholes(states: list[Snapshot]) -> None:
    """The states compared below are of all sorts: built, layered over it, and written whole again."""
    assert [False, True, True, True, True, False, False] == [state.base is not None for state in states]


@pytest.mark.parametrize("before", range(len(STEPS) + 2))
@pytest.mark.parametrize("after", range(len(STEPS) + 2))
def test_same_as_comparing_all(before: int, after: int, states: list[Snapshot]) -> None:
    """Whatever the snapshots share on disk, the rows that differ are those of a plain comparison."""
    old, new = states[before], states[after]
    found = diff(old, new)
    empty = pl.DataFrame()
    for removed, added, table in (
        (found.removed_entities, found.added_entities, "entities"),
        (found.removed_names, found.added_names, "names"),
        (found.removed_redirects, found.added_redirects, "redirects"),
    ):
        expected = plain(old.tables().by_name()[table], new.tables().by_name()[table])
        assert expected == (plain(removed, empty)[0], plain(added, empty)[0])
        key = "old_id" if table == "redirects" else "entity_id"
        assert removed[key].is_sorted()
        assert added[key].is_sorted()


def test_offered(states: list[Snapshot]) -> None:
    """The package offers it under its name."""
    assert ["Kuba"] == gazetteer.diff(states[0], states[1]).added_names["name"].to_list()
