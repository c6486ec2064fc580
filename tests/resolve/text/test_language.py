"""The language of running texts."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from conftest import read_cases
from hypothesis import given
from hypothesis import strategies as st

from resolve import tables
from resolve.text.language import LANGUAGES, UNDETERMINED, detect_language, detect_languages

CASES = [(row["lang"], row["text"]) for row in read_cases("text/language.tsv")]


@pytest.mark.parametrize(("lang", "text"), CASES)
def test_language_is_told(lang: str, text: str) -> None:
    """The language of each text of the table is told; `und` where it is none of those."""
    assert lang == detect_language(text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_language_is_without_cases(lang: str) -> None:
    """Each language that can be told has texts in the table."""
    assert lang in {case for case, _ in CASES}


def test_column_is_as_one_by_one() -> None:
    """A column of texts has the languages of its texts, in their order."""
    texts = [text for _, text in CASES]
    assert [lang for lang, _ in CASES] == detect_languages(texts)


def test_second_look_reads_further() -> None:
    """Where the beginning tells nothing, the text behind it does."""
    table_of_figures = "17 | 23 | 42 \n" * 200
    assert UNDETERMINED == detect_language(table_of_figures)
    assert "de" == detect_language(table_of_figures + "Das sind die Zahlen, die der Minister nannte.")


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    """Any text is of one of the languages, or of none."""
    assert detect_language(text) in {*LANGUAGES, UNDETERMINED}


@pytest.mark.parametrize("text", ["ə" * 10_000_000, "və " * 3_000_000, "'" * 10_000_000])
def test_long_text_costs_no_more_than_a_sample(text: str) -> None:
    """Only a sample of a text is looked at, however long it is."""
    begin = time.thread_time()
    detect_language(text)
    assert time.thread_time() - begin < 0.5


@pytest.mark.parametrize("name", ["words", "endings", "letters"])
def test_forms_are_as_they_are_looked_up(name: str) -> None:
    """Forms stand in lower case; a letter is one, an ending two to six letters long."""
    lengths = {"words": range(1, 20), "endings": range(2, 7), "letters": range(1, 2)}[name]
    rows = tables.read_rows(f"language/{name}.tsv").rows
    assert [] == [form for form, *_ in rows if form != form.lower() or len(form) not in lengths]


def test_languages_of_news(shared: Path) -> None:
    """The five news texts are in the languages that they are in."""
    texts = [file.read_bytes().decode() for file in sorted((shared / "seeds").glob("*.txt"))]
    assert ["tr", "tr", "az", "az", "de"] == detect_languages(texts)
