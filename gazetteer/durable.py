"""Files that outlive a crash: written, forced to the disk, and only then given their name.

A rename within a folder happens or does not. What it must never do is come before the bytes it stands for, so
each step here ends with what it wrote on the disk: first the file, then the folder that names it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DRAFT = ".draft-"
"""How the names of unfinished files and folders begin."""


def replace_file(path: Path, data: bytes | Path) -> None:
    """Put a file in place of what may be there: whoever looks sees the old one or the new one.

    Args:
        path: The file; its folder is there.
        data: All its bytes, or a file that has them.

    Raises:
        OSError: It cannot be written; what was there is still there.
    """
    draft = path.with_name(f"{DRAFT}{path.name}-{os.getpid()}")
    try:
        _write(draft, data)
        draft.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes take the place of a file once all are written, and never if that fails.

    Args:
        path: The file; its folder is there.

    Raises:
        OSError: It cannot be written; what was there is still there.
    """
    draft = path.with_name(f"{DRAFT}{path.name}-{os.getpid()}")
    try:
        with draft.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def place_folder(path: Path, files: Mapping[str, bytes | Path]) -> None:
    """Put a folder of files in place, whole or not at all.

    Args:
        path: The folder; nothing lies there, and the folder above it is there.
        files: The bytes of each file by its name, or a file that has them.

    Raises:
        OSError: It cannot be written, or something lies there; then nothing was changed.
    """
    draft = Path(tempfile.mkdtemp(prefix=f"{DRAFT}{path.name}-", dir=path.parent))
    try:
        draft.chmod(0o777 & ~_umask())
        for name, data in files.items():
            _write(draft / name, data)
        sync_folder(draft)
        draft.rename(path)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    sync_folder(path.parent)


def sweep_drafts(folder: Path) -> None:
    """Take away what writers that were killed have left unfinished.

    Args:
        folder: Where they wrote; nobody may be writing there.
    """
    for left in folder.glob(f"{DRAFT}*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def sync_folder(path: Path) -> None:
    """Force the names of a folder's files to the disk; where a folder cannot be opened, this does nothing.

    Args:
        path: The folder.
    """
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        # Windows opens no folders, and needs no such step.
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, data: bytes | Path) -> None:
    with path.open("wb") as stream:
        if isinstance(data, bytes):
            stream.write(data)
        else:
            with data.open("rb") as source:
                shutil.copyfileobj(source, stream)
        stream.flush()
        os.fsync(stream.fileno())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
