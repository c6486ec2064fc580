"""Killed while it builds the index, a command leaves none, or a whole one; the gazetteer is as it was."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from mortal import Mortals, Run

import resolve
from gazetteer import Change, apply_changes, lookup
from gazetteer.changes import Add, NewName
from gazetteer.verify import verify_past, verify_snapshot

KILLS = 20
"""How many of the calls that change the disk are killed at, evenly spread over all."""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the index goes."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def mortals(cache: Path) -> Iterator[Mortals]:
    """Return a process that runs commands in children."""
    mortals = Mortals("resolve.cli", "resolve.index.store", "resolve.resolver", ADLAR_CACHE=str(cache))
    yield mortals
    mortals.close()


def test_killed_index(small_gazetteer: Path, cache: Path, mortals: Mortals) -> None:
    """Wherever it is killed, the next one builds the index, or finds it whole, and it answers."""
    index = ["resolve", "index", str(small_gazetteer)]
    ask = ["resolve", "name", "Baku", "--gazetteer", str(small_gazetteer), "--quiet"]
    whole = mortals.run(Run([index]))
    assert [0] == whole.codes, whole.said
    assert KILLS <= whole.calls, "too few places to kill at; does the hook see them?"
    files = {path.name for path in next((cache / "indexes").glob("*.index")).iterdir()}
    for call in sorted({1 + number * (whole.calls - 1) // (KILLS - 1) for number in range(KILLS)}):
        shutil.rmtree(cache / "indexes")
        killed = mortals.run(Run([index], die_at=call))
        assert ([], signal.SIGKILL) == (killed.codes, killed.signal)
        for left in (cache / "indexes").glob("*.index"):
            assert files == {path.name for path in left.iterdir()}
        again = mortals.run(Run([index, ask]))
        assert [0, 0] == again.codes, again.said
        assert "damaged" not in again.said
    snapshot = lookup.open(small_gazetteer).snapshot
    assert () == verify_snapshot(snapshot)
    verify_past(small_gazetteer)


def test_killed_update(
    small_gazetteer: Path, cache: Path, mortals: Mortals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it is killed while the index is brought up to date, the former one stays good for the next."""
    monkeypatch.setenv("ADLAR_CACHE", str(cache))
    home, indexes = tmp_path / "home", cache / "indexes"
    shutil.copytree(small_gazetteer, home, ignore=shutil.ignore_patterns("*.index"))
    shutil.rmtree(indexes, ignore_errors=True)
    index = ["resolve", "index", str(home)]
    assert [0] == mortals.run(Run([index])).codes
    (former,) = indexes.glob("*.index")
    shutil.copytree(former, tmp_path / "former")
    added = Add("x:1", "person", (NewName("az", "Nigar Sultanlı"),))
    apply_changes(home, [Change(added)], reason="test")
    whole = mortals.run(Run([index]))
    assert ([0], True) == (whole.codes, "brought up to date" in whole.said), whole.said
    for call in sorted(set(range(1, whole.calls, whole.calls // KILLS * 2))):
        shutil.rmtree(indexes)
        shutil.copytree(tmp_path / "former", former)
        killed = mortals.run(Run([index], die_at=call))
        assert ([], signal.SIGKILL) == (killed.codes, killed.signal)
        again = mortals.run(Run([index]))
        assert ([0], False) == (again.codes, "damaged" in again.said), again.said
        assert "x:1" == resolve.open(home).lookup("Nigar Sultanly", kind="person").entity_id
