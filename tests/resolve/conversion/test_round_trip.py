"""Properties of every system: what it wrote stays, its trace adds up; Azerbaijani comes back unchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.conversion import System, systems, transliterate
from resolve.conversion.casing import lower, upper
from resolve.conversion.orthography import UNICASE, script_of
from resolve.conversion.rules import alphabet, convert_words, trace_word

ALL = pytest.mark.parametrize("system", systems(), ids=lambda system: system.id)
LATIN = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"
CYRILLIC = "абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹш"
MIXED = pytest.mark.parametrize(
    ("source", "target", "small"), [("az", "az-Cyrl", LATIN), ("az-Cyrl", "az", CYRILLIC)]
)


def strings(small: str, language: str) -> st.SearchStrategy[str]:
    """Text of both cases of each letter of an alphabet, in any mixture, with what stands between words."""
    capitals = [upper(letter, language) for letter in small]
    return st.text(st.sampled_from([*small, *capitals, *" -.'’\n3"]), max_size=40)


@MIXED
def test_alphabet_is_whole(source: str, target: str, small: str) -> None:
    """The 32 letters of one alphabet are those of the other, capitals included: İ and I are two letters."""
    assert 32 == len(set(small)) == len({transliterate(letter, source, target) for letter in small})
    capitals = [upper(letter, source) for letter in small]
    assert 32 == len(set(capitals)) == len({transliterate(letter, source, target) for letter in capitals})
    assert list(small) == [lower(capital, source) for capital in capitals]


@MIXED
@given(st.data())
def test_azerbaijani_comes_back(source: str, target: str, small: str, data: st.DataObject) -> None:
    """Every string of one Azerbaijani alphabet goes to the other and comes back, whatever its capitals."""
    text = data.draw(strings(small, source))
    assert text == transliterate(transliterate(text, source, target), target, source)


@MIXED
@given(st.data())
def test_azerbaijani_is_written_once(source: str, target: str, small: str, data: st.DataObject) -> None:
    """What is written in the other alphabet has nothing left to convert."""
    once = transliterate(data.draw(strings(small, source)), source, target)
    assert once == transliterate(once, source, target)


@ALL
@given(st.data())
def test_trace_adds_up(system: System, data: st.DataObject) -> None:
    """The pieces of a word make up the word, and what became of them its conversion."""
    word = data.draw(st.text(st.sampled_from(sorted(alphabet(system.id))), min_size=1, max_size=20))
    pieces = trace_word(system.id, word)
    assert word == "".join(piece.source for piece in pieces)
    assert convert_words(system.id, [word]) == ["".join(piece.target for piece in pieces)]


@ALL
@given(st.data())
def test_written_once(system: System, data: st.DataObject) -> None:
    """Where source and target are of two scripts, what was written has nothing left to convert."""
    if script_of(system.source) == script_of(system.target):
        return
    word = data.draw(st.text(st.sampled_from(sorted(alphabet(system.id))), min_size=1, max_size=20))
    once = transliterate(word, system.source, system.target, system=system.id)
    assert once == transliterate(once, system.source, system.target, system=system.id)


@ALL
@given(st.data())
def test_capitals(system: System, data: st.DataObject) -> None:
    """A word in capitals is its conversion in capitals; a word of a script that has none gets one."""
    letters = [letter for letter in sorted(alphabet(system.id)) if letter.isalpha()]
    if system.source not in UNICASE:
        raised = {letter: upper(letter, system.source) for letter in letters}
        letters = [letter for letter in letters if raised[letter] != letter and len(raised[letter]) == 1]
    word = data.draw(st.text(st.sampled_from(letters), min_size=2, max_size=12))
    small = transliterate(word, system.source, system.target, system=system.id)
    if system.source in UNICASE:
        assert small[:1] == upper(small[:1], system.casing)
    else:
        capitals = upper(word, system.source)
        written = transliterate(capitals, system.source, system.target, system=system.id)
        assert upper(small, system.casing) == written
