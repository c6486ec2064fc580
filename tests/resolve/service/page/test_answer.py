"""The answer to a name: decision, probability, candidates, and why."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

import pytest
from browsing import Visitor, cells, texts

FIGURES = [
    (0.473562, "47.4%"),
    (0.26, "26.0%"),
    (0.9951, "99.51%"),
    (0.0014, "0.14%"),
    (0.99995, "over 99.99%"),
    (1, "over 99.99%"),
    (0.000068, "under 0.01%"),
    (0, "under 0.01%"),
    (None, "–"),
]


def _resolved(visitor: Visitor, name: str, **known: str) -> dict[str, Any]:
    results = visitor.service.get("/resolve", name=name, top=8, explain="true", **known)["results"]
    return cast("list[dict[str, Any]]", results)[0]


def _at(name: str, **more: str) -> str:
    return f"#{urlencode({'q': name, **more})}"


def test_probabilities(visitor: Visitor) -> None:
    """A probability has a digit more near the ends, and is never shown as certain."""
    page = visitor.open()
    script = "async (shares) => shares.map((await import('./scripts/figures.js')).perCent)"
    assert [shown for _, shown in FIGURES] == page.evaluate(script, [share for share, _ in FIGURES])


def test_match(visitor: Visitor) -> None:
    """A match shows the entity with its probability and its reason, and says so aloud."""
    page = visitor.open(_at("Ilham Aliew"))
    expected = _resolved(visitor, "Ilham Aliew")
    assert "match" == expected["decision"]
    assert ["Match İlham Əliyev"] == texts(page.locator(".verdict h3"))
    assert [expected["reason"]] == texts(page.locator(".verdict .reason"))
    assert "likely" in page.locator(".verdict .probability").inner_text()
    assert page.locator("#said").inner_text().startswith("Match: İlham Əliyev, ")
    assert "Ilham Aliew – Adlar" == page.title()


def test_explanation_is_the_one_that_scored(visitor: Visitor) -> None:
    """Each token, each piece of evidence and each turn of the service's explanation stands there."""
    page = visitor.open(_at("Wladimir Ilham Aliew"))
    best = _resolved(visitor, "Wladimir Ilham Aliew")["candidates"][0]
    why = best["explanation"]
    shown = page.locator(".candidates a").first
    shown.click()
    page.locator(".why").wait_for()
    tokens = [[one["left"] or "nothing", one["right"] or "nothing", one["how"]] for one in why["tokens"]]
    assert tokens == cells(page.locator(".tokens tbody tr"))
    assert ["nothing" in row for row in tokens] == [
        one.get_attribute("class") == "alone" for one in page.locator(".tokens tbody tr").all()
    ]
    *pieces, together = cells(page.locator(".evidence tbody tr"))
    assert [f"{one['meaning']} {one['feature']}" for one in why["evidence"]] == [row[0] for row in pieces]
    written = [float(row[2].replace("−", "-")) for row in pieces]
    assert pytest.approx([one["contribution"] for one in why["evidence"]], abs=0.005) == written
    total = sum(one["contribution"] for one in why["evidence"])
    assert pytest.approx(total, abs=0.005) == float(together[2].replace("−", "-"))
    turns = texts(page.locator(".turns li"))
    assert len(why["turns"]) == len(turns)
    assert all(one["meaning"] in turn for one, turn in zip(why["turns"], turns, strict=True))


def test_review_lists_the_bearers(visitor: Visitor) -> None:
    """A surname alone is for review, with its bearers; each can be opened, without losing one's place."""
    page = visitor.open(_at("Alijew"))
    expected = _resolved(visitor, "Alijew")
    assert "review" == expected["decision"]
    assert texts(page.locator(".verdict .decision")) == ["For review"]
    links = page.locator(".candidates a")
    assert [one["name"] for one in expected["candidates"]] == texts(links.locator(".name"))
    other = next(one for one in expected["candidates"] if one["entity_id"] == "per:aliyev_heydar")
    link = links.filter(has_text="Heydər Əliyev")
    link.focus()
    page.keyboard.press("Enter")
    page.locator(".entity h3", has_text="Heydər Əliyev").wait_for()
    assert "true" == link.get_attribute("aria-current")
    assert 1 == page.locator(".candidates a[aria-current]").count()
    assert [f"Why {other['name']}?"] == texts(page.locator(".why h4"))
    assert link.evaluate("one => one === document.activeElement")
    page.go_back()
    page.locator(".entity h3", has_text="İlham Əliyev").wait_for()


def test_unknown_name(visitor: Visitor) -> None:
    """What is not in the gazetteer is said to be so; what is nearest to it is neither named nor opened."""
    page = visitor.open(_at("Elmar Huseynov"))
    assert ["Not in this gazetteer"] == texts(page.locator(".verdict h3"))
    assert 0 == page.locator(".entity, .why").count()
    page.locator(".candidates a").first.click()
    page.locator(".why .tokens").wait_for()


@pytest.mark.parametrize(
    ("name", "decision"), [("a\u0000b", "Not processed"), ("123", "Not in this gazetteer")]
)
def test_name_that_cannot_be_read(visitor: Visitor, name: str, decision: str) -> None:
    """A name that cannot be processed is told from one that is not there; the reason is the service's."""
    page = visitor.open(_at(name))
    assert [decision] == texts(page.locator(".verdict h3"))
    assert [_resolved(visitor, name)["reason"]] == texts(page.locator(".verdict .reason"))
    assert 0 == page.locator(".candidates, .entity").count()


def test_what_is_known_counts(visitor: Visitor) -> None:
    """Language, kind, country and year of birth are evidence, and stand in the address."""
    page = visitor.open()
    page.locator("summary", has_text="What is known").click()
    page.select_option("[name=lang]", "de")
    page.select_option("[name=kind]", "person")
    page.fill("[name=country]", "az")
    page.fill("[name=birth_year]", "1923")
    page.fill("#q", "Alijew")
    page.keyboard.press("Enter")
    page.locator(".verdict").wait_for()
    known = {"lang": "de", "kind": "person", "country": "az", "birth_year": "1923"}
    assert _at("Alijew", **known) == page.evaluate("location.hash")
    expected = _resolved(visitor, "Alijew", **known)
    assert "Heydər Əliyev" == expected["best_name"]
    assert ["Heydər Əliyev"] == texts(page.locator(".verdict .best"))
    visitor.open(_at("Alijew", **known))
    assert known == {name: page.locator(f"#search [name={name}]").input_value() for name in known}
    assert ["Heydər Əliyev"] == texts(page.locator(".verdict .best"))


def test_fault_is_told_as_it_is(visitor: Visitor) -> None:
    """What the service refuses is told in its own words, and the next name is answered again."""
    page = visitor.open(_at("Alijew", lang="no language"))
    (told,) = texts(page.locator("[role=alert]"))
    assert told.startswith("The service does not take this.")
    assert "'no language' is no language" in told
    visitor.open(_at("a" * 1_001))
    assert "the limit name_length is 1,000" in page.locator("[role=alert]").inner_text()
    assert 2 == sum("Failed to load resource" in fault for fault in visitor.faults)
    visitor.faults.clear()
    page.fill("#q", "Baku")
    page.keyboard.press("Enter")
    page.locator(".verdict").wait_for()
    assert 0 == page.locator("[role=alert]").count()
