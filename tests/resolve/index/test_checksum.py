"""Checksums are the same by either way, and differ where contents do."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.index import checksum
from resolve.index.checksum import checksum_of

WORD = (1 << 64) - 1

contents = st.one_of(
    st.binary(max_size=40), st.integers(0, 3).map(lambda size: bytes((1 << 19) * size + size))
)


def of(content: bytes) -> str:
    """The checksum of some bytes."""
    return checksum_of(np.frombuffer(content, np.uint8))


def finished(number: int) -> int:
    """The finalizer of splitmix64."""
    number = number + 0x9E3779B97F4A7C15 & WORD
    number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 & WORD
    number = (number ^ number >> 27) * 0x94D049BB133111EB & WORD
    return number ^ number >> 31


@given(contents)
def test_either_way(content: bytes) -> None:
    """In C and in Python it is what the definition says, whatever the length."""
    parts = [content[at : at + 8].ljust(8, b"\0") for at in range(0, len(content), 8)]
    words = [int.from_bytes(part, sys.byteorder) for part in parts]
    places = [word + place * 0x9E3779B97F4A7C15 & WORD for place, word in enumerate(words, 1)]
    expected = f"{sum(map(finished, [len(content), *places])) & WORD:016x}"
    assert expected == of(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checksum, "library", lambda: None)
        assert expected == of(content)


@given(st.binary(min_size=1, max_size=60), st.data())
def test_damage_is_found(content: bytes, data: st.DataObject) -> None:
    """A byte that flips, bytes that are lost or come to it, or eight that change places: another sum."""
    at = data.draw(st.integers(0, len(content) - 1))
    flipped = bytearray(content)
    flipped[at] ^= data.draw(st.integers(1, 255))
    others = {bytes(flipped), content[:at], content + b"\0", content[8:] + content[:8]} - {content}
    assert of(content) not in {of(other) for other in others}
