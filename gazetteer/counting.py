"""Counts in words."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number of things as a person says it: `1 row`, `2 rows`.

    Args:
        number: How many there are.
        one: What one of them is called.
        many: What several are called; None: the same with an s.
    """
    return f"{number} {one}" if number == 1 else f"{number} {many or one + 's'}"
