"""The JSON routes: what they answer is what the packages answer."""

from __future__ import annotations

import pytest
from serving import Service

import gazetteer
import resolve
from resolve import Resolver
from resolve.service.plain.entities import EntityAnswer, SearchAnswer
from resolve.service.plain.names import ResolveAnswer, resolution_answer
from resolve.service.plain.pairs import CompareAnswer
from resolve.service.plain.text import TextAnswer
from resolve.service.plain.writing import SystemsAnswer, WriteAnswer
from resolve.service.wire.decode import decode
from resolve.service.wire.read import read

NAMES = ["Alijew", "İlham Əliyev", "Сергей Лавров", "Baku", "123", " ", "nobody at all", "a\u0000b", "\ud800"]


def test_resolve_is_the_resolver(service: Service, small: Resolver) -> None:
    """A batch is answered as the resolver answers it, names that cannot be read included."""
    answer = service.post("/resolve", {"queries": [{"name": name, "lang": "de"} for name in NAMES], "top": 3})
    found = read(ResolveAnswer, decode(answer.body))
    options = resolve.Options(top=3)
    expected = [resolution_answer(small.lookup(name, lang="de", options=options)) for name in NAMES]
    assert tuple(expected) == found.results


def test_resolve_one(service: Service) -> None:
    """A name of a URL is answered as one of a body."""
    parameters = {"name": "Alijew Ilham", "lang": "de", "top": 1, "birth_year": 1961, "explain": "true"}
    one = service.get("/resolve", **parameters)
    query = {"name": "Alijew Ilham", "lang": "de", "birth_year": 1961}
    assert service.post("/resolve", {"queries": [query], "top": 1, "explain": True}).json == one.json
    found = read(ResolveAnswer, decode(one.body)).results[0]
    assert "per:aliyev_ilham" == found.entity_id
    assert found.candidates[0].explanation is not None


def test_options_are_honoured(service: Service) -> None:
    """What is excluded is no candidate; a strict kind leaves out the others; a threshold decides."""

    def best(**more: object) -> object:
        queries = [{"name": "Ilham Alijew", "kind": more.pop("kind", None)}]
        return service.post("/resolve", {"queries": queries, **more})["results"][0]["best_entity_id"]

    assert "per:aliyev_ilham" == best()
    assert "per:aliyev_ilham" != best(exclude=["per:aliyev_ilham"])
    assert best(kind="place", strict_kind=True) in (None, "loc:baku", "loc:nakhchivan")
    strict = service.get("/resolve", name="Sergei Lavrow", threshold=1, review_threshold=1)
    assert "nil" == read(ResolveAnswer, decode(strict.body)).results[0].decision


@pytest.mark.parametrize("explain", [True, False])
def test_compare(service: Service, explain: bool) -> None:
    """Two names are compared as `resolve.compare` compares them."""
    asked = {"left": "Şoygu", "right": "Schoigu", "left_lang": "tr", "right_lang": "de", "explain": explain}
    found = read(CompareAnswer, decode(service.post("/compare", asked).body))
    expected = resolve.compare("Şoygu", "Schoigu", left_lang="tr", right_lang="de")
    assert (str(expected.decision), expected.reason) == (str(found.decision), found.reason)
    assert explain == (found.explanation is not None)
    parameters = {**asked, "explain": str(explain).lower()}
    assert service.post("/compare", asked).json == service.get("/compare", **parameters).json


def test_entity(service: Service, small_gazetteer: object) -> None:
    """An entity comes with all its names."""
    found = read(EntityAnswer, decode(service.get("/entities/loc:baku").body))
    expected = gazetteer.open(small_gazetteer).names("loc:baku")
    assert ("loc:baku", "place", "Bakı", "AZ") == (found.entity_id, found.kind, found.name, found.country)
    assert [name.name for name in expected] == [name.name for name in found.names]


