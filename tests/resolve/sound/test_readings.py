"""Readings: from letters to sounds, in every orthography."""

from __future__ import annotations

from itertools import pairwise

import pytest
from conftest import read_cases
from hypothesis import given
from hypothesis import strategies as st
from strategies import ALPHABETS

from resolve import tables
from resolve.errors import DataError
from resolve.sound.alphabet import ALPHABET
from resolve.sound.readings import all_names, of_language, reading
from resolve.text.normalize import lower

CASES = read_cases("sound/readings.tsv")
NAMES = sorted({row[0] for row in tables.read_rows("sound/readings.tsv").rows} - {"latin", "cyrillic"})
SILENT = set("ъьЪЬ")
readings = st.sampled_from(NAMES).map(reading)
tokens = st.text(
    st.sampled_from("".join(ALPHABETS.values()).lower() + "0123456789'â"), min_size=1, max_size=12
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['reading']}-{case['token']}")
def test_case(case: dict[str, str]) -> None:
    """A token sounds as its orthography says."""
    assert [case["sounds"]] == reading(case["reading"]).sounds([case["token"]])


def test_every_reading_has_cases() -> None:
    """Each reading is shown by three tokens at least."""
    counted = [case["reading"] for case in CASES]
    assert [] == [name for name in NAMES if counted.count(name) < 3]
    assert sorted(NAMES) == sorted(all_names())


@given(readings, st.lists(st.text(st.characters(exclude_characters="\n"), max_size=12), max_size=6))
def test_sounds_are_of_the_alphabet(read, column: list[str]) -> None:
    """Any text at all gives sounds of the alphabet, one string a token, no sound twice in a row."""
    found = read.sounds(column)
    assert len(column) == len(found)
    assert set("".join(found)) <= set(ALPHABET)
    assert [] == [s for s in found if any(a == b and not a.isdigit() for a, b in pairwise(s))]


@given(readings, st.lists(tokens, max_size=8))
def test_column_is_one_by_one(read, column: list[str]) -> None:
    """A token in a column is read as it is by itself: no rule looks beyond its edge."""
    assert [read.sounds([token])[0] for token in column] == read.sounds(column)


@pytest.mark.parametrize("name", NAMES)
def test_no_letter_is_lost(name: str) -> None:
    """Every letter of the alphabets and every look-alike sounds somehow, but for the hard and soft sign."""
    shapes = tables.read_rows("text/lookalikes.tsv").rows
    letters = "".join(ALPHABETS.values()) + "".join(a + b for a, script, b in shapes if script == "Cyrl")
    letters = "".join(sorted(set(lower(letters)) - SILENT))
    silent_alone = {"h"} if name in {"it", "es", "pt", "fr"} else set()
    found = reading(name).sounds([f"m{letter}m" for letter in letters])
    assert silent_alone == {letter for letter, s in zip(letters, found, strict=True) if s == "m"} - {"m", "м"}


@pytest.mark.parametrize(
    ("lang", "first"), [("az", "az"), ("az-Cyrl", "az"), ("TR", "tr"), ("de-AT", "de"), ("xx", "tr")]
)
def test_of_language(lang: str, first: str) -> None:
    """A language's own reading comes first, whatever its script and region; others are read as `und`."""
    assert first == of_language(lang)[0]


def test_readings_of_languages_exist() -> None:
    """Each reading that a language names is there, and none is named twice."""
    for lang, names in tables.read_rows("sound/orthographies.tsv").rows:
        assert set(names.split()) <= set(NAMES), lang
        assert len(set(names.split())) == len(names.split()), lang


def test_unknown_reading() -> None:
    """A reading that does not exist is named with those that do."""
    with pytest.raises(DataError, match=r"no reading 'klingon'; there are az, cs, "):
        reading("klingon")
