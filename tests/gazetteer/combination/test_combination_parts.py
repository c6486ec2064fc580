"""The gazetteers that are combined: how they are named, told apart, and refused."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from overlaid import BELOW, build

import gazetteer
from gazetteer.combination.parts import find_parts
from gazetteer.errors import DamagedSnapshot, NoSnapshot, UnknownVersion, UsageError


def test_one_gazetteer_is_not_combined(both: tuple[Path, Path], cache: Path) -> None:
    """A list of one is that one, and says nothing of several."""
    own = gazetteer.open([both[0]])
    assert both[0] / "snapshots" == own.snapshot.directory.parent
    assert not cache.exists()
    entity = own.entity("own:1")
    assert entity is not None
    assert ((), None) == (entity.gazetteers, own.names("own:1")[0].gazetteer)


def test_same_twice(both: tuple[Path, Path]) -> None:
    """A gazetteer that is named twice is refused, however it is written."""
    own, below = both
    with pytest.raises(UsageError, match=r"own and .*/below/../own: the same gazetteer is named twice"):
        gazetteer.locate([own, below / ".." / "own"])
    with pytest.raises(UsageError, match=r"^embedded: the same gazetteer is named twice"):
        gazetteer.locate(["embedded", own, "embedded"])
    with pytest.raises(UsageError, match=r"no gazetteer is named"):
        gazetteer.locate([])


def test_parts_that_cannot_be_read(both: tuple[Path, Path], tmp_path: Path, cache: Path) -> None:
    """A part that is missing, damaged or of another format is named, and nothing is made."""
    own, below = both
    with pytest.raises(NoSnapshot, match="nowhere: no such directory"):
        gazetteer.locate([own, tmp_path / "nowhere"])
    snapshot = gazetteer.locate(below).directory
    names = (snapshot / "names.parquet").read_bytes()
    (snapshot / "names.parquet").write_bytes(bytes(len(names)))
    with pytest.raises(DamagedSnapshot, match=r"below/.*/names.parquet: damaged"):
        gazetteer.locate([own, below])
    manifest = snapshot / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**told, "format_version": 9}), encoding="utf-8")
    with pytest.raises(UnknownVersion, match=r"below/.*format version 9 was found"):
        gazetteer.locate([own, below])
    assert not list(cache.glob("*/current"))


def test_environment_names_several(both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """ADLAR_GAZETTEER separates several as PATH does; what changes one gazetteer wants that one named."""
    monkeypatch.setenv("ADLAR_GAZETTEER", os.pathsep.join(map(str, both)))
    assert gazetteer.locate(both).id == gazetteer.locate().id
    with pytest.raises(UsageError, match=r"names several gazetteers: .*; one was expected here"):
        gazetteer.history()
    monkeypatch.setenv("ADLAR_GAZETTEER", "embedded")
    assert gazetteer.locate("embedded").id == gazetteer.locate().id


def test_directory_called_embedded(both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The word is the embedded gazetteer; a directory of that name is named with its place."""
    home = both[0].rename(both[0].with_name("embedded"))
    monkeypatch.chdir(home.parent)
    assert gazetteer.locate("embedded").read_only
    assert not gazetteer.locate("./embedded").read_only
    assert not gazetteer.locate(Path("embedded")).read_only
    parts = find_parts(["./embedded", "embedded"])
    assert [f"{home.parent.name}/embedded", "embedded"] == [part.name for part in parts]


def test_parts_of_one_name(tmp_path: Path) -> None:
    """Gazetteers whose directories are called the same are told apart by more of their paths."""
    one, two = (build(tmp_path / place / "list", BELOW) for place in ("one", "two"))
    assert ["one/list", "two/list"] == [part.name for part in find_parts([one, two])]
    snapshot = gazetteer.locate(one)
    parts = find_parts([two, snapshot.directory])
    assert ["list", f"list@{snapshot.id[:8]}"] == [part.name for part in parts]
