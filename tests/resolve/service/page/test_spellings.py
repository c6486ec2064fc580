"""One name in every orthography, by custom and by each system, side by side."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import quote

import pytest
from browsing import Visitor, texts


def _forms(visitor: Visitor, text: str, source: str | None) -> list[dict[str, Any]]:
    asked = {"texts": [text], "source": source, "every": True}
    return cast("list[dict[str, Any]]", visitor.service.post("/transliterate", asked)["results"])


@pytest.mark.parametrize(("text", "source"), [("Чайковский", "ru"), ("Əliyev", None), ("Çelik", "tr")])
def test_every_system_side_by_side(visitor: Visitor, text: str, source: str | None) -> None:
    """Each orthography has its customary form, the form of each system, and the forms in use."""
    page = visitor.open(f"#write={quote(text)}" + (f"&from={source}" if source else ""))
    forms = _forms(visitor, text, source)
    usual = [one for one in forms if one["system"] is None]
    assert [one["text"] for one in usual] == texts(page.locator(".card .usual"))
    alone = [one for one in forms if one["system"] is not None]
    assert [one["system"] for one in alone] == texts(page.locator(".systems code"))
    assert [one["text"] for one in alone] == texts(page.locator(".systems dd"))
    several = [one for one in usual if len(one["variants"]) > 1]
    assert [f"{len(one['variants'])} forms in use" for one in several] == texts(page.locator(".card summary"))
    page.locator(".card summary").first.click()
    assert [one["text"] for one in several[0]["variants"]] == texts(
        page.locator(".card details[open] .variants bdi")
    )


def test_systems_that_differ_are_told_apart(visitor: Visitor) -> None:
    """A form that is not the customary one is set off."""
    page = visitor.open(f"#write={quote('Чайковский')}&from=ru")
    texts_by_target = {
        one["target"]: one["text"] for one in _forms(visitor, "Чайковский", "ru") if one["system"] is None
    }
    different = [
        one["text"]
        for one in _forms(visitor, "Чайковский", "ru")
        if one["system"] is not None and one["text"] != texts_by_target[one["target"]]
    ]
    assert different
    assert different == texts(page.locator(".systems dd.other"))


def test_typing_changes_the_forms(visitor: Visitor) -> None:
    """The forms follow what is typed and what it is read as, and so does the address, without a history."""
    page = visitor.open("#write=")
    before = page.evaluate("history.length")
    page.locator("#written").press_sequentially("Бакы")
    page.locator(".card").first.wait_for()
    usual = [one["text"] for one in _forms(visitor, "Бакы", None) if one["system"] is None]
    page.locator(".card", has_text=usual[-1]).first.wait_for()
    assert usual == texts(page.locator(".usual"))
    assert page.evaluate("location.hash").startswith(f"#write={quote('Бакы')}")
    page.select_option("#write [name=source]", label="Azerbaijani (Cyrillic)")
    page.locator(".usual", has_text="Bakı").first.wait_for()
    assert page.evaluate("location.hash").endswith("&from=az-Cyrl")
    assert before == page.evaluate("history.length")
    page.fill("#written", "")
    page.locator(".card").first.wait_for(state="detached")
