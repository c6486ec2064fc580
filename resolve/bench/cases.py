"""Graded cases: pairs of names with the decision that is right for each.

The table is benchmarks/quality/cases.csv; its README says how the pairs were graded.
"""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from resolve.errors import UsageError
from resolve.types import Decision

COLUMNS: Final = (
    "left",
    "left_lang",
    "right",
    "right_lang",
    "kind",
    "expected",
    "category",
    "split",
    "source",
    "note",
)
"""Columns of the table, in their order."""

HALVES: Final = ("tune", "report")
"""Halves of the cases: one to look at while the matcher is improved, one to count only."""

DEFAULT_CASES: Final = Path(__file__).parents[2] / "benchmarks" / "quality" / "cases.csv"
"""The project's own cases; they are in the source tree, not in the wheel."""

_GRADES: Final = {
    "match": Decision.MATCH,
    "review": Decision.REVIEW,
    "nil": Decision.NIL,
}


@dataclass(frozen=True, slots=True)
class Case:
    """Two names and what is right to say of them.

    Attributes:
        left: a name.
        left_lang: its BCP 47 tag, None if not known.
        right: another.
        right_lang: likewise.
        kind: person, place or organization.
        expected: match, review or nil.
        category: what the pair tries.
        half: `tune` or `report`.
        source: what the pair rests on.
        note: why it is graded so, where that is not plain.
    """

    left: str
    left_lang: str | None
    right: str
    right_lang: str | None
    kind: str
    expected: Decision
    category: str
    half: str
    source: str
    note: str

    @property
    def languages(self) -> str:
        """The pair of languages in alphabetical order, `az ~ de`; `und` where one is not known."""
        return " ~ ".join(sorted((self.left_lang or "und", self.right_lang or "und")))


def half_of(left: str, right: str) -> str:
    """The half that a pair belongs to, by a hash of its two names, whichever stands first."""
    text = "\n".join(sorted((left, right)))
    return HALVES[hashlib.sha256(text.encode()).digest()[0] & 1]


def read_cases(path: Path = DEFAULT_CASES) -> Sequence[Case]:
    """The graded cases of a table.

    Args:
        path: a CSV file with the columns `COLUMNS`, in UTF-8.

    Raises:
        UsageError: no such file, other columns, no rows, or one that is not graded or in no half.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file)) or [[]]
    except OSError as error:
        raise UsageError(
            f"{path}: {error.strerror}; expected the graded cases, which are in the source tree of Adlar "
            "under benchmarks/quality"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: no UTF-8 at byte {error.start}; expected graded cases in UTF-8") from error
    if tuple(header) != COLUMNS:
        raise UsageError(f"{path}: columns {', '.join(header)}; expected {', '.join(COLUMNS)}")
    if not rows:
        raise UsageError(f"{path}: no rows; expected graded pairs")
    return [_case(path, number, row) for number, row in enumerate(rows, 2)]


def _case(path: Path, number: int, row: Sequence[str]) -> Case:
    if len(row) != len(COLUMNS):
        raise UsageError(f"{path}, row {number}: {len(row)} cells; expected {len(COLUMNS)}")
    left, left_lang, right, right_lang, kind, expected, category, half, source, note = row
    if expected not in _GRADES:
        raise UsageError(f"{path}, row {number}: expected is {expected!r}; there are {', '.join(_GRADES)}")
    if half not in HALVES:
        raise UsageError(f"{path}, row {number}: split is {half!r}; there are {', '.join(HALVES)}")
    return Case(
        left,
        left_lang or None,
        right,
        right_lang or None,
        kind,
        _GRADES[expected],
        category,
        half,
        source,
        note,
    )
