"""Packed keys that were brought up to date lead to the names that keys packed anew lead to."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resolve.errors import IndexFaultError
from resolve.index import keyed, lists, moved, rekeyed, renumbered
from resolve.index.keyed import Keyed
from resolve.index.moved import Moved

# Keys that differ in their highest bits: what an index keeps of them is enough to tell them apart.
KEYS = [number << 52 for number in (0, 1, 2, 3, 700, 701, 4000, 4001, 4095)]
Pairs = set[tuple[int, int]]


@pytest.fixture(autouse=True, scope="module")
def few(module_monkeypatch: pytest.MonkeyPatch) -> None:
    """Let lists be full with three names, and keep two more."""
    for module in (keyed, lists, rekeyed, renumbered):
        module_monkeypatch.setattr(module, "NAMES_A_KEY", 3)
    module_monkeypatch.setattr(keyed, "RESERVE", 2)


@pytest.fixture(scope="module")
def module_monkeypatch() -> pytest.MonkeyPatch:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def columns(pairs: Pairs) -> tuple[np.ndarray, np.ndarray]:
    ordered = sorted(pairs)
    return np.array([key for key, _ in ordered], np.uint64), np.array([name for _, name in ordered], np.int32)


def found(packed: Keyed) -> Pairs:
    owner, name = packed.find(np.array(KEYS, np.uint64))
    return {(KEYS[row], number) for row, number in zip(owner.tolist(), name.tolist(), strict=True)}


held = st.sets(st.tuples(st.sampled_from(KEYS), st.integers(0, 11)), max_size=60)
changes = st.tuples(st.sets(st.integers(0, 11)), st.lists(st.integers(0, 12), max_size=6), held)


@pytest.mark.parametrize("is_compiled", [True, False])
@given(held, st.lists(changes, min_size=1, max_size=4))
@example({(0, name) for name in range(8)}, [({0, 1, 2, 3, 4}, [], set())])
def test_like_packed_anew(
    is_compiled: bool, pairs: Pairs, steps: list[tuple[set[int], list[int], Pairs]]
) -> None:
    """After names came and went, each key leads to what it leads to if all keys are packed anew.

    Where they have to be, it is since more names were taken from a list than stood behind it.
    """
    with pytest.MonkeyPatch.context() as patch:
        if not is_compiled:
            for module in (renumbered, moved):
                patch.setattr(module, "library", lambda: None)
        brings_up_to_date(pairs, steps)


def brings_up_to_date(pairs: Pairs, steps: list[tuple[set[int], list[int], Pairs]]) -> None:
    """Bring keys up to date step by step, and hold each step against keys that are packed anew."""
    packed, names = Keyed.pack(*columns(pairs)), 12
    for gone, come, added in steps:
        order = [("old", name) for name in range(names) if name not in gone]
        for number, before in enumerate(sorted(come)):
            order.insert(min(before + number, len(order)), ("new", number))
        number_of = {name: number for number, name in enumerate(order)}
        place = np.array([number_of.get(("old", name), -1) for name in range(names)], np.int32)
        fresh = {(key, number_of["new", name]) for key, name in added if ("new", name) in number_of}
        taken = {key: sum(k == key and n in gone for k, n in pairs) for key in KEYS}
        pairs = {(key, int(place[name])) for key, name in pairs if name < names and place[name] >= 0} | fresh
        names = len(order)
        known = rekeyed.rekeyed(packed, Moved.to(place), names, *columns(fresh))
        if known is None:
            assert max(taken.values()) > 2
            known = Keyed.pack(*columns(pairs))
        packed = known
        assert found(Keyed.pack(*columns(pairs))) == found(packed)


def test_more_names_than_before() -> None:
    """Where targets take more bits, as many of the keys' are given up."""
    before = {(key, 0) for key in KEYS}
    added = {(key, name) for key in KEYS for name in range(1, 4)} | {(KEYS[1], 4_000)}
    packed = Keyed.pack(*columns(before))
    known = rekeyed.rekeyed(packed, Moved.to(np.zeros(1, np.int32)), 4_001, *columns(added))
    assert known is not None
    assert found(Keyed.pack(*columns(before | added))) == found(known)
    assert known.target_bits[0] > packed.target_bits[0]


@pytest.mark.parametrize("is_compiled", [True, False])
@given(held.filter(bool), st.sets(st.integers(0, 11)), st.data())
def test_wild_numbers(is_compiled: bool, pairs: Pairs, gone: set[int], data: st.DataObject) -> None:
    """What leads nowhere is damage, in a list and in an entry, and nothing is read there."""
    packed = Keyed.pack(*columns(pairs))
    place = np.array([-1 if name in gone else name for name in range(12)], np.int32)
    column = packed.lists if len(packed.lists) and data.draw(st.booleans()) else packed.entry
    at = data.draw(st.integers(0, len(column) - 1))
    column[at] = data.draw(st.sampled_from([-1, -(2**31), 2**31 - 1, 12, 255]).map(np.int64)).astype(
        column.dtype
    )
    with pytest.MonkeyPatch.context() as patch, contextlib.suppress(IndexFaultError):
        if not is_compiled:
            for module in (renumbered, moved):
                patch.setattr(module, "library", lambda: None)
        renumbering = renumbered.Renumbering(packed, Moved.to(place))
        touched = renumbering.touched()
        _, starts = renumbering.lists(touched)
        assert len(packed.entry) == len(renumbering.entries(touched, starts, 20))
