"""Chinese characters read one by one, against ICU."""

from __future__ import annotations

import icu
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.conversion import han
from resolve.conversion.han import HAN, HanReader

common = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def whole() -> icu.Transliterator:
    """Return ICU's Any-Latin."""
    return icu.Transliterator.createInstance("Any-Latin")


@given(st.lists(common, min_size=1, max_size=5))
def test_read_as_icu_reads(whole: icu.Transliterator, texts: list[str]) -> None:
    """Characters one by one make what ICU makes of the text."""
    reader = HanReader()
    reader._seen = han._WORTH_IT
    assert [str(whole.transliterate(text)) for text in texts] == reader.read(whole, texts)


def test_characters_with_context(whole: icu.Transliterator) -> None:
    """A character that reads otherwise beside another is left to ICU."""
    reader = HanReader()
    reader._seen = han._WORTH_IT
    assert ["chóng qìng", "zhòng dà"] == reader.read(whole, ["重庆", "重大"])


@pytest.mark.parametrize("text", ["", "王a", "王 小", "カ", "〇"])
def test_other_texts(text: str) -> None:
    """Only texts of the common characters are read so."""
    assert HAN.fullmatch(text) is None
