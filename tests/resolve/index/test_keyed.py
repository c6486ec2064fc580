"""Packed keys lead to the names that they were packed with."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve import Resolver
from resolve.errors import IndexFaultError
from resolve.index.keyed import NAMES_A_KEY, RESERVE, Keyed
from resolve.keys import name_keys
from resolve.names import read_names

# Few names under few keys, some of which differ in their highest bits alone, some in their lowest.
keys = st.one_of(st.integers(0, 3), st.integers(0, 7).map(lambda n: n << 61), st.integers(0, 2**64 - 1))
pairs = st.sets(st.tuples(keys, st.integers(0, 90)), max_size=300)


def pack(column: set[tuple[int, int]]) -> Keyed:
    ordered = sorted(column)
    return Keyed.pack(
        np.array([key for key, _ in ordered], np.uint64), np.array([name for _, name in ordered], np.int32)
    )


def found(packed: Keyed, asked: list[int]) -> dict[int, set[int]]:
    owner, name = packed.find(np.array(asked, np.uint64))
    names: dict[int, set[int]] = defaultdict(set)
    for row, number in zip(owner.tolist(), name.tolist(), strict=True):
        names[row].add(number)
    return {asked[row]: numbers for row, numbers in names.items()}


@given(pairs)
def test_every_key_leads_to_its_names(column: set[tuple[int, int]]) -> None:
    """Of each key the first names are found; a key that differs early leads nowhere."""
    expected: dict[int, list[int]] = defaultdict(list)
    for key, name in sorted(column):
        expected[key].append(name)
    distinct = sorted(expected)
    told_apart = [key for key in distinct if key in {n << 61 for n in range(8)}]
    packed = pack({(key, name) for key, name in column if key in told_apart})
    assert {key: set(expected[key][:NAMES_A_KEY]) for key in told_apart} == found(packed, told_apart)
    absent = [key for key in (n << 61 | 1 << 58 for n in range(8)) if key not in expected]
    assert {} == found(packed, absent)
    # Keys that are equal in all bits that are kept bring one another's names, and never fewer than their own.
    everything = found(pack(column), distinct)
    assert all(set(expected[key][:NAMES_A_KEY]) <= everything[key] for key in distinct)


def test_many_names_of_a_key() -> None:
    """Of a key that very many names have, the most prominent ones are kept."""
    packed = pack({(5 << 50, name) for name in range(1_000)} | {(6 << 50, name) for name in range(1_000)})
    assert {5 << 50: set(range(NAMES_A_KEY))} == found(packed, [5 << 50])
    assert NAMES_A_KEY + RESERVE + 2 == len(packed.lists)


def test_nothing() -> None:
    """A gazetteer without names has no keys, and no key leads anywhere in it."""
    assert {} == found(pack(set()), [0, 2**64 - 1])


def test_too_many_names() -> None:
    """A number of a name that finds no room is refused."""
    with pytest.raises(IndexFaultError, match="too large for one match index"):
        Keyed.pack(np.array([1], np.uint64), np.array([2**30], np.int32))


def test_names_of_an_index(small: Resolver) -> None:
    """Every name of a gazetteer is found by each of its keys; the oracle is a search among all keys."""
    spellings, known = small.index.spellings, small.index.entities
    read = read_names(list(spellings.text), list(spellings.lang), known.kind[spellings.entity])
    every = name_keys(read)
    bearers: dict[int, set[int]] = defaultdict(set)
    for key, row in zip(every.key.tolist(), every.row.tolist(), strict=True):
        bearers[key].add(row)
    asked = [key for key, rows in bearers.items() if len(rows) <= NAMES_A_KEY]
    assert {key: bearers[key] for key in asked} == found(small.index.keyed, asked)


@given(pairs)
def test_names_that_share_a_key(column: set[tuple[int, int]]) -> None:
    """The names of each key that several have come in one run, the first of them; equal runs once."""
    names: dict[int, list[int]] = defaultdict(list)
    for key, name in sorted(column):
        names[key].append(name)
    expected = {tuple(found[:NAMES_A_KEY]) for found in names.values() if len(found) > 1}
    first, name = pack(column).shared()
    runs = [tuple(name[a:b].tolist()) for a, b in zip(first.tolist(), first.tolist()[1:], strict=False)]
    assert sorted(expected) == sorted(runs)
