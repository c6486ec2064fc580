"""What the first of several gazetteers decides alone: which kind of thing it is, the name, what is hidden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import call_gazetteer

import gazetteer
from gazetteer import build_gazetteer, write_table
from gazetteer.combination.home import locate
from gazetteer.interchange import names_table

HIGH = """entity_id,kind,lang,name,country,same_as
a,person,tr,Ay,,w:1
b,place,tr,Bursa şehri,TR,
"""
LOW = """entity_id,kind,lang,name,is_preferred,country,birth_year,population,description
x,place,tr,Ay adası,true,TR,,70,an island
b,place,tr,Bursa,true,TR,,3000000,a city
c,place,tr,Ceyhan,true,TR,,,
d,place,tr,Dörtyol,true,TR,,,
"""


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return two gazetteers: the first takes a place of the second for a person, and retires two others."""
    monkeypatch.setenv("ADLAR_CACHE", str(tmp_path / "cache"))
    (tmp_path / "high.csv").write_text(HIGH, encoding="utf-8")
    (tmp_path / "old.csv").write_text("old_id,new_id,reason\nc,,\nd,,\nx,a,the same\n", encoding="utf-8")
    (tmp_path / "low.csv").write_text(LOW, encoding="utf-8")
    build_gazetteer([tmp_path / "high.csv", tmp_path / "old.csv"], tmp_path / "high")
    build_gazetteer([tmp_path / "low.csv"], tmp_path / "low")
    return [tmp_path / "high", tmp_path / "low"]


def test_another_kind_tells_no_facts(pair: list[Path]) -> None:
    """Of a person nothing is known by a gazetteer that takes it for a place; of a place something is."""
    together = gazetteer.open(pair)
    person, place = together.entity("a"), together.entity("b")
    assert person is not None
    assert place is not None
    assert ("person", None, None, None) == (
        person.kind,
        person.country,
        person.population,
        person.description,
    )
    assert ("place", 3_000_000, "a city") == (place.kind, place.population, place.description)


def test_canonical_name_is_that_of_a_build(pair: list[Path], tmp_path: Path) -> None:
    """The canonical name is the first that is preferred, and stays so when what is together is built anew."""
    together = locate(pair)
    write_table(names_table(together), tmp_path / "names.csv")
    write_table(together.redirects().drop("__gazetteer__"), tmp_path / "gone.csv")
    again = build_gazetteer([tmp_path / "names.csv", tmp_path / "gone.csv"], tmp_path / "again")
    expected = [("a", "Ay adası"), ("b", "Bursa")]
    assert expected == together.entities().select("entity_id", "name").rows()
    assert expected == again.entities().select("entity_id", "name").rows()


def test_check_counts_what_is_hidden(pair: list[Path]) -> None:
    """Check says how many entities are hidden, and by whom."""
    done = call_gazetteer("check", "--gazetteer", pair[0], "--gazetteer", pair[1])
    assert "2 entities of low are hidden, such as 'c': high retired their IDs; --json lists all" in done.out
    listed = call_gazetteer("check", "--json", "--gazetteer", pair[0], "--gazetteer", pair[1])
    assert '"hidden": [{"entity_id": "c", "gazetteer": "low", "by": "high"}' in listed.out


def test_info_tells_what_is_hidden(pair: list[Path]) -> None:
    """Who asks what several gazetteers hold is told what they do not; of one there is nothing to tell."""
    both = ("--gazetteer", pair[0], "--gazetteer", pair[1])
    told = "hidden     2 entities of low are hidden, such as 'c': high retired their IDs; --json lists all"
    assert told in call_gazetteer("info", *both).out.splitlines()
    hidden = json.loads(call_gazetteer("info", "--json", *both).out)["hidden"]
    assert [{"entity_id": name, "gazetteer": "low", "by": "high"} for name in ("c", "d")] == hidden
    alone = call_gazetteer("info", "--json", "--gazetteer", pair[1]).out
    assert "hidden" not in json.loads(alone)
