"""Changes made together: all or none, in proportion to what they change, and kept in the log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from changing import NAMES, change, opened, small_gazetteer

import gazetteer
from gazetteer import errors, store
from gazetteer.changes import (
    AddName,
    Change,
    DifferentFrom,
    DropName,
    Merge,
    NamePick,
    NewName,
    Retire,
    apply_changes,
)
from gazetteer.changes.reading import read_change
from gazetteer.verify import verify_past, verify_snapshot

CHANGES = (
    Merge("loc:baku", ("loc:baki",)),
    Retire("loc:susa"),
    AddName("loc:quba", NewName("de", "Kuba")),
    DropName("loc:quba", NamePick("Куба")),
    DifferentFrom("loc:quba", ("loc:gence",)),
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return the directory of a small gazetteer."""
    return small_gazetteer(tmp_path)


@pytest.fixture
def great(tmp_path: Path) -> Path:
    """Return the directory of a gazetteer in which a few changes are few."""
    rows = "".join(f"loc:{n},place,az,Kənd {n},true,,,,,,\n" for n in range(100))
    return small_gazetteer(tmp_path, NAMES + rows)


def test_all_or_none(place: Path) -> None:
    """If the last change is refused, none is made, and the message names it."""
    before = opened(place).snapshot.id
    changes = [
        Change(operation, reason="r", line=number) for number, operation in enumerate(CHANGES, start=3)
    ]
    with pytest.raises(
        errors.RefusedChange, match="line 9: no entity 'x' in this gazetteer; nothing was changed"
    ):
        apply_changes(place, [*changes, Change(Retire("x"), reason="r", line=9)])
    assert before == opened(place).snapshot.id
    assert ["000001.jsonl"] == [path.name for path in (place / "log").iterdir()]


def test_together_or_one_by_one(tmp_path: Path) -> None:
    """Changes of one file and the same changes one after the other lead to the same snapshot."""
    for name in ("together", "apart"):
        (tmp_path / name).mkdir()
        small_gazetteer(tmp_path / name)
    together = change(tmp_path / "together" / "g", *CHANGES).snapshot.id
    apart = [change(tmp_path / "apart" / "g", operation).snapshot.id for operation in CHANGES]
    assert together == apart[-1]
    assert 5 == len(set(apart))


def test_few_changes_write_little(great: Path) -> None:
    """A snapshot of a few changes holds these only, over the one that was built, however many came before."""
    built = opened(great).snapshot
    for operation in CHANGES:
        snapshot = change(great, operation).snapshot
        assert built == snapshot.base
    assert 6 == len(snapshot.stored().names)
    assert {
        "loc:baki": None,
        "loc:baku": "place",
        "loc:gence": "place",
        "loc:quba": "place",
        "loc:susa": None,
    } == dict(snapshot.stored().entities.select("entity_id", "kind").iter_rows())
    assert 111 == len(snapshot.names()) == snapshot.manifest.table("names").rows
    assert () == verify_snapshot(snapshot)


def test_many_changes_are_written_whole(great: Path) -> None:
    """When a quarter of the names has changed, all rows are written anew."""
    snapshot = change(great, *(Retire(f"loc:{number}") for number in range(50))).snapshot
    assert snapshot.base is not None
    names = [AddName(f"loc:{number}", NewName("de", "Dorf")) for number in range(50, 70)]
    snapshot = change(great, *names).snapshot
    assert None is snapshot.base
    assert 83 == len(snapshot.stored().names)
    assert () == verify_snapshot(snapshot)


def test_back_to_the_base(great: Path) -> None:
    """Changes that take each other back lead to the snapshot that was built, which is not written again."""
    built = opened(great).snapshot
    change(great, AddName("loc:1", NewName("de", "Dorf")))
    applied = change(great, DropName("loc:1", NamePick("Dorf")))
    assert (built, 3) == (applied.snapshot, applied.entry and applied.entry.number)


def test_reader_keeps_what_it_opened(great: Path) -> None:
    """Who has opened a gazetteer sees the same snapshot whatever is changed, even what it reads later."""
    reader = gazetteer.open(great)
    change(great, *CHANGES)
    assert ("current", 2) == (reader.status("loc:baki").state, len(reader.names("loc:baki")))
    assert "redirected" == gazetteer.open(great).status("loc:baki").state


def test_the_base_is_missed(great: Path) -> None:
    """A snapshot whose base is not there, or has a base itself, is named as damaged."""
    layered = change(great, *CHANGES).snapshot
    assert layered.base is not None
    manifest = layered.base.directory / "manifest.json"
    whole = manifest.read_bytes()
    manifest.write_bytes((layered.directory / "manifest.json").read_bytes())
    with pytest.raises(errors.DamagedSnapshot):
        gazetteer.open(great)
    manifest.write_bytes(whole)
    layered.base.directory.rename(great / "away")
    with pytest.raises(errors.DamagedSnapshot, match=r"its base, the snapshot '[0-9a-f]+', is not beside it"):
        gazetteer.open(great)


