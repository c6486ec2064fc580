"""The systems beside ICU's own transforms of the same convention: alike, but for what a header says."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import icu
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resolve.conversion.casing import lower
from resolve.conversion.registry import find_system
from resolve.conversion.rules import convert_words

CASES = Path(__file__).parents[2] / "cases" / "conversion"
GEORGIAN = st.text("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", max_size=20)
UZBEK = st.text("абвгғдеёжзийкқлмноўпрстуфхҳцчшъэюя", max_size=20)

# System, the transform of ICU, and what is rewritten in ICU's result to make it ours.
PAIRS = [
    ("en-t-hy", "Armenian-Latin/BGN", {"’vo": "o", "’ye": "e", "’": "", "rr": "r"}),
    ("en-t-ka", "Georgian-Latin/BGN", {"’": ""}),
    (
        "en-t-kk",
        "Kazakh-Latin/BGN",
        {"ī\u0306": "y", "ī": "i", "ū": "u", "ė": "e", "ë": "yo", "ʹ": "", "ʺ": ""},
    ),
    ("en-t-ky", "Kirghiz-Latin/BGN", {"ĭ": "y", "ë": "yo", "ʹ": "", "ʺ": ""}),
    ("en-t-uz-cyrl", "uz_Cyrl-uz_Latn", {}),
]


def words_of(system: str) -> list[str]:
    lines = (CASES / f"{system}.tsv").read_text("utf-8").splitlines()
    text = lower(" ".join(line.split("\t")[0] for line in lines if not line.startswith("#")), "und")
    return [word for word in re.findall(r"[^\W\d_]+", text) if not re.search("[a-z]", word)]


def by_icu(transform: str, words: list[str], rewritten: dict[str, str]) -> list[str]:
    made = str(icu.Transliterator.createInstance(transform).transliterate("\n".join(words)))
    made = unicodedata.normalize("NFC", made)
    for theirs, ours in rewritten.items():
        made = made.replace(theirs, ours)
    return made.split("\n")


@pytest.mark.parametrize(("system", "transform", "rewritten"), PAIRS)
def test_names(system: str, transform: str, rewritten: dict[str, str]) -> None:
    """On every name of its cases a system writes what ICU's transform of that convention does."""
    words = [word for word in words_of(system) if "сҳ" not in word and "ﬔ" not in word and "եւ" not in word]
    assert len(words) > 12
    assert by_icu(transform, words, rewritten) == convert_words(system, words)


@given(GEORGIAN)
def test_georgian(word: str) -> None:
    """Georgian in English is ICU's BGN without the apostrophes, on any letters."""
    assert by_icu("Georgian-Latin/BGN", [word], {"’": ""}) == convert_words("en-t-ka", [word])


@given(UZBEK)
@example("ғе")
@example("оғе")
@example("ўе")
@example("ъе")
def test_uzbek(word: str) -> None:
    """Uzbek in Latin letters is CLDR's, on any Uzbek letters, but that сҳ is kept apart."""
    expected = by_icu("uz_Cyrl-uz_Latn", [word.replace("сҳ", "сʼҳ")], {})
    assert expected == convert_words("en-t-uz-cyrl", [word])


@pytest.mark.parametrize(
    ("system", "transform", "name", "theirs", "ours"),
    [
        ("en-t-hy", "Armenian-Latin/BGN", "ԵՐԵՎԱՆ", "YeREVAN", "yerevan"),
        ("en-t-hy", "Armenian-Latin/BGN", "քոչարյան", "k’voch’aryan", "kocharyan"),
        ("en-t-kk", "Kazakh-Latin/BGN", "абай", "abaī\u0306", "abay"),
        ("en-t-ky", "Kirghiz-Latin/BGN", "чүй", "chüĭ", "chüy"),
        ("en-t-tk-cyrl", "Turkmen-Latin/BGN", "җумай", "җumaй", "jumaý"),
        ("en-t-uk", "Ukrainian-Latin/BGN", "зеленський", "zelensʹkyy", "zelenskyi"),
        ("en-t-uz-cyrl", "uz_Cyrl-uz/BGN", "мирзиёев", "mirziëew", "mirziyoyev"),
        ("und-latn-t-und-cyrl-m0-iso", "Cyrillic-Latin", "эльҹин", "élʹҹin", "èlʹĉin"),
    ],
)
def test_where_icu_is_not_followed(system: str, transform: str, name: str, theirs: str, ours: str) -> None:
    """What a header says that ICU does otherwise, it does so."""
    assert "ICU" in find_system(system).note
    assert [theirs] == by_icu(transform, [name], {})
    assert [ours] == convert_words(system, [lower(name, "und")])
