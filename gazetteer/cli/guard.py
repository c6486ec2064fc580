"""The way out of a command: every failure becomes a line on standard error and an exit code."""

from __future__ import annotations

import functools
import io
import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, ParamSpec

import typer

from gazetteer.cli.interruption import ending_in_order
from gazetteer.cli.terminal import say
from gazetteer.errors import GazetteerError, SnapshotError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import FrameType

    P = ParamSpec("P")

TRACEBACK = "ADLAR_TRACEBACK"
"""The environment variable that asks for the traceback of a defect."""

DEFECT = 1
WRONG_USE = 2
FAULTY_ROWS = 3
INTERRUPTED = 130


def guarded(
    command: Callable[P, None],
    program: str = "gazetteer",
    refusals: tuple[type[Exception], ...] = (GazetteerError,),
    defects: tuple[type[Exception], ...] = (),
) -> Callable[P, None]:
    """Return a command that ends with an exit code, whatever happens in it.

    Args:
        command: The command; its failures are exceptions.
        program: What it is called in messages.
        refusals: Failures that the user can do something about.
        defects: Those among them that are ours all the same.
    """

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            with ending_in_order():
                command(*args, **kwargs)
                sys.stdout.flush()
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except BrokenPipeError:
            # The reader of our output has seen enough; what is left in the buffer must not complain at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None
        except OSError as error:
            if error.filename is None:
                _report_defect(error, program)
                raise typer.Exit(DEFECT) from error
            say(f"{program}: {os.fsdecode(error.filename)}: {error.strerror or error}")
            raise typer.Exit(WRONG_USE) from error
        except KeyboardInterrupt as interruption:
            left = f": {interruption}" if str(interruption) else ""
            say(f"{program}: interrupted{left}")
            raise typer.Exit(INTERRUPTED) from None
        except (SystemExit, GeneratorExit):
            raise
        except BaseException as error:
            if isinstance(error, refusals) and not isinstance(error, defects):
                say(f"{program}: {error}")
                raise typer.Exit(WRONG_USE) from error
            # The panics of polars are no Exception.
            _report_defect(error, program)
            raise typer.Exit(DEFECT) from error

    return run


@contextmanager
def telling_what_is_left(directory: Path) -> Iterator[None]:
    """Let an interruption say which snapshot of a gazetteer is in force after it.

    Args:
        directory: The gazetteer directory, which need not exist.

    Raises:
        KeyboardInterrupt: The user interrupted the work; its text is what is left.
    """
    before = _in_force(directory)
    try:
        yield
    except KeyboardInterrupt:
        after = _in_force(directory)
        if after is None:
            raise KeyboardInterrupt(f"{directory}: there is no gazetteer, as before") from None
        as_before = ", as before" if after == before else ""
        raise KeyboardInterrupt(f"{directory}: snapshot {after} is in force{as_before}") from None


def end_in_order() -> None:
    """Let signals that end the process clear away half-written files and workers, and streams take any text.

    Data is UTF-8 wherever it goes; what cannot be written becomes an escape, never an exception.
    """
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def _in_force(directory: Path) -> str | None:
    from gazetteer.store import pointed_to

    try:
        return pointed_to(directory)
    except SnapshotError:
        return None


def _report_defect(error: BaseException, program: str) -> None:
    if os.environ.get(TRACEBACK):
        import traceback

        say("".join(traceback.format_exception(error)).rstrip())
    message = " ".join(str(error).split())
    say(
        f"{program}: a defect of ours: {type(error).__name__}: {message}; "
        f"please report it with what {TRACEBACK}=1 shows"
    )
