"""The readable text of HTML pages."""

from __future__ import annotations

import html
import json
import time

import pytest
from conftest import read_cases
from hypothesis import example, given
from hypothesis import strategies as st

from resolve.text.html import read_html

CASES = [(json.loads(row["page"]), json.loads(row["text"])) for row in read_cases("text/html.tsv")]
PIECES = [
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    "=",
    '"',
    "'",
    "&",
    "&#",
    ";",
    "9",
    "a",
    "p",
    "nav",
    "script",
    "hidden",
]

# What is written again and again, without ever being closed.
ENDLESS = [
    "<",
    "<a ",
    '<a b="',
    '<a =">" ',
    "<!--",
    "<!-- -",
    "<script>",
    "<style></styl",
    "<nav>x",
    "<nav><aside><svg><footer>",
    "<div hidden>x",
    "<pre>\n",
    "&",
    "&#9",
    " ",
    "ə'",
]


@pytest.mark.parametrize(("page", "text"), CASES)
def test_readable_text(page: str, text: str) -> None:
    """The text of each page of the table is as it stands there."""
    assert text == read_html(page).text


@pytest.mark.parametrize(
    ("page", "unread"), [("yes <!-- no", 7), ("yes <script>no", 2), ("yes <a no", 5), ("yes <nav>yes", 0)]
)
def test_what_is_not_read_is_counted(page: str, unread: int) -> None:
    """How much of a page is lost to something without end is told."""
    assert unread == read_html(page).unread


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1), max_size=5))
def test_escaped_text_comes_back(paragraphs: list[str]) -> None:
    """Text that is escaped into a page is read from it again, but for its white space."""
    page = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    expected = [" ".join(part.split()) for part in paragraphs]
    # White space beyond that of ASCII stays as it is.
    found = [" ".join(part.split()) for part in read_html(page).text.split("\n\n")]
    assert [part for part in expected if part] == [part for part in found if part]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
@example("&#" + "9" * 10_000)
def test_any_markup_is_read(page: str) -> None:
    """Any string has a readable text, and no more of it is unread than there is."""
    read = read_html(page)
    assert 0 <= read.unread <= len(page)


@pytest.mark.parametrize("piece", ENDLESS)
def test_time_is_linear(piece: str) -> None:
    """Markup that never closes, however often, takes at most some microseconds a character."""
    page = piece * (500_000 // len(piece))
    begin = time.thread_time()
    read_html(page)
    assert time.thread_time() - begin < 5


def test_hidden_elements_of_many_names_are_read_in_one_more_pass() -> None:
    """Elements that are hidden and never closed are told by that ground, not each by its name."""
    page = "".join(f"<x{number} hidden>{number} " for number in range(20_000))
    begin = time.thread_time()
    assert read_html(page).text.endswith("19999")
    assert time.thread_time() - begin < 5
