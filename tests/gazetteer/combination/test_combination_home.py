"""Where a combination of gazetteers lies: made once, found again, made anew if changed or damaged."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import environment
from overlaid import add_name

import gazetteer
from gazetteer.changes import Change, Retire, apply_changes
from gazetteer.combination.home import state_of
from gazetteer.errors import UnwritableFile
from gazetteer.verify import verify_past, verify_snapshot


def test_combined_once(both: tuple[Path, Path]) -> None:
    """It is made when it is first asked for; then it is found, without a library for tables."""
    first = gazetteer.locate(both)
    files = {path: path.stat().st_mtime_ns for path in first.directory.iterdir()}
    script = "import gazetteer, sys; print(gazetteer.locate(sys.argv[1:]).directory, 'polars' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, *both],
        env=environment(PYTHONPATH=":".join(sys.path)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"{first.directory} False\n" == done.stdout
    assert files == {path: path.stat().st_mtime_ns for path in first.directory.iterdir()}


def test_made_anew_when_a_part_changes(both: tuple[Path, Path]) -> None:
    """A change of any part is seen at the next opening; who opened it before reads on."""
    before, state = gazetteer.open(both), state_of(both)
    assert state == before.info.state
    add_name(both[0], "Vugar Samedzade")
    assert state != state_of(both)
    after = gazetteer.open(both)
    assert state_of(both) == after.info.state
    assert "Vugar Samedzade" in {name.name for name in after.names("own:1")}
    assert "Vugar Samedzade" not in {name.name for name in before.names("own:1")}


def test_change_that_shows_nowhere(both: tuple[Path, Path]) -> None:
    """A change of what is hidden gives the same content, and is not looked for again and again."""
    before = gazetteer.locate(both)
    apply_changes(both[1], [Change(Retire("loc:atlantis"))], reason="test")
    after = gazetteer.locate(both)
    assert before.id == after.id
    assert before.manifest.parts != after.manifest.parts
    written = (after.directory / "manifest.json").stat().st_mtime_ns
    assert written == (gazetteer.locate(both).directory / "manifest.json").stat().st_mtime_ns


def test_processes_at_once(both: tuple[Path, Path]) -> None:
    """Several processes that make it at the same time all get the same."""
    script = "import gazetteer, sys; print(gazetteer.open(sys.argv[1:]).entity('loc:baku').entity_id)"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, *both],
            env=environment(PYTHONPATH=":".join(sys.path)),
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    assert ["own:2\n"] * 3 == [process.communicate()[0] for process in running]
    assert 1 == len(list(gazetteer.locate(both).directory.parent.iterdir()))


@pytest.mark.parametrize("file", ["names.parquet", "manifest.json"])
@pytest.mark.parametrize("size", [None, 10])
def test_damage_is_mended(
    both: tuple[Path, Path], file: str, size: int | None, caplog: pytest.LogCaptureFixture
) -> None:
    """A combination with a byte that was flipped, or cut off, is named and made anew."""
    first = gazetteer.locate(both)
    path = first.directory / file
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data[:size])
    future = time.time_ns() + 10**9
    os.utime(path, ns=(future, future))
    again = gazetteer.locate(both)
    assert () == verify_snapshot(again)
    assert first.id == again.id
    assert "is damaged" in caplog.text
    assert "; it is made anew" in caplog.text
    assert "build the gazetteer anew" not in caplog.text


@pytest.mark.parametrize("pointer", [b"\xff", b"", b"0123456789abcdef\n", b"../../../own\n"])
def test_damaged_pointer_is_mended(both: tuple[Path, Path], pointer: bytes) -> None:
    """A combination that points to what is not there is made anew."""
    first = gazetteer.locate(both)
    (first.directory.parent.parent / "current").write_bytes(pointer)
    again = gazetteer.locate(both)
    assert first.id == again.id
    assert () == verify_snapshot(again)
    verify_past(again.directory.parent.parent)


def test_damaged_log_is_mended(both: tuple[Path, Path]) -> None:
    """A log of the combination that cannot be read does not stand in the way of making it anew."""
    first = gazetteer.locate(both)
    for entry in (first.directory.parent.parent / "log").iterdir():
        entry.write_text("damage")
    add_name(both[0], "Vugar Samedzade")
    assert () == verify_snapshot(gazetteer.locate(both))


def test_cache_that_cannot_be_written(both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said that the cache cannot be written, and how another one is named."""
    monkeypatch.setenv("ADLAR_CACHE", str(both[0] / "current"))
    with pytest.raises(UnwritableFile, match="set ADLAR_CACHE to a writable directory"):
        gazetteer.locate(both)
