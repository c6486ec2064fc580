"""The Reconciliation API: both versions say the same, by the schemas of the protocol; failures stay alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import require
from serving import Answer, Service

from resolve.service.reconcile.draft import DraftAnswer
from resolve.service.reconcile.endpoints import DraftRows, OldRows
from resolve.service.reconcile.extending import ProposalAnswer
from resolve.service.reconcile.manifest import DraftManifest, OldManifest
from resolve.service.reconcile.old import OldResult
from resolve.service.reconcile.suggesting import SuggestedEntities, SuggestedThings
from resolve.service.wire.decode import decode
from resolve.service.wire.read import read

QUERIES: dict[str, dict[str, Any]] = {
    "full": {"query": "Ilham Alijew", "type": "person", "limit": 3, "type_strict": "should"},
    "surname": {"query": "Алиев", "properties": [{"pid": "lang", "v": "ru"}]},
    "born": {"query": "Alijew", "properties": [{"pid": "birth_year", "v": "1961-12-24"}]},
    "here": {"query": "Baku", "properties": [{"pid": "country", "v": {"id": "AZ"}}]},
    "nobody": {"query": "Xyzzy Plugh"},
    "id": {"query": "loc:baku"},
    "types": {"query": "Lawrow", "type": ["person", "organization"], "type_strict": "any"},
}


def check(shared: Path | None, version: str, schema: str, answer: Answer) -> None:
    """Validate an answer against a schema of the protocol."""
    assert 200 == answer.status
    if shared is None:
        return
    try:
        from jsonschema import Draft202012Validator
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT7
    except ModuleNotFoundError:
        require("clients", "jsonschema is not installed; the extra `clients` provides it")
    folder = shared / "recon" / version / "schemas"
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    resources = [(one["$id"], Resource(one, DRAFT7)) for one in schemas.values()]
    Draft202012Validator(schemas[schema], registry=Registry().with_resources(resources)).validate(answer.json)


@pytest.fixture(params=["own models", "schemas"])
def schemas(request: pytest.FixtureRequest) -> Path | None:
    """Return the folder of shared data, for the schemas; None for a checkout that has none."""
    if request.param == "own models":
        return None
    folder: Path = request.getfixturevalue("shared")
    return folder


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


def old(service: Service, schemas: Path | None, queries: object) -> dict[str, OldResult]:
    """Ask by form, and see that GET gives the same."""
    answer = service.form("/reconcile", queries=queries)
    check(schemas, "0.2", "reconciliation-result-batch.json", answer)
    assert answer.json == service.get("/reconcile", queries=json.dumps(queries)).json
    value = decode(answer.body)
    assert isinstance(value, dict)
    return {key: read(OldResult, one) for key, one in value.items()}


def best(result: OldResult) -> str | None:
    """Return the ID of the first candidate."""
    return result.result[0].id if result.result else None


def test_old_queries(service: Service, schemas: Path | None) -> None:
    """Each query of a batch is answered under its key, in their order; evidence counts."""
    found = old(service, schemas, QUERIES)
    assert list(QUERIES) == list(found)
    assert "per:aliyev_ilham" == best(found["full"])
    assert [True] == [one.match for one in found["full"].result or () if one.match]
    assert "review" == found["surname"].decision
    assert {"per:aliyev_ilham", "per:aliyev_heydar"} == {
        one.id for one in (found["surname"].result or ())[:2]
    }
    assert "per:aliyev_ilham" == best(found["born"])
    assert ("loc:baku", 100.0) == (best(found["id"]), (found["id"].result or ())[0].score)
    assert ("nil", None) == (found["nobody"].decision, found["nobody"].error)
    assert {"person", "organization"} >= {one.type[0].id for one in found["types"].result or ()}
    for result in found.values():
        scores = [one.score for one in result.result or ()]
        assert sorted(scores, reverse=True) == scores
        assert all(0 <= score <= 100 for score in scores)


def test_features(service: Service) -> None:
    """A candidate tells what speaks for it, what was given included."""
    query = {"query": "Ильхам Алиев", "type": "person", "properties": [{"pid": "country", "v": "RU"}]}
    (candidate, *_) = old(service, None, {"q": query})["q"].result or ()
    features = {one.id: one.value for one in candidate.features}
    assert (True, True, False) == (features["same_spelling"], features["kind"], features["country"])
    assert 0 < features["similarity"] <= 1


FAILING = ["", "   ", "a\u0000b", "\ud800", "a" * 1_001]


@pytest.mark.parametrize("name", FAILING)
def test_failed_query_says_so_in_its_slot(service: Service, name: str) -> None:
    """A query that failed has an error and no list of candidates; its neighbours are answered."""
    answer = service.form("/reconcile", queries={"a": {"query": "Baku"}, "b": {"query": name}}).json
    assert isinstance(answer, dict)
    assert "loc:baku" == answer["a"]["result"][0]["id"]
    assert "result" not in answer["b"]
    assert answer["b"]["error"]["message"]
    conditions = [[{"matchType": "name", "propertyValue": one}] for one in ("Baku", name)]
    answer = service.post("/v1/match", {"queries": [{"conditions": one} for one in conditions]}).json
    assert isinstance(answer, dict)
    assert "loc:baku" == answer["results"][0]["candidates"][0]["id"]
    assert "candidates" not in answer["results"][1]


def test_query_without_a_name_fails_in_its_slot(service: Service) -> None:
    """Who gives properties only asks what this service cannot answer, and is told so."""
    query = {"properties": [{"pid": "country", "v": "AZ"}]}
    found = old(service, None, {"q": query})["q"]
    assert found.error is not None
    assert "matches names" in found.error.message


def named(name: str, *more: object, **query: object) -> dict[str, object]:
    """Return a query of 1.0."""
    return {"conditions": [{"matchType": "name", "propertyValue": name}, *more], **query}


def given(property: str, value: object, **more: object) -> dict[str, object]:
    """Return a condition on a property."""
    return {"matchType": "property", "propertyId": property, "propertyValue": value, **more}


def test_draft_says_what_old_says(service: Service, schemas: Path | None) -> None:
    """The candidates of both versions are the same."""
    queries = [named(name) for name in ("Ilham Alijew", "Алиев", "Baku", "Xyzzy Plugh")]
    answer = service.post("/v1/match", {"queries": queries})
    check(schemas, "1.0-draft", "reconciliation-result-batch.json", answer)
    found = read(DraftAnswer, decode(answer.body)).results
    names = ["Ilham Alijew", "Алиев", "Baku", "Xyzzy Plugh"]
    expected = old(service, None, {name: {"query": name} for name in names})
    for one, result in zip(found, expected.values(), strict=True):
        assert [(c.id, c.score, c.match) for c in result.result or ()] == [
            (c.id, c.score, c.match) for c in one.candidates or ()
        ]


CONDITIONS: list[tuple[dict[str, object], set[str]]] = [
    (named("Lawrow", type="place"), {"loc:baku", "loc:nakhchivan"}),
    (named("Alijew", given("birth_year", 1923, required=True)), {"per:aliyev_heydar"}),
    (
        named("Sergei", given("country", ["AZ", "TR"], required=True, matchQuantifier="none")),
        {"per:lavrov_sergei", "per:shoigu_sergei", "org:osce", "org:eu"},
    ),
    ({"conditions": [{"matchType": "id", "propertyValue": ["loc:baku", "no:such"]}]}, {"loc:baku"}),
    ({"conditions": [{"matchType": "id", "propertyValue": "no:such"}]}, set()),
]


@pytest.mark.parametrize(("query", "allowed"), CONDITIONS)
def test_draft_conditions(service: Service, query: object, allowed: set[str]) -> None:
    """A type, and what is required, leave out all other entities."""
    (found,) = read(DraftAnswer, decode(service.post("/v1/match", {"queries": [query]}).body)).results
    ids = {one.id for one in found.candidates or ()}
    assert ids <= allowed
    assert bool(ids) == bool(allowed) or "type" in str(query)


FAULTS = [
    ({"a b": {"query": "x", "type": "ship"}}, "queries['a b'].type"),
    ({"q": {"query": 1}}, "queries.q.query"),
    ({"q": {"query": "x", "colour": 1}}, "queries.q.colour"),
    ({"q": {"query": "x", "limit": 0}}, "queries.q.limit"),
    ({"q": {"query": "x", "type_strict": "maybe"}}, "queries.q.type_strict"),
    ({"q": {"query": "x", "properties": [{"pid": "P31", "v": "x"}]}}, "queries.q.properties[0]"),
    ({"q": {"query": "x", "properties": [{"pid": "country", "v": "Azerbaijan"}]}}, "queries.q.properties[0]"),
    ({"q": {"query": "x", "properties": [{"pid": "lang", "v": "klingon"}]}}, "queries.q.properties[0]"),
    ({"q": {"query": "x", "properties": [{"pid": "kind", "v": 1}]}}, "queries.q.properties[0]"),
    ({"q": {}}, "queries.q"),
    ({"q": []}, "queries.q"),
    ([], "queries"),
    ("x", "queries"),
]


@pytest.mark.parametrize(("queries", "path"), FAULTS)
def test_fault_of_an_old_query(service: Service, queries: object, path: str) -> None:
    """What is no query of 0.2, or asks for what there is not, is refused with its path."""
    answer = service.form("/reconcile", queries=queries)
    assert (400, path) == (answer.status, answer["error"]["path"])  # type: ignore[index]


DRAFT_FAULTS = [
    ({}, "$.queries[0].conditions"),
    ({"conditions": []}, "$.queries[0].conditions"),
    (named("x", type=["place"]), "$.queries[0].type"),
    (named("x", type="ship"), "$.queries[0].type"),
    (named("x", lang="klingon"), "$.queries[0].lang"),
    (named("x", {"matchType": "property", "propertyValue": 1}), "$.queries[0].conditions[1].propertyId"),
    (named("x", {"matchType": "name", "propertyValue": 1}), "$.queries[0].conditions[1].propertyValue"),
    ({"conditions": [{"propertyValue": "x"}]}, "$.queries[0].conditions[0].matchType"),
    ({"query": "x"}, "$.queries[0].query"),
]


@pytest.mark.parametrize(("query", "path"), DRAFT_FAULTS)
def test_fault_of_a_draft_query(service: Service, query: object, path: str) -> None:
    """What is no query of 1.0, or asks for what there is not, is refused with its path."""
    answer = service.post("/v1/match", {"queries": [query]})
    assert (400, path) == (answer.status, answer["error"]["path"])  # type: ignore[index]


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
        assert (400, f"{root}.{path}") == (answer.status, answer["error"]["path"])  # type: ignore[index]


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
    template = service.get("/reconcile")["suggest"][what]["flyout_service_path"]  # type: ignore[index]
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
