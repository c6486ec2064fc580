"""Casing by language."""

from __future__ import annotations

import pytest

from resolve.conversion.casing import lower, title, upper


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("DİYARBAKIR", "tr", "diyarbakır"),
        ("BAKI", "az", "bakı"),
        ("XİN", "az", "xin"),
        ("ƏLİ", "az", "əli"),
        ("I\u0307LHAM", "az", "ilham"),
        ("İLHAM", "de", "ilham"),
        ("BERLIN", "de", "berlin"),
        ("İ\ud800I", "tr", "i\ud800ı"),
    ],
)
def test_lower(text: str, language: str, expected: str) -> None:
    """I lowers to ı in Turkish and Azerbaijani, and no dot of İ is left over."""
    assert expected == lower(text, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [("ilham", "tr", "İLHAM"), ("ışık", "az", "IŞIK"), ("ilham", "de", "ILHAM"), ("əli", "az", "ƏLİ")],
)
def test_upper(text: str, language: str, expected: str) -> None:
    """The letter i rises to İ in Turkish and Azerbaijani only."""
    assert expected == upper(text, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [("ilham əliyev", "az", "İlham Əliyev"), ("IŞIK", "tr", "Işık"), ("ilham", "en", "Ilham")],
)
def test_title(text: str, language: str, expected: str) -> None:
    """A title follows the letters of its language."""
    assert expected == title(text, language)
