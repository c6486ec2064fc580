"""An index as one file, for machines that do not share a disk with the one that built it.

A parcel is a zip archive without compression: the arrays are read as they lie, and its checksums are proved
when it is unpacked. Its comment names the index and what made it. However many processes of a machine ask,
it is unpacked once: the first takes a lock, the others wait and find it done.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from gazetteer.types import Where
from gazetteer.version import adlar_version
from resolve.conversion import ICU_VERSION
from resolve.errors import IndexFaultError
from resolve.index.build import Progress
from resolve.index.store import provide_index

_NAME: Final = re.compile(r"[0-9a-f]+\.index")
"""What the directory of an index is called."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a parcel says of itself.

    Attributes:
        index: name of the directory that it holds.
        adlar: version of the package that packed it.
        icu: version of ICU there.
    """

    index: str
    adlar: str
    icu: str

    @classmethod
    def here(cls, index: str) -> Self:
        """The label of what is packed by this installation."""
        return cls(index, adlar_version(), ICU_VERSION)


def pack_index(folder: str | Path, gazetteer: Where = None, progress: Progress | None = None) -> Path:
    """Write the index of a gazetteer into one file, which `resolve_frame` takes as `parcel`.

    Args:
        folder: where the file is to lie; made if it is not there.
        gazetteer: its directory, or several, see `gazetteer.locate`; None for the default ones.
        progress: told of the steps of building the index, if there is none yet.

    Returns:
        The file: `<name of the index>.zip`. It is there whole or not at all.

    Raises:
        GazetteerError: no gazetteer there, or a damaged one.
        IndexFaultError: the index, or the file, cannot be written.
    """
    return pack_directory(provide_index(gazetteer, progress), Path(folder))


def pack_directory(index: Path, folder: Path) -> Path:
    """Write an index into one file; the rest is as with `pack_index`.

    Args:
        index: its directory.
        folder: where the file is to lie.
    """
    target = folder / parcel_name(index)
    draft = target.with_name(f".{target.name}-{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _write(index, draft)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise IndexFaultError(
            f"{target}: the index cannot be packed there: {error.strerror or error}"
        ) from error
    return target


def parcel_name(index: Path) -> str:
    """What the parcel of an index is called, given the directory of the index."""
    return f"{index.name}.zip"


def unpack_index(parcel: Path, place: Path) -> Path:
    """Unpack a parcel, unless that was done before; one process does it, others wait for it.

    Args:
        parcel: a file that `pack_index` wrote.
        place: directory in which that of the index comes to lie.

    Returns:
        The directory of the index.

    Raises:
        IndexFaultError: no parcel, a damaged one, or one of another version; or no room for it.
    """
    try:
        with ZipFile(parcel) as packed:
            home = place / _read_label(parcel, packed).index
            if not _is_whole(home, packed):
                place.mkdir(parents=True, exist_ok=True)
                with _locked(place / f".{home.name}.lock"):
                    if not _is_whole(home, packed):
                        _unpack(packed, home)
    except (OSError, BadZipFile) as error:
        told = error.strerror if isinstance(error, OSError) else None
        raise IndexFaultError(
            f"{parcel}: the index in it cannot be unpacked into {place}: {told or error}; "
            "if it is damaged, pack it anew with pack_index"
        ) from error
    return home


def _write(index: Path, target: Path) -> None:
    with ZipFile(target, "w", ZIP_STORED, strict_timestamps=False) as parcel:
        parcel.comment = json.dumps(asdict(Label.here(index.name))).encode()
        for file in sorted(index.rglob("*")):
            if file.is_file():
                parcel.write(file, file.relative_to(index).as_posix())


def _read_label(parcel: Path, packed: ZipFile) -> Label:
    try:
        label = Label(**json.loads(packed.comment))
    except (ValueError, TypeError) as error:
        raise IndexFaultError(f"{parcel}: an archive, but not of an index; pack_index writes one") from error
    # The directory that it names is replaced: one that lies elsewhere is nobody's to name.
    if not isinstance(label.index, str) or not _NAME.fullmatch(label.index):
        raise IndexFaultError(f"{parcel}: names a directory {label.index!r}, which is none of an index")
    here = Label.here(label.index)
    if label != here:
        raise IndexFaultError(
            f"{parcel}: packed by Adlar {label.adlar} with ICU {label.icu}; here is Adlar {here.adlar} with "
            f"ICU {here.icu}, which may answer otherwise; install the same version on every machine"
        )
    return label


def _is_whole(home: Path, packed: ZipFile) -> bool:
    """Whether all that is packed lies there, each file as long as it has to be."""
    try:
        return all((home / info.filename).stat().st_size == info.file_size for info in packed.infolist())
    except OSError:
        return False


def _unpack(packed: ZipFile, home: Path) -> None:
    """Unpack beside the place, prove the checksums, then give the directory its name."""
    draft = Path(tempfile.mkdtemp(prefix=".index-", dir=home.parent))
    try:
        packed.extractall(draft)
        shutil.rmtree(home, ignore_errors=True)
        draft.rename(home)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock among the processes of a machine; it falls with the process that holds it."""
    # Only POSIX has it; Spark's own workers on Windows are no place for a cluster.
    import fcntl

    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
