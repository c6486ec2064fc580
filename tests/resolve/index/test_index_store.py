"""Where an index lies, when it is good, and what becomes of one that is not."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

import gazetteer
import resolve
from resolve.errors import IndexFaultError
from resolve.index import store
from resolve.index.kin import Provenance
from resolve.index.rules import fingerprint
from resolve.index.store import is_good, provide_index


@pytest.fixture
def fresh(small_gazetteer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a gazetteer that has no index yet, neither beside it nor in a cache."""
    monkeypatch.delenv("ADLAR_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home-cache"))
    target = tmp_path / "fresh"
    return Path(shutil.copytree(small_gazetteer, target, ignore=shutil.ignore_patterns("*.index")))


def _change(file: Path, at: int) -> None:
    stat = file.stat()
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "the arrays are truncated": (lambda d: os.truncate(d / "arrays", 100), "arrays has 100 bytes"),
    "there is nothing in their file": (lambda d: (d / "arrays").write_bytes(b""), "arrays has 0 bytes"),
    "their file is missing": (lambda d: (d / "arrays").unlink(), "arrays is missing or"),
    "a byte is another": (lambda d: _change(d / "arrays", 0), "names.first is not what was"),
    "a byte of the table is another": (lambda d: _change(d / "arrays", -20), "the table of arrays is not"),
    "the table is cut off": (lambda d: _change(d / "arrays", -1), "holds no table of arrays"),
    "the manifest is missing": (lambda d: (d / "index.json").unlink(), "index.json"),
    "the manifest is cut": (lambda d: os.truncate(d / "index.json", 50), "index.json"),
    "the manifest is foreign": (lambda d: (d / "index.json").write_text("[]"), "index.json"),
    "the manifest tells of no arrays": (lambda d: (d / "index.json").write_text("{}"), "tell of arrays"),
    "the manifest tells nothing of them": (
        lambda d: (d / "index.json").write_text('{"arrays": [1, 2, "x"]}'),
        "tell of arrays",
    ),
    "the manifest tells of a size without bounds": (
        lambda d: (d / "index.json").write_text('{"arrays": {"size": 1e999, "time": 1, "hash": "x"}}'),
        "tell of arrays",
    ),
    "the manifest is not text": (lambda d: (d / "index.json").write_bytes(b"\xff\xfe\x00"), "index.json"),
    "a file lies in its place": (lambda d: (shutil.rmtree(d), d.write_text("foreign")), "index.json"),
    "an empty directory lies there": (lambda d: (shutil.rmtree(d), d.mkdir()), "index.json"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged(damage: str, fresh: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A damaged index is noticed, named with what is wrong, and built anew."""
    place = provide_index(fresh)
    assert "" == caplog.text
    spoil, words = DAMAGES[damage]
    spoil(place)
    assert not is_good(place)
    with caplog.at_level(logging.WARNING):
        again = provide_index(fresh)
    assert (place, True) == (again, is_good(again))
    assert (True, True) == (str(place) in caplog.text, words in caplog.text)
    assert "loc:baku" == resolve.open(fresh).lookup("Bakı").entity_id
    assert [] == [left.name for left in place.parent.iterdir() if left.name.startswith(".index-")]


def test_touched(fresh: Path) -> None:
    """A file with another time and the same content is good: copies need no new index."""
    place = provide_index(fresh)
    os.utime(place / "arrays", (1, 1))
    assert is_good(place)


def test_steps_are_told(fresh: Path) -> None:
    """Building tells its steps in order, and how many names each is done with; opening says nothing."""
    told: list[tuple[str, int, int]] = []
    for _ in range(2):
        provide_index(fresh, lambda *step: told.append(step))
    size = gazetteer.locate(fresh).names().height
    steps = ("reading names", 0), ("keys", size), ("shapes", 0), ("packing", 0), ("packing", size)
    assert [(*step, size) for step in steps] == told


def test_another_snapshot(fresh: Path, tmp_path: Path) -> None:
    """Another gazetteer has another index."""
    table = tmp_path / "table.tsv"
    table.write_text("entity_id\tkind\tlang\tname\nloc:x\tplace\taz\tBakı\n", encoding="utf-8")
    gazetteer.build_gazetteer([str(table)], tmp_path / "other")
    assert fingerprint(gazetteer.locate(fresh)) != fingerprint(gazetteer.locate(tmp_path / "other"))


OPEN = "import sys, resolve; print(resolve.open(sys.argv[1]).lookup('Alijew, Ilham').entity_id)"


def test_processes_at_once(fresh: Path) -> None:
    """Processes that build one index at the same time all get a good one, and leave one behind."""
    command = [sys.executable, "-c", OPEN, str(fresh)]
    root = str(Path(resolve.__file__).parents[1])
    variables = os.environ | {"PYTHONPATH": root}
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=variables, text=True)
        for _ in range(3)
    ]
    ended = [(*process.communicate(timeout=120), process.returncode) for process in running]
    assert [("per:aliyev_ilham\n", "", 0)] * 3 == ended
    snapshots = gazetteer.locate(fresh).directory.parent
    assert 1 == len([entry for entry in snapshots.iterdir() if "index" in entry.name])


def test_threads_at_once(fresh: Path) -> None:
    """Eight writers that come to the same place at the same moment find or make one good index."""
    index = resolve.open(fresh).index
    provenance = Provenance.of(gazetteer.locate(fresh))
    for round_ in range(5):
        start = Barrier(8)
        target = fresh / f"{round_}.index"

        def write(_: int, start: Barrier = start, target: Path = target) -> Path:
            start.wait()
            return store._write(index, target, provenance)

        with ThreadPoolExecutor(8) as pool:
            assert [target] * 8 == list(pool.map(write, range(8)))
        assert is_good(target)


def test_cache_is_named(fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ADLAR_CACHE says where indexes go."""
    monkeypatch.setenv("ADLAR_CACHE", str(tmp_path / "cache"))
    assert tmp_path / "cache" / "indexes" == provide_index(fresh).parent


def test_beside_the_snapshot(fresh: Path) -> None:
    """By default an index lies beside its snapshot."""
    assert gazetteer.locate(fresh).directory.parent == provide_index(fresh).parent


def test_where_one_may_not_write(fresh: Path, tmp_path: Path) -> None:
    """Where the place beside the snapshot cannot be written to, the index goes to the user's cache."""
    beside = gazetteer.locate(fresh).directory.parent
    if os.geteuid() == 0:
        pytest.skip("the superuser may write everywhere")
    beside.chmod(0o555)
    try:
        assert tmp_path / "home-cache" in provide_index(fresh).parents
    finally:
        beside.chmod(0o755)


def test_nowhere(fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index that can be written nowhere is an error that names the places and what to do."""
    (tmp_path / "file").write_text("no directory")
    monkeypatch.setenv("ADLAR_CACHE", str(tmp_path / "file"))
    with pytest.raises(
        IndexFaultError, match=r"written nowhere \(.*file/indexes: .*; set ADLAR_CACHE to a writ"
    ):
        provide_index(fresh)


def test_manifest_tells_of_the_arrays(fresh: Path) -> None:
    """Beside the manifest there is one file, and it has the size that the manifest tells."""
    place = provide_index(fresh)
    told = json.loads((place / "index.json").read_text(encoding="utf-8"))["arrays"]
    assert {"index.json", "arrays"} == {file.name for file in place.iterdir()}
    assert (place / "arrays").stat().st_size == told["size"]
