"""The written pages: links lead somewhere, and nothing in the project points at one machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("resolve", "gazetteer", "tests", "seeds", "benchmarks", "docs", "examples", ".ci")
TEXTS = {"", ".csv", ".json", ".jsonl", ".lock", ".md", ".py", ".sh", ".toml", ".tsv", ".txt"}
MADE = ("__pycache__", ".index", ".egg-info")
FILES = [
    path
    for start in [ROOT.glob("*"), *((ROOT / folder).rglob("*") for folder in FOLDERS)]
    for path in sorted(start)
    if path.is_file()
    and path.name != ".git"
    and not any(part.endswith(MADE) for part in path.relative_to(ROOT).parts)
]
PAGES = [path.relative_to(ROOT).as_posix() for path in FILES if path.suffix == ".md"]
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^(```|~~~).*?^\1\s*?$", re.MULTILINE | re.DOTALL)
MACHINE_PATH = re.compile(rb"(?<![\w.<~}-])/(?:home|Users|root|work|tmp|opt)/[\w.]")


def _prose(page: Path) -> str:
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ +(.+?) *$", _prose(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    """Every link to a file of the project names one that is there, and a heading that is in it."""
    broken = []
    for link in LINK.findall(_prose(ROOT / page)):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        file = (ROOT / page).parent / target if target else ROOT / page
        if not file.exists() or (anchor and anchor not in _anchors(file)):
            broken.append(link)
    assert [] == broken


def test_pages_are_linked() -> None:
    """README leads to every page of docs/."""
    linked = set(LINK.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    assert set() == {page for page in PAGES if page.startswith("docs/")} - linked


def test_nothing_points_at_one_machine() -> None:
    """No text file of the project holds an absolute path of somebody's machine."""
    found = [
        f"{file.relative_to(ROOT)}: {match.group().decode()}"
        for file in FILES
        if file.suffix in TEXTS
        for match in MACHINE_PATH.finditer(file.read_bytes())
    ]
    assert [] == found
