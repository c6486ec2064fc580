"""An index as one file: what comes out is what went in, once for all processes, or it is refused."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

import resolve
from resolve.batch.spark import pack_index
from resolve.batch.spark.parcel import unpack_index
from resolve.errors import IndexFaultError
from resolve.index.store import provide_index

ROOT = Path(__file__).parents[3]
UNPACK = """
import sys, pathlib, resolve.batch.spark.parcel as parcel
parcel.unpack_index(*map(pathlib.Path, sys.argv[1:]))
"""


@pytest.fixture
def parcel(small_gazetteer: Path, tmp_path: Path) -> Path:
    """Return the parcel of the gazetteer of ten entities."""
    return pack_index(tmp_path / "sent", small_gazetteer)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*")}


def test_round_trip(parcel: Path, small_gazetteer: Path, tmp_path: Path) -> None:
    """What is unpacked is the index, file by file, under its own name; nothing is left beside the parcel."""
    index = provide_index(small_gazetteer)
    home = unpack_index(parcel, tmp_path / "node")
    assert index.name == home.name
    assert contents(index) == contents(home)
    assert [parcel] == list(parcel.parent.iterdir())


def test_unpacked_once(parcel: Path, tmp_path: Path) -> None:
    """An index that is there is not unpacked again."""
    home = unpack_index(parcel, tmp_path / "node")
    written = {file: file.stat().st_ino for file in home.iterdir()}
    assert home == unpack_index(parcel, tmp_path / "node")
    assert written == {file: file.stat().st_ino for file in home.iterdir()}


def test_others_wait(parcel: Path, small_gazetteer: Path, tmp_path: Path) -> None:
    """While one process unpacks, others wait; when it is done, they use what is there."""
    fcntl = pytest.importorskip("fcntl", reason="Windows has no such locks, and no cluster")
    node = tmp_path / "node"
    node.mkdir()
    with (node / f".{provide_index(small_gazetteer).name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        others = [
            subprocess.Popen([sys.executable, "-c", UNPACK, parcel, node], cwd=ROOT, stdin=subprocess.DEVNULL)
            for _ in range(2)
        ]
        time.sleep(1.5)
        assert [None, None] == [other.poll() for other in others]
        assert [Path(lock.name)] == list(node.iterdir())
    assert [0, 0] == [other.wait(timeout=180) for other in others]
    assert [parcel.stem] == [path.name for path in node.iterdir() if path.name.endswith(".index")]
    assert 2 == len(list(node.iterdir()))


def test_half_an_index_is_replaced(parcel: Path, tmp_path: Path) -> None:
    """A directory in which a file is missing or cut off is not trusted, but made anew."""
    node = tmp_path / "node"
    whole = contents(unpack_index(parcel, node))
    names = sorted(whole)
    (node / parcel.stem / names[0]).unlink()
    (node / parcel.stem / names[1]).write_bytes(b"")
    assert whole == contents(unpack_index(parcel, node))


def test_damage_is_found(parcel: Path, tmp_path: Path) -> None:
    """A parcel in which one byte is another is refused, and nothing of it is left."""
    text = "İlham Əliyev".encode()
    damaged = parcel.read_bytes()
    assert text in damaged
    parcel.write_bytes(damaged.replace(text, text.upper(), 1))
    with pytest.raises(IndexFaultError, match="pack it anew"):
        unpack_index(parcel, tmp_path / "node")
    assert [] == [path for path in (tmp_path / "node").iterdir() if path.is_dir()]


def test_cut_off(parcel: Path, tmp_path: Path) -> None:
    """A parcel whose end is missing is refused."""
    parcel.write_bytes(parcel.read_bytes()[:-1000])
    with pytest.raises(IndexFaultError, match=r"zip.*; if it is damaged, pack it anew"):
        unpack_index(parcel, tmp_path / "node")


def test_missing(tmp_path: Path) -> None:
    """A parcel that is not there is named."""
    with pytest.raises(IndexFaultError, match=r"none\.zip: .* No such file"):
        unpack_index(tmp_path / "none.zip", tmp_path)


def test_another_archive(tmp_path: Path) -> None:
    """An archive of something else is told from a parcel."""
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("index.json", "{}")
    with pytest.raises(IndexFaultError, match="not of an index; pack_index writes one"):
        unpack_index(tmp_path / "other.zip", tmp_path)


@pytest.mark.parametrize("named", ['"../precious"', '"/precious"', '"precious"', "7", "null"])
def test_directory_elsewhere(named: str, parcel: Path, tmp_path: Path) -> None:
    """A parcel that names a directory of its own choice is refused, and what lies there stays."""
    (tmp_path / "precious").mkdir()
    with zipfile.ZipFile(parcel, "a") as archive:
        label = json.loads(archive.comment)
        archive.comment = json.dumps({**label, "index": json.loads(named)}).encode()
        archive.writestr("more", "")
    with pytest.raises(IndexFaultError, match=r"names a directory .* which is none of an index"):
        unpack_index(parcel, tmp_path / "node")
    assert (tmp_path / "precious").is_dir()


def test_another_version(parcel: Path, tmp_path: Path) -> None:
    """What another version packed is refused: its answers might be others than those of this one."""
    with zipfile.ZipFile(parcel, "a") as archive:
        archive.comment = archive.comment.replace(b'"icu": "', b'"icu": "1')
        archive.writestr("more", "")
    with pytest.raises(IndexFaultError, match=r"with ICU 1\d\d.*; here is .* install the same version"):
        unpack_index(parcel, tmp_path)


def test_answers_are_the_same(parcel: Path, small: resolve.Resolver, tmp_path: Path) -> None:
    """A resolver on the unpacked index answers as one on the gazetteer."""
    from resolve.index.layout import Index

    unpacked = resolve.Resolver(Index.load(unpack_index(parcel, tmp_path)))
    names = ["Alijew, Ilham", "Баку", "Lavrov"]
    assert [small.lookup(name) for name in names] == [unpacked.lookup(name) for name in names]


def test_unwritable(small_gazetteer: Path, tmp_path: Path) -> None:
    """A folder that cannot be made is named."""
    (tmp_path / "file").touch()
    with pytest.raises(IndexFaultError, match=r"file.*cannot be packed there: (Not a directory|File exists)"):
        pack_index(tmp_path / "file", small_gazetteer)
