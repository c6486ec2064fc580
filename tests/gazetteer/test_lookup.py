"""Looking things up: by ID, by an ID that is no more, and by the letters of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from gazetteer_samples import REDIRECTS, SAMPLE
from hypothesis import given
from strategies import any_text

import gazetteer
from gazetteer.fold import fold, plain_letters
from gazetteer.lookup import Gazetteer
from gazetteer.schema import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """Return the sample gazetteer with its redirects, opened."""
    folder: Path = tmp_path_factory.mktemp("gazetteer")
    (folder / "names.csv").write_text(SAMPLE, encoding="utf-8")
    (folder / "redirects.csv").write_text(REDIRECTS, encoding="utf-8")
    gazetteer.build_gazetteer([folder / "names.csv", folder / "redirects.csv"], folder / "home")
    return gazetteer.open(folder / "home")


def test_entity(opened: Gazetteer) -> None:
    """An entity has all that is known of it."""
    assert gazetteer.Entity(
        entity_id="loc:baku",
        kind="place",
        name="Bakı",
        country="AZ",
        population=2300500,
        birth_year=None,
        description="Hauptstadt, am Meer",
        same_as=("geonames:587084", "wikidata:Q9248"),
        more=(),
    ) == opened.entity("loc:baku")


def test_more(opened: Gazetteer) -> None:
    """What the sources said besides is kept with the entity."""
    found = opened.entity("per:aliyev_ilham")
    assert found is not None
    assert ((("remark", "checked"),), 1961) == (found.more, found.birth_year)


def test_names(opened: Gazetteer) -> None:
    """The names of an entity come with language and script, preferred ones first."""
    assert [
        ("az", "Latn", "Bakı"),
        ("az-Cyrl", "Cyrl", "Бакы"),
        ("de", "Latn", "Baku"),
    ] == [(name.lang, name.script, name.name) for name in opened.names("loc:baku")]
    assert ["preferred", "abbreviation"] == [name.name_kind for name in opened.names("org:un")]


@pytest.mark.parametrize(
    ("asked", "state", "entity_id", "words"),
    [
        ("loc:baku", "current", "loc:baku", "in force"),
        ("loc:baki", "redirected", "loc:baku", "is now 'loc:baku': two IDs for one city"),
        ("loc:atlantis", "retired", None, "is retired: there is no such place"),
        ("loc:nowhere", "unknown", None, "no entity 'loc:nowhere'"),
        ("", "unknown", None, "no entity ''"),
    ],
)
def test_status(asked: str, state: str, entity_id: str | None, words: str, opened: Gazetteer) -> None:
    """What became of an ID is a result with a reason; old IDs lead to the new one."""
    status, entity = opened.status(asked), opened.entity(asked)
    assert (state, entity_id, True) == (status.state, status.entity_id, words in status.reason)
    assert entity_id == (entity.entity_id if entity else None)
    assert (entity_id is not None) == bool(opened.names(asked))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("baku", [("loc:baku", "exact"), ("loc:bakuriani", "beginning")]),
        ("BAKI", [("loc:baku", "exact")]),
        ("бакы", [("loc:baku", "exact")]),
        ("bak", [("loc:baku", "beginning"), ("loc:bakuriani", "beginning")]),
        ("eliyev", [("per:aliyev_ilham", "word")]),
        ("ilham  ELIYEV!", [("per:aliyev_ilham", "exact")]),
        ("uria", [("loc:bakuriani", "inside")]),
        ("un", [("org:un", "exact")]),
        ("zürich", []),
        ("  ", []),
        ("!?", []),
        (".*", []),
    ],
)
def test_search(text: str, found: list[tuple[str, str]], opened: Gazetteer) -> None:
    """A search finds entities once each, the best match first, the most populous before the others."""
    assert found == [(hit.entity.entity_id, hit.place) for hit in opened.search(text)]


def test_limit(opened: Gazetteer) -> None:
    """No more entities are returned than were asked for."""
    assert ["loc:baku"] == [hit.entity.entity_id for hit in opened.search("bak", limit=1)]


def test_frame(opened: Gazetteer) -> None:
    """The whole gazetteer is a names table, the canonical name of an entity first."""
    frame = opened.frame()
    assert [*COLUMNS, "remark"] == frame.columns
    assert [("loc:baku", "Bakı"), ("loc:bakuriani", "Bakuriani"), ("org:un", "United Nations")] == (
        frame.unique("entity_id", keep="first", maintain_order=True).select("entity_id", "name").rows()[:3]
    )
    assert opened.info.id == opened.snapshot.id


@given(any_text)
def test_folding_is_idempotent(text: str) -> None:
    """What is folded stays as it is."""
    once = fold(pl.Series([text]))
    assert once.to_list() == fold(once).to_list()


def test_plain_letters_are_folded() -> None:
    """The table of letters is sorted and unique, and both its sides are as decomposition leaves them."""
    letters = plain_letters()
    assert sorted(letters) == list(letters)
    assert list(letters.values()) == fold(pl.Series(letters.values())).to_list()
    assert list(letters.values()) == fold(pl.Series(letters.keys())).to_list()


def test_face_is_complete() -> None:
    """Each public name of the package is there, in the order of the alphabet, and nothing else is."""
    assert sorted(gazetteer.__all__) == gazetteer.__all__
    assert gazetteer.__all__ == dir(gazetteer)
    assert all(getattr(gazetteer, name) is not None for name in gazetteer.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = gazetteer.nothing


@given(any_text)
def test_complete_is_search_at_beginnings(opened: Gazetteer, text: str) -> None:
    """By its index, `complete` finds what `search` finds at beginnings, in its order."""
    expected = [hit for hit in opened.search(text, limit=100) if hit.place != "inside"]
    assert expected == list(opened.complete(text, limit=100))


@pytest.mark.parametrize("text", ["b", "ba", "baki", "ali", "h", "Ə", "аз", "of"])
def test_complete_finds_as_one_types(opened: Gazetteer, text: str) -> None:
    """Whatever was typed so far, the plain search through all names gives the same."""
    expected = [hit for hit in opened.search(text, limit=100) if hit.place != "inside"]
    assert expected == list(opened.complete(text, limit=100))


def test_complete_of_one_kind(opened: Gazetteer) -> None:
    """A kind leaves out all others."""
    found = opened.complete("b", limit=100, kind="place")
    assert {"place"} == {hit.entity.kind for hit in found}
    assert list(found) == [hit for hit in opened.complete("b", limit=100) if hit.entity.kind == "place"]
