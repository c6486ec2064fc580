"""Explanations tell what happened: they end in the same text, and their pieces make up the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import ALPHABETS, names

from resolve.conversion import systems, transliterate
from resolve.conversion.rules import list_rules
from resolve.conversion.tracing import trace

DIRECTIONS = sorted({(system.source, system.target) for system in systems() if system.source in ALPHABETS})
CUSTOM = "Гейдар Əli Ahmet Алиев Johann Məmmədov Давутоглу"
TEXTS = st.one_of(
    names("az"), names("tr"), names("ru"), names("az-Cyrl"), st.permutations(CUSTOM.split()).map(" ".join)
)


@given(TEXTS, st.sampled_from(DIRECTIONS))
def test_trace_ends_in_the_conversion(text: str, direction: tuple[str, str]) -> None:
    """What is explained is what `transliterate` writes; each step begins where the one before ended."""
    made = trace(text, *direction)
    assert transliterate(text, *direction) == made.target
    assert [text, *(step.target for step in made.steps)] == [
        *(step.source for step in made.steps),
        made.target,
    ]


@given(TEXTS, st.sampled_from(DIRECTIONS))
def test_pieces_make_up_the_words(text: str, direction: tuple[str, str]) -> None:
    """Pieces make up the word, before and after; each rule stands in its file and reads its piece."""
    for step in trace(text, *direction).steps:
        for word in step.words:
            if word.pieces:
                assert word.source == "".join(piece.source for piece in word.pieces)
                assert word.target == "".join(piece.target for piece in word.pieces)
            for piece in word.pieces:
                if piece.rule is not None:
                    assert piece.rule in list_rules(step.system)
                    assert len(piece.rule.key) == len(piece.source)


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("Щит", "ru", "de", [("de-t-ru-m0-duden", [("Щ", "Schtsch"), ("и", "i"), ("т", "t")])]),
        (
            "Ҹб",
            "az-Cyrl",
            "de",
            [("az-latn-t-az-cyrl", [("Ҹ", "C"), ("б", "b")]), ("de-t-az", [("C", "Dsch"), ("b", "b")])],
        ),
        ("Λ", "und", "de", [("de-t-ru-m0-duden", []), ("Any-Latin", [])]),
        ("Щ", "de", "de", []),
    ],
)
def test_steps(text: str, source: str, target: str, expected: list[object]) -> None:
    """Every system on the way is a step with its pieces; the fallback is a step that knows no pieces."""
    made = [
        (step.system, [(piece.source, piece.target) for word in step.words for piece in word.pieces])
        for step in trace(text, source, target).steps
    ]
    assert expected == made


def test_custom_is_named() -> None:
    """A word that custom decided has the row that did, and no pieces; by system alone it has pieces."""
    word = trace("Гейдар", "ru", "az").steps[0].words[0]
    assert word.custom is not None
    assert ("Heydər", "lexicon:given/гейдар", ()) == (word.target, word.custom.name, word.pieces)
    by_rule = trace("Гейдар", "ru", "az", system="az-t-ru").steps[0].words[0]
    assert by_rule.custom is None
    assert "Гейдар" == "".join(piece.source for piece in by_rule.pieces)
