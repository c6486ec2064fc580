"""Merges that a build made by `same_as`, taken apart again."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from changing import change, names_of, opened
from command_line import call_gazetteer
from hypothesis import given, settings
from hypothesis import strategies as st

import gazetteer
from gazetteer import build as building
from gazetteer import errors, past
from gazetteer.build import build_gazetteer
from gazetteer.changes import AddName, Merge, NewName, RenameId, SetFacts, Unmerge
from gazetteer.interchange import names_table
from gazetteer.verify import verify_past, verify_snapshot

HEAD = "entity_id,kind,lang,name,is_preferred,country,population,same_as,source\n"
ONE = """\
geonames:1,place,en,Baku,true,AZ,2000000,wikidata:Q1,geonames
geonames:1,place,az,Bakı,true,AZ,2000000,wikidata:Q1,geonames
geonames:2,place,en,Ganja,true,AZ,,,geonames
"""
TWO = """\
wikidata:Q1,place,de,Baku,true,,2300500,geonames:1 viaf:7,wikidata
wikidata:Q1,place,en,Baku,true,,2300500,geonames:1 viaf:7,wikidata
wikidata:Q9,place,en,Lenkoran,true,,,,wikidata
own:b,place,tr,Bakü,true,,,viaf:7,own
"""
TABLES = (ONE.replace("wikidata:Q1", ""), TWO)
REDIRECTS = "old_id,new_id,reason\nold:1,old:2,renamed\nold:2,wikidata:Q1,renamed\nold:3,geonames:1,renamed\n"


@pytest.fixture(params=["at once", "by ranges"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the directory of a gazetteer in which three entities became one."""
    if request.param == "by ranges":
        monkeypatch.setattr(building, "AT_ONCE", 0)
    return built(tmp_path, ONE, TWO)


def built(folder: Path, *tables: str) -> Path:
    """Build a gazetteer of names tables and redirects."""
    files = [folder / f"{number}.csv" for number in range(len(tables))]
    for file, table in zip(files, tables, strict=True):
        file.write_text(HEAD + table, encoding="utf-8")
    (folder / "redirects.csv").write_text(REDIRECTS, encoding="utf-8")
    build_gazetteer([*files, folder / "redirects.csv"], folder / "g")
    return folder / "g"


def same_as(place: Path, entity_id: str) -> tuple[str, ...]:
    """Return the CURIEs of an entity."""
    entity = opened(place).entity(entity_id)
    assert entity is not None
    return entity.same_as


def test_undone(place: Path) -> None:
    """An ID that gave way in a build comes back with its names, its facts and what led to it."""
    assert [("az", "Bakı"), ("de", "Baku"), ("en", "Baku"), ("en", "Baku"), ("tr", "Bakü")] == names_of(
        place, "own:b"
    )
    done = change(place, Unmerge("wikidata:Q1"))
    assert ("neither 'geonames:1' nor 'wikidata:Q1' keeps what both had: viaf:7",) == done.notes
    entity = opened(place).entity("wikidata:Q1")
    assert entity is not None
    assert ("wikidata:Q1", "Baku", 2300500, None) == (
        entity.entity_id,
        entity.name,
        entity.population,
        entity.country,
    )
    assert [("de", "Baku"), ("en", "Baku")] == names_of(place, "wikidata:Q1")
    assert [("az", "Bakı"), ("en", "Baku"), ("tr", "Bakü")] == names_of(place, "geonames:1")
    assert {"old:1": "wikidata:Q1", "old:2": "wikidata:Q1", "old:3": "geonames:1", "own:b": "geonames:1"} == {
        old: opened(place).status(old).entity_id for old in ("old:1", "old:2", "old:3", "own:b")
    }
    assert ((), ()) == (same_as(place, "geonames:1"), same_as(place, "wikidata:Q1"))
    change(place, Unmerge("own:b"))
    assert [("tr", "Bakü")] == names_of(place, "own:b")
    with pytest.raises(errors.RefusedChange, match="the log tells of no merge in which 'old:3' gave way"):
        change(place, Unmerge("old:3"))
    verify_past(place)
    assert () == verify_snapshot(opened(place).snapshot)


def test_not_merged_again_by_what_is_exported(place: Path, tmp_path: Path) -> None:
    """What was taken apart stays apart when it is exported and built."""
    change(place, Unmerge("wikidata:Q1"), Unmerge("own:b"))
    snapshot = opened(place).snapshot
    names_table(snapshot).write_parquet(tmp_path / "names.parquet")
    snapshot.redirects().write_parquet(tmp_path / "gone.parquet")
    again = build_gazetteer([tmp_path / "names.parquet", tmp_path / "gone.parquet"], tmp_path / "again")
    assert snapshot.id == again.id


