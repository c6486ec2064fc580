"""The command `gazetteer`.

Standard output holds data only; messages and progress go to standard error, progress only to a terminal. Exit
codes: 0 done, 1 a defect of ours, 2 wrong use or unreadable input, 3 done, but rows have faults.

The command `resolve` has some options from here: it must not load the commands of `gazetteer` for them.
"""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command."""
    from gazetteer.cli.interruption import end_at_once

    end_at_once()

    from gazetteer.cli import app

    app.main()
