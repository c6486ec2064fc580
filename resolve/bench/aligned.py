"""Rows of cells as lines of text, column under column."""

from collections.abc import Sequence


def aligned_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a line a row; two spaces part the columns, and no line ends in a space.

    Args:
        rows: as many cells in each; at least one row.
    """
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
