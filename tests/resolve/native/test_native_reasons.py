"""Reasons put together in C against those in Python: the same words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.decide import Ground
from resolve.native import reasons as native
from resolve.native.structs import side_struct
from resolve.reasons import reasons
from resolve.resolver import Resolver, open_resolver
from resolve.types import Options, Questions

if TYPE_CHECKING:
    from resolve.compiled import Library
    from resolve.reasons import Found

WORDS = """
    ilham əliyev alijew əliyeva алиев heydər oğlu qızı i. h. sergej lavrov лавров viktoroviç yeni new şəhər
    city nato нато agit osce von bob robert müzesi museum 12 1 birinci berlin köln colonge baku {} {a
"""
names = st.one_of(
    st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=5).map(" ".join),
    st.text(st.characters(max_codepoint=0x24F, categories=["L", "P", "Zs", "N"]), max_size=12),
)
columns = st.lists(names, min_size=1, max_size=12)


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    """Return a resolver of the embedded gazetteer."""
    return open_resolver(None)


def found_for(resolver: Resolver, column: list[str]) -> Found:
    nothing = [None] * len(column)
    return resolver._answers(Questions(column, nothing, nothing, nothing, nothing), Options()).found


def told(library: Library, found: Found, review: float) -> list[str]:
    sides = side_struct(found.side), side_struct(found.gazetteer)
    return native.tell_reasons(library, *sides, found, review).to_list()


@given(columns, st.floats(0, 1))
def test_reasons_of_names(library: Library, resolver: Resolver, column: list[str], review: float) -> None:
    """Whatever names are asked for."""
    found = found_for(resolver, column)
    assert reasons(found, review) == told(library, found, review)


@given(columns, st.integers(0))
def test_reasons_on_every_ground(library: Library, resolver: Resolver, column: list[str], seed: int) -> None:
    """Whatever the ground and the scores, two decimal places of which are told."""
    found, draw = found_for(resolver, column), np.random.default_rng(seed)
    size = len(found.ranking.score)
    # Halves of a hundredth are rounded to even.
    scores = np.where(draw.random(size) < 0.5, draw.random(size), draw.integers(0, 201, size) / 200)
    grounds = draw.choice([*Ground][1:], len(column))
    found = replace(
        found,
        measured=replace(found.measured, bearing=draw.random(len(found.measured.same)) < 0.5),
        ranking=replace(
            found.ranking,
            score=np.sort(scores)[::-1].astype(np.float32),
            similarity=draw.choice(np.array([0.5, 0.9, 0.91], np.float32), size),
        ),
        grounds=np.where(found.grounds == Ground.NOTHING_NEAR, found.grounds, grounds).astype(np.int8),
    )
    assert reasons(found, 0.3) == told(library, found, 0.3)


@given(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=40))
def test_likeness_in_words(library: Library, resolver: Resolver, likeness: list[float]) -> None:
    """The likeness of two tokens is told as Python tells it."""
    found = found_for(resolver, ["heydər əliyev"] * len(likeness))
    (part,) = (part for part in found.measured.parts if len(part.partial))
    value = np.resize(np.array(likeness, np.float32), part.alignment.value.shape)
    aligned = replace(part.alignment, value=value, same=np.zeros_like(part.alignment.same))
    found = replace(
        found,
        measured=replace(
            found.measured, parts=(replace(part, alignment=aligned),), same=np.zeros_like(found.measured.same)
        ),
        grounds=np.full(len(likeness), Ground.CLEAR, np.int8),
    )
    expected = reasons(found, 0.3)
    assert expected == told(library, found, 0.3)
    assert all("əliyev ~ əliyev (sounds" in words for words in expected)
