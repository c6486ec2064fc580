"""The command `resolve`.

Standard output holds data only; messages and progress go to standard error, progress only to a terminal. Exit
codes: 0 done (nil included), 1 a defect of ours, 2 wrong use or unreadable input, 3 done, but some rows are
`error`.

Importing this loads nothing, running it no library but typer: a command imports what it needs when it runs.
"""

__all__ = ["main"]


def main() -> None:
    """Run the command."""
    from gazetteer.cli.interruption import end_at_once

    end_at_once()

    from resolve.cli import app

    app.main()
