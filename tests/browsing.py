"""Pages in a real Chromium, watched for what goes wrong in them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conftest import CASES, require
from serving import Service

from gazetteer import build_gazetteer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")

DESK = (1280, 900)
PHONE = (360, 740)

PATIENCE = 60_000
"""How long a visitor waits for what should be there soon. Unit: milliseconds."""

HOSTILE = (
    "<img src=x onerror=alert(1)> Wolkow",
    '"><svg onload=alert(2)> Wolkow',
    "<script>alert(3)</script> Wolkow",
    "</title><b>Wolkow</b> &lt;i&gt; {{7*7}} ${7*7}",
    "javascript:alert(4) Wolkow",
)
"""Names of the entity `per:hostile`, which look like scripts and markup."""


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Run Chromium without a window; skip where it, or what drives it, is not installed."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        require("browser", f"{error.name} is not installed; the extra `browser` provides it")
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        require("browser", "there is no Chromium (Debian: apt-get install chromium)")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


class Visitor:
    """Somebody who looks at the page of a service.

    Args:
        browser: what with.
        service: whose page.
        size: width and height of the window. Unit: pixels.
        scheme: light or dark.
    """

    def __init__(
        self, browser: Browser, service: Service, size: tuple[int, int] = DESK, scheme: Any = "light"
    ) -> None:
        self.service = service
        self.faults: list[str] = []
        width, height = size
        self._context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("request", self._watch)
        self.page.on("dialog", self._refuse)

    def open(self, address: str = "") -> Page:
        """Open the page at an address below the service's, and wait until it has what it asked for."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.service.base}/{address}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page has what it asked for."""
        self.page.locator("#about:not(:empty)").wait_for()
        # A place that is still empty counts as hidden, however busy it is.
        self.page.locator("[aria-busy=true]").first.wait_for(state="detached")

    def close(self) -> None:
        """Leave."""
        self._context.close()

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")

    def _watch(self, request: Any) -> None:
        if not request.url.startswith((self.service.base, "about:", "data:")):
            self.faults.append(f"elsewhere: {request.url}")

    def _refuse(self, dialog: Any) -> None:
        self.faults.append(f"a script ran: {dialog.message}")
        dialog.dismiss()


def texts(found: Locator) -> list[str]:
    """The text of each element, its white space run together."""
    return [" ".join(text.split()) for text in found.all_inner_texts()]


def cells(rows: Locator) -> list[list[str]]:
    """The text of each cell of each row of a table."""
    return [texts(row.locator("th, td")) for row in rows.all()]


def build_site(directory: Path) -> Path:
    """Build the gazetteer of ten entities and one whose names are hostile."""
    entity = {
        "entity_id": "per:hostile",
        "kind": "person",
        "lang": "de",
        "description": "<em onclick=alert(5)>told</em>",
        "same_as": "javascript:alert(6) wikidata:Q1&x",
    }
    table = directory / "hostile.jsonl"
    lines = [json.dumps({**entity, "name": name}) for name in HOSTILE]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    built = directory / "gazetteer"
    build_gazetteer([str(CASES / "cli" / "gazetteer.tsv"), str(table)], built)
    return built
