"""4-grams of coarse strings, against strings of letters."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from resolve.index.grams import grams
from resolve.sound.alphabet import COARSE_ALPHABET, MAX_SOUNDS

shapes = st.lists(st.text(st.sampled_from(COARSE_ALPHABET), max_size=MAX_SOUNDS), min_size=1, max_size=6)


def plain(shape: str) -> set[str]:
    """The 4-grams of a string between blanks, which is brought to four letters at least."""
    closed = f" {shape} ".ljust(4)
    return {closed[i : i + 4] for i in range(len(closed) - 3)}


def codes(texts: list[str]) -> np.ndarray:
    rows = [[COARSE_ALPHABET.index(c) + 1 for c in text] for text in texts]
    return np.array([row + [0] * (MAX_SOUNDS - len(row)) for row in rows], np.uint8)


def unpacked(gram: int) -> str:
    return "".join(f" {COARSE_ALPHABET}"[gram >> shift & 15] for shift in (12, 8, 4, 0))


@given(shapes)
def test_as_of_strings(texts: list[str]) -> None:
    """Each row has the 4-grams of its string, each once, in order of the rows."""
    rows, found = grams(codes(texts))
    assert sorted(rows.tolist()) == rows.tolist()
    assert [plain(text) for text in texts] == [
        {unpacked(int(gram)) for gram in found[rows == row]} for row in range(len(texts))
    ]
    assert sum(len(plain(text)) for text in texts) == len(found)


def test_no_shape() -> None:
    """An empty column has none."""
    rows, found = grams(np.zeros((0, MAX_SOUNDS), np.uint8))
    assert (0, 0) == (len(rows), len(found))
