"""Scripts that no system covers."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.conversion import Converted, latin_texts, to_latin, to_latin_column
from resolve.conversion.fallback import ANY_LATIN, LATIN_ASCII, UNIDECODE
from resolve.conversion.routes import KEPT


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("Şahin", Converted("Şahin", KEPT)),
        ("Əli", Converted("Əli", KEPT)),
        ("1988", Converted("1988", KEPT)),
        ("Μητσοτάκης", Converted("Mētsotákēs", ANY_LATIN)),
        ("საქართველო", Converted("sakartvelo", ANY_LATIN)),
        ("Пушкин", Converted("Puškin", ANY_LATIN)),
        ("ꀀ", Converted("it", UNIDECODE)),
        ("a\ud800Α", Converted("a\ud800A", ANY_LATIN)),
    ],
)
def test_to_latin(token: str, expected: Converted) -> None:
    """The result says which step made it."""
    assert expected == to_latin(token)


def test_ascii_only_if_asked() -> None:
    """Letters beyond ASCII stay unless the caller asks."""
    assert Converted("Erdoğan", KEPT) == to_latin("Erdoğan")
    assert Converted("Erdogan", LATIN_ASCII) == to_latin("Erdoğan", ascii=True)


def test_without_unidecode(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where unidecode is not installed its step is left out and the letters stay."""
    monkeypatch.setitem(sys.modules, "unidecode", None)
    assert Converted("ꀀ", KEPT) == to_latin("ꀀ")


TOKENS = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.text(alphabet="αβγδςσΣΆΐ καὶ", max_size=12),
        st.text(alphabet="محمدعلي한국ไทย習近平नर大", max_size=8),
        st.sampled_from(["Α\nΒ", "\ud800Α", "Σ", "ΟΔΟΣ", ""]),
    ),
    max_size=12,
)


@given(TOKENS)
def test_column(tokens: list[str]) -> None:
    """Tokens in one call give what each gives alone, with or without what made it."""
    expected = [to_latin(token) for token in tokens]
    assert expected == to_latin_column(tokens)
    assert [found.text for found in expected] == latin_texts(tokens)


@given(st.text(max_size=30))
def test_idempotent(token: str) -> None:
    """Text in Latin letters has nothing left to convert."""
    once = to_latin(token).text
    assert once == to_latin(once).text
