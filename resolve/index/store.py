"""Where an index lies, and when it is still good.

An index is named by the hash of all it is made from: the rules and tables of this package, the version of
ICU, and the snapshot. If there is none, one of another snapshot of the gazetteer is brought up to date, or
all is built anew. It lies beside the snapshot if that can be written to, else in the user's cache
(`ADLAR_CACHE` overrides). All its arrays lie in one file, and beside it the manifest holds that file's size,
time and hash: if it changed it is hashed again, and an index that is not what was written is named with the
array that differs, and built anew. Indexes that were left behind are removed by `stale`.
"""

import json
import logging
import os
import shutil
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

import gazetteer
from gazetteer.errors import GazetteerError
from gazetteer.snapshot import Snapshot
from gazetteer.types import Where
from resolve.errors import IndexFaultError
from resolve.index.build import Progress, build_index
from resolve.index.kin import Provenance, home_of, most_changed, nearest_kin
from resolve.index.layout import ARRAYS, Index
from resolve.index.origins import find_origins
from resolve.index.rules import fingerprint
from resolve.index.stale import (
    DRAFT,
    FORGOTTEN,
    MANIFEST,
    MAY_BE_OPENING,
    Removed,
    note_opening,
    remove_stale,
)
from resolve.index.volume import Volume

UPDATE: Final = "changes"
"""The step that is told of when an index is brought up to date."""

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """What a manifest tells of the file of arrays.

    Attributes:
        size: its bytes.
        time: when it was written, in nanoseconds since 1970.
        hash: of its table, which holds those of the arrays.
    """

    size: int
    time: int
    hash: str


def open_index(path: Where, progress: Progress | None = None) -> Index:
    """Open the index of a gazetteer; build it if there is none that is good.

    The arguments and what is raised are those of `provide_index`.
    """
    return Index.load(provide_index(path, progress))


def provide_index(path: Where, progress: Progress | None = None) -> Path:
    """Return the directory of a gazetteer's index, which is made if there is none that is good.

    Args:
        path: directory of the gazetteer, or several, see `gazetteer.locate`; None for the embedded one, or
            what `ADLAR_GAZETTEER` names.
        progress: told of the steps of building; not called if the index is there.

    Raises:
        GazetteerError: no gazetteer there, or a damaged one.
        IndexFaultError: the index can be written neither beside the snapshot nor in the cache.
    """
    snapshot = gazetteer.locate(path)
    name = f"{fingerprint(snapshot)[:24]}.index"
    places = _places(snapshot)
    for place in places:
        damage = _damage(place / name)
        if damage is None:
            note_opening(place / name)
            return place / name
        if (place / name).exists():
            _LOG.warning("the match index %s is damaged (%s); it is built anew", place / name, damage)
    index, provenance = _updated(snapshot, places, progress) or _built(snapshot, progress)
    origins = find_origins(index.entities.id, index.spellings.text, index.spellings.entity, snapshot)
    index = replace(index, origins=origins)
    faults = []
    for place in places:
        try:
            written = _write(index, place / name, provenance)
            remove_stale(places, written, home_of(snapshot), FORGOTTEN)
            return written
        except OSError as error:
            faults.append(f"{place}: {error.strerror}")
    raise IndexFaultError(
        f"the match index can be written nowhere ({'; '.join(faults)});"
        " set ADLAR_CACHE to a writable directory"
    )


def _updated(
    snapshot: Snapshot, places: list[Path], progress: Progress | None
) -> tuple[Index, Provenance] | None:
    """The index of the nearest snapshot that has one, brought up to date; None where all is built anew."""
    from resolve.index.change import change_between
    from resolve.index.update import updated

    kin = nearest_kin(snapshot, places, is_good)
    if kin is None:
        return None
    try:
        change = change_between(kin.snapshot, snapshot)
        changed = kin.provenance.changed + len(change.ids)
        if changed > most_changed(snapshot):
            return None
        if progress is not None:
            progress(UPDATE, 1, 1)
        index = updated(Index.load(kin.directory), change)
    except (GazetteerError, IndexFaultError, OSError) as error:
        _LOG.info("the match index %s cannot be brought up to date: %s", kin.directory, error)
        return None
    return None if index is None else (index, Provenance.of(snapshot, changed))


def _built(snapshot: Snapshot, progress: Progress | None) -> tuple[Index, Provenance]:
    return build_index(snapshot.entities(), snapshot.names(), progress), Provenance.of(snapshot)


def remove_others(path: Where) -> Removed:
    """Remove the indexes of a gazetteer but for the one that is good, and those of gazetteers that are gone.

    Indexes that were opened within the last hour stay: somebody may be about to map their files.

    Args:
        path: as for `provide_index`.

    Raises:
        GazetteerError: no gazetteer there, or a damaged one.
    """
    snapshot = gazetteer.locate(path)
    good = provide_index(path)
    return remove_stale(_places(snapshot), good, home_of(snapshot), MAY_BE_OPENING)


def is_good(directory: Path) -> bool:
    """Whether an index lies there and its files are what was written."""
    return _damage(directory) is None


def _damage(directory: Path) -> str | None:
    """What is wrong with the index that should lie there; None if nothing is."""
    try:
        told = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))[ARRAYS]
        written = Written(int(told["size"]), int(told["time"]), str(told["hash"]))
    except (OSError, ValueError, LookupError, TypeError, OverflowError, RecursionError):
        return f"{MANIFEST} is missing or does not tell of {ARRAYS}"
    try:
        stat = (directory / ARRAYS).stat()
        if stat.st_size != written.size:
            return f"{ARRAYS} has {stat.st_size} bytes, expected {written.size}"
        if stat.st_mtime_ns == written.time:
            return None
        other = Volume.open(directory / ARRAYS).difference(written.hash)
        return other and f"{other} is not what was written"
    except OSError:
        return f"{ARRAYS} is missing or cannot be read"
    except IndexFaultError as error:
        return str(error)


def _places(snapshot: Snapshot) -> list[Path]:
    cache = os.environ.get("ADLAR_CACHE")
    if cache:
        return [Path(cache) / "indexes"]
    import platformdirs

    users = Path(platformdirs.user_cache_dir("adlar")) / "indexes"
    beside = snapshot.directory.parent
    return [beside, users] if os.access(beside, os.W_OK) else [users]


def _write(index: Index, directory: Path, provenance: Provenance) -> Path:
    """Write an index whole or not at all: into a directory of its own that is then given its name."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=DRAFT, dir=directory.parent))
    try:
        content = index.save(work)
        stat = (work / ARRAYS).stat()
        written = Written(stat.st_size, stat.st_mtime_ns, content)
        manifest = {**provenance.as_json(), ARRAYS: asdict(written)}
        (work / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
        if directory.exists() and not is_good(directory):
            _remove(directory)
        try:
            work.rename(directory)
        except OSError:
            # Another process may have been first; its index is as good as this one.
            if not is_good(directory):
                raise
        return directory
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _remove(directory: Path) -> None:
    """Take away what lies in the place of an index; another process may be doing the same."""
    shutil.rmtree(directory, ignore_errors=True)
    if not directory.is_dir():
        directory.unlink(missing_ok=True)
