"""A run of a command over files: how long it takes, what it says of itself, and how it ends."""

from __future__ import annotations

import time

import typer

from gazetteer.cli.terminal import say, say_nothing
from resolve.cli.guard import ERROR_ROWS


class Run:
    """One run, from its first word to its exit code."""

    def __init__(self, target: str, quiet: bool) -> None:
        """Begin.

        Args:
            target: the output file, or `-`.
            quiet: say nothing but errors.
        """
        self.quiet = quiet
        self.tell = say_nothing if quiet else say
        self._target = target
        self._begin = time.perf_counter()

    def told(self, done: str) -> None:
        """Say what was done, in what time, and where it went.

        Args:
            done: how much of what, such as `3 rows`.
        """
        self.tell(f"{done}, in {time.perf_counter() - self._begin:.1f} s, to {self._target}")

    def end(self, faulty: int) -> None:
        """End with the exit code that says whether all went well.

        Args:
            faulty: how many rows are errors.

        Raises:
            typer.Exit: code 3 if some are.
        """
        if faulty:
            raise typer.Exit(ERROR_ROWS)