def test_changed_since(place: Path) -> None:
    """What was changed since stays; the one that stayed may have got another ID."""
    change(place, RenameId("geonames:1", "loc:baku"), AddName("loc:baku", NewName("ru", "Баку")))
    change(place, SetFacts("loc:baku", (("population", 9),)))
    change(place, Merge("loc:baku", ("wikidata:Q9",)))
    change(place, Unmerge("wikidata:Q1"))
    entity = opened(place).entity("loc:baku")
    assert entity is not None
    assert (9, "AZ") == (entity.population, entity.country)
    assert ("ru", "Баку") in names_of(place, "loc:baku")
    change(place, Merge("loc:baku", ("wikidata:Q1",)), Unmerge("wikidata:Q1"))
    assert [("de", "Baku"), ("en", "Baku")] == names_of(place, "wikidata:Q1")


def test_without_the_snapshot_of_the_build(place: Path) -> None:
    """The log is enough: the snapshot that the build made may be gone."""
    change(place, Merge("geonames:1", ("geonames:2",)))
    in_force = opened(place).snapshot
    for home in (place / "snapshots").iterdir():
        if home.name not in (in_force.id, in_force.base and in_force.base.id):
            shutil.rmtree(home)
    change(place, Unmerge("own:b"))
    past.restore(place, "2")
    change(place, Unmerge("own:b"))
    assert [("tr", "Bakü")] == names_of(place, "own:b")


def test_log(place: Path) -> None:
    """The log says how many IDs a build merged, and which."""
    told = call_gazetteer("log", "--changes", "--gazetteer", place).out
    assert "build, 2 IDs merged" in told
    assert '  {"op": "merge", "entity_id": "geonames:1", "merged": ["wikidata:Q1", "own:b"], ' in told
    merged = gazetteer.history(place)[0].merged
    assert merged is not None
    assert 2 == merged.ids


def test_damaged(place: Path) -> None:
    """The rows of what became one are checked like every file, and named."""
    file = place / "log" / "000001.merged.parquet"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 4
    file.write_bytes(data)
    done = call_gazetteer("check", "--gazetteer", place)
    assert (2, True) == (done.code, f"{file}: damaged" in done.err)
    with pytest.raises(errors.DamagedLog, match="damaged"):
        change(place, Unmerge("own:b"))
    file.unlink()
    with pytest.raises(errors.DamagedLog, match="cannot be read"):
        change(place, Unmerge("own:b"))


def test_build_without_merges(tmp_path: Path) -> None:
    """A build that merges nothing keeps nothing; what a killed writer left under a number goes."""
    place = built(
        tmp_path, *(table.replace("geonames:1 viaf:7", "").replace("viaf:7", "") for table in TABLES)
    )
    assert None is gazetteer.history(place)[0].merged
    assert ["000001.jsonl"] == [file.name for file in (place / "log").iterdir()]
    (place / "log" / "000002.merged.parquet").write_bytes(b"left")
    change(place, Merge("geonames:1", ("own:b",)))
    assert not (place / "log" / "000002.merged.parquet").exists()


entities = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.sampled_from(["Ay", "Su", "Od", "Yel"]),
        st.booleans(),
        st.sampled_from(["", "5", "7"]),
        st.sets(st.sampled_from(["x:1", "x:2", "id:a", "id:b"]), max_size=2),
    ),
    min_size=1,
    max_size=10,
)


@settings(max_examples=12)
@given(entities, st.data())
def test_any_merge_can_be_undone(
    rows: list[tuple[str, str, bool, str, set[str]]], data: st.DataObject
) -> None:
    """Each ID that gave way comes back with exactly the names that the sources give it."""
    told = [
        f"id:{letter},place,az,{name},{str(preferred).lower()},,{population},{' '.join(sorted(curies))},s\n"
        for letter, name, preferred, population, curies in rows
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "names.csv")
        file.write_text(HEAD + "".join(told), encoding="utf-8")
        try:
            build_gazetteer([file], Path(folder, "g"))
        except errors.FaultyTable:
            # One ID with two populations.
            return
        place = Path(folder, "g")
        gone = [old for old, *_ in opened(place).snapshot.redirects().iter_rows()]
        for gave_way in data.draw(st.permutations(gone)):
            change(place, Unmerge(gave_way))
        expected = {f"id:{row[0]}": {one[1] for one in rows if one[0] == row[0]} for row in rows}
        assert expected == {
            entity_id: {name for _, name in names_of(place, entity_id)} for entity_id in expected
        }
        assert len(expected) == opened(place).info.table("entities").rows
        names_table(opened(place).snapshot).write_parquet(Path(folder, "names.parquet"))
        again = build_gazetteer([Path(folder, "names.parquet")], Path(folder, "again"))
        assert opened(place).snapshot.id == again.id
