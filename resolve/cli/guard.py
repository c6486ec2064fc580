"""The way out of a command: every failure becomes a line on standard error and an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec

from gazetteer.cli import guard
from gazetteer.cli.guard import DEFECT, INTERRUPTED, WRONG_USE
from gazetteer.cli.guard import FAULTY_ROWS as ERROR_ROWS
from gazetteer.errors import GazetteerError
from resolve.errors import DataError, ResolveError

if TYPE_CHECKING:
    from collections.abc import Callable

    P = ParamSpec("P")

__all__ = ["DEFECT", "ERROR_ROWS", "INTERRUPTED", "WRONG_USE", "guarded"]


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """Return a command that ends with an exit code, whatever happens in it.

    Args:
        command: the command; its failures are exceptions.
    """
    return guard.guarded(command, "resolve", (ResolveError, GazetteerError), (DataError,))
