"""What a person at a terminal sees of long work."""

from __future__ import annotations

import pytest
from rich.progress_bar import ProgressBar

from resolve.cli.meter import _new_bar


@pytest.mark.parametrize(("done", "moves_by_itself"), [(0, True), (1, False), (10, False)])
def test_bar_never_stands_at_nothing(done: int, moves_by_itself: bool) -> None:
    """A bar goes to and fro until something is done, for a step may not tell how far it is; then it grows."""
    progress = _new_bar()
    task = progress.add_task("index: reading names", total=10)
    progress.update(task, completed=done)
    drawn = progress.columns[1]
    assert not isinstance(drawn, str)
    bar = drawn(progress.tasks[0])
    assert isinstance(bar, ProgressBar)
    assert (moves_by_itself, done) == (bar.pulse, bar.completed)
