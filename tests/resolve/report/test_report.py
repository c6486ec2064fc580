"""`resolve batch --report`: one page that says what the run was, whatever its names look like."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from browsing import HOSTILE, PATIENCE, build_site, cells
from command_line import Outcome, call_resolve
from conftest import require

from resolve.report import gathering as gatherings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Batch = Callable[..., Outcome]
NAMES = ["Ilham Alijew", "Alijew", "Alijew", "Baku", "Elmar Huseynov", None, "Nachitschewan", "Aliyev"]


@pytest.fixture(autouse=True)
def _extra() -> None:
    missing = [name for name in ("altair", "vl_convert") if importlib.util.find_spec(name) is None]
    if missing:
        require("clients", f"{', '.join(missing)} is not installed; the extra `report` provides it")


def write_names(names: list[str | None], langs: list[str] | None = None) -> None:
    """Write names into `in.csv`."""
    columns = {"name": names, "lang": langs or ["de"] * len(names)}
    pl.DataFrame(columns).write_csv("in.csv")


class Elements(HTMLParser):
    """The elements of a page, and whether they nest."""

    VOID = frozenset({"meta", "br", "img", "input"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        assert tag == self.open.pop()


def test_report(batch: Batch) -> None:
    """The page counts all rows, draws two pictures, explains the queue, and shows samples of the rest."""
    write_names(NAMES)
    outcome = batch("in.csv", "-o", "out.csv", "--lang-column", "lang", "--report", "r.html")
    assert 3 == outcome.code, outcome.err
    assert "a report on the run: r.html" in outcome.err
    page = Path("r.html").read_text(encoding="utf-8")
    counts = pl.read_csv("out.csv")["decision"].value_counts()
    for decision, count in counts.iter_rows():
        assert f'<bdi>{decision}</bdi></th><td class="number" data-value="{count}">' in page
    elements = Elements(page)
    assert [] == elements.open
    assert 2 == sum(tag == "svg" for tag, _ in elements.seen)
    assert "2 different questions, asked by 3 rows." in page
    assert page.count("<details>") == 2
    assert "per:aliyev_heydar" in page
    assert '<ul class="evidence"><li>+' in page
    for identifier in ("sample-match", "sample-nil", "sample-error"):
        assert f'<table id="{identifier}"' in page
    identifiers = [attributes["id"] for _, attributes in elements.seen if "id" in attributes]
    assert len(set(identifiers)) == len(identifiers)


def test_nothing_is_fetched(batch: Batch) -> None:
    """No element of the page points outside it; its policy allows nothing but its own style and script."""
    write_names(NAMES)
    batch("in.csv", "-o", "out.csv", "--report", "r.html")
    page = Path("r.html").read_text(encoding="utf-8")
    pointing = {"src", "href", "srcset", "xlink:href", "style"}
    assert [] == [seen for seen in Elements(page).seen if pointing & seen[1].keys()]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]


def test_same_run_same_page(batch: Batch) -> None:
    """Two runs give the same bytes, and the output is what it is without a report."""
    write_names(NAMES)
    batch("in.csv", "-o", "plain.csv")
    for page in ("a.html", "b.html"):
        batch("in.csv", "-o", "out.csv", "--report", page)
    assert Path("a.html").read_bytes() == Path("b.html").read_bytes()
    assert Path("plain.csv").read_bytes() == Path("out.csv").read_bytes()


def test_size_is_bounded(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times the rows give a page of about the same size, which says that it shows a part."""
    monkeypatch.setattr(gatherings, "SAMPLED", 10)
    sizes = []
    for rows in (300, 3_000):
        write_names([f"Nobody {number}" for number in range(rows)])
        batch("in.csv", "-o", "out.csv", "--report", "r.html", "--jobs", "1")
        sizes.append(Path("r.html").stat().st_size)
    assert "10 different questions, asked by 10 of 3,000 rows; drawn by chance" in Path("r.html").read_text()
    assert abs(sizes[1] - sizes[0]) < 0.1 * sizes[0]


