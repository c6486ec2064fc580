"""How far the work is, on standard error, if a person is looking."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gazetteer.cli.terminal import say

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress, TaskID

_NOTES = {
    True: "the match index of the gazetteer is brought up to date",
    False: "the match index of the gazetteer is built, which is done once",
}
"""What is said of making an index, by whether it is brought up to date."""
_UPDATE = "changes"
_COUNTED = ("resolving", "comparing", "reading")


class Meter:
    """A bar on a terminal; elsewhere one line if an index is built first.

    It is called as `index.build.Progress` says.

    Attributes:
        built: whether an index was made.
        updated: whether it was made of an earlier one.
    """

    def __init__(self, quiet: bool) -> None:
        """Prepare; nothing is shown before there is something to show.

        Args:
            quiet: whether nothing is to be shown at all.
        """
        self.built = self.updated = False
        self._quiet = quiet
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Meter:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show what is being done, how much of it is done, and of how much."""
        counted = what in _COUNTED
        if not counted and not self.built:
            self.built, self.updated = True, what == _UPDATE
            if not self._quiet:
                say(_NOTES[self.updated])
        if self._quiet or not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = _new_bar()
            self._task = self._bar.add_task(what, total=total)
            self._bar.start()
        if self._task is not None:
            label = what if counted else f"index: {what}"
            self._bar.update(self._task, description=label, completed=done, total=total)


def _new_bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn, TimeElapsedColumn
    from rich.progress_bar import ProgressBar

    class MovingColumn(BarColumn):
        """A bar that goes to and fro as long as nothing is told to be done: a step may tell only its end."""

        def render(self, task: Task) -> ProgressBar:
            bar = super().render(task)
            bar.pulse = bar.pulse or not task.completed
            return bar

    return Progress(
        TextColumn("{task.description}"),
        MovingColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
