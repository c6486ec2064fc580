"""Columns of strings on their way out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text

from resolve.strings import Strings

# With what stands after each string among its letters.
texts = st.lists(st.one_of(any_text, st.text("a\nə", max_size=4)), max_size=12)


@given(texts)
def test_strings_come_out_as_they_went_in(column: list[str]) -> None:
    """As strings of Python and as a column of a frame, whatever they hold."""
    strings = Strings.of(column)
    assert len(column) == len(strings)
    assert column == strings.to_list()
    assert column == strings.to_series().to_list()


@given(texts, texts)
def test_joined_strings(one: list[str], other: list[str]) -> None:
    """Two columns as one are the strings of both."""
    assert one + other == Strings.join(Strings.of(one), Strings.of(other)).to_list()


@given(texts, st.data())
def test_others_in_some_rows(column: list[str], data: st.DataObject) -> None:
    """Some rows hold other strings, and all others what they held."""
    rows = st.integers(0, max(0, len(column) - 1))
    others = data.draw(st.dictionaries(rows, any_text, max_size=4)) if column else {}
    expected = [others.get(row, text) for row, text in enumerate(column)]
    assert expected == Strings.of(column).with_others(others).to_list()


def test_no_half_of_a_character() -> None:
    """Half of a surrogate pair is no text, and is never put into a column."""
    with pytest.raises(UnicodeEncodeError):
        Strings.of(["a\ud800"])
