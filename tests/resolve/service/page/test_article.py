"""A pasted text: its mentions marked in place, and what each was taken for."""

from __future__ import annotations

from typing import Any, cast

from browsing import Visitor, cells, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TEXT = """🌍 Ilham Alijew traf gestern Sergej Lawrow in Baku.
  Die Präsidenten sprachen über 𝔅aku; Alijew <b>schwieg</b> danach. Auch Elmar Huseynov aus
Nachitschewan & die Avrupa Birliği'nin waren da."""

MARKED = """async ([text, spans]) => {
  const { marked } = await import("./scripts/marking.js");
  const place = document.createElement("div");
  place.append(...marked(text, spans.map(([start, end, entity_id]) => (
    { start, end, entity_id, kind: "person", decision: "nil", matched_name: null, reason: "" }))));
  return [place.textContent, place.querySelectorAll("mark").length, place.querySelectorAll("a a").length];
}"""


def _found(visitor: Visitor, text: str) -> dict[str, Any]:
    return cast("dict[str, Any]", visitor.service.post("/text", {"text": text}).json)


def _paste(visitor: Visitor, text: str) -> None:
    page = visitor.open("#article")
    page.fill("#text", text)
    page.locator("button", has_text="Find the names").click()
    page.locator("#mentions > *").first.wait_for()


def test_mentions_are_marked_in_place(visitor: Visitor) -> None:
    """The text stands there to the letter; each mention is marked by its kind and decision."""
    _paste(visitor, TEXT)
    page = visitor.page
    mentions = _found(visitor, TEXT)["mentions"]
    assert {"match", "nil"} <= {one["decision"] for one in mentions}
    assert TEXT == page.locator(".reading").evaluate("one => one.textContent")
    marks = page.locator(".reading mark")
    assert [one["surface"] for one in mentions] == [mark.inner_text() for mark in marks.all()]
    assert [f"mark {one['kind'] or 'unknown'} {one['decision']}" for one in mentions] == [
        mark.get_attribute("class") for mark in marks.all()
    ]
    assert [f"{len(mentions)} mentions, read as German"] == texts(page.locator("#mentions h3"))


def test_what_each_was_taken_for(visitor: Visitor) -> None:
    """Below the text, each mention has its entity or a way to look it up, its decision and its reason."""
    _paste(visitor, TEXT)
    mentions = _found(visitor, TEXT)["mentions"]
    rows = cells(visitor.page.locator(".found tbody tr"))
    assert [one["reason"] for one in mentions] == [row[3] for row in rows]
    assert [one["decision"] for one in mentions] == [row[2].split()[0] for row in rows]
    assert [one["matched_name"] if one["entity_id"] else "look it up" for one in mentions] == [
        row[1] for row in rows
    ]


def test_entity_and_back(visitor: Visitor) -> None:
    """A marked mention leads to its entity; on the way back, the text and its marks are still there."""
    _paste(visitor, TEXT)
    page = visitor.page
    page.locator("mark a", has_text="Baku").first.click()
    page.locator(".entity h3", has_text="Bakı").wait_for()
    page.locator("nav a", has_text="Article").click()
    page.locator(".reading").wait_for()
    assert TEXT == page.locator("#text").input_value()
    page.locator(".look").first.click()
    page.locator(".verdict", has_text="Not in this gazetteer").wait_for()
    page.go_back()
    page.locator(".reading").wait_for()


def test_text_without_names(visitor: Visitor) -> None:
    """A text that mentions nobody is shown unmarked; without any text there is nothing to be done."""
    text = "Das Wetter ist heute sehr schön, und es bleibt auch morgen so."
    _paste(visitor, text)
    assert ["No mentions, read as German"] == texts(visitor.page.locator("#mentions h3"))
    assert 0 == visitor.page.locator("mark, .found").count()
    visitor.page.fill("#text", " ")
    visitor.page.keyboard.press("Control+Enter")
    assert "text" == visitor.page.evaluate("document.activeElement.id")


def test_text_that_is_too_long(visitor: Visitor) -> None:
    """A text beyond the limit is refused with the limit's name."""
    _paste(visitor, "a " * 100_001)
    (told,) = texts(visitor.page.locator("#mentions [role=alert]"))
    assert "That is too much at once." in told
    assert "the limit text_length is 200,000" in told
    visitor.faults.clear()


def test_any_mentions_keep_the_text(visitor: Visitor) -> None:
    """However mentions nest and cross, the text stays, each is marked, and no link is in a link."""
    page = visitor.open()
    span = st.tuples(st.integers(0, 11), st.integers(1, 6), st.sampled_from([None, "a:b"]))

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(st.text(alphabet="aə𝔅🌍 \n<&", min_size=12, max_size=14), st.lists(span, max_size=6))
    def check(text: str, found: list[tuple[int, int, str | None]]) -> None:
        spans = [(start, min(start + size, len(text)), entity) for start, size, entity in found]
        spans.sort(key=lambda one: (one[0], -one[1]))
        assert [text, len(spans), 0] == page.evaluate(MARKED, [text, spans])

    check()
