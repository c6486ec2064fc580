"""Marks in texts: where they are, what they mean, and what is no mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.bench.texts.markup import Mark, read_marked
from resolve.errors import UsageError


@pytest.mark.parametrize(
    ("source", "text", "marks"),
    [
        ("no mark", "no mark", []),
        ("in [[Baku|b]].", "in Baku.", [Mark(3, 7, "Baku", "b", False)]),
        ("[[Baku~s|b]] Bucht", "Bakus Bucht", [Mark(0, 5, "Baku", "b", False)]),
        ("der [[Roten Liga|Rote Liga|r]]", "der Roten Liga", [Mark(4, 14, "Rote Liga", "r", False)]),
        (
            "[[[[AGİT|o]] Minsk Grubu~nun|m]]",
            "AGİT Minsk Grubunun",
            [Mark(0, 19, "AGİT Minsk Grubu", "m", False), Mark(0, 4, "AGİT", "o", True)],
        ),
        ("[[A|a]]-[[B|b]]", "A-B", [Mark(0, 1, "A", "a", False), Mark(2, 3, "B", "b", False)]),
        ("[[ATƏT~-in|o]] [x]", "ATƏT-in [x]", [Mark(0, 7, "ATƏT", "o", False)]),
    ],
)
def test_marks_are_read(source: str, text: str, marks: list[Mark]) -> None:
    """The text is without the marks, and each mark knows its place in it, its lemma and what is meant."""
    read = read_marked(source)
    assert (text, marks) == (read.text, list(read.marks))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("[[Baku|b]", "not closed"),
        ("one\n[[Baku", "line 2: a mark that is not closed"),
        ("Baku]] went", "']]' in"),
        ("Baku|b]] went", "outside of a mark"),
        ("10~20", "'~' outside of a mark"),
        ("[[Ba~ku~s|b]]", "second ~"),
        ("[[Baku~s|Baku|b]]", "a ~ and a lemma"),
        ("[[|b]]", "expected"),
        ("[[Baku|]]", "expected"),
        ("[[Baku||b]]", "expected"),
        ("[[~Baku|b]]", "expected"),
        ("[[Baku|c|d|b]]", "expected"),
    ],
)
def test_what_is_no_mark_is_refused(source: str, message: str) -> None:
    """A slip in the marks is told with what was found and how a mark looks."""
    with pytest.raises(UsageError, match=message.replace("|", r"\|").replace("]", r"\]")):
        read_marked(source)


_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="[]|~"), min_size=1, max_size=8)


@given(st.lists(st.tuples(_WORDS, _WORDS, _WORDS), max_size=5))
def test_plain_text_is_what_stands_outside(pieces: list[tuple[str, str, str]]) -> None:
    """Whatever is marked, offsets lead to the surface and the lemma is its beginning."""
    read = read_marked("".join(f"{between}[[{stem}~{ending}|x]]" for between, stem, ending in pieces))
    assert "".join(map("".join, pieces)) == read.text
    surfaces = [read.text[mark.start : mark.end] for mark in read.marks]
    assert [stem + ending for _, stem, ending in pieces] == surfaces
    assert [stem for _, stem, _ in pieces] == [mark.lemma for mark in read.marks]
