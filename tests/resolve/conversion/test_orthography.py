"""The codes of orthographies: which there are, what names them, what is said of one that is none."""

from __future__ import annotations

import icu
import pytest

from resolve.conversion import transliterate
from resolve.conversion.orthography import (
    CYRILLIC,
    LATIN,
    ORTHOGRAPHIES,
    UNICASE,
    find_orthography,
    script_of,
)
from resolve.errors import UnknownLanguageError


def test_codes_are_sorted() -> None:
    """The codes are listed in order, so that messages are stable."""
    assert sorted(ORTHOGRAPHIES) == list(ORTHOGRAPHIES)


@pytest.mark.parametrize("code", [code for code in ORTHOGRAPHIES if not code.startswith("und")])
def test_codes_are_the_shortest(code: str) -> None:
    """A script stands in a code only where CLDR does not take it for granted."""
    language, _, script = code.partition("-")
    locale = icu.Locale.forLanguageTag(language)
    locale.addLikelySubtags()
    assert (script == "") == (locale.getScript() == script_of(code))
    assert script in ("", script_of(code))


def test_scripts() -> None:
    """A script is one that ICU knows; capitals exist in all but two."""
    assert {"Arab", "Armn", "Cyrl", "Geor", "Latn"} == {script_of(code) for code in ORTHOGRAPHIES}
    assert {"az", "de", "en", "tr", "und"} == LATIN
    assert {"az-Arab", "ka"} == UNICASE


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("uk-Cyrl", "uk"), ("KA_GEOR", "ka"), ("az-latn", "az"), ("AZ-arab", "az-Arab"), ("uz-cyrl", "uz-Cyrl")],
)
def test_tag_names_an_orthography(tag: str, expected: str) -> None:
    """The script may be written out, in any case, with hyphen or underscore."""
    assert expected == find_orthography(tag)


@pytest.mark.parametrize(
    ("wanted", "nearest"),
    [("uz", "uz-Cyrl, "), ("tk", "tk-Cyrl, "), ("az-AZ", "az-Arab, az, az-Cyrl, "), ("rus", "ru, ")],
)
def test_unknown_code(wanted: str, nearest: str) -> None:
    """A code that does not exist is named, with those that do: first its language, then the nearest."""
    with pytest.raises(UnknownLanguageError, match=f"'{wanted}'; there are: {nearest}") as caught:
        find_orthography(wanted)
    assert all(code in str(caught.value) for code in ORTHOGRAPHIES)


@pytest.mark.parametrize("source", sorted(CYRILLIC - {"und-Cyrl"}))
def test_cyrillic_of_any_language(source: str) -> None:
    """What reads Cyrillic of any language reads that of each, and is the way where there is no other."""
    assert "Alan" == transliterate("Алан", source, "und", system="und-latn-t-und-cyrl-m0-iso")
    assert "Alan" == transliterate("Алан", source, "und")
