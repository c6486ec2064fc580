"""Killed anywhere, or with a full disk: the gazetteer opens, is whole, and has lost nothing acknowledged."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import stat
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from conftest import require
from mortal import End, Mortals, Run

import gazetteer
from gazetteer.errors import GazetteerError
from gazetteer.store import locate
from gazetteer.verify import verify_past, verify_snapshot

NAMES = """\
entity_id,kind,lang,name,is_preferred
loc:baku,place,az,Bakı,true
loc:baku,place,de,Baku,true
loc:baki,place,tr,Bakü,true
loc:gence,place,az,Gəncə,true
loc:quba,place,az,Quba,true
loc:susa,place,az,Şuşa,true
loc:agdam,place,az,Ağdam,true
loc:sabran,place,az,Şabran,true
"""
CHANGES = """\
{"op": "merge", "entity_id": "loc:baku", "merged": ["loc:baki"]}
{"op": "add", "entity_id": "loc:lerik", "kind": "place", "names": [{"lang": "az", "name": "Lerik"}]}
{"op": "retire", "entity_id": "loc:quba"}
{"op": "set", "entity_id": "loc:agdam", "facts": {"population": 7, "latitude": "39.99"}}
"""
SAME_AS = """\
entity_id,kind,lang,name,same_as
loc:x,place,az,Xızı,wikidata:Q1
loc:y,place,de,Chysy,wikidata:Q1
"""
TIMED_KILLS = 40
"""Kills over time, beside those at every single call that changes the disk: more than 200 in all."""
READ_ONLY = stat.S_IRUSR | stat.S_IXUSR | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH

WORK = ("apply", "add-name", "build", "restore")
FEWEST_CALLS = {"apply": 45, "add-name": 45, "build": 45, "restore": 20}


@pytest.fixture(scope="module")
def mortals() -> Iterator[Mortals]:
    """Return a process that runs commands in children."""
    mortals = Mortals()
    yield mortals
    mortals.close()


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory, mortals: Mortals) -> Path:
    """Return a folder with files and a gazetteer that has been built and changed."""
    folder = tmp_path_factory.mktemp("before")
    (folder / "names.csv").write_text(NAMES, encoding="utf-8")
    (folder / "later.csv").write_text(SAME_AS, encoding="utf-8")
    (folder / "changes.jsonl").write_text(CHANGES, encoding="utf-8")
    done = mortals.run(
        Run(
            [
                ["gazetteer", "build", f"{folder}/names.csv", "--output", f"{folder}/g"],
                add_name(folder, "Şuşa 2"),
            ],
            moment=1_690_000_000,
        )
    )
    assert [0, 0] == done.codes, done.said
    return folder


def add_name(folder: Path, name: str) -> list[str]:
    told = ["--lang", "az", "--gazetteer", f"{folder}/g", "--reason", "test"]
    return ["gazetteer", "add-name", "loc:susa", name, *told]


def command(work: str, folder: Path) -> list[str]:
    """Return the command of a piece of work in a folder."""
    told = ["--reason", "test"]
    directory = f"{folder}/g"
    return {
        "apply": ["gazetteer", "apply", f"{folder}/changes.jsonl", "--gazetteer", directory, *told],
        "add-name": add_name(folder, "Şuşa 3"),
        "build": ["gazetteer", "build", f"{folder}/names.csv", f"{folder}/later.csv", "--output", directory],
        "restore": ["gazetteer", "restore", "1", "--gazetteer", directory],
    }[work]


def copied(before: Path, tmp_path: Path) -> Path:
    """Return a copy of the folder, whatever was there."""
    folder = tmp_path / "copy"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(before, folder)
    return folder


def state(folder: Path) -> str:
    """Return the ID of the snapshot in force, when all that `gazetteer check` checks is found good."""
    snapshot = locate(folder / "g")
    verify_past(folder / "g")
    assert () == verify_snapshot(snapshot)
    entries = gazetteer.history(folder / "g")
    assert snapshot.id == entries[-1].snapshot
    assert list(range(1, len(entries) + 1)) == [entry.number for entry in entries]
    return snapshot.id


@pytest.fixture(scope="module")
def undisturbed(
    before: Path, mortals: Mortals, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[End, set[str]]]:
    """Return how each piece of work ends undisturbed, and the two snapshots that it promises."""
    found = {}
    for work in WORK:
        folder = copied(before, tmp_path_factory.mktemp(work))
        old = state(folder)
        end = mortals.run(Run([command(work, folder)]))
        assert [0] == end.codes, end.said
        found[work] = end, {old, state(folder)}
        assert 2 == len(found[work][1])
    return found


@pytest.mark.parametrize("work", WORK)
def test_killed_at_every_call(
    work: str,
    undisturbed: dict[str, tuple[End, set[str]]],
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


def snapshots(folder: Path) -> set[str]:
    """Return the IDs of the snapshots that are there."""
    return {home.name for home in (folder / "g" / "snapshots").iterdir() if home.name.isalnum()}


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


@pytest.mark.parametrize("work", ["apply", "build", "restore"])
def test_full_disk_at_every_call(
    work: str,
    undisturbed: dict[str, tuple[End, set[str]]],
    before: Path,
    tmp_path: Path,
    mortals: Mortals,
) -> None:
    """With a disk that is full from any call on, a command says so and leaves a promised snapshot."""
    whole, promised = undisturbed[work]
    refused = 0
    for call in range(1, whole.failures + 1):
        folder = copied(before, tmp_path)
        end = mortals.run(Run([command(work, folder)], fail_at=call))
        assert state(folder) in promised
        assert not list((folder / "g").rglob(".draft-*"))
        # Making a folder that is there fails, full disk or not, and harms nothing.
        assert end.codes in ([0], [2]), end.said
        assert (end.codes == [2]) == ("No space left on device" in end.said)
        refused += end.codes == [2]
    assert whole.failures - 5 <= refused


@pytest.mark.parametrize("dies", [False, True], ids=["fails", "dies"])
@pytest.mark.parametrize("size", [0, 1, 17, 64, 200, 500, 1000, 1500, 2000, 4000])
def test_file_size_limit(
    size: int,
    dies: bool,
    undisturbed: dict[str, tuple[End, set[str]]],
    before: Path,
    tmp_path: Path,
    mortals: Mortals,
) -> None:
    """A write that stops in the middle of a file leaves a promised snapshot, whether it fails or kills."""
    promised = undisturbed["apply"][1]
    folder = copied(before, tmp_path)
    end = mortals.run(Run([command("apply", folder)], size=size, die_of_size=dies))
    assert state(folder) in promised
    if dies:
        assert (signal.SIGXFSZ, []) == (end.signal, end.codes) or [0] == end.codes
    else:
        assert (end.codes == [2]) == ("File too large" in end.said), end.said
    assert [0] == mortals.run(Run([add_name(folder, "Şuşa 4")])).codes


def test_small_disk(before: Path, tmp_path: Path, mortals: Mortals) -> None:
    """On a disk that is really full, a command says so and leaves the old snapshot."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        require("mount", "a tmpfs may not be mounted here; the limits on the size of files were tested")
    try:
        folder = disk / "copy"
        shutil.copytree(before, folder)
        old = state(folder)
        with (disk / "filler").open("wb", buffering=0) as filler, contextlib.suppress(OSError):
            while True:
                filler.write(bytes(512))
        end = mortals.run(Run([command("apply", folder)]))
        assert [2] == end.codes
        assert "No space left on device" in end.said
        assert old == state(folder)
        (disk / "filler").unlink()
        assert [0] == mortals.run(Run([command("apply", folder)])).codes
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("work", WORK)
def test_read_only_directory(work: str, before: Path, tmp_path: Path, mortals: Mortals) -> None:
    """In a directory that may not be written to, a command says so, and reading goes on."""
    warming, folder = tmp_path / "warming", copied(before, tmp_path)
    shutil.copytree(before, warming)
    (folder / "g" / "lock").unlink()
    for path in [folder, *folder.rglob("*")]:
        path.chmod(READ_ONLY)
    # The superuser may write anywhere, so another user tries, who may at least come so far.
    nobody = 65534 if os.geteuid() == 0 else None
    closed = [above for above in folder.parents if nobody and not above.stat().st_mode & stat.S_IXOTH]
    for above in closed:
        above.chmod(above.stat().st_mode | stat.S_IXOTH)
    try:
        end = mortals.run(Run([command(work, warming), command(work, folder)], user=nobody))
        assert [0, 2] == end.codes, end.said
        assert "cannot be written: Permission denied" in end.said
        state(folder)
    finally:
        for above in closed:
            above.chmod(above.stat().st_mode & ~stat.S_IXOTH)
        for path in [folder, *folder.rglob("*")]:
            path.chmod(stat.S_IRWXU)


def flips(path: Path, chance: random.Random) -> Sequence[int]:
    """Return the places of a file where a byte is flipped: all of a small one."""
    size = path.stat().st_size
    return range(size) if size < 40 else sorted(chance.sample(range(size), 40))


def test_flipped_byte(before: Path, tmp_path: Path, mortals: Mortals) -> None:
    """A flipped bit in any file is found, and the file is named."""
    folder = copied(before, tmp_path)
    assert [0] == mortals.run(Run([command("apply", folder)])).codes
    chance = random.Random(3)
    files = [path for path in sorted((folder / "g").rglob("*")) if path.is_file() and path.name != "lock"]
    assert {"current", "manifest.json", "names.parquet", "000003.jsonl"} <= {path.name for path in files}
    missed = []
    for path in files:
        whole = path.read_bytes()
        for place in flips(path, chance):
            changed = bytearray(whole)
            changed[place] ^= 1 << chance.randrange(8)
            path.write_bytes(changed)
            try:
                state(folder)
            except GazetteerError as error:
                if str(path) in str(error) or repr(path.name) in str(error):
                    continue
            missed.append((path, place))
        path.write_bytes(whole)
    assert [] == missed
    state(folder)
