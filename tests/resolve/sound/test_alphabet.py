"""The sound alphabet as numbers: coarse strings, skeletons, letter masks against plain definitions."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from conftest import read_cases
from hypothesis import given
from hypothesis import strategies as st
from plain_sounds import CLASSES, plain_coarse, plain_skeleton

from resolve.sound import alphabet
from resolve.sound.alphabet import ALPHABET, COARSE_ALPHABET, MAX_SOUNDS
from resolve.sound.readings import reading

sounds = st.text(st.sampled_from(ALPHABET), max_size=MAX_SOUNDS)
columns = st.lists(sounds, min_size=1, max_size=8)


def plain_mask(text: str) -> tuple[int, ...]:
    """How many sounds of each class there are, three at most."""
    counts = Counter(next(c for c in CLASSES if sound in c) for sound in text if sound != "j")
    return tuple(min(3, counts[c]) for c in CLASSES)


def same(values: np.ndarray) -> list[list[bool]]:
    return (values[:, None] == values[None, :]).tolist()


@given(columns)
def test_encode_and_decode(column: list[str]) -> None:
    """Sound strings come back as they went in, and their lengths are told."""
    codes = alphabet.encode(column)
    assert (len(column), MAX_SOUNDS) == codes.shape
    assert column == [alphabet.decode(row) for row in codes]
    assert [len(s) for s in column] == alphabet.lengths(codes).tolist()


def test_long_strings_are_cut() -> None:
    """What lies beyond the longest sound string is cut off."""
    codes = alphabet.encode(["ab" * MAX_SOUNDS])
    assert "ab" * (MAX_SOUNDS // 2) == alphabet.decode(codes[0])


@given(columns)
def test_coarse_strings(column: list[str]) -> None:
    """A coarse string has the classes of the sounds in their order, runs once, without j."""
    rows = alphabet.coarse(alphabet.encode(column))
    found = ["".join(COARSE_ALPHABET[c - 1] for c in row if c) for row in rows]
    letter = {
        c: COARSE_ALPHABET["aiupftksClmnr0".index(m)] for c, m in zip(CLASSES, "aiupftksClmnr0", strict=True)
    }
    assert ["".join(letter[c] for c in plain_coarse(s).split("|") if c) for s in column] == found
    ends = np.count_nonzero(rows, axis=1)
    assert all(not row[end:].any() for row, end in zip(rows, ends, strict=True))


@given(columns)
def test_skeletons(column: list[str]) -> None:
    """Two sound strings have one skeleton hash if and only if they have one skeleton."""
    plain = np.array([plain_skeleton(s) for s in column])
    assert same(plain) == same(alphabet.skeleton_hashes(alphabet.encode(column)))


@given(columns)
def test_row_hashes(column: list[str]) -> None:
    """Equal rows have equal hashes, different ones different."""
    assert same(np.array(column)) == same(alphabet.row_hashes(alphabet.encode(column)))


@given(columns)
def test_letter_masks(column: list[str]) -> None:
    """A mask has three bits a class, as many set as the row has of it."""
    masks = alphabet.letter_masks(alphabet.encode(column))
    order = [
        CLASSES.index(next(c for c in CLASSES if letter.replace("C", "S") in c)) for letter in COARSE_ALPHABET
    ]
    found = [tuple((int(mask) >> (3 * i) & 7).bit_count() for i in range(len(order))) for mask in masks]
    assert [tuple(plain_mask(s)[i] for i in order) for s in column] == found


def skeletons(spelling: str, names: str) -> set[int]:
    tokens = [reading(name).sounds([spelling])[0] for name in names.split()]
    return set(alphabet.skeleton_hashes(alphabet.encode(tokens)).tolist())


@pytest.mark.parametrize(
    "case", read_cases("sound/skeletons.tsv"), ids=lambda case: f"{case['left']}-{case['right']}"
)
def test_skeleton_case(case: dict[str, str]) -> None:
    """Spellings of one name share a skeleton where the table says so, and only there."""
    left, right = case["left"].split(":"), case["right"].split(":")
    shared = skeletons(left[1], left[0]) & skeletons(right[1], right[0])
    assert case["shared"] == ("yes" if shared else "no")
