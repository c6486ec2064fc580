"""The command `resolve`.

Standard output holds data only; messages and progress go to standard error, progress only to a terminal. Exit
codes: 0 done (nil included), 1 a defect of ours, 2 wrong use or unreadable input, 3 done, but some rows are
`error`.

Importing this loads no library but typer: each command imports what it needs when it runs.
"""

from resolve.cli.app import main

__all__ = ["main"]
