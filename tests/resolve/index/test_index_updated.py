"""After a change of the gazetteer its index is brought up to date, and answers as one that is built anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from gazetteer import Change, Snapshot, apply_changes, build_gazetteer, locate, restore
from gazetteer.changes import Add, AddName, NewName, Retire
from gazetteer.changes.operations import Operation
from resolve.index import kin
from resolve.index.build import build_index
from resolve.index.change import change_between
from resolve.index.store import provide_index
from resolve.resolver import Resolver, open_resolver
from resolve.types import Options, Query

GIVEN = ("İlham", "Heydər", "Rəşad", "Aygün", "Nigar", "Leyla", "Murad", "Elçin", "Kamran", "Sevil")
SURNAMES = ("Əliyev", "Məmmədov", "Quliyev", "Hüseynov", "Rzayev", "Qasımov", "Abbasov", "Kərimov")
ASKED = [Query(f"{given} {surname}x") for given in GIVEN for surname in SURNAMES[:4]]
ASKED += [Query(name) for name in ("Alijew", "Nigar Sultanli", "Nigar Sultanlı", "Bakı", "Ajgün Mamedowa")]

UPDATED, BUILT = ["changes"], ["reading names", "keys", "shapes", "packing"]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a gazetteer of eighty persons and a place, with an index beside it."""
    folder = tmp_path_factory.mktemp("persons")
    rows = [f"x:{g}{s}\tperson\taz\t{a} {b}" for g, a in enumerate(GIVEN) for s, b in enumerate(SURNAMES)]
    table = folder / "names.tsv"
    head = "entity_id\tkind\tlang\tname"
    table.write_text("\n".join([head, *rows, "loc:baku\tplace\taz\tBakı", ""]), encoding="utf-8")
    build_gazetteer([str(table)], folder / "home")
    cache = os.environ.pop("ADLAR_CACHE", None)
    provide_index(folder / "home")
    if cache is not None:
        os.environ["ADLAR_CACHE"] = cache
    return folder / "home"


