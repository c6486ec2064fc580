"""Several gazetteers asked as one: which IDs and facts hold, who is quoted, what stays apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from overlaid import build

import gazetteer
from gazetteer.combination.making import join_gazetteers
from gazetteer.verify import verify_past, verify_snapshot


def test_answers_name_their_gazetteer(both: tuple[Path, Path]) -> None:
    """What is one goes by the ID of the first, has the names of both, and says where each is from."""
    together = gazetteer.open(both)
    baku = together.entity("loc:baku")
    assert baku is not None
    assert ("own:2", "Bakı şəhəri", "our Baku") == (baku.entity_id, baku.name, baku.description)
    assert ("own", "below") == baku.gazetteers
    found = {(name.name, name.gazetteer) for name in together.names("own:2")}
    assert {("Bakı", "below"), ("Baku", "below"), ("Bakuchen", "own"), ("Bakı şəhəri", "own")} == found
    rashad = together.entity("per:rashad")
    assert rashad is not None
    assert ("below",) == rashad.gazetteers
    assert ((), ()) == (rashad.more, together.more)


@pytest.mark.parametrize(
    ("asked", "state", "entity_id", "reason"),
    [
        ("own:2", "current", "own:2", "in force"),
        ("loc:baku", "redirected", "own:2", "'loc:baku' is now 'own:2' in own: same_as"),
        ("loc:baki", "redirected", "own:2", "'loc:baki' is now 'own:2' in below: two IDs for one city"),
        ("own:9", "redirected", "own:1", "'own:9' is now 'own:1' in own: merged by hand"),
        ("loc:atlantis", "retired", None, "'loc:atlantis' is retired in own: there is no such place"),
        ("x:1", "unknown", None, "no entity 'x:1' in this gazetteer"),
    ],
)
def test_what_became_of_an_id(
    both: tuple[Path, Path], asked: str, state: str, entity_id: str | None, reason: str
) -> None:
    """Redirects lead from one gazetteer to the other, and what is retired above is hidden below."""
    status = gazetteer.open(both).status(asked)
    assert (state, entity_id, reason) == (status.state, status.entity_id, status.reason)


def test_order_is_priority(both: tuple[Path, Path]) -> None:
    """The other way round the other IDs and facts hold, and nothing is retired that lives above."""
    own, below = both
    turned = gazetteer.open([below, own])
    baku, nigar = turned.entity("own:2"), turned.entity("own:3")
    assert baku is not None
    assert nigar is not None
    assert ("loc:baku", "Hauptstadt") == (baku.entity_id, baku.description)
    assert ("per:nigar", 1961) == (nigar.entity_id, nigar.birth_year)
    assert "current" == turned.status("loc:atlantis").state


def test_conflicts_are_told(both: tuple[Path, Path]) -> None:
    """What is told in two ways is named with who says what; the first is followed."""
    (found,) = join_gazetteers(both).conflicts
    assert ("birth_year", "own:3", (("own", "1960"), ("below", "1961"))) == (
        found.about,
        found.entity_id,
        found.said,
    )
    assert (
        "'own:3' has more than one birth_year: 1960 (own) and 1961 (below); own is followed" == found.message
    )


def test_held_apart(tmp_path: Path, cache: Path) -> None:
    """What a higher gazetteer holds apart stays apart, and the lower one that disagrees is named."""
    above = build(
        tmp_path / "above", "entity_id,kind,lang,name,same_as\na:1,person,az,A,\na:2,person,az,B,\n"
    )
    below = build(tmp_path / "below", "entity_id,kind,lang,name,same_as\nb:1,person,az,C,a:1 a:2\n")
    together = gazetteer.open([above, below])
    assert ["a:1", "a:2"] == together.snapshot.entities()["entity_id"].to_list()
    assert "a:1" == together.status("b:1").entity_id
    (found,) = join_gazetteers([above, below]).conflicts
    message = "below says that 'b:1' is 'a:2', but above holds 'a:1' and 'a:2' apart; they stay apart"
    assert ("apart", message) == (found.about, found.message)


def test_held_apart_by_its_own_ids(tmp_path: Path, cache: Path) -> None:
    """Who holds two apart is quoted with its own IDs, though one of the entities goes by another."""
    head = "entity_id,kind,lang,name,same_as\n"
    first = build(tmp_path / "u", f"{head}u:1,person,az,A,v:1\n")
    second = build(tmp_path / "v", f"{head}v:1,person,az,B,\nv:2,person,az,C,\n")
    third = build(tmp_path / "w", f"{head}w:1,person,az,D,u:1 v:2\n")
    (found,) = join_gazetteers([first, second, third]).conflicts
    message = "w says that 'w:1' is 'v:2', but v holds 'v:1' and 'v:2' apart; they stay apart"
    assert ("u:1", message) == (found.entity_id, found.message)


def test_what_is_held_apart_builds_back(tmp_path: Path, cache: Path) -> None:
    """An ID elsewhere stays with what it leads to only, so what is exported is not merged when built."""
    head = "entity_id,kind,lang,name,same_as\n"
    first = build(tmp_path / "u", f"{head}u:1,person,az,A,v:1\nu:2,person,az,B,\n")
    second = build(tmp_path / "v", f"{head}v:1,person,az,C,w:1\nv:2,person,az,D,u:2\n")
    third = build(tmp_path / "w", f"{head}w:1,person,az,E,u:2\nw:2,person,az,F,v:2\n")
    together = gazetteer.open([first, second, third])
    entities = together.snapshot.entities().select("entity_id", "same_as").rows()
    assert [("u:1", "v:1 w:1"), ("u:2", "v:2")] == entities
    gazetteer.write_table(together.frame(), str(tmp_path / "whole.csv"))
    built = gazetteer.build_gazetteer([tmp_path / "whole.csv"], tmp_path / "whole")
    assert entities == built.entities().select("entity_id", "same_as").rows()


def test_combination_is_a_good_gazetteer(both: tuple[Path, Path], tmp_path: Path) -> None:
    """It passes the check of any other, and what is exported of it builds the same entities and names."""
    together = gazetteer.open(both)
    assert () == verify_snapshot(together.snapshot)
    verify_past(together.snapshot.directory.parent.parent)
    assert gazetteer.open(both[1]).frame().columns == together.frame().columns
    gazetteer.write_table(together.frame(), str(tmp_path / "whole.csv"))
    built = gazetteer.build_gazetteer([tmp_path / "whole.csv"], tmp_path / "whole")
    shown = ["entity_id", "lang", "name", "is_preferred"]
    assert together.snapshot.names().select(shown).rows() == built.names().select(shown).rows()


def test_columns_of_their_own(both: tuple[Path, Path], tmp_path: Path) -> None:
    """Columns that a list has besides stay, whatever they are called, of entities and of names."""
    header = "entity_id,kind,lang,name,part,rank\n"
    rows = "x:1,place,az,Zaman,north,1\nx:1,place,de,Saman,north,2\n"
    together = gazetteer.open((build(tmp_path / "columns", header + rows), both[1]))
    entity = together.entity("x:1")
    assert entity is not None
    assert (("part", "north"),) == entity.more
    assert ["1", "2"] == together.snapshot.names()["rank"].drop_nulls().to_list()
