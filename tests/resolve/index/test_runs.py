"""Runs of rows in flat arrays, against plain loops over lists."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from resolve.index.runs import (
    best_of_each,
    distinct,
    expand,
    find_in_runs,
    first_rows,
    gathered,
    greatest,
    group,
    lacking,
    merged,
    positions,
    run_starts,
    spread,
    width,
)

ranges = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 6)), max_size=8)
sorted_numbers = st.lists(st.integers(0, 6), max_size=12).map(sorted)
worths = st.sampled_from([0.0, 0.25, 0.5, 1.0, 3.5, 1e-8, 1e9])
rows = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5), worths), max_size=20)


def column(values: list[int]) -> np.ndarray:
    return np.array(values, np.int64)


@given(sorted_numbers)
def test_group(owner: list[int]) -> None:
    """The run of each owner holds its rows, owners without rows have empty runs."""
    first = group(column(owner), 7)
    runs = [owner[first[i] : first[i + 1]] for i in range(7)]
    assert [[i] * owner.count(i) for i in range(7)] == runs


@given(ranges)
def test_expand(chosen: list[tuple[int, int]]) -> None:
    """All positions of all ranges come in order, each with the number of its range."""
    start, count = column([s for s, _ in chosen]), column([c for _, c in chosen])
    owner, at = expand(start, count)
    plain = [(i, s + k) for i, (s, c) in enumerate(chosen) for k in range(c)]
    assert plain == list(zip(owner.tolist(), at.tolist(), strict=True))
    assert at.tolist() == positions(start, count).tolist()


@given(sorted_numbers)
def test_run_starts(ordered: list[int]) -> None:
    """Each row knows where its run begins."""
    assert [ordered.index(value) for value in ordered] == run_starts(column(ordered)).tolist()
    assert [ordered.index(value) for value, _ in groupby(ordered)] == first_rows(column(ordered)).tolist()


@given(rows, st.integers(1, 4))
def test_best_of_each(found: list[tuple[int, int, float]], most: int) -> None:
    """Each owner keeps its rows of the greatest worth; of equals, those that come first."""
    owner = [row[0] for row in found]
    worth = np.array([row[2] for row in found], np.float32)
    plain = [
        at
        for one in sorted(set(owner))
        for at in sorted((i for i, o in enumerate(owner) if o == one), key=lambda i: -worth[i])[:most]
    ]
    assert plain == best_of_each(column(owner), worth, most).tolist()


def test_best_of_many_equals() -> None:
    """The first of ten thousand equals are kept, whatever is sorted beside them."""
    owner = np.repeat(np.arange(3), 10_000)
    worth = np.ones(len(owner), np.float32)
    assert [0, 1, 10_000, 10_001, 20_000, 20_001] == best_of_each(owner, worth, 2).tolist()


@given(rows)
def test_greatest(found: list[tuple[int, int, float]]) -> None:
    """A pair of owner and target comes once, in order, with its greatest worth."""
    owner, target = column([row[0] for row in found]), column([row[1] for row in found])
    worth = np.array([row[2] for row in found], np.float32)
    best: dict[tuple[int, int], float] = {}
    for one, other, value in zip(owner.tolist(), target.tolist(), worth.tolist(), strict=True):
        best[one, other] = max(value, best.get((one, other), 0.0))
    columns = greatest(owner, target, worth, 6)
    assert [(*pair, value) for pair, value in sorted(best.items())] == list(
        zip(*(c.tolist() for c in columns), strict=True)
    )


@given(st.integers(1, 1 << 40))
def test_width(targets: int) -> None:
    """So many bits hold every number below, and one fewer do not."""
    bits = int(width(targets))
    assert targets - 1 < 1 << bits
    assert bits == 1 or targets - 1 >= 1 << (bits - 1)


@given(st.lists(st.integers(0, 9)))
def test_distinct(column: list[int]) -> None:
    """The different values of a column, rising, and the place of each row among them."""
    row, place = distinct(np.array(column, np.int64))
    values = [column[at] for at in row.tolist()]
    assert sorted(set(column)) == values
    assert column == [values[at] for at in place.tolist()]


@given(st.lists(st.integers(0, 9)).map(sorted), st.lists(st.integers(0, 9)).map(sorted))
def test_merged(left: list[int], right: list[int]) -> None:
    """Two sorted columns are one."""
    assert sorted(left + right) == merged(np.array(left, np.int64), np.array(right, np.int64)).tolist()


@given(st.lists(st.integers(0, 3), min_size=1, max_size=80), st.lists(st.integers(0, 10**6), max_size=200))
def test_values_of_rows(values: list[int], places: list[int]) -> None:
    """Values are found at their rows, whether most of them are 0 or none, and however many are asked for."""
    rows = np.sort(np.array(places, np.int32) % len(values))
    column = np.array(values, np.uint16)
    for held in (column, np.where(np.arange(len(values)) % 17, 0, column).astype(np.uint16)):
        expected = held[rows].tolist()
        assert (expected, expected) == (gathered(held, rows).tolist(), spread(held, rows).tolist())


@given(sorted_numbers, sorted_numbers)
def test_lacking(values: list[int], wanted: list[int]) -> None:
    """What a column does not hold of some values, each once."""
    assert sorted(set(wanted) - set(values)) == lacking(column(values), column(wanted)).tolist()


@given(st.lists(sorted_numbers, min_size=1, max_size=4), st.data())
def test_find_in_runs(runs: list[list[int]], data: st.DataObject) -> None:
    """Each value stands before the first row of its run that is not less."""
    asked = data.draw(st.lists(st.tuples(st.integers(0, len(runs) - 1), st.integers(-1, 7))))
    first = np.cumsum([0, *map(len, runs)])
    flat = column([value for run in runs for value in run])
    run, wanted = column([run for run, _ in asked]), column([value for _, value in asked])
    expected = [first[run] + sum(value < limit for value in runs[run]) for run, limit in asked]
    assert expected == find_in_runs(flat, first[run], first[run + 1], wanted).tolist()
