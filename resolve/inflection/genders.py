"""Surnames of a man and of a woman of one family: Lavrov and Lavrova, Lawrow and Lawrowa.

Who knows the one has good reason to take the other for a name too; so Lavrova may be a name of its own and
need not be Lavrov with an ending.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from resolve import tables

__all__ = ["COUNTERPART", "gender_counterparts"]

COUNTERPART: Final = 0.7
"""What is left of the worth of a surname for that of the other gender."""

_TABLE: Final = "inflection/genders.tsv"
_SHORTEST_STEM: Final = 3


def gender_counterparts(names: Sequence[str], lang: str) -> list[str]:
    """The surnames of the other gender, in the spelling of those given; empty where there is none.

    Args:
        names: surnames, or full names that end in one.
        lang: BCP 47 tag of their spelling; az, tr and de have rules.

    Raises:
        DataError: the table of genders is broken.
    """
    pairs = _pairs(lang.partition("-")[0])
    return [_counterpart(name, pairs) for name in names]


def _counterpart(name: str, pairs: Sequence[tuple[str, str]]) -> str:
    lower = name.lower()
    for ending, other in pairs:
        if lower.endswith(ending) and len(name) - name.rfind(" ") - 1 >= len(ending) + _SHORTEST_STEM:
            return name[: len(name) - len(ending)] + (other.upper() if name.isupper() else other)
    return ""


@cache
def _pairs(lang: str) -> tuple[tuple[str, str], ...]:
    """Endings and what stands for them, the longest first."""
    rows = [row for row in tables.read_rows(_TABLE).rows if row[0] == lang]
    found = [(masculine, feminine) for _, masculine, feminine, _ in rows]
    found += [(feminine, masculine) for masculine, feminine in found]
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))
