"""What strangers wrote is shown, never run; the page asks nobody but its own service."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest
from browsing import HOSTILE, Visitor, build_site, texts
from serving import Service, running

import resolve.service

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = Path(resolve.service.__file__).parent / "page"
FILES = sorted(path.relative_to(PAGE).as_posix() for path in PAGE.rglob("*") if path.is_file())
TYPES = {".html": "text/html", ".css": "text/css", ".js": "javascript", ".svg": "image/svg+xml"}


def _made(visitor: Visitor) -> int:
    """How many elements there are that only markup in a name could have made."""
    return visitor.page.locator("main :is(img, script, svg, iframe, b, i, em, [onclick], [onerror])").count()


def test_script_like_names_are_text(visitor: Visitor) -> None:
    """A name that looks like a script is text wherever it stands: asked, suggested, answered, explained."""
    page = visitor.open()
    page.locator("#q").press_sequentially("Wolkow")
    page.locator("#suggestions [role=option]").first.wait_for()
    assert 0 == _made(visitor)
    for name in HOSTILE:
        visitor.open(f"#{urlencode({'q': name, 'entity': 'per:hostile'})}")
        page.locator(".entity").wait_for()
        assert 0 == _made(visitor)
        assert name in texts(page.locator(".names bdi"))
        assert name in page.locator(".why").inner_text()
        assert f"{name} – Adlar" == page.title()


def test_script_like_texts_are_text(visitor: Visitor) -> None:
    """So it is among the spellings, and in an article."""
    for name in HOSTILE:
        page = visitor.open(f"#write={quote(name)}")
        page.locator(".card").first.wait_for()
        assert 0 == _made(visitor)
    visitor.open("#article")
    page.fill("#text", f"Gestern waren {', '.join(HOSTILE)} in Baku.")
    page.keyboard.press("Control+Enter")
    page.locator(".reading").wait_for()
    assert 0 == _made(visitor)
    for name in HOSTILE:
        assert name in page.locator(".reading").inner_text()


def test_only_known_collections_are_linked(visitor: Visitor) -> None:
    """An identifier becomes a link if its collection is known; what follows the prefix cannot leave it."""
    page = visitor.open("#entity=per:hostile")
    links = [one.get_attribute("href") for one in page.locator(".facts a").all()]
    assert ["https://www.wikidata.org/wiki/Q1%26x"] == links
    assert "javascript:alert(6)" in texts(page.locator(".facts code"))
    assert ["<em onclick=alert(5)>told</em>"] == texts(page.locator(".description"))


@pytest.mark.parametrize(
    "address", ["#q=%00%FF%&entity=%", "#entity=../about", "#write=%F0", "#a=b&c", "?entity=%00"]
)
def test_any_address_is_shown(visitor: Visitor, address: str) -> None:
    """An address that nobody would write is answered all the same."""
    page = visitor.open(address)
    assert page.locator("h1").is_visible()
    page.wait_for_load_state("networkidle")
    visitor.faults = [fault for fault in visitor.faults if "Failed to load resource" not in fault]


@pytest.mark.parametrize("name", FILES)
def test_files_are_served_with_the_policy(site: Service, name: str) -> None:
    """Each file comes with its type and with a policy that allows neither inline scripts nor other hosts."""
    answer = site.get(f"/{name}")
    assert 200 == answer.status
    assert TYPES[Path(name).suffix] in answer.headers["content-type"]
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", FILES)
def test_files_hold_nothing_inline(name: str) -> None:
    """No file sets HTML from text, has inline scripts, styles or handlers, or loads from elsewhere."""
    text = (PAGE / name).read_text(encoding="utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text
    )
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=\"|@import|url\(", text)
    # What remains are links that a reader may follow, and the name of a vocabulary.
    hosts = set(re.findall(r"https?://([\w.]+)", text))
    assert hosts <= {"www.geonames.org", "www.wikidata.org", "www.w3.org"}


def test_service_that_is_gone(chromium: Browser, tmp_path: Path) -> None:
    """A service that does not answer is told as that."""
    with running(build_site(tmp_path)) as service:
        visitor = Visitor(chromium, service)
        page = visitor.open()
    page.fill("#q", "Baku")
    page.keyboard.press("Enter")
    page.locator("#answer [role=alert]").wait_for()
    assert ["The service does not answer. Is it still running?"] == texts(
        page.locator("#answer [role=alert]")
    )
    visitor.close()
