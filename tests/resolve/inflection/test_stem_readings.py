"""Readings of single surfaces: what linguists know, in tables."""

from __future__ import annotations

import pytest
from conftest import read_cases

from resolve.inflection import STEM_LANGUAGES, gender_counterparts, readings

CASES = [(lang, row) for lang in STEM_LANGUAGES for row in read_cases(f"inflection/{lang}.tsv")]
LEMMAS = {
    lang: frozenset(row["lemma"] for language, row in CASES if language == lang) for lang in STEM_LANGUAGES
}
AMBIGUOUS = read_cases("inflection/ambiguous.tsv")
DERIVED = read_cases("inflection/derived.tsv")
PLAIN = read_cases("inflection/plain.tsv")


def nobody(_: str) -> bool:
    """Know no name."""
    return False


@pytest.mark.parametrize(("lang", "row"), CASES, ids=[f"{lang}-{row['surface']}" for lang, row in CASES])
def test_lemma_of_a_surface(lang: str, row: dict[str, str]) -> None:
    """The first reading is the lemma, where all lemmas of the table are known."""
    assert row["lemma"] == readings(row["surface"], lang, LEMMAS[lang].__contains__)[0].lemma


@pytest.mark.parametrize("row", AMBIGUOUS, ids=[f"{row['lang']}-{row['surface']}" for row in AMBIGUOUS])
def test_ambiguous_surface_keeps_its_readings(row: dict[str, str]) -> None:
    """Every known stem is among the readings, the likeliest first."""
    expected = row["lemmas"].split("|")
    found = readings(row["surface"], row["lang"], expected.__contains__)
    assert expected == [stem.lemma for stem in found if stem.vouched == 1 and not stem.derived]


@pytest.mark.parametrize("row", DERIVED, ids=[f"{row['lang']}-{row['surface']}" for row in DERIVED])
def test_derived_word_names_what_it_is_made_of(row: dict[str, str]) -> None:
    """A derived word is its own lemma, and the name in it comes after that, marked as derived."""
    whole, *others = readings(row["surface"], row["lang"], {row["lemma"]}.__contains__)
    assert row["surface"] == whole.lemma
    assert [row["lemma"]] == list(dict.fromkeys(stem.lemma for stem in others if stem.derived))


@pytest.mark.parametrize("row", PLAIN, ids=[f"{row['lang']}-{row['surface']}" for row in PLAIN])
def test_text_without_diacritics(row: dict[str, str]) -> None:
    """Endings typed without diacritics are found in texts that have none."""
    found = readings(row["surface"], row["lang"], {row["lemma"]}.__contains__, plain=True)
    assert row["lemma"] == found[0].lemma


@pytest.mark.parametrize(("lang", "row"), CASES, ids=[f"{lang}-{row['surface']}" for lang, row in CASES])
def test_nothing_is_cut_that_nobody_vouches_for(lang: str, row: dict[str, str]) -> None:
    """Without a voucher only the whole surface is a reading, and what stands before a mark of the writer."""
    marks = "'’ʼ‘′`´-\"”"
    for stem in readings(row["surface"], lang, nobody):
        cut = row["surface"][stem.end :]
        in_capitals = row["surface"][: stem.end].isupper() and cut.islower()
        assert not cut or cut[0] in marks or in_capitals


@pytest.mark.parametrize(
    ("surface", "lang"), [("Əliyeva", "az"), ("Kremlin", "en"), ("Putinə", "ru"), ("Лавровым", "az-Cyrl")]
)
def test_grammar_forbids(surface: str, lang: str) -> None:
    """Whoever vouches, an ending that breaks harmony, or of a language without paradigms, is not cut."""
    assert [surface] == [stem.lemma for stem in readings(surface, lang, lambda _: True)]


def test_document_outweighs_lexicon() -> None:
    """A voucher that knows the stem better than the whole turns the order about."""
    known = {"Lavrova": 0.5, "Lavrov": 1.0}
    assert ["Lavrov", "Lavrova"] == [
        stem.lemma for stem in readings("Lavrova", "az", lambda name: known.get(name, 0.0))
    ]


def test_counterpart_vouches_for_a_surname() -> None:
    """Who knows Lavrov lets Lavrova stand as a name, and keeps the dative as another reading."""
    assert ["Lavrova", "Lavrov"] == [
        stem.lemma for stem in readings("Lavrova", "az", {"Lavrov"}.__contains__)
    ]


@pytest.mark.parametrize(
    ("name", "lang", "expected"),
    [
        ("Lavrov", "az", "Lavrova"),
        ("Lavrova", "tr", "Lavrov"),
        ("LAVROVA", "tr", "LAVROV"),
        ("Ilham Alijew", "de", "Ilham Alijewa"),
        ("Yavlinskaya", "az", "Yavlinski"),
        ("Lev", "az", ""),
        ("Bakı", "az", ""),
        ("Lavrov", "fi", ""),
        ("", "az", ""),
    ],
)
def test_gender_counterparts(name: str, lang: str, expected: str) -> None:
    """A surname of a man has one of a woman beside it, and the other way about; short names have none."""
    assert [expected] == gender_counterparts([name], lang)


@pytest.mark.parametrize(
    "surface", ["", " ", "'", "''''", "-", "'u", "\ud800'u", "x" * 5000 + "'u", "a\0b'a"]
)
@pytest.mark.parametrize("lang", ["az", "tr", "de", "und", ""])
def test_any_string_is_a_reading_of_itself(surface: str, lang: str) -> None:
    """Whatever the surface is, it comes back whole."""
    assert surface.rstrip() in [stem.lemma for stem in readings(surface, lang, nobody)]
