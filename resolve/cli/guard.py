"""The way out of a command: every failure becomes a line on standard error and an exit code."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from typing import ParamSpec

import typer

from gazetteer.cli.terminal import say
from gazetteer.errors import GazetteerError
from resolve.errors import DataError, ResolveError

TRACEBACK = "ADLAR_TRACEBACK"
"""The environment variable that asks for the traceback of a defect."""

DEFECT = 1
WRONG_USE = 2
ERROR_ROWS = 3
INTERRUPTED = 130

P = ParamSpec("P")


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """Return a command that ends with an exit code, whatever happens in it.

    Args:
        command: the command; its failures are exceptions.
    """

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except DataError as error:
            _report_defect(error)
            raise typer.Exit(DEFECT) from error
        except (ResolveError, GazetteerError) as error:
            say(f"resolve: {error}")
            raise typer.Exit(WRONG_USE) from error
        except BrokenPipeError:
            # The reader of our output has seen enough; what is left in the buffer must not complain at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None
        except KeyboardInterrupt:
            say("resolve: interrupted")
            raise typer.Exit(INTERRUPTED) from None
        except (SystemExit, GeneratorExit):
            raise
        except BaseException as error:
            # The panics of polars are no Exception.
            _report_defect(error)
            raise typer.Exit(DEFECT) from error

    return run


def _report_defect(error: BaseException) -> None:
    if os.environ.get(TRACEBACK):
        import traceback

        say("".join(traceback.format_exception(error)).rstrip())
    message = " ".join(str(error).split())
    say(
        f"resolve: a defect of ours: {type(error).__name__}: {message}; "
        f"please report it with what {TRACEBACK}=1 shows"
    )
