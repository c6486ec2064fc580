"""The parts of a run: answers on disk that an interrupted run leaves behind and a later one goes on from.

They lie beside the output, in a folder of its name with `.parts` after it, which is gone once the output is
whole. Its manifest says of which run they are: the hash of the input, what was asked for, the index that was
searched and the version of this package. Only a run of which all that holds goes on from them.
"""

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import polars as pl

from gazetteer.counting import counted
from gazetteer.errors import UnwritableFile
from gazetteer.files import is_replaceable
from gazetteer.files.format import STANDARD_STREAM
from resolve.batch.manifest import differences, write_manifest
from resolve.batch.packed import Packed, join_packed, unpack_joined
from resolve.errors import UsageError

_MANIFEST: Final = "manifest.json"
_LOCK: Final = "lock"
_DRAFT: Final = "output"
_OURS: Final = re.compile(rf"{_MANIFEST}|{_LOCK}|{_DRAFT}|\d+\.answers|[^/]+\.draft")

Tell = Callable[[str], None]
"""Takes a message for the user."""


class Parts:
    """The parts of one run, in a folder."""

    def __init__(self, directory: Path) -> None:
        """Take a folder that is there.

        Args:
            directory: where the parts lie.
        """
        self._directory = directory

    @property
    def draft(self) -> Path:
        """Where the output may be written until it is whole."""
        return self._directory / _DRAFT

    @property
    def finished(self) -> int:
        """How many parts there are."""
        return len(list(self._directory.glob("*.answers")))

    def find(self, number: int, rows: int) -> pl.DataFrame | None:
        """Return the answers of a part; None if it is not there, or not whole.

        Args:
            number: of the part, from 0.
            rows: how many answers it must hold.
        """
        try:
            answers = unpack_joined(self._path(number).read_bytes())
        except (OSError, ValueError, pl.exceptions.PolarsError, pl.exceptions.PanicException):
            return None
        return answers if answers.height == rows else None

    def keep(self, number: int, answers: Sequence[Packed]) -> None:
        """Keep the answers of a part: whole, or not at all.

        Raises:
            UnwritableFile: there is no space, or no permission any more.
        """
        path = self._path(number)
        draft = path.with_suffix(".draft")
        with _refusing_unwritable(path), draft.open("wb") as stream:
            stream.write(join_packed(answers))
            stream.flush()
            os.fsync(stream.fileno())
            draft.replace(path)

    def remove(self) -> None:
        """Take the folder away, and nothing that is not of the run."""
        for file in sorted(self._directory.iterdir()):
            if _OURS.fullmatch(file.name):
                file.unlink()
        with suppress(OSError):
            self._directory.rmdir()

    def _path(self, number: int) -> Path:
        return self._directory / f"{number:08}.answers"


def refuse_leftovers(target: str) -> None:
    """Raise if an interrupted run left parts of an output: they may be hours of work.

    Args:
        target: the output.

    Raises:
        UsageError: it did; the message names the folder and both ways on.
    """
    directory = parts_directory(target)
    if directory is not None and directory.exists():
        _refuse_foreign(directory)
        _refuse_unasked(directory, Parts(directory).finished)


@contextmanager
def open_parts(target: str, run: Mapping[str, object], resume: bool, tell: Tell) -> Iterator[Parts]:
    """Give the parts of a run; they are kept if the run does not come to its end, and removed if it does.

    Args:
        target: the output.
        run: all that the answers depend on, by the name under which a user knows it.
        resume: go on from parts that are there.
        tell: is told what was found, and what is left.

    Raises:
        UsageError: the parts are of another run, which the message says how; or another process works on
            them, or a folder of that name is there which is no run's.
        UnwritableFile: the folder cannot be made.
    """
    directory = parts_directory(target)
    if directory is None:
        if resume:
            raise UsageError(f"--resume: {target!r} is no file, so nothing is kept of it to go on from")
        with tempfile.TemporaryDirectory(prefix="adlar-") as folder:
            yield Parts(Path(folder))
        return
    _refuse_foreign(directory)
    with _refusing_unwritable(directory):
        directory.mkdir(exist_ok=True)
    with _locked(directory):
        parts = Parts(directory)
        _refuse_others(parts, directory, run, resume)
        try:
            _begin(parts, directory, run, resume, tell)
            yield parts
        except BaseException:
            finished = parts.finished
            if finished:
                tell(
                    f"{directory}: {counted(finished, 'part')} finished and kept; "
                    "the same command with --resume goes on from there"
                )
            else:
                parts.remove()
            raise
        parts.remove()


def parts_directory(target: str) -> Path | None:
    """The folder for the parts of an output; None if it is a stream, which is written but never kept."""
    path = Path(os.path.realpath(target))
    if target == STANDARD_STREAM or not is_replaceable(path):
        return None
    return path.with_name(f"{path.name[:200]}.parts")


def _refuse_others(parts: Parts, directory: Path, run: Mapping[str, object], resume: bool) -> None:
    finished = parts.finished
    if not resume:
        _refuse_unasked(directory, finished)
    if not finished:
        return
    told = differences(directory / _MANIFEST, run)
    if told:
        raise UsageError(
            f"{directory}: {counted(finished, 'part')} of another run: {'; '.join(told)}; "
            "run the command as it was then, or remove the folder to start anew"
        )


def _begin(parts: Parts, directory: Path, run: Mapping[str, object], resume: bool, tell: Tell) -> None:
    finished = parts.finished
    parts.draft.unlink(missing_ok=True)
    if finished:
        tell(f"{directory}: {counted(finished, 'part')} finished; going on from there")
        return
    if resume:
        tell(f"--resume: no part of {directory.name.removesuffix('.parts')} is there; starting anew")
    manifest = directory / _MANIFEST
    with _refusing_unwritable(manifest):
        write_manifest(manifest, run)


def _refuse_unasked(directory: Path, finished: int) -> None:
    if finished:
        raise UsageError(
            f"{directory}: an interrupted run left {counted(finished, 'part')} of this output; "
            "go on from there with --resume, or remove the folder to start anew"
        )


def _refuse_foreign(directory: Path) -> None:
    if not directory.exists():
        return
    if not directory.is_dir() or any(not _OURS.fullmatch(file.name) for file in directory.iterdir()):
        raise UsageError(
            f"{directory}: this is where the parts of the output go, but what is there is of no run; "
            "move it away, or name another --output"
        )


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    """Hold a folder; the system lets go of it however the process ends."""
    with _refusing_unwritable(directory):
        lock = (directory / _LOCK).open("wb")
    with lock:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UsageError(f"{directory}: another process is at work on this output") from None
        yield


@contextmanager
def _refusing_unwritable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnwritableFile(f"{path}: cannot be written: {error.strerror or error}") from error
