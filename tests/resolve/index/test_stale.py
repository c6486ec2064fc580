"""Indexes that were left behind are removed, and no other."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import gazetteer
from resolve.cli.app import app
from resolve.index.layout import Index
from resolve.index.stale import FORGOTTEN, MANIFEST, MAY_BE_OPENING
from resolve.index.store import is_good, provide_index, remove_others

ROW = "entity_id\tkind\tlang\tname\nloc:x\tplace\taz\t{}\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the place of indexes, a cache."""
    monkeypatch.setenv("ADLAR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "indexes"


def build(folder: Path, name: str) -> Path:
    """Build a gazetteer of one name, and its index."""
    table = folder.with_suffix(".tsv")
    table.write_text(ROW.format(name), encoding="utf-8")
    gazetteer.build_gazetteer([str(table)], folder)
    return provide_index(folder)


def age(index: Path, seconds: float) -> None:
    """Let an index have been opened last so long ago."""
    file = index / MANIFEST if index.suffix == ".index" else index
    os.utime(file, (time.time() - seconds,) * 2)


def test_older_states(place: Path, tmp_path: Path) -> None:
    """Asked to, the indexes of older states go; that of today and those of other gazetteers stay."""
    old, other = build(tmp_path / "one", "Bakı"), build(tmp_path / "two", "Şuşa")
    new = build(tmp_path / "one", "Gəncə")
    for index in (old, other, new):
        age(index, 2 * MAY_BE_OPENING)
    size = sum(file.stat().st_size for file in old.iterdir())
    removed = remove_others(tmp_path / "one")
    assert ((old,), size) == (removed.directories, removed.size)
    assert sorted([other, new]) == sorted(place.iterdir())
    assert (True, True) == (is_good(other), is_good(new))


def test_one_in_use(place: Path, tmp_path: Path) -> None:
    """An index that was opened just now stays, and what has it mapped already reads on when it goes."""
    old = build(tmp_path / "one", "Bakı")
    mapped = Index.load(old)
    build(tmp_path / "one", "Gəncə")
    assert () == remove_others(tmp_path / "one").directories
    age(old, 2 * MAY_BE_OPENING)
    assert (old,) == remove_others(tmp_path / "one").directories
    assert ["Bakı"] == list(mapped.spellings.text)


def test_opening_is_noted(place: Path, tmp_path: Path) -> None:
    """To open an index keeps it for another while."""
    index = build(tmp_path / "one", "Bakı")
    age(index, 2 * FORGOTTEN)
    provide_index(tmp_path / "one")
    assert time.time() - (index / MANIFEST).stat().st_mtime < FORGOTTEN


def test_gazetteers_that_are_gone(place: Path, tmp_path: Path) -> None:
    """The index of a gazetteer that is no more goes, and one that does not say what it is of."""
    gone, nameless = build(tmp_path / "gone", "Bakı"), place / "0123.index"
    shutil.copytree(gone, nameless)
    (nameless / MANIFEST).write_text('{"files": []}', encoding="utf-8")
    shutil.rmtree(tmp_path / "gone")
    stays = build(tmp_path / "one", "Gəncə")
    for index in (gone, nameless):
        age(index, 2 * MAY_BE_OPENING)
    assert {gone, nameless} == set(remove_others(tmp_path / "one").directories)
    assert [stays] == list(place.iterdir())


def test_removed_unasked(place: Path, tmp_path: Path) -> None:
    """To build an index removes what nobody opened for a month, and what a killed build left."""
    old, recent = build(tmp_path / "one", "Bakı"), build(tmp_path / "one", "Şuşa")
    drafts = [place / ".index-old", place / ".index-new"]
    for draft in drafts:
        draft.mkdir()
    (drafts[0] / "arrays").write_bytes(b"half")
    age(old, FORGOTTEN + 60)
    age(recent, FORGOTTEN - 60)
    age(drafts[0], 90_000)
    new = build(tmp_path / "one", "Gəncə")
    assert sorted([recent, drafts[1], new]) == sorted(place.iterdir())


def test_command(place: Path, tmp_path: Path) -> None:
    """`resolve index DIR --prune` says what it removed, and where the index of today lies."""
    old, new = build(tmp_path / "one", "Bakı"), build(tmp_path / "one", "Gəncə")
    age(old, 2 * MAY_BE_OPENING)
    said = CliRunner().invoke(app, ["index", str(tmp_path / "one"), "--prune"])
    assert (0, f"{new}\n") == (said.exit_code, said.stdout)
    assert "1 older index removed: " in said.stderr
    assert [new] == list(place.iterdir())
