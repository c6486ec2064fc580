"""Capitals of many words at once: the same as of each word by itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.conversion.casing import lower, lower_words, upper, upper_words
from resolve.conversion.recasing import Case, case_of, cases_of, join_cased, recase, recase_words

LANGUAGES = st.sampled_from(["az", "az-Cyrl", "de", "ru", "tr"])
# Letters whose case depends on what stands beside them, or changes their number, beside plain ones.
LETTERS = "aAiIıİjJßẞÉéΣσςŉǅəƏяЯѐ\u0307\u0323\u0301"
WORDS = st.lists(
    st.text(LETTERS, min_size=1, max_size=6)
    | st.text(st.characters(categories=["L", "Mn"]), min_size=1, max_size=8),
    max_size=8,
).map(lambda words: [word for word in words if re.match(r"[^\W\d_]", word)])


@given(WORDS, LANGUAGES)
def test_lower_and_upper_words(words: list[str], language: str) -> None:
    """Joined words are lowered and raised as each by itself: no rule of casing looks over a line feed."""
    assert [lower(word, language) for word in words] == lower_words(words, language)
    assert [upper(word, language) for word in words] == upper_words(words, language)


@given(WORDS, LANGUAGES)
def test_cases_of(words: list[str], language: str) -> None:
    """The case of many words is the case of each."""
    small = lower_words(words, language)
    assert [case_of(word, language) for word in words] == cases_of(words, small, language)


@given(WORDS, st.sampled_from([Case.LOWER, Case.TITLE, Case.UPPER]), LANGUAGES)
def test_recase_words(words: list[str], case: Case, language: str) -> None:
    """Many words are cased as each by itself."""
    slow = [recase(word, case, language) for word in words]
    assert slow == recase_words(words, [case] * len(words), language)


@pytest.mark.parametrize(
    ("targets", "cases", "expected"),
    [
        (["", "a"], [Case.TITLE, Case.LOWER], "A"),
        (["ʺ", "a"], [Case.TITLE, Case.LOWER], "ʺA"),
        (["ʺ", "", "a", "b"], [Case.UPPER, Case.LOWER, Case.LOWER, Case.LOWER], "ʺAb"),
    ],
)
def test_capital_passes_on(targets: list[str], cases: list[Case], expected: str) -> None:
    """The capital of a piece that has no letter to raise passes to the next."""
    assert expected == join_cased(targets, cases, "de")
