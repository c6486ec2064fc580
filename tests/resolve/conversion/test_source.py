"""What a name of unknown language is converted from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.conversion import transliterate, transliterate_column, variants
from resolve.conversion.source import find_source, settle_source
from resolve.conversion.tracing import trace
from resolve.errors import UnknownSystemError

NAMES = st.sampled_from(
    ["Əliyev", "Путин", "Мәммәдов", "Gorbatschow", "Putin", "Юлія", "Əliyev Путин", "მიხეილ", "Σ", "", "1"]
)


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("Əliyev", "de", "az"),
        ("Əliyev", "ru", "az"),
        ("Əliyev", "az", "az"),
        ("Gorbatschow", "az", "de"),
        ("Путин", "de", "ru"),
        ("Мәммәдов", "de", "az-Cyrl"),
        ("Володимир Київ", "de", "uk"),
        ("მიხეილ", "de", "ka"),
        ("Putin", "de", "und"),
        ("Μητσοτάκης", "de", "und"),
        ("Ђорђевић", "de", "und"),
        ("Əliyev Путин", "de", "und"),
        ("", "de", "und"),
    ],
)
def test_source(text: str, target: str, expected: str) -> None:
    """Letters decide if they tell; short Latin names and mixed scripts stay unknown."""
    assert expected == settle_source(text, "und", target, None)


def test_what_is_given_holds() -> None:
    """A language or a system that is given is not overruled by the letters."""
    assert "tr" == settle_source("Əliyev", "tr", "de", None)
    assert "und" == settle_source("Əliyev", "und", "de", "de-t-az")


@given(NAMES, st.sampled_from(["az", "de", "en", "tr"]))
def test_converted_as_what_it_is(text: str, target: str) -> None:
    """A name of unknown language is converted, varied and traced as what its letters tell."""
    found = find_source(text, target)
    made = transliterate(text, "und", target)
    assert made == variants(text, "und", target)[0].text == trace(text, "und", target).target
    if found is not None:
        assert made == transliterate(text, found.orthography, target)


@given(st.lists(NAMES, max_size=6))
def test_column(texts: list[str]) -> None:
    """Names of several languages in one column are converted as each of them alone."""
    assert [transliterate(text, "und", "de") for text in texts] == transliterate_column(texts, "und", "de")


def test_no_way_from_unknown() -> None:
    """Without a language there is no way into a script of one language, unless the letters tell."""
    assert "Алиев" == transliterate("Əliyev", "und", "ru")
    with pytest.raises(UnknownSystemError, match=r"from und to ru; .*; say which orthography it is in"):
        transliterate("Putin", "und", "ru")
