"""The page of documents with their mentions marked."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import require
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.store import EMBEDDED
from resolve.articles import mentions_frame
from resolve.documents.answers import name_documents
from resolve.documents.page import Page, page
from resolve.documents.page.escaping import escaped, outward_links
from resolve.documents.page.marking import mark_mentions
from resolve.documents.request import Reading
from resolve.mentions.mention import Mention
from resolve.types import Decision

UGLY = "<script>alert(1)</script>\"'&amp;</mark></div>\u202e<img src=x onerror=alert(1)>"


def mention(text: str, start: int, end: int, entity_id: str | None = None) -> Mention:
    """Return a mention of a text, linked if there is an ID."""
    decision = Decision.MATCH if entity_id else Decision.NIL
    surface = text[start:end]
    return Mention(
        "0", start, end, surface, surface, "place", entity_id, decision, 0.9, surface, "same", "az"
    )


def page_of(directory: Path, *documents: tuple[Reading, list[Mention]]) -> str:
    """Return the page of documents and their mentions."""
    made = Page(directory)
    for reading, mentions in documents:
        made.add(name_documents([reading], mentions_frame(mentions)))
    return made.whole()


class Reader(HTMLParser):
    """Reads a page as a browser does: its text by element, what it asks for, where it leads."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self._notes = 0
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if self._notes or ("class", "note") in attrs:
            self._notes += 1

    def handle_endtag(self, tag: str) -> None:
        self._notes = max(0, self._notes - 1)

    def handle_data(self, data: str) -> None:
        if not self._notes:
            self.text += data


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """Draw a text and spans in it, in the order in which mentions come."""
    text = draw(st.text(st.sampled_from("ab<>&'\"\n ə"), min_size=1, max_size=30))
    places = st.integers(0, len(text) - 1)
    spans = [(start, draw(st.integers(start + 1, len(text)))) for start in draw(st.lists(places, max_size=6))]
    return text, sorted(set(spans), key=lambda span: (span[0], -span[1]))


@given(texts_with_spans())
def test_marks_leave_the_text_as_it_is(case: tuple[str, list[tuple[int, int]]]) -> None:
    """Whatever is marked, nested or crossing, the text between the tags is the text, and every mark ends."""
    text, spans = case
    mentions = [mention(text, start, end) for start, end in spans]
    marked = mark_mentions(text, mentions, lambda number: f'<span class="note">{number}</span>', 7)
    assert text == Reader(marked).text
    assert len(spans) == marked.count("<mark ") == marked.count("</mark>")
    assert [f"m{number}" for number in range(7, 7 + len(spans))] == re.findall(r'<mark id="(m\d+)"', marked)


def test_nested_mentions_are_nested() -> None:
    """A mention inside another is marked inside its mark."""
    text = "AGİT Minsk Grubu"
    marked = mark_mentions(text, [mention(text, 0, 16), mention(text, 0, 4)], lambda number: "")
    bare = re.sub(r"<mark [^>]*>", "<mark>", marked)
    assert "<mark><mark>AGİT</mark> Minsk Grubu</mark>" == bare


@given(st.text(st.characters(exclude_categories=[])))
def test_what_is_escaped_comes_back(text: str) -> None:
    """Escaped text has no markup in it, and is read as what it was, but for what no page may hold."""
    written = escaped(text)
    assert not re.search(r"[<>\"']", written)
    assert not re.search(r"&(?!(?:amp|lt|gt|quot|#x27);)", written)
    written.encode()


def test_page_of_ugly_strings_has_no_markup_of_theirs(small_gazetteer: Path) -> None:
    """Markup in the text, the name and the mentions of a document is text on the page."""
    made = page_of(small_gazetteer, (Reading(UGLY, UGLY), [mention(UGLY, 0, len(UGLY)), mention(UGLY, 2, 9)]))
    read = Reader(made)
    assert not {"script", "img", "svg", "iframe", "link", "object"} & set(read.tags)
    assert [] == [name for name, _ in read.attributes if name.startswith("on") or name == "style"]