@pytest.mark.parametrize("rows", [[], [None], ["1994"]], ids=["no row", "error", "no letters"])
def test_little_to_say(rows: list[str | None], batch: Batch) -> None:
    """A run of no row, of errors, of names without letters has a page too."""
    write_names(rows)
    batch("in.csv", "-o", "out.csv", "--report", "r.html")
    assert [] == Elements(Path("r.html").read_text(encoding="utf-8")).open


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("r.csv", "expected: a file that ends in .html"),
        ("no/r.html", "no such folder"),
        ("out.html", "that is where --output goes"),
        ("in.html", "that is the input"),
    ],
)
def test_refused_before_the_run(page: str, told: str, batch: Batch) -> None:
    """A report that cannot be written stops the run before it starts."""
    write_names(NAMES)
    Path("in.html").symlink_to("in.csv")
    Path("out.html").symlink_to("out.csv")
    outcome = batch("in.csv", "-o", "out.csv", "--report", page)
    assert 2 == outcome.code
    assert told in outcome.err
    assert not Path("out.csv").exists()


@pytest.fixture
def opened(
    chromium: Browser,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Page]:
    """Return a report, opened in Chromium without network, on hostile names; nothing may go wrong in it."""
    monkeypatch.chdir(tmp_path)
    directory = build_site(tmp_path_factory.mktemp("hostile"))
    lines = [{"name": name, "lang": "de"} for name in (*NAMES, "Wolkow", "Lawrow", *HOSTILE)]
    Path("<b>in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    asked = ("--lang-column", "lang", "--threshold", "1", "--review-threshold", "0", "--report", "r.html")
    outcome = call_resolve("batch", "<b>in.jsonl", "-o", "out.csv", *asked, ADLAR_GAZETTEER=str(directory))
    assert 3 == outcome.code, outcome.err
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: faults.append(request.url) if "r.html" not in request.url else None)
    page.goto((tmp_path / "r.html").as_uri())
    yield page
    context.close()
    assert [] == faults


def _column(page: Page, table: str, place: int) -> list[str]:
    return [row[place] for row in cells(page.locator(f"#{table} tbody tr:visible"))]


def test_in_a_browser(opened: Page) -> None:
    """Tables sort and filter, explanations open, pictures show, and names that look like script are text."""
    review = opened.locator("#review")
    scores = [float(value) for value in _column(opened, "review", 4)]
    review.locator("thead button", has_text="score").click()
    assert sorted(scores) == [float(value) for value in _column(opened, "review", 4)]
    assert "ascending" == review.locator("th[aria-sort]").get_attribute("aria-sort")
    review.locator("thead button", has_text="score").click()
    assert sorted(scores, reverse=True) == [float(value) for value in _column(opened, "review", 4)]
    search = opened.locator("section", has=review).locator("input[type=search]")
    search.fill("HEYDAR əliyev".lower())
    assert 0 < len(_column(opened, "review", 0)) < len(scores)
    assert f"of {len(scores)} rows" in opened.locator("section", has=review).locator("output").inner_text()
    search.fill("")
    assert len(scores) == len(_column(opened, "review", 0))
    details = review.locator("details").first
    assert not details.locator("ol").is_visible()
    details.locator("summary").click()
    assert details.locator(".evidence").first.is_visible()
    assert 2 == opened.locator("svg").count()
    box = opened.locator("svg").first.bounding_box()
    assert box is not None
    assert box["width"] > 300
    assert "Names of <b>in.jsonl" == opened.locator("h1").inner_text()
    assert HOSTILE[2] in review.inner_text()


def test_extra_is_missing(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the message says what to install, before the run."""
    monkeypatch.setattr("resolve.cli.reporting.find_spec", lambda name: None)
    write_names(NAMES)
    outcome = batch("in.csv", "-o", "out.csv", "--report", "r.html")
    assert 2 == outcome.code
    assert "pip install 'adlar[report]'" in outcome.err
    assert not Path("out.csv").exists()
