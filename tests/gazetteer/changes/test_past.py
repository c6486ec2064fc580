"""The log, the snapshots by their names, and the way back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from changing import change, opened, small_gazetteer

import gazetteer
from gazetteer import errors, store
from gazetteer.changes import AddName, NewName, Retire
from gazetteer.log import read_history
from gazetteer.past import find_snapshot, history, restore
from gazetteer.verify import verify_past


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return the directory of a gazetteer that was built and changed twice."""
    place = small_gazetteer(tmp_path)
    change(place, Retire("loc:quba"))
    change(place, AddName("loc:gence", NewName("de", "Gandscha")))
    return place


def test_restore(place: Path) -> None:
    """An earlier snapshot comes into force again, as a new entry; what came since can be had again too."""
    first, second, third = history(place)
    entry = restore(place, "1", author="Leyla", reason="too early")
    assert entry is not None
    assert ("restore", first.snapshot, third.snapshot, "Leyla", "too early", 1, 4) == (
        entry.action,
        entry.snapshot,
        entry.parent,
        entry.author,
        entry.reason,
        entry.restored,
        entry.number,
    )
    assert "current" == opened(place).status("loc:quba").state
    assert None is restore(place, first.snapshot)
    restore(place, second.snapshot[:6])
    assert ("retired", 5) == (opened(place).status("loc:quba").state, len(history(place)))
    assert gazetteer.diff(find_snapshot(place, "2"), opened(place).snapshot).added_names.is_empty()
    verify_past(place)


def test_what_snapshots_are_called(place: Path) -> None:
    """A snapshot is found by the number of an entry, the beginning of its ID, or as the current one."""
    ids = [entry.snapshot for entry in history(place)]
    assert [ids[0], ids[1], ids[2]] == [
        find_snapshot(place, named).id for named in ("1", ids[1][:5], "current")
    ]
    for named in ("0", "4", "", "abc", "../..", "zzzzzz", ids[0] + "0"):
        with pytest.raises(errors.UsageError, match=r"no snapshot and no entry.*1 to 3, and 3 snapshots"):
            find_snapshot(place, named)
    twin = place / "snapshots" / (ids[0][:5] + "f" * 11)
    shutil.copytree(place / "snapshots" / ids[0], twin)
    with pytest.raises(errors.UsageError, match="more than one snapshot begins so"):
        find_snapshot(place, ids[0][:5])


def test_a_snapshot_elsewhere(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of a single snapshot has no log, whatever lies around it, and nothing to go back to."""
    first = history(place)[0].snapshot
    shutil.copytree(place / "snapshots" / first, place / "copy" / "one")
    shutil.copytree(place / "snapshots" / first, place / "lone")
    monkeypatch.chdir(place)
    for alone in (place / "copy" / "one", Path("copy/one"), Path("lone")):
        assert () == history(alone)
        with pytest.raises(errors.UsageError, match="a single snapshot; the directory of its gazetteer was"):
            find_snapshot(alone, "1")
    monkeypatch.chdir(place / "snapshots")
    assert 3 == len(history(first))


def test_a_damaged_snapshot_is_not_restored(place: Path) -> None:
    """A snapshot that is not what was written does not come into force."""
    first, *_, last = history(place)
    path = place / "snapshots" / first.snapshot / "names.parquet"
    path.write_bytes(path.read_bytes()[:-9] + b"123456789")
    with pytest.raises(errors.DamagedSnapshot, match=r"names\.parquet: damaged"):
        restore(place, "1")
    assert last.snapshot == opened(place).snapshot.id


def test_embedded_is_not_restored(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded gazetteer has no log, and no way back."""
    assert () == history(store.EMBEDDED)
    monkeypatch.setattr(store, "EMBEDDED", place)
    with pytest.raises(errors.ReadOnlyGazetteer):
        restore(place, "1")


def test_a_gazetteer_without_a_log(place: Path) -> None:
    """What was written before there was a log can be changed, and goes back by the IDs of snapshots."""
    shutil.rmtree(place / "log")
    assert () == history(place)
    before = opened(place).snapshot.id
    change(place, Retire("loc:susa"))
    assert [(1, before)] == [(entry.number, entry.parent) for entry in history(place)]
    restore(place, before)
    assert [None, None] == [entry.restored for entry in history(place)]
    change(place, Retire("loc:susa"))
    verify_past(place)


def test_unfinished_entry(place: Path) -> None:
    """An entry whose snapshot never came into force is passed over, and written over by the next."""
    second = history(place)[1].snapshot
    (place / "current").write_text(f"{second}\n")
    assert [1, 2] == [entry.number for entry in history(place)]
    verify_past(place)
    change(place, Retire("loc:susa"))
    assert [(3, second)] == [(entry.number, entry.parent) for entry in history(place)][2:]
    verify_past(place)


def test_a_pointer_set_by_hand(place: Path) -> None:
    """A pointer that no entry of the log explains is told of; what follows is entered after the last."""
    first, _, last = history(place)
    (place / "current").write_text(f"{first.snapshot}\n")
    with pytest.raises(
        errors.DamagedSnapshot, match=f"the log ends with the snapshot {last.snapshot}, in force is"
    ):
        verify_past(place)
    change(place, Retire("loc:susa"))
    assert (4, first.snapshot) == (history(place)[-1].number, history(place)[-1].parent)
    verify_past(place)


def tampered(lines: list[str], field: str, value: object) -> str:
    head = {**json.loads(lines[0]), field: value}
    return "\n".join([json.dumps(head), *lines[1:]]) + "\n"


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda log: (log / "000001.jsonl").unlink(), "entry 1 of the log was expected; one is missing"),
        (lambda log: (log / "000002.jsonl").unlink(), "entry 2 of the log was expected; one is missing"),
        (lambda log: (log / "000002.jsonl").write_bytes(b""), "its last line holds no checksum"),
        (
            lambda log: (log / "000002.jsonl").write_text(
                tampered((log / "000002.jsonl").read_text().splitlines(), "author", "nobody")
            ),
            r"000002\.jsonl: damaged: its SHA-256",
        ),
        (
            lambda log: (log / "000002.jsonl").write_bytes((log / "000001.jsonl").read_bytes()),
            "entry 2 of the log was expected",
        ),
    ],
)
def test_damaged_log(damage: object, says: str, place: Path) -> None:
    """An entry that is missing, changed or in another's place is named; the gazetteer itself still opens."""
    assert callable(damage)
    damage(place / "log")
    with pytest.raises(errors.DamagedLog, match=says):
        read_history(place, opened(place).snapshot.id)
    with pytest.raises(errors.DamagedSnapshot, match=says):
        verify_past(place)


def test_an_entry_made_up(place: Path, tmp_path: Path) -> None:
    """An entry of another gazetteer's log does not fit into this one, whole as it is."""
    (tmp_path / "other").mkdir()
    other = small_gazetteer(tmp_path / "other")
    change(other, Retire("loc:susa"))
    shutil.copy(other / "log" / "000001.jsonl", place / "log" / "000001.jsonl")
    with pytest.raises(errors.DamagedLog, match="the entry before it is not the one"):
        read_history(place, opened(place).snapshot.id)
