"""The command `gazetteer`.

Standard output holds data only; messages and progress go to standard error, progress only to a terminal. Exit
codes: 0 done, 1 a defect of ours, 2 wrong use or unreadable input, 3 done, but rows have faults.
"""

from __future__ import annotations

from gazetteer.cli.app import main

__all__ = ["main"]
