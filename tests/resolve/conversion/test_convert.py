"""Conversion as a whole: directions, variants, properties."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.conversion import systems, transliterate, transliterate_column, variants
from resolve.conversion.alternatives import LIMIT, list_alternatives
from resolve.conversion.recasing import cases_of_pieces, join_cased
from resolve.conversion.registry import find_system
from resolve.conversion.rules import alphabet, convert_words, trace_word
from resolve.errors import UnknownLanguageError, UnknownSystemError, UsageError

AZ = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"
AZ_TEXT = st.text(alphabet=AZ + AZ.replace("i", "").replace("ı", "").upper() + "İI -.\n", max_size=40)
RU = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
NAMES = st.text(alphabet=RU + RU.upper() + AZ + "İ -.'", max_size=30)
FROM_RUSSIAN = [system.id for system in systems() if system.source == "ru"]
FROM_AZERBAIJANI = [system.id for system in systems() if system.source == "az"]
DIRECTIONS = sorted({(system.source, system.target) for system in systems()})


@given(AZ_TEXT)
def test_azerbaijani_round_trip(text: str) -> None:
    """Azerbaijani goes to Cyrillic and back unchanged."""
    assert text == transliterate(transliterate(text, "az", "az-Cyrl"), "az-Cyrl", "az")


@given(st.text(alphabet="абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹш ", max_size=40))
def test_azerbaijani_cyrillic_round_trip(text: str) -> None:
    """Azerbaijani Cyrillic goes to Latin and back unchanged."""
    assert text == transliterate(transliterate(text, "az-Cyrl", "az"), "az", "az-Cyrl")


@given(st.text(alphabet=st.characters(categories=("L", "M", "N", "P", "Z", "C")), max_size=40))
def test_untouched(text: str) -> None:
    """What a system does not read passes through unchanged, down to the code point."""
    foreign = "".join(
        letter for letter in text if not "\u0400" <= unicodedata.normalize("NFD", letter)[0] <= "\u04ff"
    )
    assert foreign == transliterate(foreign, "ru", "de")


@given(NAMES)
def test_idempotent(text: str) -> None:
    """What Russian became in Latin has nothing left to convert."""
    once = transliterate(text, "ru", "de")
    assert once == transliterate(once, "ru", "de")


@given(st.lists(NAMES, max_size=8), st.sampled_from(DIRECTIONS))
def test_column(texts: list[str], direction: tuple[str, str]) -> None:
    """A column is converted as each of its names alone."""
    assert [transliterate(text, *direction) for text in texts] == transliterate_column(texts, *direction)


@given(
    st.text(alphabet=RU, min_size=1, max_size=20),
    st.sampled_from(FROM_RUSSIAN),
)
def test_trace(word: str, system: str) -> None:
    """The traced conversion is the plain one, and its pieces make up the word."""
    pieces = trace_word(system, word)
    assert word == "".join(piece.source for piece in pieces)
    assert convert_words(system, [word]) == ["".join(piece.target for piece in pieces)]


@given(
    st.text(alphabet=AZ, min_size=1, max_size=20),
    st.sampled_from(FROM_AZERBAIJANI),
)
def test_trace_from_azerbaijani(word: str, system: str) -> None:
    """The traced conversion is the plain one, and its pieces make up the word."""
    pieces = trace_word(system, word)
    assert word == "".join(piece.source for piece in pieces)
    assert convert_words(system, [word]) == ["".join(piece.target for piece in pieces)]


@given(NAMES, st.sampled_from(DIRECTIONS))
def test_variants(text: str, direction: tuple[str, str]) -> None:
    """The first variant is the conversion; no two are alike; weights fall from 1; there are at most 32."""
    forms = variants(text, *direction)
    weights = [form.weight for form in forms]
    assert transliterate(text, *direction) == forms[0].text
    assert len({form.text for form in forms}) == len(forms) <= LIMIT
    assert weights[0] == 1
    assert sorted(weights, reverse=True) == weights
    assert all(0 < weight <= 1 for weight in weights)


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("Шойгу", "ru", "de", {"Schoigu", "Schojgu"}),
        ("Əliyev", "az", "de", {"Alijew", "Aliyev"}),
        ("Ceyhun", "az", "de", {"Dscheihun", "Jeyhun"}),
        ("Heydər", "az", "ru", {"Гейдар", "Хейдар"}),
        ("Кадыров", "ru", "tr", {"Kadırov", "Kadirov"}),
        ("Özil", "tr", "de", {"Özil", "Oezil", "Ozil"}),
        ("ДМИТРИЙ", "ru", "en", {"DMITRY", "DMITRI", "DMITRIY"}),
    ],
)
def test_attested_variants(text: str, source: str, target: str, expected: set[str]) -> None:
    """Spellings that the press uses side by side are all among the variants."""
    assert expected <= {form.text for form in variants(text, source, target)}


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("Әлијев", "az-Cyrl", "de", "Alijew"),
        ("Шойгу", "ru", "az-Cyrl", "Шојгу"),
        ("Əliyev", "az-Latn", "tr_Latn", "Aliyev"),
        ("Merkel", "de", "tr", "Merkel"),
        ("Путин", "und", "de", "Putin"),
        ("Μητσοτάκης", "und", "de", "Mētsotákēs"),
        ("Erdoğan", "und", "de", "Erdoğan"),
        ("Erdoğan", "tr", "tr", "Erdoğan"),
        ("", "ru", "de", ""),
        ("Щ", "ru", "de", "Schtsch"),
        ("Андре\u0438\u0306", "ru", "de", "Andrei"),
        ("i\u0307lham", "az", "ru", "ильхам"),
        ("Пут\ud800ин", "ru", "de", "Put\ud800in"),
    ],
)
def test_directions(text: str, source: str, target: str, expected: str) -> None:
    """A name goes straight, over a third orthography, or keeps its spelling."""
    assert expected == transliterate(text, source, target)


@given(
    st.text(alphabet=RU, min_size=2, max_size=20),
    st.sampled_from([str.lower, str.upper, str.title]),
    st.sampled_from(FROM_RUSSIAN),
)
def test_case_by_word_is_case_by_piece(text: str, case: Callable[[str], str], id: str) -> None:
    """Words of one case are cased at once; the slow way, piece by piece, gives the same."""
    word = case(text)
    system = find_system(id)
    pieces = trace_word(id, text)
    cases = cases_of_pieces(word, [piece.source for piece in pieces], "ru")
    slow = join_cased([piece.target for piece in pieces], cases, system.target)
    assert slow == transliterate(word, "ru", system.target, system=id)


def test_alternatives_belong_to_rules() -> None:
    """Every row of alternatives belongs to a rule, differs from its result and has a weight."""
    for system in systems():
        for (key, result), others in list_alternatives(system.id).items():
            assert set(key) <= alphabet(system.id)
            assert result not in [other.text for other in others]
            assert len({other.habit for other in others}) == 1


def test_unknown_orthography() -> None:
    """A code that does not exist is named, with those that do."""
    with pytest.raises(UnknownLanguageError, match="'rus'; there are: ru, "):
        transliterate("x", "rus", "de")


def test_no_way() -> None:
    """A direction without a system is refused with those that have one."""
    with pytest.raises(UnknownSystemError, match="from de to kk; from de there is: "):
        transliterate("Merz", "de", "kk")
    assert issubclass(UnknownSystemError, UsageError)


def test_threads() -> None:
    """Threads convert side by side and agree."""
    expected = {code: transliterate("Щербаков Юрий", "ru", code) for code in ("de", "tr", "az", "en")}
    found: list[bool] = []

    def work() -> None:
        found.extend(
            transliterate("Щербаков Юрий", "ru", code) == text
            for _ in range(50)
            for code, text in expected.items()
        )

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * (6 * 50 * 4)


def test_long_run_of_letters() -> None:
    """A run of a million letters is no word, but it is converted, and none is lost."""
    assert "jo" * 1_000_000 == transliterate("ё" * 1_000_000, "ru", "de")
