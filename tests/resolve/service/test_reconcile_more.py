"""The Reconciliation API beside its queries: manifests, suggestions, extension, previews."""

from __future__ import annotations

from pathlib import Path

import pytest
from reconciling import check
from serving import Service

from resolve.service.reconcile.endpoints import DraftRows, OldRows
from resolve.service.reconcile.extending import ProposalAnswer
from resolve.service.reconcile.manifest import DraftManifest, OldManifest
from resolve.service.reconcile.suggesting import SuggestedEntities, SuggestedThings
from resolve.service.wire.decode import decode
from resolve.service.wire.read import read


def test_old_manifest(service: Service, schemas: Path | None) -> None:
    """GET without parameters gives the manifest of 0.2."""
    answer = service.get("/reconcile")
    check(schemas, "0.2", "manifest.json", answer)
    assert ("0.2",) == read(OldManifest, decode(answer.body)).versions
    assert answer.json == service.form("/reconcile").json


def test_draft_manifest(service: Service, schemas: Path | None) -> None:
    """The manifest of 1.0 is at /v1."""
    answer = service.get("/v1")
    check(schemas, "1.0-draft", "manifest.json", answer)
    assert read(DraftManifest, decode(answer.body)).standardized_score


@pytest.mark.parametrize(("root", "version"), [("/reconcile", "0.2"), ("/v1", "1.0-draft")])
def test_suggestions(service: Service, schemas: Path | None, root: str, version: str) -> None:
    """Entities, types and properties are suggested as one types; a cursor goes on."""
    entities = service.get(f"{root}/suggest/entity", prefix="nax")
    check(schemas, version, "suggest-entities-response.json", entities)
    assert "loc:nakhchivan" == read(SuggestedEntities, decode(entities.body)).result[0].id
    rest = read(SuggestedEntities, decode(service.get(f"{root}/suggest/entity", prefix="nax", cursor=1).body))
    assert read(SuggestedEntities, decode(entities.body)).result[1:] == rest.result
    for what, schema, expected in (
        ("type", "suggest-types-response.json", "person"),
        ("property", "suggest-properties-response.json", "country"),
    ):
        answer = service.get(f"{root}/suggest/{what}", prefix=expected[:3].upper())
        check(schemas, version, schema, answer)
        assert [expected] == [one.id for one in read(SuggestedThings, decode(answer.body)).result]
        everything = service.get(f"{root}/suggest/{what}", prefix="")
        assert 4 == len(read(SuggestedThings, decode(everything.body)).result)


EXTENSION = {
    "ids": ["per:aliyev_ilham", "loc:baku", "no:such"],
    "properties": [
        {"id": "birth_year"},
        {"id": "country"},
        {"id": "names", "settings": {"lang": "de", "limit": "1"}},
    ],
}


def test_old_extension(service: Service, schemas: Path | None) -> None:
    """Values come by entity and property; an ID that there is not has none."""
    answer = service.form("/reconcile", extend=EXTENSION)
    check(schemas, "0.2", "data-extension-response.json", answer)
    rows = read(OldRows, decode(answer.body)).rows
    assert EXTENSION["ids"] == list(rows)
    told = {
        id: {name: [value.text or value.number for value in values] for name, values in row.items()}
        for id, row in rows.items()
    }
    assert {"birth_year": [1961], "country": ["AZ"], "names": ["Ilham Alijew"]} == told["per:aliyev_ilham"]
    assert {"birth_year": [], "country": ["AZ"], "names": ["Baku"]} == told["loc:baku"]
    assert {"birth_year": [], "country": [], "names": []} == told["no:such"]


def test_draft_extension(service: Service, schemas: Path | None) -> None:
    """In 1.0 the values are the same, with the languages of names."""
    answer = service.post("/v1/extend", EXTENSION)
    check(schemas, "1.0-draft", "data-extension-response.json", answer)
    rows = read(DraftRows, decode(answer.body)).rows
    assert EXTENSION["ids"] == [row.id for row in rows]
    (name,) = rows[0].properties[2].values
    assert ("Ilham Alijew", "de") == (name.text, name.lang)


@pytest.mark.parametrize(
    ("properties", "path"),
    [
        ([{"id": "P31"}], "properties[0].id"),
        ([{"id": "names", "settings": {"limit": "x"}}], "properties[0].settings.limit"),
        ([{"id": "names", "settings": {"lang": 1}}], "properties[0].settings.lang"),
        ([{"id": "names", "settings": {"colour": 1}}], "properties[0].settings"),
        ([{}], "properties[0].id"),
    ],
)
def test_fault_of_an_extension(service: Service, properties: object, path: str) -> None:
    """A property that there is not, or a setting that makes no sense, is refused with its path."""
    asked = {"ids": ["loc:baku"], "properties": properties}
    answers = {"extend": service.form("/reconcile", extend=asked), "$": service.post("/v1/extend", asked)}
    for root, answer in answers.items():
        assert (400, f"{root}.{path}") == (answer.status, answer["error"]["path"])


@pytest.mark.parametrize(
    ("path", "version"), [("/reconcile/properties", "0.2"), ("/v1/extend/propose", "1.0-draft")]
)
def test_proposal(service: Service, schemas: Path | None, path: str, version: str) -> None:
    """Properties are proposed by type."""
    answer = service.get(path, type="place", limit=50)
    check(schemas, version, "data-extension-property-proposal.json", answer)
    proposed = {one.id for one in read(ProposalAnswer, decode(answer.body)).properties}
    assert "population" in proposed
    assert "birth_year" not in proposed
    assert 400 == service.get(path, type="ship").status


@pytest.mark.parametrize("root", ["/reconcile", "/v1"])
def test_preview(service: Service, root: str) -> None:
    """A page on an entity may stand in the frame of another site, and has no script."""
    answer = service.get(f"{root}/preview", id="loc:baku")
    assert "Bakı" in answer.body.decode()
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert 404 == service.get(f"{root}/preview", id="no:such").status


@pytest.mark.parametrize(("what", "id"), [("entity", "loc:baku"), ("type", "place"), ("property", "country")])
def test_flyout(service: Service, what: str, id: str) -> None:
    """A line on what the manifest says can be looked at."""
    template = service.get("/reconcile")["suggest"][what]["flyout_service_path"]
    path, _, _ = template.partition("?")
    assert id == service.get(path, id=id)["id"]
    assert 404 == service.get(path, id="no:such").status


def test_every_address_of_the_manifest_is_there(service: Service) -> None:
    """What the manifest names can be asked."""
    manifest = read(OldManifest, decode(service.get("/reconcile").body))
    suggest = manifest.suggest
    places = [suggest.entity, suggest.type, suggest.property, manifest.extend.propose_properties]
    for place in places:
        assert service.base == place.service_url
        assert 200 == service.get(place.service_path, prefix="a").status
    assert manifest.preview.url is not None
    preview = manifest.preview.url.removeprefix(service.base).replace("{{id}}", "loc:baku")
    assert 200 == service.ask("GET", preview).status
