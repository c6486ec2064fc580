"""Snapshots on disk: found without the tables' libraries, whole or named as damaged."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
from gazetteer_samples import SAMPLE

from gazetteer import errors, store
from gazetteer.build import build_gazetteer
from gazetteer.manifest import FORMAT_VERSION, read_manifest
from gazetteer.store import locate
from gazetteer.verify import verify_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gazetteer.snapshot import Snapshot


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    """Return the snapshot of a small gazetteer in the folder `home`."""
    (tmp_path / "names.csv").write_text(SAMPLE, encoding="utf-8")
    return build_gazetteer([tmp_path / "names.csv"], tmp_path / "home")


def change_manifest(snapshot: Snapshot, key: str, value: object, *, checksum: bool = False) -> None:
    """Change an entry of the manifest; without a checksum, it is as one of an earlier version."""
    path = snapshot.directory / "manifest.json"
    fields = {**json.loads(path.read_text()), key: value}
    if not checksum:
        del fields["sha256"]
    path.write_text(json.dumps(fields, indent=2))


DAMAGES: list[tuple[str, Callable[[Snapshot], object], type[Exception], str]] = [
    (
        "table missing",
        lambda s: (s.directory / "names.parquet").unlink(),
        errors.DamagedSnapshot,
        "names.parquet: missing",
    ),
    (
        "table cut off",
        lambda s: (s.directory / "names.parquet").write_bytes(b"PAR1"),
        errors.DamagedSnapshot,
        "4 bytes long",
    ),
    (
        "manifest missing",
        lambda s: (s.directory / "manifest.json").unlink(),
        errors.DamagedSnapshot,
        "cannot be read",
    ),
    (
        "manifest no JSON",
        lambda s: (s.directory / "manifest.json").write_text("{"),
        errors.DamagedSnapshot,
        "not a manifest",
    ),
    (
        "manifest a list",
        lambda s: (s.directory / "manifest.json").write_text("[]"),
        errors.DamagedSnapshot,
        "not a manifest",
    ),
    (
        "manifest incomplete",
        lambda s: change_manifest(s, "tables", [{}]),
        errors.DamagedSnapshot,
        "missing or wrong",
    ),
    (
        "manifest names a table elsewhere",
        lambda s: change_manifest(
            s, "tables", [dict(asdict(table), name=f"../{table.name}") for table in s.manifest.tables]
        ),
        errors.DamagedSnapshot,
        "the tables are not entities, names, redirects",
    ),
    (
        "other version",
        lambda s: change_manifest(s, "format_version", 99),
        errors.UnknownVersion,
        "format version 99",
    ),
    (
        "manifest changed",
        lambda s: change_manifest(s, "created", "2020-01-01T00:00:00Z", checksum=True),
        errors.DamagedSnapshot,
        "manifest.json: damaged",
    ),
    (
        "manifest with more",
        lambda s: change_manifest(s, "basis", "abc"),
        errors.DamagedSnapshot,
        "unknown: basis",
    ),
    (
        "base without its version",
        lambda s: change_manifest(s, "base", "abc"),
        errors.DamagedSnapshot,
        "goes with format version 2",
    ),
    (
        "pointer to nowhere",
        lambda s: (s.directory.parents[1] / "current").write_text("feedbeef\n"),
        errors.DamagedSnapshot,
        "'feedbeef', which is not there",
    ),
    (
        "pointer out of the folder",
        lambda s: (s.directory.parents[1] / "current").write_text("../..\n"),
        errors.DamagedSnapshot,
        "not there",
    ),
    (
        "pointer missing",
        lambda s: (s.directory.parents[1] / "current").unlink(),
        errors.NoSnapshot,
        "not a gazetteer",
    ),
]


@pytest.mark.parametrize(("_name", "damage", "error", "words"), DAMAGES, ids=[row[0] for row in DAMAGES])
def test_damage_is_named(
    _name: str, damage: Callable[[Snapshot], object], error: type[Exception], words: str, snapshot: Snapshot
) -> None:
    """A snapshot that is not whole is named as such when it is looked up."""
    home = snapshot.directory.parents[1]
    damage(snapshot)
    with pytest.raises(error, match=words):
        locate(home)


def test_changed_bytes_are_noticed(snapshot: Snapshot) -> None:
    """A table whose bytes were changed, its size kept, is named when it is read."""
    path = snapshot.directory / "entities.parquet"
    data = bytearray(path.read_bytes())
    data[20] ^= 1
    path.write_bytes(data)
    with pytest.raises(errors.DamagedSnapshot, match=r"entities.parquet: damaged: its SHA-256"):
        locate(snapshot.directory).entities()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda hashes: [{**row, "content_sha256": "0"} for row in hashes], "has the content hash"),
        (None, "has the ID"),
    ],
)
def test_verify_compares_content(
    change: Callable[[list[dict[str, object]]], list[dict[str, object]]] | None,
    words: str,
    snapshot: Snapshot,
) -> None:
    """A manifest whose hashes are not those of the content is found out."""
    tables = json.loads((snapshot.directory / "manifest.json").read_text())["tables"]
    change_manifest(snapshot, *(("tables", change(tables)) if change else ("id", "feedbeef")))
    with pytest.raises(errors.DamagedSnapshot, match=words):
        verify_snapshot(locate(snapshot.directory))


def test_nothing_there(tmp_path: Path) -> None:
    """A directory that is not there is told with the command that makes one."""
    with pytest.raises(errors.NoSnapshot, match=r"no such directory; `gazetteer build"):
        locate(tmp_path / "nowhere")


def test_default_place(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a path the environment variable decides, then the embedded gazetteer, which is read-only."""
    home = snapshot.directory.parents[1]
    monkeypatch.setenv("ADLAR_GAZETTEER", str(home))
    assert (snapshot.id, False) == (locate().id, locate().read_only)
    monkeypatch.delenv("ADLAR_GAZETTEER")
    monkeypatch.setattr(store, "EMBEDDED", home)
    assert (snapshot.id, True) == (locate().id, locate().read_only)


def test_manifest_comes_back(snapshot: Snapshot) -> None:
    """A manifest is read as it was written."""
    assert snapshot.manifest == read_manifest(snapshot.directory)
    assert (FORMAT_VERSION, snapshot.id) == (snapshot.manifest.format_version, snapshot.directory.name)
    with pytest.raises(KeyError):
        snapshot.manifest.table("nothing")


def test_locate_needs_no_polars(snapshot: Snapshot) -> None:
    """A snapshot is located in a process that imports neither polars nor numpy nor typer."""
    code = (
        "import sys, gazetteer; found = gazetteer.locate(sys.argv[1]); "
        "print(found.id, sorted({'polars', 'numpy', 'typer'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(snapshot.directory)], capture_output=True, text=True, check=True
    )
    assert f"{snapshot.id} []" == done.stdout.strip()
