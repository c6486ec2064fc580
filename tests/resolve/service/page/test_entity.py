"""An entity: what is known of it, and all its names by language and script."""

from __future__ import annotations

from typing import Any, cast

import pytest
from browsing import Visitor, cells, texts

from resolve.documents.page.escaping import outward_links
from resolve.tables import read_rows

LINKS = """async (ids) => {
  const { entitySection } = await import("./scripts/entity.js");
  const drawn = entitySection({ entity_id: "a", asked: "a", name: "a", same_as: ids, more: {}, names: [] });
  return [...drawn.querySelectorAll(".facts a")].map((link) => [link.href, link.textContent]);
}"""


def _names(visitor: Visitor, entity_id: str) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", visitor.service.get(f"/entities/{entity_id}")["names"])


def test_all_names_by_language_and_script(visitor: Visitor) -> None:
    """Every name stands once, in the row of its language and script; preferred ones are set off."""
    page = visitor.open("#entity=per:aliyev_ilham")
    names = _names(visitor, "per:aliyev_ilham")
    rows = cells(page.locator(".names tbody tr"))
    assert ["Azerbaijani", "German", "Russian", "Turkish"] == [row[0] for row in rows]
    assert ["Latin", "Latin", "Cyrillic", "Latin"] == [row[1] for row in rows]
    shown = [(one.get_attribute("lang"), one.inner_text()) for one in page.locator(".names bdi").all()]
    assert sorted((one["lang"], one["name"]) for one in names) == sorted(shown)
    assert ["İlham Əliyev"] == texts(page.locator(".names strong"))
    assert [f"{len(names)} names in 4 languages"] == texts(page.locator(".names caption"))


def test_facts(visitor: Visitor) -> None:
    """What is known stands beside its label; what is not known is left out."""
    page = visitor.open("#entity=per:aliyev_ilham")
    facts = dict(zip(texts(page.locator(".facts dt")), texts(page.locator(".facts dd")), strict=True))
    assert {"ID": "per:aliyev_ilham", "Kind": "person", "Country": "Azerbaijan", "Born": "1961"} == facts


@pytest.mark.parametrize("address", ["?entity=loc:baku", "#entity=loc:baku", "#entity=loc%3Abaku"])
def test_link_to_an_entity(visitor: Visitor, address: str) -> None:
    """An entity has an address, also in the form that the reconciliation manifest gives."""
    page = visitor.open(address)
    assert ["Bakı"] == texts(page.locator(".entity h3"))
    assert 0 == page.locator(".verdict").count()
    assert page.evaluate("location.pathname + location.search + location.hash").startswith("/#entity=loc")


def test_address_of_the_manifest(visitor: Visitor) -> None:
    """The view of the manifest leads to the entity."""
    manifest = cast("dict[str, Any]", visitor.service.get("/reconcile").json)
    address = manifest["view"]["url"].replace("{{id}}", "loc:baku")
    page = visitor.open(address.removeprefix(f"{visitor.service.base}/"))
    assert ["Bakı"] == texts(page.locator(".entity h3"))


def test_unknown_entity(visitor: Visitor) -> None:
    """An ID that never was is told as that."""
    page = visitor.open("#entity=per:nobody")
    assert ["It is not there. no entity 'per:nobody' in this gazetteer (404)"] == texts(
        page.locator("[role=alert]")
    )
    assert 1 == len(visitor.faults)
    visitor.faults.clear()


def test_links_are_those_of_other_pages(visitor: Visitor) -> None:
    """Identifiers lead where they lead on the pages that `resolve text --html` writes."""
    ids = [f"{prefix}:Q1 /?" for prefix, *_ in read_rows("page/links.tsv").rows]
    assert ids
    expected = [list(one) for one in outward_links(tuple(ids))]
    assert expected == visitor.open().evaluate(LINKS, ids)