def test_page_asks_for_nothing(small_gazetteer: Path) -> None:
    """The page holds all it needs; a policy allows its own style and nothing else."""
    made = page_of(small_gazetteer, (Reading("a.txt", "Bakı"), [mention("Bakı", 0, 4, "loc:baku")]))
    style = re.search(r"<style>(.*)</style>", made, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" in made
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    assert not {"src", "srcset", "action", "background"} & {name for name, _ in Reader(made).attributes}


def test_every_link_inside_the_page_leads_somewhere(small_gazetteer: Path) -> None:
    """Links to documents, mentions, entities and notes lead to elements that are there once."""
    text = "Bakı, Bakı, Novak"
    mentions = [
        mention(text, 0, 4, "loc:baku"),
        mention(text, 6, 10, "loc:baku"),
        mention(text, 12, 17),
    ]
    read = Reader(page_of(small_gazetteer, (Reading("a", text), mentions), (Reading("a", text), mentions)))
    ids = [value for name, value in read.attributes if name == "id"]
    wanted = {
        str(value)[1:] for name, value in read.attributes if name == "href" and str(value).startswith("#")
    }
    wanted |= {
        str(value) for name, value in read.attributes if name in ("aria-describedby", "aria-labelledby")
    }
    assert len(set(ids)) == len(ids)
    assert set() == wanted - set(ids)
    assert {"d0", "d1", "e0", "m0", "m1", "m5", "n0", "h1"} <= wanted


def test_note_tells_what_was_found() -> None:
    """The note on a linked mention names the entity, its ID, the score, and leads to other collections."""
    made = page_of(EMBEDDED, (Reading("a", "Bakı"), [mention("Bakı", 0, 4, "loc:baku")]))
    note = made[made.index('<span class="note"') : made.index("</mark>", made.index('<span class="note"'))]
    for told in ("Bakı", "linked, place, score 0.90", "loc:baku", "https://www.geonames.org/587084", "same"):
        assert told in note


def test_fault_is_shown(small_gazetteer: Path) -> None:
    """A document that could not be read has its section, which says why."""
    assert "there is no text in this row" in page_of(
        small_gazetteer, (Reading("7", "", "there is no text in this row"), [])
    )


def test_page_has_bounds_and_tells_of_them(small_gazetteer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a long text the beginning is shown, of many documents the first; what is not shown is told."""
    monkeypatch.setattr(page, "MOST_TEXT", 10)
    text = "Bakı " * 5
    long = page_of(small_gazetteer, (Reading("a", text), [mention(text, 0, 4), mention(text, 10, 14)]))
    assert "Only the first 10 of 25 characters are shown here." in long
    assert 1 == len(re.findall(r'<mark id="', long))
    many = page_of(small_gazetteer, *((Reading(name, "Bakı"), []) for name in "abcd"))
    assert "2 more documents are not shown here." in many


def test_browser_shows_the_page_and_complains_of_nothing(small_gazetteer: Path, tmp_path: Path) -> None:
    """Chromium takes the policy and the style as they are, and keeps the text as it was."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        require("chromium", "there is no command chromium; Debian's package is called so")
    file = tmp_path / "page.html"
    text = "Bakı\n\n  ikinci <sətir>"
    file.write_text(
        page_of(small_gazetteer, (Reading("a", text), [mention(text, 0, 4, "loc:baku")])), "utf-8"
    )
    command = [
        browser or "",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path}/user",
    ]
    command += ["--enable-logging=stderr", "--dump-dom", file.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    assert [] == [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    shown = re.search(r'<div class="text"[^>]*>(.*?)</div>', done.stdout, re.DOTALL)
    assert shown
    assert text == Reader(shown[1]).text


@pytest.mark.parametrize(
    ("identifiers", "expected"),
    [
        (("wikidata:Q1", "geonames:2"), ["https://www.wikidata.org/wiki/Q1", "https://www.geonames.org/2"]),
        (("geonames:2", "geonames:3"), ["https://www.geonames.org/2"]),
        (("per:x", "javascript:alert(1)", "wikidata", "wikidata:", ""), []),
        (('wikidata:"><script>/../?#',), ["https://www.wikidata.org/wiki/%22%3E%3Cscript%3E%2F..%2F%3F%23"]),
    ],
)
def test_outward_links(identifiers: tuple[str, ...], expected: list[str]) -> None:
    """Known collections are led to, once each, and nothing else is; an identifier stays in its place."""
    assert expected == [address for address, _ in outward_links(identifiers)]
