"""The graded cases: the table is whole, balanced and each pair is in it once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from resolve.bench.cases import COLUMNS, HALVES, half_of, read_cases
from resolve.bench.slices import judge, slice_of
from resolve.errors import UsageError
from resolve.types import Decision

CASES = read_cases()


def test_enough_cases() -> None:
    """There are 800 pairs at least, and 15 in each category."""
    assert len(CASES) >= 800
    assert [] == [name for name, n in Counter(case.category for case in CASES).items() if n < 15]


def test_no_pair_twice() -> None:
    """A pair is there once, whichever name stands first."""
    pairs = Counter((*sorted((case.left, case.right)), case.kind) for case in CASES)
    assert [] == [pair for pair, n in pairs.items() if n > 1]


def test_halves_are_by_hash() -> None:
    """The half of a pair is that of its hash, in either order, and the halves are of like size."""
    assert [] == [case for case in CASES if case.half != half_of(case.left, case.right)]
    assert [] == [case for case in CASES if case.half != half_of(case.right, case.left)]
    sizes = Counter(case.half for case in CASES)
    assert set(HALVES) == set(sizes)
    assert max(sizes.values()) < 1.1 * min(sizes.values())


def test_grades_are_balanced() -> None:
    """45 to 55 % are a match, 10 to 20 % a review."""
    grades = Counter(case.expected for case in CASES)
    assert 0.45 <= grades[Decision.MATCH] / len(CASES) <= 0.55
    assert 0.10 <= grades[Decision.REVIEW] / len(CASES) <= 0.20


def test_values() -> None:
    """Kinds and sources are those that the README explains."""
    assert {"person", "place", "organization"} == {case.kind for case in CASES}
    assert {"press", "contrast"} == {case.source for case in CASES}


def test_every_pair_is_decided() -> None:
    """No case is an error, and the whole slice counts every pair."""
    judged = judge(CASES)
    assert [] == [one.case for one in judged if one.said.decision == Decision.ERROR]
    assert len(CASES) == slice_of("all", judged).accuracy.rows


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("left,right\n", "columns left, right; expected left, left_lang"),
        (
            ",".join(COLUMNS) + "\na,az,b,de,person,maybe,x,tune,press,\n",
            "expected is 'maybe'; there are match",
        ),
        (",".join(COLUMNS) + "\na,az,b,de,person,nil,x,other,press,\n", "split is 'other'; there are tune"),
        (",".join(COLUMNS) + "\n", "no rows"),
        (",".join(COLUMNS) + "\na,b\n", "row 2: 2 cells; expected 10"),
    ],
)
def test_bad_table(tmp_path: Path, text: str, message: str) -> None:
    """A table that is not one of cases is refused, and the message says what was expected."""
    path = tmp_path / "cases.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        read_cases(path)
