"""Old snapshots removed: which go, which never do, and what is said of those that are gone."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from changing import NAMES, change, names_of, opened, small_gazetteer
from command_line import call_gazetteer

import gazetteer
from gazetteer import errors
from gazetteer.build import build_gazetteer
from gazetteer.changes import AddName, Merge, NewName, Retire, Unmerge
from gazetteer.past import history, restore
from gazetteer.prune import prune_snapshots
from gazetteer.verify import verify_past, verify_snapshot

DAY = 86_400
BEGIN = 1_700_000_000
MORE = "".join(f"loc:{number},place,az,Kənd {number},true,,,,,,hand\n" for number in range(60))
"""So many names that changes lie upon the build for long."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the directory of a gazetteer: built, then changed on each of four days, long ago."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(BEGIN))
    place = small_gazetteer(tmp_path, NAMES + MORE)
    for day in range(1, 5):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(BEGIN + day * DAY))
        change(place, AddName("loc:quba", NewName("de", f"Kuba {day}")))
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    return place


def there(place: Path) -> set[str]:
    """Return the IDs of the snapshots that are there."""
    return {home.name for home in (place / "snapshots").iterdir()}


def of_entries(place: Path, *numbers: int) -> set[str]:
    """Return the IDs of the snapshots that entries of the log put in force."""
    return {history(place)[number - 1].snapshot for number in numbers}


def whole(place: Path) -> None:
    """Fail unless the gazetteer is all that it should be."""
    verify_past(place)
    assert () == verify_snapshot(opened(place).snapshot)


@pytest.mark.parametrize(
    ("keep", "days_old", "stay"),
    [
        # Entry 1 is the build, which the others lie upon.
        (1, None, {1, 5}),
        (2, None, {1, 4, 5}),
        (9, None, {1, 2, 3, 4, 5}),
        (None, 0, {1, 5}),
        (None, 1.5, {1, 4, 5}),
        (None, 2.5, {1, 3, 4, 5}),
        (3, 1.5, {1, 3, 4, 5}),
        (1, 2.5, {1, 3, 4, 5}),
    ],
)
def test_what_stays(keep: int | None, days_old: float | None, stay: set[int], place: Path) -> None:
    """What is in force stays, its base, and what is asked to stay; where both are asked, either is enough."""
    older_than = None if days_old is None else (time.time() - BEGIN) / DAY - 4.5 + days_old
    expected = of_entries(place, *stay)
    going = there(place) - expected
    dry = prune_snapshots(place, keep=keep, older_than=older_than, dry_run=True)
    assert (going, 5, len(stay)) == (set(dry.snapshots), len(there(place)), dry.kept)
    pruned = prune_snapshots(place, keep=keep, older_than=older_than)
    assert (dry, expected) == (pruned, there(place))
    assert (pruned.size > 0) == bool(going)
    assert ("prune" if going else "apply") == history(place)[-1].action
    whole(place)


def test_just_in_force(place: Path) -> None:
    """What was in force within the last hour stays, for a reader may be opening it."""
    change(place, AddName("loc:quba", NewName("de", "Kuba 5")))
    prune_snapshots(place, keep=1)
    assert of_entries(place, 1, 5, 6) == there(place)
    before = gazetteer.locate(place)
    change(place, AddName("loc:quba", NewName("de", "Kuba 6")))
    prune_snapshots(place, keep=1)
    assert len(before.names()) == before.manifest.table("names").rows
    whole(place)


def test_a_base_that_nothing_lies_upon(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build of long ago goes with all that lay upon it, these first."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(BEGIN + 9 * DAY))
    (tmp_path / "other.csv").write_text("entity_id,kind,lang,name\na,place,az,Bakı\n", encoding="utf-8")
    build_gazetteer([tmp_path / "other.csv"], place)
    old = history(place)
    pruned = prune_snapshots(place, keep=1)
    assert of_entries(place, 6) == there(place)
    assert old[0].snapshot == pruned.snapshots[-1]
    whole(place)


def test_log_is_enough(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge is undone after its snapshots are gone; a restore of what is gone says when it went."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(BEGIN + 5 * DAY))
    change(place, Merge("loc:baku", ("loc:baki",)))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(BEGIN + 6 * DAY))
    change(place, Retire("loc:gence"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(BEGIN + 7 * DAY))
    prune_snapshots(place, keep=1, author="Leyla", reason="room")
    entry = history(place)[-1]
    assert ("prune", "Leyla", "room", 5) == (entry.action, entry.author, entry.reason, len(entry.changes))
    gone = history(place)[2].snapshot
    message = f"the snapshot {gone} was removed on 2023-11-21T22:13:20Z by entry 8 of the log"
    with pytest.raises(errors.UsageError, match=re.escape(message)):
        restore(place, "3")
    change(place, Unmerge("loc:baki"))
    assert [("de", "Baku"), ("tr", "Bakü")] == names_of(place, "loc:baki")
    restore(place, "8")
    change(place, Unmerge("loc:baki"))
    whole(place)


def test_reader_of_what_is_gone(place: Path) -> None:
    """Who opened a snapshot long ago and reads it when it is gone is told to open the gazetteer again."""
    old = gazetteer.locate(place / "snapshots" / of_entries(place, 3).pop())
    prune_snapshots(place, keep=1)
    with pytest.raises(errors.DamagedSnapshot, match=r"no longer there.*open the gazetteer again"):
        old.names()


def test_command(place: Path) -> None:
    """The command says what would go, and removes it."""
    where = ("--gazetteer", place)
    dry = call_gazetteer("prune", "--keep", "1", "--dry-run", *where)
    assert re.fullmatch(
        rf"{place}: 3 snapshots \([0-9,]+ bytes\) would be removed; nothing was; 2 stay\n", dry.err
    )
    told = json.loads(call_gazetteer("prune", "--keep", "2", "--json", *where).out)
    assert (of_entries(place, 3, 2), 3) == (set(told["snapshots"]), told["kept"])
    done = call_gazetteer("prune", "--older-than", "0", *where)
    assert re.fullmatch(rf"{place}: 1 snapshot \([0-9,]+ bytes\) removed; 2 stay\n", done.err)
    assert "prune 1 snapshot  " in call_gazetteer("log", *where).out
    assert "prune 2 snapshots  " in call_gazetteer("log", *where).out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "which snapshots are to go was not said; expected: --keep N, --older-than DAYS, or both"),
        (("--keep", "0"), "--keep"),
        (("--older-than", "99999"), "0 to 36500 days"),
        (("--older-than", "-1"), "--older-than"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], says: str, place: Path) -> None:
    """What makes no sense is refused, and nothing goes."""
    done = call_gazetteer("prune", *arguments, "--gazetteer", place)
    assert (2, True, 5) == (done.code, says in done.err, len(there(place)))


def test_embedded() -> None:
    """The embedded gazetteer is not touched."""
    with pytest.raises(errors.ReadOnlyGazetteer):
        prune_snapshots(gazetteer.store.EMBEDDED, keep=1)
