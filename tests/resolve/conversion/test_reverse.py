"""The way back: from a form to the spellings that can lie behind it."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.reverse import from_vectors, measure
from resolve.conversion import origins, transliterate, variants
from resolve.conversion.alternatives import LIMIT
from resolve.conversion.casing import lower
from resolve.conversion.inversion import invert, retrace
from resolve.conversion.likelihood import END, likelihood_of
from resolve.conversion.registry import find_system
from resolve.conversion.rules import convert_words
from resolve.conversion.spelling import cut
from resolve.errors import UnknownLanguageError, UnknownSystemError

CASES = Path(__file__).parents[2] / "cases" / "conversion" / "origins.tsv"
DIRECTIONS = [
    *(("de", "ru"), ("de", "az"), ("en", "ru"), ("en", "az"), ("tr", "ru"), ("tr", "az"), ("az", "ru")),
    *(("ru", "az"), ("ru", "tr"), ("de", "tr"), ("az", "az-Cyrl"), ("az-Cyrl", "az"), ("en", "uk")),
]
LETTERS = {
    "az": "abcçdeəfgğhxıijklmnopqrsştuüvyz",
    "az-Cyrl": "абвгдеәжзиыјкҝлмноөпрстуүфхһчҹш",
    "de": "abcdefghijklmnoprstuvwzäöü",
    "en": "abcdefghijklmnopqrstuvwxyz",
    "ru": "абвгдежзийклмнопрстуфхцчшщыьэюя",
    "tr": "abcçdefgğhıijklmnoöprsştuüvyz",
}
FORMS = st.sampled_from(DIRECTIONS).flatmap(
    lambda direction: st.tuples(
        st.text(alphabet=LETTERS[direction[0]], min_size=1, max_size=9), st.just(direction)
    )
)


def read_cases() -> list[tuple[str, str, str, str, str]]:
    lines = [line for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(row["text"], row["written"], row["source"], row["origin"], row["place"]) for row in rows]


@pytest.mark.parametrize(("text", "written", "source", "origin", "place"), read_cases())
def test_case(text: str, written: str, source: str, origin: str, place: str) -> None:
    """The spelling behind a form is found, and comes first where nothing else is as likely."""
    found = [one.text for one in origins(text, written, source)]
    assert origin in (found[:1] if place == "first" else found)


def leads_to(spelling: str, source: str, written: str, text: str) -> bool:
    forms = {lower(form.text, written) for form in variants(spelling, source, written)}
    return lower(text, written) in forms


@given(FORMS)
def test_origins_lead_back(form: tuple[str, tuple[str, str]]) -> None:
    """A word is among the variants of each of its origins; these are at most 32, weights fall from 1."""
    text, (written, source) = form
    found = origins(text, written, source)
    assert [] == [one.text for one in found if not leads_to(one.text, source, written, text)]
    assert len({one.text for one in found}) == len(found) <= LIMIT
    weights = [one.weight for one in found]
    assert sorted(weights, reverse=True) == weights
    assert all(0 < weight <= 1 for weight in weights)
    assert weights[:1] in ([], [1])


@pytest.mark.parametrize(
    ("text", "written", "source"),
    [
        ("Ilham Alijew", "de", "az"),
        ("Wladimir Wladimirowitsch Putin", "de", "ru"),
        ("Recep Tayyip Erdogan", "en", "tr"),
        ("Ramis Mehdijew", "de", "az"),
    ],
)
def test_words_of_a_name_lead_back(text: str, written: str, source: str) -> None:
    """The whole of a name, or each of its words, is among the variants of each of its origins."""
    found = origins(text, written, source)
    assert len(found) > 0
    for one in found:
        pairs = zip(cut(one.text)[0], cut(text)[0], strict=True)
        assert leads_to(one.text, source, written, text) or all(
            leads_to(spelling, source, written, word) for spelling, word in pairs
        )


@pytest.mark.parametrize("name", ["Алиев", "Иванов", "Петров", "Смирнов", "Байрамов", "Рустамов"])
@pytest.mark.parametrize("written", ["az", "de", "en", "tr"])
def test_there_and_back(name: str, written: str) -> None:
    """A usual name comes back first from what it is written as elsewhere."""
    assert name == origins(transliterate(name, "ru", written), written, "ru")[0].text


@given(st.text(max_size=20), st.sampled_from(DIRECTIONS))
def test_any_text(text: str, direction: tuple[str, str]) -> None:
    """Any text is answered, with or without origins."""
    assert len(origins(text, *direction)) <= LIMIT


@given(st.text(alphabet=LETTERS["ru"], min_size=1, max_size=12))
def test_retrace_of_a_conversion(word: str) -> None:
    """What the rules alone make of a word costs nothing; what no rule makes is not reached."""
    system = find_system("de-t-ru-m0-duden")
    assert 0 == retrace(system, word, convert_words(system.id, [word])[0])
    assert retrace(system, word, "§") is None


@given(st.text(alphabet="abdegiklmnoprtuw", min_size=1, max_size=8))
def test_inversion_is_retraced(word: str) -> None:
    """Each word that is found behind another leads to it by rules and alternatives, at the cost named."""
    system = find_system("de-t-ru-m0-duden")
    found = invert(system, word, 8)
    assert [(one.word, one.cost) for one in found] == [
        (one.word, retrace(system, one.word, word)) for one in found
    ]


@pytest.mark.parametrize(
    ("usual", "unusual", "orthography"),
    [
        ("петров", "пэтров", "ru"),
        ("əliyev", "əlıyev", "az"),
        ("yılmaz", "yilmaz", "tr"),
        ("müller", "mülleç", "de"),
    ],
)
def test_likelihood(usual: str, unusual: str, orthography: str) -> None:
    """Letters that names of the orthography have one after another make a word likelier."""
    likelihood = likelihood_of(orthography)
    assert likelihood.cost_of_word(usual) < likelihood.cost_of_word(unusual)


def test_likelihood_is_a_probability() -> None:
    """What may follow a letter has probabilities that add up to about 1; without counts all cost the same."""
    likelihood = likelihood_of("ru")
    alphabet = {sequence[-1] for sequence in likelihood.costs} - {"?"}
    whole = sum(math.exp(-likelihood.cost("^а", letter)) for letter in alphabet)
    assert 1 == pytest.approx(whole, abs=0.15)
    assert likelihood_of("kk").cost("^", "а" + END) == likelihood_of("kk").cost("^", "ң" + END)


def test_same_orthography() -> None:
    """A name found in its own orthography is its own origin."""
    assert ["Əliyev"] == [one.text for one in origins("Əliyev", "az", "az-Latn")]


def test_nothing_behind() -> None:
    """What no spelling of the source leads to has no origins."""
    assert [] == origins("Qxq", "de", "ru")


def test_unknown() -> None:
    """Codes and directions that do not exist are refused with those that do."""
    with pytest.raises(UnknownLanguageError, match="'rus'; there are: ru, "):
        origins("x", "de", "rus")
    with pytest.raises(UnknownSystemError, match="from hy to kk"):
        origins("x", "kk", "hy")


def test_accuracy_is_kept(shared: Path) -> None:
    """Of names that nothing was tuned on, the original comes first in 75 of 100 and is found in 92."""
    tallies = measure(from_vectors(shared, "report"), misses=False).values()
    rows = sum(tally.rows for tally in tallies)
    assert rows >= 300
    assert sum(tally.first for tally in tallies) / rows >= 0.75
    assert sum(tally.among for tally in tallies) / rows >= 0.92
