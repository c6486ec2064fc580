"""Killed anywhere: the gazetteer opens, is whole, and has lost nothing acknowledged."""

from __future__ import annotations

import random
import signal
from pathlib import Path

import pytest
from mortal import Mortals, Run
from worked_on import (
    WORK,
    Undisturbed,
    add_name,
    command,
    copied,
    snapshots,
    state,
)

import gazetteer

TIMED_KILLS = 40
"""Kills over time, beside those at every single call that changes the disk: more than 200 in all."""
FEWEST_CALLS = {"apply": 45, "add-name": 45, "build": 45, "restore": 20}


@pytest.mark.parametrize("work", WORK)
def test_killed_at_every_call(
    work: str,
    undisturbed: Undisturbed,
    before: Path,
    tmp_path: Path,
    mortals: Mortals,
) -> None:
    """Killed before any call that changes the disk, a command leaves the old snapshot or the new one."""
    whole, promised = undisturbed[work]
    seen = []
    for call in range(1, whole.calls + 1):
        folder = copied(before, tmp_path)
        end = mortals.run(Run([command(work, folder)], die_at=call))
        assert ([], signal.SIGKILL) == (end.codes, end.signal)
        seen.append(state(folder))
        if call % 8 == 0:
            again = mortals.run(Run([add_name(folder, "Şuşa 4")]))
            assert [0] == again.codes, again.said
            state(folder)
            assert not list((folder / "g").rglob(".draft-*"))
    assert promised == set(seen)
    assert FEWEST_CALLS[work] <= len(seen), "too few places to kill at; does the hook see them?"
    assert seen == sorted(seen, key=lambda found: found == seen[-1]), "old, then new, and never back"


def old_gazetteer(before: Path, tmp_path: Path, mortals: Mortals) -> Path:
    """Return a copy of the folder in which three snapshots may go, one of them the base of another."""
    folder = copied(before, tmp_path)
    wholly = ["gazetteer", "build", f"{folder}/later.csv", "--output", f"{folder}/g"]
    for moment, work in ((1_700_000_000, command("apply", folder)), (1_700_009_000, wholly)):
        assert [0] == mortals.run(Run([work], moment=moment)).codes
    return folder


def test_killed_while_pruning(before: Path, tmp_path: Path, mortals: Mortals) -> None:
    """Killed before any call that changes the disk, or with a full one, prune leaves whole what stays."""
    old = old_gazetteer(before, tmp_path / "old", mortals)
    prune = ["gazetteer", "prune", "--keep", "1", "--gazetteer", f"{tmp_path}/copy/g"]
    folder = copied(old, tmp_path)
    in_force, there = state(folder), snapshots(folder)
    whole = mortals.run(Run([prune]))
    assert ([0], {in_force}) == (whole.codes, snapshots(folder)), whole.said
    assert (in_force, 4) == (state(folder), len(there))
    assert 30 <= whole.calls, "too few places to kill at; does the hook see them?"
    cuts = [Run([prune], die_at=call) for call in range(1, whole.calls + 1)]
    cuts += [Run([prune], fail_at=call) for call in range(1, whole.failures + 1)]
    left = set()
    for number, cut in enumerate(cuts):
        folder = copied(old, tmp_path)
        mortals.run(cut)
        assert in_force == state(folder)
        left.add(len(snapshots(folder)))
        if number % 4:
            continue
        assert [0] == mortals.run(Run([prune])).codes
        assert (in_force, {in_force}) == (state(folder), snapshots(folder))
        assert not list((folder / "g").rglob(".draft-*"))
    assert {1, 2, 3, 4} == left


def test_killed_over_time(before: Path, tmp_path: Path, mortals: Mortals) -> None:
    """Killed at any time, commands that were acknowledged are there, and one more at most."""
    chance = random.Random(8)
    names = [f"Şuşa {number}" for number in range(10, 15)]
    ended = set()
    reach = mortals.run(Run([add_name(copied(before, tmp_path), name) for name in names])).seconds
    for _ in range(TIMED_KILLS):
        folder = copied(before, tmp_path)
        end = mortals.run(Run([add_name(folder, name) for name in names], after=chance.uniform(0.02, reach)))
        state(folder)
        there = {name.name for name in gazetteer.open(folder / "g").names("loc:susa")}
        acknowledged = len(end.codes)
        assert set(names[:acknowledged]) <= there <= {"Şuşa", "Şuşa 2", *names[: acknowledged + 1]}
        assert len(gazetteer.history(folder / "g")) - 2 in (acknowledged, acknowledged + 1)
        ended.add(acknowledged)
        # However busy the machine is by now, the next one is to strike in the midst of the work.
        reach *= 1.25 if acknowledged == 0 else 0.8 if acknowledged == len(names) else 1.0
    assert 1 < len(ended), "all were killed in the same place"
