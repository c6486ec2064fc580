"""One writer at a time: who changes a gazetteer holds the lock of its directory.

The lock belongs to the process, so that it is free again when that is killed. Readers need none: what they
read is never changed.
"""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from gazetteer.errors import GazetteerBusy, UnwritableFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = "lock"
PATIENCE = 30.0
"""Seconds that a writer waits for another one to finish."""

_PAUSE = 0.02

if sys.platform == "win32":
    import msvcrt

    def _try(stream: IO[bytes]) -> None:
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def only_writer(directory: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a gazetteer directory; wait for whoever holds it.

    Args:
        directory: The gazetteer directory, which is there.
        patience: How many seconds to wait.

    Raises:
        GazetteerBusy: Somebody else still holds it after that time.
        UnwritableFile: The directory cannot be written to.
    """
    try:
        stream = (directory / LOCK).open("ab")
    except OSError as error:
        raise UnwritableFile(f"{directory}: cannot be written: {error.strerror or error}") from error
    # Closing the file frees the lock.
    with stream:
        _acquire(stream, directory, patience)
        yield


def _acquire(stream: IO[bytes], directory: Path, patience: float) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            _try(stream)
        except OSError as error:
            if not isinstance(error, BlockingIOError | PermissionError):
                raise UnwritableFile(f"{directory}: cannot be locked: {error.strerror or error}") from error
            if time.monotonic() >= end:
                raise GazetteerBusy(
                    f"{directory}: another process is changing this gazetteer, and has not finished within "
                    f"{patience:g} seconds; nothing was changed, try again later"
                ) from None
            time.sleep(_PAUSE)
        else:
            return
