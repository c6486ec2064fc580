"""What a conversion leaves in a foreign script is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.conversion import System, systems, transliterate
from resolve.conversion.coverage import untaken
from resolve.conversion.rules import alphabet
from resolve.errors import UnknownLanguageError, UsageError

ALL = pytest.mark.parametrize("system", systems(), ids=lambda system: system.id)


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("Müller Щука", "ru", "de", []),
        ("Щука Μητσοτάκης", "ru", "de", ["Μητσοτάκης"]),
        ("Ҹејһун Щука", "ru", "de", ["Ҹејһун"]),
        ("Ҹејһун", "az-Cyrl", "de", []),
        ("Сергій", "ru", "de", ["Сергій"]),
        ("Сергій ы", "uk", "de", ["ы"]),
        ("Дем’янюк", "uk", "de", []),
        ("Əliyev Щ 2", "az", "tr", ["Щ"]),
        ("Əli علی Əli علی", "az", "az-Cyrl", ["علی"]),
        ("علي‌اف", "az-Arab", "ru", []),
        ("Merkel Щука", "de", "tr", ["Щука"]),
        ("Щука", "de", "de", ["Щука"]),
        ("Щука Μητσοτάκης 習近平", "und", "de", []),
        ("თბილისი Երևան", "ka", "de", ["Երևան"]),
        ("x \ud800 \u0378 ☃ 12", "ru", "de", []),
        ("", "ru", "de", []),
    ],
)
def test_untaken(text: str, source: str, target: str, expected: list[str]) -> None:
    """Words with letters that are neither read nor of the target's script are named, each once, in order."""
    assert expected == untaken(text, source, target)


@ALL
def test_nothing_is_left_of_a_text_in_the_alphabet(system: System) -> None:
    """A system takes every word of its own letters."""
    text = " ".join(sorted(alphabet(system.id)))
    assert [] == untaken(text, system.source, system.target, system=system.id)


@given(st.text(st.characters(categories=["L", "M", "Zs", "Nd", "Cs"]), max_size=30))
def test_what_is_left_is_in_the_result(text: str) -> None:
    """A word that no letter of is read stands in the result as it was."""
    read = alphabet("de-t-ka")
    result = transliterate(text, "ka", "de")
    for word in untaken(text, "ka", "de"):
        assert word in result or not read.isdisjoint(word)


def test_by_system() -> None:
    """A system named by the caller is looked at alone; what does not fit is refused as in a conversion."""
    assert ["Ґудзь"] == untaken("Ґудзь", "ru", "de", system="de-t-ru-m0-duden")
    with pytest.raises(UsageError, match="leads from ru to de"):
        untaken("x", "uk", "de", system="de-t-ru-m0-duden")
    with pytest.raises(UnknownLanguageError):
        untaken("x", "xx", "de")
