"""Where gazetteers lie on disk, and how a snapshot gets there.

```
DIR/current                          the ID of the snapshot in force, one line; replaced atomically
DIR/snapshots/<id>/manifest.json     what the snapshot holds
DIR/snapshots/<id>/{entities,names,redirects}.parquet
```

A snapshot is written under a name of its own, then renamed, then pointed to; it is never changed. Who has
read `current` once sees one whole snapshot, whatever is built meanwhile.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.errors import DamagedSnapshot, NoSnapshot, ReadOnlyGazetteer, UnwritableFile
from gazetteer.manifest import MANIFEST_NAME, read_manifest
from gazetteer.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.manifest import Manifest

EMBEDDED = Path(__file__).parent / "data" / "embedded"
POINTER = "current"
SNAPSHOTS = "snapshots"
VARIABLE = "ADLAR_GAZETTEER"


def locate(path: str | os.PathLike[str] | None = None) -> Snapshot:
    """Return the snapshot in force of a gazetteer.

    Args:
        path: A gazetteer directory, or the directory of one snapshot in it. None: the directory named by the
            environment variable ADLAR_GAZETTEER, else the embedded gazetteer.

    Raises:
        NoSnapshot: There is no gazetteer at that place.
        DamagedSnapshot: The snapshot pointed to is missing, or its manifest cannot be understood.
        UnknownVersion: It was written in another format.
    """
    directory = Path(path) if path is not None else Path(os.environ.get(VARIABLE) or EMBEDDED)
    if (directory / MANIFEST_NAME).is_file():
        return _open(directory)
    if not directory.exists():
        raise NoSnapshot(
            f"{directory}: no such directory; `gazetteer build SOURCE --output {directory}` makes one"
        )
    try:
        identifier = (directory / POINTER).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise NoSnapshot(
            f"{directory}: not a gazetteer: no file {POINTER!r} in it that can be read; "
            f"`gazetteer build SOURCE --output {directory}` makes one"
        ) from error
    home = directory / SNAPSHOTS / identifier
    if not identifier.isalnum() or not home.is_dir():
        raise DamagedSnapshot(
            f"{directory / POINTER}: points to snapshot {identifier!r}, which is not there; "
            "build the gazetteer anew"
        )
    return _open(home)


def is_embedded(path: str | os.PathLike[str]) -> bool:
    """Return whether a path lies in the gazetteer that is part of the package.

    Args:
        path: Any path, existing or not.
    """
    place, embedded = Path(path).resolve(), EMBEDDED.resolve()
    return place == embedded or embedded in place.parents


def refuse_embedded(path: str | os.PathLike[str]) -> None:
    """Raise if a path lies in the embedded gazetteer.

    Args:
        path: Where something is about to be written.

    Raises:
        ReadOnlyGazetteer: It does.
    """
    if is_embedded(path):
        raise ReadOnlyGazetteer(f"{path}: the embedded gazetteer is read-only; give another directory")


def write_snapshot(directory: Path, manifest: Manifest, tables: Mapping[str, bytes]) -> Snapshot:
    """Write a snapshot and point to it.

    A snapshot of the same ID that is there and whole is kept as it is; only what its manifest says of the
    sources may change.

    Args:
        directory: The gazetteer directory; made if it is not there.
        manifest: What the snapshot holds.
        tables: The bytes of each parquet file by the table's name.

    Returns:
        The snapshot as it is on disk.

    Raises:
        UnwritableFile: The directory cannot be written to.
    """
    home = directory / SNAPSHOTS / manifest.id
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        there = _whole(home)
        if there is None:
            _write_directory(home, manifest, tables)
        elif there.sources != manifest.sources:
            kept = replace(there, sources=manifest.sources)
            _replace_file(home / MANIFEST_NAME, kept.as_json())
        _replace_file(directory / POINTER, manifest.id + "\n")
    except OSError as error:
        raise UnwritableFile(f"{directory}: cannot be written: {error.strerror or error}") from error
    return locate(directory)


def _open(home: Path) -> Snapshot:
    manifest = read_manifest(home)
    for record in manifest.tables:
        path = home / f"{record.name}.parquet"
        size = path.stat().st_size if path.is_file() else None
        if size != record.bytes:
            found = "missing" if size is None else f"{size} bytes long, the manifest says {record.bytes}"
            raise DamagedSnapshot(f"{path}: {found}; build the gazetteer anew")
    return Snapshot(home, manifest, read_only=is_embedded(home))


def _whole(home: Path) -> Manifest | None:
    """Return the manifest of a snapshot whose files are all as they were written, else None."""
    try:
        snapshot = _open(home)
        for record in snapshot.manifest.tables:
            snapshot.verify(record.name)
    except (DamagedSnapshot, NoSnapshot):
        return None
    return snapshot.manifest


def _write_directory(home: Path, manifest: Manifest, tables: Mapping[str, bytes]) -> None:
    draft = Path(tempfile.mkdtemp(prefix=f".{home.name}-", dir=home.parent))
    try:
        draft.chmod(0o777 & ~_umask())
        for name, data in tables.items():
            (draft / f"{name}.parquet").write_bytes(data)
        (draft / MANIFEST_NAME).write_text(manifest.as_json(), encoding="utf-8")
        if home.exists() and _whole(home) is None:
            shutil.rmtree(home)
        try:
            draft.rename(home)
        except OSError:
            # Another build of the same content may have been quicker; its snapshot is as good.
            if _whole(home) is None:
                raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _replace_file(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
