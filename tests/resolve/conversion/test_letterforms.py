"""One letter in several encodings is one letter."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.conversion import transliterate
from resolve.conversion.letterforms import unify_letters
from resolve.conversion.orthography import ORTHOGRAPHIES

APOSTROPHES = "'’ʼʹ`‘´′"


@pytest.mark.parametrize("sign", APOSTROPHES)
def test_apostrophe(sign: str) -> None:
    """An apostrophe between Cyrillic letters is the Ukrainian one, whatever its form; elsewhere it stays."""
    assert "Демʼянюк" == unify_letters(f"Дем{sign}янюк", "uk")
    assert f"{sign}Київ{sign} O{sign}Brien" == unify_letters(f"{sign}Київ{sign} O{sign}Brien", "uk")
    assert f"{sign}Kyjiw{sign} O{sign}Brien" == transliterate(f"{sign}Київ{sign} O{sign}Brien", "uk", "de")


@pytest.mark.parametrize(
    ("form", "orthography", "expected"),
    [
        ("علي", "az-Arab", "علی"),
        ("كريم", "az-Arab", "کریم"),
        ("فاطمة", "az-Arab", "فاطمه"),
        ("موسى", "az-Arab", "موسی"),
        ("ﻋﻠﻲ", "az-Arab", "علی"),
        ("سـلام", "az-Arab", "سلام"),
        ("حسین\u200cزاده", "az-Arab", "حسینزاده"),
        ("گؤزه\u200cل", "az-Arab", "گؤزەل"),
        ("ی\u0654ل", "az-Arab", "ئل"),
        ("a\u200cb", "az-Arab", "a\u200cb"),
        ("Երեւան", "hy", "Երևան"),
        ("ԵՐԵՒԱՆ", "hy", "ԵՐԵՎԱՆ"),
        ("ﬓﬔﬕﬖﬗ", "hy", "մնմեմիվնմխ"),
    ],
)
def test_forms(form: str, orthography: str, expected: str) -> None:
    """Arabic and Persian kaf and yeh, presentation forms, joiners and ligatures are what they stand for."""
    assert expected == unify_letters(form, orthography)


@pytest.mark.parametrize("code", [*range(0xFE80, 0xFEF5), 0xFB56, 0xFB7A, 0xFB8A, 0xFB8E, 0xFB92, 0xFBFC])
def test_presentation_forms(code: int) -> None:
    """A presentation form is read as the letter that Unicode says it stands for."""
    letter = unicodedata.normalize("NFKC", chr(code))
    assert unify_letters(letter, "az-Arab") == unify_letters(chr(code), "az-Arab")


@pytest.mark.parametrize("orthography", ORTHOGRAPHIES)
@given(st.text(max_size=30))
def test_once_is_enough(orthography: str, text: str) -> None:
    """Unified text stays as it is; text in Latin letters always does."""
    once = unify_letters(text, orthography)
    assert once == unify_letters(once, orthography)
    latin = "".join(letter for letter in text if letter < "\u0300")
    assert latin == unify_letters(latin, orthography)
