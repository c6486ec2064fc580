"""Several writers at once: one after the other, or refused; readers see one snapshot or the next."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from changing import change, opened, small_gazetteer
from command_line import environment

from gazetteer import errors
from gazetteer.changes import AddName, NewName
from gazetteer.lock import only_writer
from gazetteer.publish import writing
from gazetteer.verify import verify_past, verify_snapshot

WRITERS = 3
NAMES = 4
WRITER = """
import sys
from gazetteer.changes import AddName, Change, NewName, apply_changes
for number in range(int(sys.argv[3])):
    name = NewName("az", f"{sys.argv[2]} {number}")
    apply_changes(sys.argv[1], [Change(AddName("loc:susa", name))], reason="test")
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return the directory of a small gazetteer."""
    return small_gazetteer(tmp_path)


def test_all_writers_are_heard(place: Path) -> None:
    """Writers in several processes wait for each other, and each change is there, once."""
    where = environment(PYTHONPATH=":".join(sys.path))
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(place), f"Writer {letter}", str(NAMES)], env=where
        )
        for letter in "ABC"[:WRITERS]
    ]
    seen = []
    while any(writer.poll() is None for writer in writers):
        seen.append(opened(place).info.table("names").rows)
    assert [0] * WRITERS == [writer.returncode for writer in writers]
    wanted = {f"Writer {letter} {number}" for letter in "ABC"[:WRITERS] for number in range(NAMES)}
    assert wanted | {"Şuşa"} == {name.name for name in opened(place).names("loc:susa")}
    assert seen == sorted(seen)
    assert 1 + WRITERS * NAMES == len(list((place / "log").iterdir()))
    verify_past(place)
    assert () == verify_snapshot(opened(place).snapshot)


def test_busy(place: Path) -> None:
    """A writer that waits too long is refused, and told what to do; afterwards it may."""
    with (
        only_writer(place, 0.0),
        pytest.raises(errors.GazetteerBusy, match=r"another process is changing.* within 0\.05 seconds"),
        writing(place, 0.05),
    ):
        raise AssertionError
    change(place, AddName("loc:susa", NewName("ru", "Шуша")))


def test_lock_is_free_after_a_failure(place: Path) -> None:
    """A writer that fails leaves the lock to the next."""
    with pytest.raises(ZeroDivisionError), only_writer(place):
        raise ZeroDivisionError
    with only_writer(place, 0.0):
        pass
