"""For everybody: on a phone, in the dark, by keyboard, with a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from browsing import DESK, PHONE, Visitor
from conftest import require
from serving import Service

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VIEWS = {
    "start": "",
    "match": "#q=Ilham+Aliew&lang=de",
    "review": "#q=Alijew",
    "unknown": "#q=Elmar+Huseynov",
    "failure": "#entity=per:nobody",
    "hostile": "#entity=per:hostile",
    "spellings": "#write=%C6%8Fliyev",
    "article": "#article",
}
NARROW = (320, 640)
LONG = "Ilham Alijew war in Baku. " + "x" * 300 + " Elmar Huseynov aus Nachitschewan sah ihn."


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """Return what the reader's system prefers."""
    return str(request.param)


@pytest.fixture
def reader(
    chromium: Browser, site: Service, scheme: str, request: pytest.FixtureRequest
) -> Iterator[Visitor]:
    """Return a visitor with the window of the test's parameter."""
    visitor = Visitor(chromium, site, getattr(request, "param", DESK), scheme)
    yield visitor
    visitor.close()


def _show(visitor: Visitor, view: str) -> None:
    page = visitor.open(VIEWS[view])
    if view == "article":
        page.fill("#text", LONG)
        page.keyboard.press("Control+Enter")
        page.locator(".found").wait_for()
    elif view == "start":
        page.locator("#q").press_sequentially("alij")
        page.locator("#suggestions [role=option]").first.wait_for()
        return
    for summary in page.locator("summary").all():
        if summary.is_visible():
            summary.click()


def _violations(visitor: Visitor) -> list[str]:
    """What axe finds against the guidelines (WCAG 2.2, A and AA) and good practice."""
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError as error:
        require("browser", f"{error.name} is not installed; the extra `browser` provides it")
    found: Any = Axe().run(visitor.page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:120]} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_accessible(reader: Visitor, view: str) -> None:
    """No view has a fault that axe can find: names, roles, order of headings, contrast in light and dark."""
    _show(reader, view)
    assert [] == _violations(reader)


@pytest.mark.parametrize("reader", [PHONE, NARROW], indirect=True, ids=["phone", "narrow"])
@pytest.mark.parametrize("scheme", ["light"])
def test_fits_a_phone(reader: Visitor) -> None:
    """On a phone nothing is wider than the window, and what is touched is large enough."""
    for view in VIEWS:
        _show(reader, view)
        page = reader.page
        width = page.evaluate("innerWidth")
        assert (view, width) == (view, page.evaluate("document.documentElement.scrollWidth"))
        small = "[...document.querySelectorAll('button, input, select, [role=option], nav a')]"
        visible = f"{small}.filter(one => one.offsetParent).map(one => one.getBoundingClientRect().height)"
        assert min(page.evaluate(visible)) >= 24


def test_light_and_dark(reader: Visitor, scheme: str) -> None:
    """The page is light or dark as the reader's system is."""
    page = reader.open()
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    red, green, blue = (int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))
    assert (scheme == "light") == (red + green + blue > 3 * 128)


def test_by_keyboard_alone(visitor: Visitor) -> None:
    """From the first key to another candidate's explanation no mouse is needed, and the focus is seen."""
    page = visitor.open()

    def focused() -> str:
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert "none" != outline, page.evaluate("document.activeElement.outerHTML")
        return str(page.evaluate("(document.activeElement.textContent || document.activeElement.id).trim()"))

    passed = []
    for _ in range(6):
        page.keyboard.press("Tab")
        passed.append(focused())
    assert ["Skip to the content", "Adlar", "Names", "Spellings", "Article", "q"] == [
        passed[0], *passed[1:5], page.evaluate("document.activeElement.id")
    ]  # fmt: skip
    page.keyboard.type("Alijew")
    page.keyboard.press("Enter")
    page.locator(".entity").wait_for()
    for _ in range(20):
        page.keyboard.press("Tab")
        if "Heydər Əliyev" in focused():
            break
    page.keyboard.press("Enter")
    page.locator(".why h4", has_text="Heydər Əliyev").wait_for()


def test_skip_link(visitor: Visitor) -> None:
    """The first link leads past the navigation, and leaves the address alone."""
    page = visitor.open("#q=Baku")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "content" == page.evaluate("document.activeElement.id")
    assert "#q=Baku" == page.evaluate("location.hash")


def test_views_say_where_one_is(visitor: Visitor) -> None:
    """Each view has a title and is marked in the navigation; turning to it moves the focus to the content."""
    page = visitor.open()
    for link, title in [
        ("Spellings", "Spellings – Adlar"),
        ("Article", "Article – Adlar"),
        ("Names", "Adlar"),
    ]:
        page.locator("nav a", has_text=link).click()
        page.locator("nav [aria-current=page]", has_text=link).wait_for()
        assert [link] == page.locator("nav [aria-current=page]").all_inner_texts()
        assert title == page.title()
        assert "content" == page.evaluate("document.activeElement.id")
