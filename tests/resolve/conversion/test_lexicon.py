"""Custom before rules: the lexicon of name parts, and what the words of a name say to each other."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve import tables
from resolve.conversion import Variant, rows, transliterate, transliterate_column, variants
from resolve.conversion.alternatives import LIMIT
from resolve.conversion.custom import NO_VOTE, elect, join_rows, vote_of
from resolve.conversion.lexicon import LEXICON, find_forms, origins_of
from resolve.conversion.rows import LANGUAGES, endings_by_spelling, rows_by_word
from resolve.errors import DataError, UnknownSystemError
from tests.conftest import read_cases

FILES = ("given", "surnames", "places", "particles")
COLUMNS = "# what: w\norigin\taz\ttr\tde\tru\ten\tsource\n"
ENDING_COLUMNS = "# what: w\norigin\taz\ttr\tde\tru\ten\tfollows\tstems\tsource\n"

# Names of one to three words of the lexicon, each with its capitals.
NAMES = {
    language: st.lists(
        st.builds(
            lambda word, case: case(word),
            st.sampled_from(sorted(rows_by_word(language))),
            st.sampled_from([str.title, str.upper, str.lower]),
        ),
        min_size=1,
        max_size=3,
    ).map(" ".join)
    for language in LANGUAGES
}
DIRECTIONS = [
    (source, target)
    for source in LANGUAGES
    for target in LANGUAGES
    if source != target and (source, target) != ("en", "ru")
]


@pytest.mark.parametrize(
    ("source", "target", "text", "expected"),
    [
        (case["source"], case["target"], case["text"], case["expected"])
        for case in read_cases("conversion/lexicon.tsv")
    ],
)
def test_case(source: str, target: str, text: str, expected: str) -> None:
    """A name is written as the press of the target writes it."""
    assert expected == transliterate(text, source, target)


@given(st.data(), st.sampled_from(DIRECTIONS))
def test_variants(data: st.DataObject, direction: tuple[str, str]) -> None:
    """The first variant is the conversion; no two are alike; weights fall from 1; there are at most 32."""
    text = data.draw(NAMES[direction[0]])
    forms = variants(text, *direction)
    weights = [form.weight for form in forms]
    assert transliterate(text, *direction) == forms[0].text
    assert len({form.text for form in forms}) == len(forms) <= LIMIT
    assert weights[0] == 1
    assert sorted(weights, reverse=True) == weights
    assert all(0 < weight <= 1 for weight in weights)


@given(st.data(), st.sampled_from(DIRECTIONS))
def test_column(data: st.DataObject, direction: tuple[str, str]) -> None:
    """A column is converted as each of its names alone, whatever stands beside them."""
    texts = data.draw(st.lists(NAMES[direction[0]], max_size=6))
    assert [transliterate(text, *direction) for text in texts] == transliterate_column(texts, *direction)


@given(st.data(), st.sampled_from(["az", "tr", "de", "en"]))
def test_russian_leaves_nothing_to_convert(data: st.DataObject, target: str) -> None:
    """What a Russian name became has nothing left that is Russian, so it is not converted again."""
    once = transliterate(data.draw(NAMES["ru"]), "ru", target)
    assert once == transliterate(once, "ru", target)


@given(st.data(), st.sampled_from(LANGUAGES))
def test_name_of_the_target_stays(data: st.DataObject, language: str) -> None:
    """A name that is written in the target's orthography already is not touched."""
    text = data.draw(NAMES[language])
    assert text == transliterate(text, language, language)
    assert [Variant(text, "und-t-und", 1.0)] == variants(text, language, language)


@pytest.mark.parametrize(
    ("text", "source", "target", "made_by"),
    [
        ("Ильхам", "ru", "de", "lexicon:given/ильхам"),
        ("Ильхам Щукарев", "ru", "de", "lexicon:given/ильхам+de-t-ru-m0-duden"),
        ("Щукарев", "ru", "de", "de-t-ru-m0-duden"),
        ("Гейдарович", "ru", "az", "lexicon:given/гейдар+lexicon:endings/ович"),
    ],
)
def test_variant_names_what_made_it(text: str, source: str, target: str, made_by: str) -> None:
    """A variant names the systems and the rows of the lexicon that made it, in the order of the words."""
    assert made_by == variants(text, source, target)[0].system


def test_form_of_the_rules_stays_a_variant() -> None:
    """Custom comes first, but who writes by rule is found, too."""
    forms = {form.text: form.system for form in variants("Ильхам", "ru", "de")}
    assert "de-t-ru-m0-duden" == forms["Ilcham"]


def test_named_system_uses_rules_alone() -> None:
    """Who asks for a system by its id gets that system and no lexicon."""
    assert "Ilcham" == transliterate("Ильхам", "ru", "de", system="de-t-ru-m0-duden")
    made = variants("Ильхам", "ru", "de", system="de-t-ru-m0-duden")
    assert [] == [form for form in made if LEXICON in form.system]


