"""Files of figures: whole or not at all, and refused before the work if they cannot be written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from resolve.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["refuse_unwritable", "write_figures"]


def refuse_unwritable(*targets: Path | None) -> None:
    """Say before the work what would be said after it.

    Args:
        *targets: files that are going to be written; None for one that nobody asked for.

    Raises:
        UsageError: a folder lies there, or the folder above it cannot be written.
    """
    for target in targets:
        if target is not None and (target.is_dir() or not os.access(target.absolute().parent, os.W_OK)):
            raise UsageError(f"{target}: expected a file that can be written")


def write_figures(target: Path, text: str) -> None:
    """Write a file of figures in place of what was there.

    Raises:
        UsageError: it cannot be written.
    """
    from gazetteer.durable import replace_file

    try:
        replace_file(target, text.encode())
    except OSError as error:
        raise UsageError(f"{target}: {error.strerror}; expected a file that can be written") from error
