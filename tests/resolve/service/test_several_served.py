"""Several gazetteers behind the service: each answer names its own, and a change of any is taken up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from overlaid import build_both
from serving import Service, running, wait_until

from gazetteer.changes import AddName, Change, NewName, apply_changes


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return an own list and one below it."""
    return build_both(tmp_path_factory.mktemp("several"))


@pytest.fixture(scope="module")
def overlaid(homes: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Return a service on both, which looks for changes often."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADLAR_CACHE", str(tmp_path_factory.mktemp("cache")))
        with running(homes, every=0.05) as service:
            yield service


def test_resolve(overlaid: Service) -> None:
    """The answer and its candidates name the gazetteers that entity and spelling are from."""
    answer = overlaid.get("/resolve", name="Baku", lang="de")["results"][0]
    assert ("own:2", "own", "below") == (
        answer["entity_id"],
        answer["gazetteer"],
        answer["matched_gazetteer"],
    )
    assert ("own", "below") == (
        answer["candidates"][0]["gazetteer"],
        answer["candidates"][0]["matched_gazetteer"],
    )


def test_reconcile(overlaid: Service) -> None:
    """A candidate of the reconciliation API has the gazetteer in its description."""
    asked = {"q0": {"query": "Raschad Gulijew"}, "q1": {"query": "Baku"}}
    found = overlaid.form("/reconcile", queries=asked).json
    assert isinstance(found, dict)
    told = [found[key]["result"][0]["description"] for key in asked]
    assert ["person, AZ, born 1980, in below", "our Baku, AZ, in own"] == told


def test_entities(overlaid: Service) -> None:
    """An entity says which gazetteers hold it and have its names; an ID of any leads to it."""
    found = overlaid.get("/entities/loc:baki")
    assert ("own:2", ["own", "below"]) == (found["entity_id"], found["gazetteers"])
    assert {"own", "below"} == {name["gazetteer"] for name in found["names"]}


def test_retired(overlaid: Service) -> None:
    """What the own list retires is gone, with the list named."""
    answer = overlaid.get("/entities/loc:atlantis")
    assert 410 == answer.status
    assert b"'loc:atlantis' is retired in own: there is no such place" in answer.body


def test_text(overlaid: Service) -> None:
    """A mention that is linked names the gazetteer of its entity; one that is not has none."""
    mentions = overlaid.post("/text", {"text": "Rəşad Quliyev Bakıda idi.", "lang": "az"})["mentions"]
    found = {mention["entity_id"]: mention.get("gazetteer") for mention in mentions}
    assert {"per:rashad": "below", "own:2": "own"} == found


def test_about(overlaid: Service, service: Service) -> None:
    """The service says what it holds, the highest first; one gazetteer is not told apart from others."""
    told = overlaid.get("/about")["gazetteers"]
    assert ["own", "below"] == [part["name"] for part in told]
    assert "gazetteers" not in service.get("/about").json
    one = service.get("/resolve", name="Baku")["results"][0]
    assert "gazetteer" not in one
    assert "gazetteer" not in one["candidates"][0]


@pytest.mark.parametrize(
    ("place", "entity_id", "name"),
    [(0, "own:1", "Wolodymyr Semedow"), (1, "per:rashad", "Herbert Nadelmann")],
)
def test_change_of_any_is_taken_up(
    homes: tuple[Path, Path], overlaid: Service, place: int, entity_id: str, name: str
) -> None:
    """When one of them changes, the new state is answered from while the service runs."""

    def best() -> object:
        return overlaid.get("/resolve", name=name)["results"][0]["entity_id"]

    assert entity_id != best()
    apply_changes(homes[place], [Change(AddName(entity_id, NewName("de", name)))], reason="test")
    wait_until(lambda: best() == entity_id)
