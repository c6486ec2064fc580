"""The Reconciliation API: both versions answer the same to a query; failures stay alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from reconciling import check
from serving import Service

from resolve.service.reconcile.draft import DraftAnswer
from resolve.service.reconcile.old import OldResult
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
    assert (400, path) == (answer.status, answer["error"]["path"])


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
    assert (400, path) == (answer.status, answer["error"]["path"])
