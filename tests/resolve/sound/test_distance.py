"""The distance of sound strings: the programme over columns against the plain recurrence."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from conftest import read_cases
from hypothesis import given
from hypothesis import strategies as st

from resolve import tables
from resolve.sound import alphabet
from resolve.sound.alphabet import ALPHABET, MAX_SOUNDS
from resolve.sound.distance import distances

BAND = 5
sounds = st.text(st.sampled_from(ALPHABET), max_size=MAX_SOUNDS)
pairs = st.lists(st.tuples(sounds, sounds), min_size=1, max_size=12)


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a sound string and the same with a few sounds changed, as slips are."""
    one = draw(st.text(st.sampled_from(ALPHABET), min_size=1, max_size=18))
    other = list(one)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(other)))
        other[at : at + draw(st.integers(0, 1))] = draw(st.text(st.sampled_from(ALPHABET), max_size=1))
    return one, "".join(other)


@functools.cache
def cost(one: str, other: str) -> int:
    """The cost of hearing one sound for another, in hundredths; against nothing, of dropping it."""
    if one == other:
        return 0
    if one and other and (one.isdigit() or other.isdigit()):
        return 300
    rows = {frozenset(row[:2]): row[2] for row in tables.read_rows("sound/costs.tsv").rows}
    return round(100 * float(rows.get(frozenset((one, other)), 1)))


def plain(left: str, right: str) -> int:
    """The recurrence of the edit distance, cell by cell, without the cells further than the band allows."""
    if abs(len(left) - len(right)) > BAND:
        return 10_000
    table = {(0, 0): 0}
    for i in range(len(left) + 1):
        for j in range(max(0, i - BAND), min(len(right), i + BAND) + 1):
            ways = [
                table[a, b] + cost(left[a:i], right[b:j])
                for a, b in ((i - 1, j - 1), (i - 1, j), (i, j - 1))
                if (a, b) in table
            ]
            table[i, j] = min(ways, default=0)
    return table[len(left), len(right)]


def apart(left: list[str], right: list[str]) -> list[float]:
    x, y = alphabet.encode(left), alphabet.encode(right)
    return distances(x, y, alphabet.lengths(x), alphabet.lengths(y)).tolist()


@given(pairs | st.lists(slips(), min_size=1, max_size=12))
def test_as_the_plain_recurrence(column: list[tuple[str, str]]) -> None:
    """The programme over columns gives what the recurrence gives, pair by pair."""
    left, right = [one for one, _ in column], [other for _, other in column]
    assert [plain(*pair) for pair in column] == [round(100 * d) for d in apart(left, right)]


@given(pairs)
def test_symmetric(column: list[tuple[str, str]]) -> None:
    """Left and right may be exchanged."""
    left, right = [one for one, _ in column], [other for _, other in column]
    assert apart(left, right) == apart(right, left)


@given(pairs | st.lists(sounds.map(lambda s: (s, s)), min_size=1, max_size=4))
def test_zero_only_for_the_same(column: list[tuple[str, str]]) -> None:
    """Nothing lies between equal strings, and something between all others."""
    left, right = [one for one, _ in column], [other for _, other in column]
    assert [one == other for one, other in column] == [d == 0 for d in apart(left, right)]


@pytest.mark.parametrize(
    "case", read_cases("sound/distances.tsv"), ids=lambda case: f"{case['left']}-{case['right']}"
)
def test_case(case: dict[str, str]) -> None:
    """Spellings of one name lie near, other names far."""
    found = apart([case["left"]], [case["right"]])[0]
    assert float(case["least"]) <= found < float(case["less"])


def test_no_pair_at_all() -> None:
    """An empty column has no distances."""
    assert [] == apart([], [])


def test_many_pairs_are_done_in_parts() -> None:
    """Pairs beyond the first pass are compared too, each with its own partner."""
    count = (1 << 15) + 3
    left = np.tile(alphabet.encode(["alijev", "lavrov"]), (count, 1))
    right = np.tile(alphabet.encode(["alijev", "laurov"]), (count, 1))
    sizes = alphabet.lengths(left)
    found = distances(left, right, sizes, sizes)
    assert [0.0] == np.unique(found[0::2]).tolist()
    assert 1 == len(np.unique(found[1::2]))
    assert found[1] > 0