@pytest.mark.parametrize(
    "id", ["loc:nowhere", "a/b", "../../etc/passwd", "%2e%2e%2fetc", "\u0000", "Ə" * 100]
)
def test_unknown_entity(service: Service, id: str) -> None:
    """An ID that there is not is not found, with the reason; no path leads anywhere else."""
    answer = service.get(f"/entities/{id}")
    assert 404 == answer.status
    assert "no entity" in answer["error"]["message"]


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("bak", "beginning", "loc:baku"),
        ("BAKI", "exact", "loc:baku"),
        ("əliy", "word", "per:aliyev_heydar"),
        ("Aliyew", "sound", "per:aliyev_ilham"),
        ("Lawroff", "sound", "per:lavrov_sergei"),
    ],
)
def test_search(service: Service, text: str, place: str, expected: str) -> None:
    """What is typed finds by letters, and by sound where no letters do."""
    found = read(SearchAnswer, decode(service.get("/search", q=text).body)).results
    assert (expected, place) in [(one.entity_id, one.place) for one in found]
    assert [] == [one for one in found if not one.description]


def test_search_of_one_kind(service: Service) -> None:
    """A kind leaves out all others, by letters and by sound."""
    found = read(SearchAnswer, decode(service.get("/search", q="na", kind="place").body)).results
    assert {"place"} == {one.kind for one in found}


def test_transliterate(service: Service) -> None:
    """A name is written as `resolve.variants` writes it."""
    found = read(
        WriteAnswer, decode(service.get("/transliterate", text="Алиев", source="ru", target="de").body)
    )
    expected = resolve.variants("Алиев", "ru", "de")
    assert expected[0].text == found.results[0].text
    assert [one.text for one in expected] == [one.text for one in found.results[0].variants]


def test_transliterate_by_each_system(service: Service) -> None:
    """Each system of each direction writes the name by itself."""
    asked = {"texts": ["Алиев"], "source": "ru", "every": True}
    found = read(WriteAnswer, decode(service.post("/transliterate", asked).body)).results
    systems = read(SystemsAnswer, decode(service.get("/systems").body)).results
    there = {one.id for one in systems if one.source == "ru"}
    assert there == {one.system for one in found if one.system is not None}
    for one in found:
        if one.system is not None:
            assert resolve.transliterate("Алиев", "ru", one.target, system=one.system) == one.text


def test_unknown_language_is_detected(service: Service) -> None:
    """Without a source the letters tell it."""
    found = service.get("/transliterate", text="Джейхун", target="de")["results"]
    assert "ru" == found[0]["source"]


def test_state(service: Service) -> None:
    """The service tells that it lives, that it can answer, and what it holds."""
    assert {"status": "ok"} == service.get("/healthz").json
    assert "ready" == service.get("/readyz")["status"]
    about = service.get("/about").json
    assert isinstance(about, dict)
    assert (10, 27) == (about["entities"], about["names"])
    assert service.get("/readyz")["snapshot"] == about["snapshot"]


TEXT = "Alijew traf Lawrow in Baku. Ilham Alijew und Sergej Lawrow sprachen über 😀 Nachitschewan."


def test_text_is_read_as_by_the_resolver(service: Service, small: Resolver) -> None:
    """The mentions in a text are those that `Resolver.text` finds; offsets are code points."""
    found = read(TextAnswer, decode(service.post("/text", {"text": TEXT, "lang": "de"}).body))
    expected = small.text(TEXT, "de")
    columns = ("start", "end", "surface", "lemma", "kind", "entity_id", "decision", "matched_name", "reason")
    assert expected.select(columns).rows() == [
        tuple(getattr(one, column) for column in columns) for one in found.mentions
    ]
    assert {"loc:baku", "loc:nakhchivan"} <= {one.entity_id for one in found.mentions}
    assert [one.surface for one in found.mentions] == [TEXT[one.start : one.end] for one in found.mentions]


@pytest.mark.parametrize("text", ["", " ", "\u0000", "\ud800", "’" * 1_000, "😀"])
def test_any_text_is_read(service: Service, text: str) -> None:
    """A text without names has no mentions."""
    assert () == read(TextAnswer, decode(service.post("/text", {"text": text}).body)).mentions
