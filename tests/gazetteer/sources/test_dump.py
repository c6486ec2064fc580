"""Dumps in their packings: the same bytes come out, and nothing that does harm."""

from __future__ import annotations

import bz2
import gzip
import io
import tarfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from source_samples import SAMPLES

from gazetteer import errors
from gazetteer.files import compression, read_table
from gazetteer.sources import lines as lines_module
from gazetteer.sources import read_source
from gazetteer.sources.ahead import read_ahead
from gazetteer.sources.dump import open_dump
from gazetteer.sources.lines import cut_lines

TEXT = (SAMPLES / "places.txt").read_bytes()


def zipped(**members: bytes) -> bytes:
    """Return a ZIP archive; `__` in the name of a member is a dot."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return stream.getvalue()


PACKED = {
    "plain": TEXT,
    "gzip": gzip.compress(TEXT),
    "gzip of two members": gzip.compress(TEXT[:700]) + gzip.compress(TEXT[700:]),
    "bzip2": bz2.compress(TEXT),
    "bzip2 of two streams": bz2.compress(TEXT[:700]) + bz2.compress(TEXT[700:]),
    "zstandard": zstandard.compress(TEXT),
    "ZIP": zipped(places__txt=TEXT, readme__md=b"not this"),
    "ZIP with another name": zipped(anything__txt=TEXT),
}


def read(path: Path, member: str = "") -> bytes:
    """Return what is in a dump."""
    with open_dump(str(path), member) as dump:
        return b"".join(dump.blocks)


@pytest.mark.parametrize("packing", PACKED)
def test_packings(packing: str, tmp_path: Path) -> None:
    """Whatever is around a dump, and whatever its ending says, its bytes come out."""
    (tmp_path / "places.txt").write_bytes(PACKED[packing])
    assert TEXT == read(tmp_path / "places.txt")


@pytest.mark.parametrize("packing", [name for name in PACKED if name != "plain"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.99])
def test_cut_off(packing: str, part: float, tmp_path: Path) -> None:
    """A packed dump that is cut off is refused, never taken for a short one."""
    data = PACKED[packing]
    (tmp_path / "places.txt").write_bytes(data[: int(len(data) * part)])
    with pytest.raises(errors.UnreadableFile):
        read(tmp_path / "places.txt")


def test_zip_without_the_file(tmp_path: Path) -> None:
    """A ZIP archive of several other files is refused, and they are named."""
    (tmp_path / "places.zip").write_bytes(zipped(a__txt=b"1", b__txt=b"2"))
    with pytest.raises(
        errors.WrongFormat, match=r"no 'places.txt' in the ZIP archive; there is 'a.txt', 'b.txt'"
    ):
        read(tmp_path / "places.zip")


@pytest.mark.parametrize(
    "pack", [gzip.compress, bz2.compress, zstandard.compress, lambda data: zipped(a__txt=data)]
)
def test_bomb(pack: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A packed file that grows beyond all measure is refused before it is through."""
    monkeypatch.setattr(compression, "HARMLESS", 4 << 20)
    (tmp_path / "a.txt").write_bytes(pack(bytes(64 << 20)))
    seen: list[int] = []
    with (
        open_dump(str(tmp_path / "a.txt")) as dump,
        pytest.raises(errors.UnreadableFile, match="more than 200 times as long inside"),
    ):
        seen.extend(map(len, dump.blocks))
    assert sum(seen) <= 16 << 20


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("zst", zstandard.compress)])
def test_bomb_in_a_table(
    ending: str, pack: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A packed table that is read whole is refused in the same way."""
    monkeypatch.setattr(compression, "HARMLESS", 4 << 20)
    (tmp_path / f"a.csv.{ending}").write_bytes(pack(b"a,b\n" * (4 << 20)))
    with pytest.raises(errors.UnreadableFile, match="more than 200 times as long inside"):
        read_table(tmp_path / f"a.csv.{ending}")


def test_endless_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line without end is refused before it fills the memory."""
    monkeypatch.setattr(lines_module.cut_lines, "__defaults__", (1 << 20,))
    (tmp_path / "a.json").write_bytes(b'{"a":"' + b"x" * (3 << 20))
    with pytest.raises(errors.MalformedRow, match="line 1 is longer than 1 MiB"):
        read_source(f"ftm:{tmp_path}/a.json")


@pytest.mark.parametrize("depth", [100, 100_000])
def test_deep_json(depth: int, tmp_path: Path) -> None:
    """A line of JSON nested beyond all measure is a broken line, no crash."""
    deep = (
        b'{"id":"a","schema":"Person","properties":{"name":["A"],"x":' + b"[" * depth + b"]" * depth + b"}}\n"
    )
    good = b'{"id":"b","schema":"Person","properties":{"name":["B"]}}\n'
    (tmp_path / "a.json").write_bytes(deep + good)
    source = read_source(f"ftm:{tmp_path}/a.json")
    assert source.names is not None
    assert "b" in source.names["entity_id"].to_list()
    assert (depth > 1000) == bool(source.faults)


@pytest.mark.parametrize("name", ["../escaped.geojson", "/escaped.geojson", "a/../../escaped.geojson"])
@pytest.mark.parametrize("ending", ["zip", "tar.gz"])
def test_no_name_in_an_archive_leads_anywhere(name: str, ending: str, tmp_path: Path) -> None:
    """What is in an archive is read where it is: whatever its name, no file is written."""
    data = (SAMPLES / "wof" / "85.geojson").read_bytes()
    inside = tmp_path / "inside"
    inside.mkdir()
    archive = inside / f"a.{ending}"
    if ending == "zip":
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr(name, data)
    else:
        with tarfile.open(archive, "w:gz") as packed_tar:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            packed_tar.addfile(member, io.BytesIO(data))
    source = read_source(f"wof:{archive}")
    assert source.names is not None
    assert {"wof:85"} == set(source.names["entity_id"])
    assert [archive] == [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not Path("/escaped.geojson").exists()


def test_links_lead_nowhere(tmp_path: Path) -> None:
    """A link out of a folder, and a link in an archive, are passed over."""
    (tmp_path / "secret.geojson").write_bytes((SAMPLES / "wof" / "85.geojson").read_bytes())
    folder = tmp_path / "wof"
    folder.mkdir()
    (folder / "link.geojson").symlink_to(tmp_path / "secret.geojson")
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        archive.add(folder / "link.geojson", "link.geojson")
    for path in (folder, tmp_path / "a.tar"):
        with pytest.raises(errors.EmptyFile, match="no file in it ends in"):
            read_source(f"wof:{path}")


@given(text=st.binary(max_size=200), cuts=st.lists(st.integers(0, 200), max_size=8))
def test_lines_are_whole_however_the_blocks_are_cut(text: bytes, cuts: list[int]) -> None:
    """Chunks of lines are the text, each ends with a line, and knows the number of its first."""
    places = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    blocks = [text[one:other] for one, other in pairwise(places)]
    before = lines_module.CHUNK_BYTES
    lines_module.CHUNK_BYTES = 16
    try:
        chunks = list(cut_lines(iter(blocks), "a"))
    finally:
        lines_module.CHUNK_BYTES = before
    assert text == b"".join(chunk.data for chunk in chunks)
    assert all(chunk.data.endswith(b"\n") for chunk in chunks[:-1])
    above = 0
    for chunk in chunks:
        assert above + 1 == chunk.first
        above += chunk.data.count(b"\n")


def readers_ahead() -> int:
    return sum(thread.name == "read-ahead" for thread in threading.enumerate())


def test_reading_ahead_ends() -> None:
    """The thread that reads ahead is gone when its blocks are no longer wanted, used up or not."""

    def endless() -> Iterator[bytes]:
        while True:
            yield b"x"

    with read_ahead(endless()) as blocks:
        assert b"x" == next(blocks)
        assert 1 == readers_ahead()
    assert 0 == readers_ahead()


def test_failure_while_reading_ahead() -> None:
    """What goes wrong in the thread is raised where its blocks are used, after those that are good."""

    def failing() -> Iterator[bytes]:
        yield b"good"
        raise errors.UnreadableFile("broken")

    with read_ahead(failing()) as blocks:
        assert b"good" == next(blocks)
        with pytest.raises(errors.UnreadableFile, match="broken"):
            next(blocks)
