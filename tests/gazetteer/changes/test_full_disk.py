"""A disk that is full, that may not be written to, or that turns a bit: it is said, and nothing is lost."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import stat
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import require
from mortal import Mortals, Run
from worked_on import (
    WORK,
    Undisturbed,
    add_name,
    command,
    copied,
    state,
)

from gazetteer.errors import GazetteerError

READ_ONLY = stat.S_IRUSR | stat.S_IXUSR | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH


@pytest.mark.parametrize("work", ["apply", "build", "restore"])
def test_full_disk_at_every_call(
    work: str,
    undisturbed: Undisturbed,
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
    undisturbed: Undisturbed,
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
