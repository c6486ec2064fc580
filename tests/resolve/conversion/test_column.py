"""A column is converted as each of its names alone, whatever stands in it."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text, names

from resolve.conversion import transliterate, transliterate_column
from resolve.conversion.column import transliterate_series
from resolve.conversion.registry import systems
from resolve.errors import UnknownLanguageError, UnknownSystemError

DIRECTIONS = sorted({(system.source, system.target) for system in systems()} | {("und", "de"), ("de", "de")})
# Names at home in several languages stand beside those that tell, with all that may part or join words.
CONTESTED = ["Ахмед", "Ahmet", "Əhməd", "Kemal", "Johann", "Али", "Алиев", "Давутоглу", "Əliyev", "Müller"]
GAPS = ["-", "'", "’", " ", "  ", ". ", "\t", "\n", "3", ""]
CONTEXT = st.lists(st.sampled_from(CONTESTED + GAPS), min_size=1, max_size=7).map("".join)
SPACED = st.lists(st.sampled_from(CONTESTED), min_size=1, max_size=4).map(" ".join)
NAMES = st.one_of(names("az"), names("tr"), names("de"), names("ru"), any_text, CONTEXT, SPACED)


@given(st.lists(NAMES | st.none(), max_size=8), st.sampled_from(DIRECTIONS))
def test_series(texts: list[str | None], direction: tuple[str, str]) -> None:
    """The quick way through polars gives what the slow one gives, name by name; null stays null."""
    column = pl.Series("n", texts, dtype=pl.String)
    slow = [None if text is None else transliterate(text, *direction) for text in texts]
    made = transliterate_series(column, *direction)
    assert ("n", pl.String) == (made.name, made.dtype)
    assert slow == made.to_list()


@given(st.lists(SPACED | CONTEXT, max_size=8), st.sampled_from(DIRECTIONS))
def test_contested_names_in_a_list(texts: list[str], direction: tuple[str, str]) -> None:
    """In a list, too, each name elects the origin of its words by itself."""
    assert [transliterate(text, *direction) for text in texts] == transliterate_column(texts, *direction)


def test_system() -> None:
    """By a system alone the lexicon has no say, in a column as in a name."""
    column = pl.Series(["Гейдар Ахмед"])
    assert [transliterate("Гейдар Ахмед", "ru", "az", system="az-t-ru")] == transliterate_series(
        column, "ru", "az", system="az-t-ru"
    ).to_list()


@pytest.mark.parametrize("column", [pl.Series([], dtype=pl.String), pl.Series([None, None]), pl.Series([""])])
def test_nothing_to_convert(column: pl.Series) -> None:
    """A column without names comes back as it is, as text."""
    assert column.to_list() == transliterate_series(column, "ru", "de").to_list()


def test_unknown() -> None:
    """What there is not is refused as for a single name."""
    column = pl.Series(["x"])
    with pytest.raises(UnknownLanguageError, match="'rus'; there are: ru, "):
        transliterate_series(column, "rus", "de")
    with pytest.raises(UnknownSystemError, match="no transliteration system is called 'duden'"):
        transliterate_series(column, "ru", "de", system="duden")
