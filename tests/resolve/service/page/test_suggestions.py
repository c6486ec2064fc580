"""Suggestions while one types: an editable combobox, by keyboard and by mouse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from browsing import PATIENCE, Visitor, texts

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

OPTIONS = "#suggestions [role=option]"


def _enter(page: Page, text: str) -> None:
    """Enter a text at one go: key by key, a busy machine brings suggestions to half of it in between."""
    page.locator("#q").fill(text)
    page.locator(OPTIONS).first.wait_for()


def _address(page: Page) -> dict[str, list[str]]:
    return parse_qs(page.evaluate("location.hash.slice(1)"))


def _active(page: Page) -> str | None:
    """The text of the option that a screen reader is at."""
    active = page.locator("#q").get_attribute("aria-activedescendant")
    if active is None:
        assert 0 == page.locator(f"{OPTIONS}[aria-selected=true]").count()
        return None
    assert [active] == [
        one.get_attribute("id") for one in page.locator(f"{OPTIONS}[aria-selected=true]").all()
    ]
    return texts(page.locator(f"#{active} .name"))[0]


def test_typing_gives_suggestions(visitor: Visitor) -> None:
    """What was typed brings the entities that the service finds by it, and that is said aloud."""
    from playwright.sync_api import expect

    page = visitor.open()
    expected = visitor.service.get("/search", q="alij", limit=8)["results"]
    assert isinstance(expected, list)
    assert len(expected) > 1
    page.locator("#q").press_sequentially("alij", delay=20)
    told = [one["description"] for one in expected]
    expect(page.locator(f"{OPTIONS} .about")).to_have_text(told, timeout=PATIENCE)
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#said")).to_have_text(f"{len(expected)} suggestions")


def test_nothing_found_is_said(visitor: Visitor) -> None:
    """Without suggestions there is no list, and that is said, too."""
    page = visitor.open()
    page.locator("#q").press_sequentially("12")
    page.locator("#said", has_text="no suggestions").wait_for(state="attached")
    assert "false" == page.locator("#q").get_attribute("aria-expanded")
    assert not page.locator("#suggestions").is_visible()


def test_arrows_step_through_the_options(visitor: Visitor) -> None:
    """Arrows go through the options and the input in a circle; the focus stays in the input."""
    page = visitor.open()
    _enter(page, "alij")
    names = texts(page.locator(f"{OPTIONS} .name"))
    seen = []
    for _ in range(len(names) + 1):
        page.keyboard.press("ArrowDown")
        seen.append(_active(page))
    assert [*names, None] == seen
    page.keyboard.press("ArrowUp")
    assert names[-1] == _active(page)
    assert "q" == page.evaluate("document.activeElement.id")


def test_enter_takes_the_option(visitor: Visitor) -> None:
    """Enter on an option fills in its name, answers it, and opens the entity that was chosen."""
    page = visitor.open()
    _enter(page, "bak")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(".entity h3").wait_for()
    assert "Bakı" == page.locator("#q").input_value()
    assert {"q": ["Bakı"], "entity": ["loc:baku"]} == _address(page)
    assert ["Match Bakı"] == texts(page.locator(".verdict h3"))
    assert not page.locator("#suggestions").is_visible()


def test_enter_without_an_option_asks_what_was_typed(visitor: Visitor) -> None:
    """Enter in the input resolves the text as it stands."""
    page = visitor.open()
    _enter(page, "Alijew")
    page.keyboard.press("Enter")
    page.locator(".verdict").wait_for()
    assert {"q": ["Alijew"]} == _address(page)
    assert not page.locator("#suggestions").is_visible()


def test_click_takes_the_option(visitor: Visitor) -> None:
    """A click on an option takes it."""
    page = visitor.open()
    _enter(page, "naxç")
    page.locator(OPTIONS).first.click()
    page.locator(".entity").wait_for()
    assert ["loc:nakhchivan"] == _address(page)["entity"]


def test_escape(visitor: Visitor) -> None:
    """Escape closes the list, and a second one empties the input; arrow down brings suggestions again."""
    page = visitor.open()
    _enter(page, "bak")
    page.keyboard.press("Escape")
    assert not page.locator("#suggestions").is_visible()
    assert "bak" == page.locator("#q").input_value()
    page.keyboard.press("ArrowDown")
    page.locator(OPTIONS).first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert "" == page.locator("#q").input_value()


def test_late_suggestions_are_dropped(visitor: Visitor) -> None:
    """An answer that comes after that to a later text is not shown."""
    page = visitor.page
    held: list[Route] = []
    early = re.compile(r"/search\?q=al&")
    page.route(early, lambda route: held.append(route))
    visitor.open()
    with page.expect_request(early):
        page.locator("#q").fill("al")
    _enter(page, "nax")
    held[0].continue_()
    # So long it would take to be shown.
    page.wait_for_timeout(500)
    assert ["Naxçıvan"] == texts(page.locator(f"{OPTIONS} .name"))
