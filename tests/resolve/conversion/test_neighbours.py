"""Names of the neighbours: spellings in use side by side are all among the variants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.conversion import transliterate, variants
from resolve.conversion.rules import alphabet, convert_words


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("Зеленський", "uk", "en", {"Zelenskyi", "Zelenskyy", "Zelenskiy"}),
        ("Зеленський", "uk", "az", {"Zelenski", "Zelenskiy"}),
        ("Шмигаль", "uk", "tr", {"Şmihal", "Şmıhal"}),
        ("Юлія", "uk", "en", {"Yuliia", "Yuliya"}),
        ("Тоқаев", "kk", "de", {"Toqajew", "Tokajew"}),
        ("Тоқаев", "kk", "az", {"Toqayev", "Tokayev"}),
        ("Тоқаев", "kk", "en", {"Toqaev", "Tokayev"}),
        ("Назарбаев", "kk", "en", {"Nazarbaev", "Nazarbayev"}),
        ("Жапаров", "ky", "az", {"Japarov", "Caparov"}),
        ("Ўзбекистон", "uz-Cyrl", "tr", {"Özbekistan"}),
        ("Бухоро", "uz-Cyrl", "en", {"Buxoro", "Bukhoro"}),
        ("Тошкент", "uz-Cyrl", "de", {"Toschkent", "Taschkent"}),
        ("Ныязов", "tk-Cyrl", "en", {"Nyýazow", "Nyyazov"}),
        ("Раҳмон", "tg", "az", {"Rahmon", "Rəhmon"}),
        ("შევარდნაძე", "ka", "de", {"Schewardnadse", "Schewardnadze"}),
        ("ყიფიანი", "ka", "en", {"Qipiani", "Kipiani"}),
        ("Սարգսյան", "hy", "en", {"Sargsyan", "Sargsian", "Sarksyan"}),
        ("محمد", "az-Arab", "az", {"Məhəmməd", "Məmməd"}),
        ("گون", "az-Arab", "az", {"Gun", "Gün"}),
        ("اوزون", "az-Arab", "az", {"Uzun"}),
    ],
)
def test_spellings_in_use(text: str, source: str, target: str, expected: set[str]) -> None:
    """What the press writes is among the variants."""
    assert expected <= {form.text for form in variants(text, source, target)}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("az-Cyrl", "Һејдәр Әлијев"),
        ("en", "Heydar Aliyev"),
        ("ru", "Гейдар Алиев"),
        ("tr", "Haydar Aliyev"),
        ("und", "Heydər Əliyev"),
    ],
)
def test_arabic_letters_lead_on(target: str, expected: str) -> None:
    """A name in Arabic letters goes over the Latin alphabet to all that Azerbaijani goes to."""
    assert expected == transliterate("حیدر علی‌اف", "az-Arab", target)


@given(st.text(st.sampled_from(sorted(alphabet("und-latn-t-ru-m0-iso"))), max_size=20))
def test_iso_9_of_russian(word: str) -> None:
    """ISO 9 writes Russian as it writes Cyrillic of any language."""
    ours = convert_words("und-latn-t-ru-m0-iso", [word])
    assert ours == convert_words("und-latn-t-und-cyrl-m0-iso", [word])


def test_iso_9_is_reversible() -> None:
    """No two letters become one: what ISO 9 is for."""
    letters = sorted(alphabet("und-latn-t-und-cyrl-m0-iso"))
    assert len(letters) == len(set(convert_words("und-latn-t-und-cyrl-m0-iso", letters)))