def test_routes_over_a_third_orthography_ask_custom() -> None:
    """Azerbaijani Cyrillic goes over Latin, where the lexicon knows the name."""
    assert "Ilham Alijew" == transliterate("Илһам Әлијев", "az-Cyrl", "de")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Орхан", "Orxan"),
        ("Орхан Алиев", "Orxan Əliyev"),
        ("Орхан Эрдоган", "Orhan Ərdoğan"),
    ],
)
def test_neighbours_decide(text: str, expected: str) -> None:
    """The words of a name that are at home in one language say whose name the others are."""
    assert expected == transliterate(text, "ru", "az")


def test_vote_of_a_surname_is_louder_than_that_of_a_given_name() -> None:
    """A surname outvotes a given name, and words of several languages or of none have no vote."""
    assert ("az", 2) == vote_of("алиев", "ru")
    assert ("az", 1) == vote_of("ильхам", "ru")
    assert vote_of("щукарев", "ru") is None
    assert origins_of("орхан", "ru") >= {"az", "tr"}
    assert vote_of("орхан", "ru") is None
    assert ("tr", 2) == elect([("az", 1), ("tr", 2), None])
    assert ("az", 1) == elect([("az", 1)])
    assert NO_VOTE == elect([None])


@pytest.mark.parametrize(
    ("lowered", "gaps", "expected"),
    [
        (["санкт", "петербург"], ["", "-", ""], [(0, 2)]),
        (["санкт", "петербург"], ["", " ", ""], []),
        (["мэр", "расул", "заде"], ["", " ", "-", ""], [(1, 3)]),
        (["алиева", "мамедова"], ["", "-", ""], []),
    ],
)
def test_join_rows(lowered: list[str], gaps: list[str], expected: list[tuple[int, int]]) -> None:
    """Words with hyphens between are one where the lexicon knows the whole."""
    assert expected == join_rows(lowered, gaps, "ru")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mə'mun", "Ма'мун"),
        ("Mə’mun", "Ма’мун"),
        ("Məʼmun", "Маʼмун"),
        ("İlham'ın", "Ильхам'ын"),
    ],
)
def test_apostrophes(text: str, expected: str) -> None:
    """An apostrophe inside a word stays where it stood."""
    assert expected == transliterate(text, "az", "ru")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ƏLİ", "ALİ"), ("Əli", "Ali"), ("əli", "ali"), ("ƏLİYEVA", "ALİYEVA"), ("IŞIQ", "IŞIK")],
)
def test_casing(text: str, expected: str) -> None:
    """A customary form takes the capitals of its word, by the letters of the target."""
    assert expected == transliterate(text, "az", "tr")


def test_word_of_mixed_capitals_is_left_to_the_rules() -> None:
    """Where capitals stand inside a word, each piece keeps its own, which only rules can tell."""
    made = variants("ИльХам", "ru", "de")
    assert "IlCham" == made[0].text
    assert "de-t-ru-m0-duden" == made[0].system


@pytest.mark.parametrize("language", LANGUAGES)
def test_cells_are_words(language: str) -> None:
    """A cell holds spellings in lower case and normal form C, none twice, apart by one line."""
    for word, found in rows_by_word(language).items():
        assert word == word.strip() != ""
        assert unicodedata.normalize("NFC", word) == word
        for row, _ in found:
            spellings = row.spelt(language)
            assert len(set(spellings)) == len(spellings), row


def test_lexicon_is_large() -> None:
    """The lexicon holds 600 parts and more, each with a source."""
    rows_there = {
        row for language in LANGUAGES for found in rows_by_word(language).values() for row, _ in found
    }
    assert len(rows_there) >= 600
    assert {row.file for row in rows_there} == set(FILES)
    assert [] == [row for row in rows_there if not row.authority.strip()]


def test_endings_follow_their_stems() -> None:
    """An ending joins the stems that it can follow: by their last letter, by harmony, by origin."""
    li = [ending for ending in endings_by_spelling("az")["li"] if ending.is_harmonic]
    assert [True, False] == [li[0].harmonizes(stem) for stem in ("kərim", "talıb")]
    yev = endings_by_spelling("az")["yev"][0]
    assert [True, False] == [yev.fits(stem) for stem in ("əli", "kərim")]
    assert () == find_forms("alexanderow", "de", "ru"), "a Russian stem takes no ending of custom"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tables, "_DATA", tmp_path / "data")
    folder = tmp_path / "data" / "lexicon"
    folder.mkdir(parents=True)
    return folder


def test_broken_columns(folder: Path) -> None:
    """A table with other columns is refused with those it should have."""
    (folder / "given.tsv").write_text(COLUMNS.replace("\ten\t", "\teng\t"), "utf-8")
    with pytest.raises(DataError, match=r"lexicon/given.tsv: the columns are .*, expected origin, az, "):
        rows._rows.__wrapped__()


def test_broken_ending(folder: Path) -> None:
    """An ending that follows something unheard of is named."""
    (folder / "endings.tsv").write_text(ENDING_COLUMNS + "az\tov\tov\tow\tов\tov\tsibilant\taz\ts\n", "utf-8")
    with pytest.raises(
        DataError, match=r"-ov: follows is 'sibilant', expected any, consonant, vowel or vowels"
    ):
        rows._endings.__wrapped__()


def test_directions_are_those_there_are() -> None:
    """No direction is left out of the properties without need."""
    with pytest.raises(UnknownSystemError):
        transliterate("x", "en", "ru")