@pytest.fixture
def home(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return such a gazetteer."""
    monkeypatch.delenv("ADLAR_CACHE", raising=False)
    shutil.copytree(template, tmp_path / "home")
    for index in (tmp_path / "home" / "snapshots").glob("*.index"):
        told = (index / "index.json").read_text(encoding="utf-8")
        (index / "index.json").write_text(told.replace(str(template), str(tmp_path / "home")), "utf-8")
    return tmp_path / "home"


def change(home: Path, *operations: Operation) -> None:
    """Make changes in a gazetteer."""
    assert apply_changes(home, [Change(operation) for operation in operations], reason="test").entry


def person(entity_id: str, *names: str) -> Add:
    """A new person."""
    return Add(entity_id, "person", tuple(NewName("az", name) for name in names))


def steps(home: Path) -> list[str]:
    """Provide the index; return the steps that were told of."""
    told: dict[str, None] = {}
    provide_index(home, lambda what, _, __: told.setdefault(what))
    return list(told)


def answers_as_anew(home: Path) -> bool:
    """Whether the index answers as one that is built anew."""
    snapshot, options = locate(home), Options(top=5, explain=True)
    anew = Resolver(build_index(snapshot.entities(), snapshot.names()))
    return anew.answer(ASKED, options) == open_resolver(home).answer(ASKED, options)


def test_changes_are_taken_up(home: Path) -> None:
    """Entities and names that came and went are in the index; a layer over a layer, and the way back."""
    change(home, person("new:1", "Nigar Sultanlı", "Нигяр Султанлы"))
    assert UPDATED == steps(home)
    assert [] == steps(home)
    assert "new:1" == open_resolver(home).lookup("Nigar Sultanly", kind="person").entity_id
    assert answers_as_anew(home)
    change(home, Retire("x:00"), Retire("new:1"), AddName("x:11", NewName("de", "Hejdar Mamedow")))
    assert UPDATED == steps(home)
    assert answers_as_anew(home)
    change(home, AddName("loc:baku", NewName("ru", "Баку")))
    restore(home, "1")
    assert [] == steps(home)
    restore(home, "4")
    assert UPDATED == steps(home)
    assert answers_as_anew(home)


def test_built_anew_of_a_table(home: Path, tmp_path: Path) -> None:
    """A gazetteer that was built anew, of a table with few changes, has its index brought up to date."""
    names = locate(home).names().select("entity_id", "lang", "name", "is_preferred")
    kinds = locate(home).entities().select("entity_id", "kind")
    table = names.join(kinds, on="entity_id").filter(names["entity_id"] != "x:22").write_csv()
    (tmp_path / "again.csv").write_text(table + "y:1,az,Sevil Sultanova,true,person\n", encoding="utf-8")
    build_gazetteer([str(tmp_path / "again.csv")], home)
    assert locate(home).base is None
    assert UPDATED == steps(home)
    assert answers_as_anew(home)


def test_what_changed(home: Path) -> None:
    """Read are the entities that differ, from layer to layer, and from the base where something went back."""
    states = [locate(home)]
    for operations in (
        [person("new:1", "Nigar Sultanlı")],
        [Retire("x:00"), AddName("x:11", NewName("de", "Hejdar Mamedow"))],
        [AddName("new:1", NewName("de", "Nigar Sultanly"))],
    ):
        change(home, *operations)
        states.append(locate(home))
    base, first, second, third = states

    def told(before: Snapshot, after: Snapshot) -> tuple[set[str], int, int]:
        found = change_between(before, after)
        return set(found.ids), len(found.entities), len(found.names)

    assert ({"new:1"}, 1, 1) == told(base, first)
    assert ({"x:00", "x:11"}, 1, 2) == told(first, second)
    assert ({"new:1"}, 1, 2) == told(second, third)
    assert ({"x:00", "x:11", "new:1"}, 2, 2) == told(third, base)
    assert ({"x:00", "x:11", "new:1"}, 3, 3) == told(third, first)


def test_too_many_changes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where more changed since the last build than is worth it, all changes counted, the index is built."""
    monkeypatch.setattr(kin, "_FEW", 0)
    change(home, *(person(f"new:{number}", f"Nigar Sultanlı {number}") for number in range(5)))
    assert UPDATED == steps(home)
    change(home, *(person(f"new:{number}", f"Nigar Sultanlı {number}") for number in range(5, 11)))
    assert BUILT == steps(home)
    change(home, Retire("new:4"))
    assert UPDATED == steps(home)


def test_another_of_the_same_snapshot(home: Path) -> None:
    """An index of this very snapshot, finished by another process or copied, is not brought up to date."""
    place = provide_index(home)
    place.rename(place.with_name("another.index"))
    assert BUILT == steps(home)


@pytest.mark.parametrize("damage", ["index", "manifest", "snapshot", "rules"])
def test_what_cannot_be_brought_up_to_date(home: Path, damage: str) -> None:
    """A damaged index, one of other rules, and one whose snapshot is gone, are passed over."""
    place = provide_index(home)
    snapshot = locate(home).directory
    shutil.rmtree(home / "log")
    table = home.parent / "again.csv"
    rows = "x:00,person,az,İlham Əliyev\nx:1,person,az,Nigar Sultanlı\n"
    table.write_text(f"entity_id,kind,lang,name\n{rows}", encoding="utf-8")
    match damage:
        case "index":
            os.truncate(place / "arrays", 100)
        case "manifest":
            (place / "index.json").write_text("[]")
        case "rules":
            told = (place / "index.json").read_text(encoding="utf-8")
            (place / "index.json").write_text(told.replace('"rules": "', '"rules": "0'), encoding="utf-8")
    build_gazetteer([str(table)], home)
    if damage == "snapshot":
        shutil.rmtree(snapshot)
    assert BUILT == steps(home)
    assert "x:1" == open_resolver(home).lookup("Nigar Sultanly", kind="person").entity_id