@pytest.mark.parametrize("base", ["../../elsewhere", "/etc", "..", ""])
def test_the_base_is_beside(base: str, great: Path) -> None:
    """A manifest cannot lead out of the gazetteer."""
    layered = change(great, *CHANGES).snapshot
    path = layered.directory / "manifest.json"
    fields = {**json.loads(path.read_text()), "base": base}
    del fields["sha256"]
    path.write_text(json.dumps(fields))
    with pytest.raises(errors.DamagedSnapshot, match="is not beside it"):
        gazetteer.open(great)


def test_dry_run(place: Path) -> None:
    """A dry run tells what a run would, and writes nothing."""
    before = set(place.rglob("*"))
    changes = [Change(AddName("loc:old", NewName("de", "Kuba")))]
    applied = apply_changes(place, changes, reason="r", dry_run=True)
    assert (None, ("'loc:old' is now 'loc:quba'",)) == (applied.entry, applied.notes)
    assert before | {place / "lock"} == set(place.rglob("*"))
    with pytest.raises(errors.RefusedChange):
        apply_changes(place, [Change(Retire("x"))], reason="r", dry_run=True)


def test_the_log(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry says who, when, why, and each change, with how a merge is undone."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setenv("ADLAR_AUTHOR", "Leyla")
    evidence = {"sounds": ["a", "b"], "likeness": 0.9}
    applied = apply_changes(
        place,
        [
            Change(CHANGES[0], author="Murad", probability=0.97, evidence=evidence),
            Change(CHANGES[1], reason="gone \u2028\n away"),
        ],
        reason="review",
    )
    entry = gazetteer.history(place)[-1]
    assert entry == applied.entry
    built = gazetteer.history(place)[0]
    assert ("apply", "Leyla", "review", "2026-01-01T00:00:00Z", built.snapshot, 2) == (
        entry.action,
        entry.author,
        entry.reason,
        entry.time,
        entry.parent,
        entry.number,
    )
    merge, retire = map(json.loads, entry.changes)
    assert ("Murad", 0.97, evidence, "review") == tuple(
        merge[field] for field in ("author", "probability", "evidence", "reason")
    )
    assert ["loc:baki"] == [given["entity_id"] for given in merge["undo"]["gives"]]
    assert ("Leyla", "gone \u2028\n away") == (retire["author"], retire["reason"])
    assert CHANGES[1] == read_change(entry.changes[1]).operation
    verify_past(place)


def test_a_reason_is_wanted(place: Path) -> None:
    """Without a reason, nothing is changed."""
    with pytest.raises(errors.FaultyChanges, match="change 1: reason: missing; --reason gives one"):
        apply_changes(place, [Change(Retire("loc:quba"))])
    with pytest.raises(errors.UsageError, match="no changes were given"):
        apply_changes(place, [], reason="r")


def test_what_is_built_by_hand_is_checked(place: Path) -> None:
    """Changes that no file held are checked as strictly, and come into canonical form."""
    with pytest.raises(errors.FaultyChanges, match="change 1: lang: 'turkish'; expected: a BCP 47 tag"):
        change(place, AddName("loc:quba", NewName("turkish", "Kuba")))
    change(place, AddName("loc:quba", NewName("AZ-cyrl", " Qu\u0308ba ")))
    assert "Qüba" in [name.name for name in opened(place).names("loc:quba") if name.lang == "az-Cyrl"]


def test_embedded_is_not_changed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded gazetteer is not changed; the message says how to get one of one's own."""
    monkeypatch.setattr(store, "EMBEDDED", place)
    with pytest.raises(errors.ReadOnlyGazetteer, match=r"gazetteer export FILE.*gazetteer build FILE"):
        change(place, CHANGES[0])


def test_not_a_gazetteer(place: Path, tmp_path: Path) -> None:
    """Neither a folder of other things nor a single snapshot is changed, and nothing is left there."""
    with pytest.raises(errors.NoSnapshot):
        change(tmp_path, CHANGES[0])
    home = opened(place).snapshot.directory
    with pytest.raises(errors.UsageError, match="a single snapshot"):
        change(home, CHANGES[0])
    assert not (tmp_path / "lock").exists()
    assert not (home / "lock").exists()


def test_columns_of_ones_own(tmp_path: Path) -> None:
    """Columns that the names table does not define can be told of entities and names, as they are there."""
    rows = (
        "entity_id,kind,lang,name,page,remark\na,place,az,Bakı,1,x\na,place,de,Baku,2,x\nb,place,az,Quba,3,\n"
    )
    (tmp_path / "n.csv").write_text(rows, encoding="utf-8")
    gazetteer.build_gazetteer([tmp_path / "n.csv"], tmp_path / "g")
    change(tmp_path / "g", AddName("b", NewName("de", "Kuba", more=(("page", "4"),))))
    change(tmp_path / "g", Merge("b", ("a",)))
    snapshot = opened(tmp_path / "g").snapshot
    pages = dict(snapshot.names().select("name", "page").iter_rows())
    assert {"Bakı": "1", "Baku": "2", "Kuba": "4", "Quba": "3"} == pages
    assert ["x"] == snapshot.entities()["remark"].to_list()
    assert () == verify_snapshot(snapshot)
