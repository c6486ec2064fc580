"""Where gazetteers lie on disk, and how the snapshot in force is found.

```
DIR/current                          the ID of the snapshot in force, one line; replaced atomically
DIR/snapshots/<id>/manifest.json     what the snapshot holds
DIR/snapshots/<id>/{entities,names,redirects}.parquet
DIR/log/000001.jsonl                 what was done, see `log`
DIR/lock                             held by who writes, see `lock`
```

A snapshot is never changed: who has read `current` once sees one whole snapshot, whatever is written
meanwhile. How it gets there is told in `publish`.
"""

from __future__ import annotations

import os
from pathlib import Path

from gazetteer.errors import DamagedSnapshot, NoSnapshot, ReadOnlyGazetteer, UsageError
from gazetteer.manifest import MANIFEST_NAME, read_manifest
from gazetteer.snapshot import Snapshot

EMBEDDED = Path(__file__).parent / "data" / "embedded"
POINTER = "current"
SNAPSHOTS = "snapshots"
VARIABLE = "ADLAR_GAZETTEER"
EMBEDDED_WORD = "embedded"
"""What the embedded gazetteer is called where a directory may be named; one of that name is `./embedded`."""


def locate(path: str | os.PathLike[str] | None = None) -> Snapshot:
    """Return the snapshot in force of a gazetteer.

    Args:
        path: A gazetteer directory, the directory of one snapshot in it, or the word `embedded`. None: the
            directory named by the environment variable ADLAR_GAZETTEER, else the embedded gazetteer.

    Raises:
        NoSnapshot: There is no gazetteer at that place.
        DamagedSnapshot: The snapshot pointed to is missing, or its manifest cannot be understood.
        UnknownVersion: It was written in another format.
        UsageError: The path is empty, or ADLAR_GAZETTEER names several gazetteers; for these see
            `combination`.
    """
    directory = directory_of(path) if path is not None else default_directory()
    if (directory / MANIFEST_NAME).is_file():
        return _open(directory)
    if directory.is_file():
        raise NoSnapshot(
            f"{directory}: a file; expected: the directory of a gazetteer, such as one that "
            f"`gazetteer build {directory} --output DIR` makes of a names table"
        )
    if not directory.exists():
        raise NoSnapshot(
            f"{directory}: no such directory; `gazetteer build SOURCE --output {directory}` makes one"
        )
    try:
        identifier = (directory / POINTER).read_bytes().decode("ascii").removesuffix("\n")
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


def directory_of(named: str | os.PathLike[str]) -> Path:
    """Return the directory that is meant by a path, or by the word for the embedded gazetteer.

    Args:
        named: A path; or, as text, the word `embedded`.

    Raises:
        UsageError: It is empty.
    """
    if not os.fspath(named):
        raise UsageError("'' is no directory; expected: a path, or the word embedded")
    return EMBEDDED if isinstance(named, str) and named == EMBEDDED_WORD else Path(named)


def default_names() -> tuple[str, ...]:
    """Return the gazetteers where none is named: those of the environment variable, else the embedded one.

    Returns:
        Paths, or the word `embedded`; the first is of the highest priority. The variable separates several as
        PATH does; what exists as a whole is one.
    """
    told = os.environ.get(VARIABLE, "")
    named = (told,) if Path(told).exists() else tuple(name for name in told.split(os.pathsep) if name)
    return named if told and named else (EMBEDDED_WORD,)


def default_directory() -> Path:
    """Return the one gazetteer where none is named.

    Raises:
        UsageError: The environment variable names several.
    """
    first, *more = default_names()
    if more:
        raise UsageError(
            f"{VARIABLE} names several gazetteers: {', '.join((first, *more))}; one was expected here: "
            "name it with --gazetteer"
        )
    return directory_of(first)


def gazetteer_of(snapshot: Path) -> Path:
    """Return the directory of the gazetteer that a snapshot is of; one that lies elsewhere is its own.

    Args:
        snapshot: The snapshot's directory.
    """
    place = snapshot if snapshot.parent.name else snapshot.absolute()
    return place.parent.parent if place.parent.name == SNAPSHOTS else place


def is_embedded(path: str | os.PathLike[str]) -> bool:
    """Return whether a path lies in the gazetteer that is part of the package.

    Args:
        path: Any path, existing or not.
    """
    # Not `resolve`, which raises where a link leads to itself.
    place, embedded = Path(os.path.realpath(path)), EMBEDDED.resolve()
    return place == embedded or embedded in place.parents


def refuse_embedded(path: str | os.PathLike[str]) -> None:
    """Raise if a path lies in the embedded gazetteer.

    Args:
        path: Where something is about to be written.

    Raises:
        ReadOnlyGazetteer: It does.
    """
    if is_embedded(path):
        raise ReadOnlyGazetteer(
            f"{path}: the embedded gazetteer is read-only; give another directory, "
            "such as one that `gazetteer export FILE` and `gazetteer build FILE --output DIR` make of it"
        )


def open_snapshot(directory: Path, identifier: str) -> Snapshot:
    """Return a snapshot of a gazetteer by its ID, in force or not.

    Args:
        directory: The gazetteer directory.
        identifier: The ID.

    Raises:
        DamagedSnapshot: It is not there, or its manifest cannot be understood.
        UnknownVersion: It was written in another format.
    """
    home = directory / SNAPSHOTS / identifier
    if not identifier.isalnum() or not home.is_dir():
        raise DamagedSnapshot(f"{directory}: no snapshot {identifier!r} in it")
    return _open(home)


def base_of(directory: Path, identifier: str) -> str | None:
    """Return the ID of the snapshot that another one lies over, whether or not it is there; None for none.

    Args:
        directory: The gazetteer directory.
        identifier: The ID of the snapshot.

    Raises:
        DamagedSnapshot: Its manifest cannot be understood.
        UnknownVersion: It was written in another format.
    """
    return read_manifest(directory / SNAPSHOTS / identifier).base


def pointed_to(directory: Path) -> str | None:
    """Return the ID of the snapshot in force, whether or not it is there; None if there is no gazetteer yet.

    Args:
        directory: A gazetteer directory, which need not exist.

    Raises:
        NoSnapshot: The pointer cannot be read.
    """
    try:
        return (directory / POINTER).read_text(encoding="ascii").removesuffix("\n")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise NoSnapshot(
            f"{directory / POINTER}: cannot be read ({error}); expected: a snapshot's ID"
        ) from error


def _open(home: Path) -> Snapshot:
    manifest = read_manifest(home)
    for record in manifest.tables:
        path = home / f"{record.name}.parquet"
        size = path.stat().st_size if path.is_file() else None
        if size != record.bytes:
            found = "missing" if size is None else f"{size} bytes long, the manifest says {record.bytes}"
            raise DamagedSnapshot(f"{path}: {found}; build the gazetteer anew")
    return Snapshot(home, manifest, is_embedded(home), _open_base(home, manifest.base))


def _open_base(home: Path, identifier: str | None) -> Snapshot | None:
    if identifier is None:
        return None
    # Beside the snapshot, and nowhere else, whatever the manifest says.
    place = home.parent / identifier
    if not identifier.isalnum() or not place.is_dir():
        raise DamagedSnapshot(f"{home}: its base, the snapshot {identifier!r}, is not beside it")
    base = _open(place)
    if base.base is not None:
        raise DamagedSnapshot(f"{home}: its base {identifier} has a base itself")
    return base
