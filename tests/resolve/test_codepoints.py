"""Texts as one column of code points."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.codepoints import CodePoints

texts = st.lists(st.text(st.characters(exclude_categories=[]) | st.just("."), max_size=6), max_size=8)


def packed(written: list[str]) -> CodePoints:
    """Texts that have to be read back from their code points."""
    column = CodePoints.of(written)
    return CodePoints(column.code, column.first)


@given(texts)
def test_texts_come_back(written: list[str]) -> None:
    """Texts are what they were, all together and one by one, from either end."""
    assert written == packed(written).texts()
    assert written == list(packed(written))
    assert [written[at] for at in range(-len(written), len(written))] == [
        packed(written)[at] for at in range(-len(written), len(written))
    ]
    assert written[1:] == packed(written)[1:]


def test_no_such_text() -> None:
    """There is no text behind the last one."""
    with pytest.raises(IndexError, match="text 1 of 1"):
        packed(["a"])[1]


@given(texts, texts)
def test_columns_are_joined(written: list[str], more: list[str]) -> None:
    """One column stands behind the other."""
    assert [*written, *more] == packed(written).joined(packed(more)).texts()


@given(texts)
def test_some_texts(written: list[str]) -> None:
    """Of a column those texts stay that are wanted."""
    kept = np.arange(len(written)) % 3 != 1
    assert [text for text, stays in zip(written, kept, strict=True) if stays] == packed(written).where(
        kept
    ).texts()


@given(texts)
def test_endings(written: list[str]) -> None:
    """A character is taken off the end, however often it stands there, and stays inside."""
    assert [text.rstrip(".") for text in written] == packed(written).without_ending(".").texts()
