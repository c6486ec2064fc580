"""Several gazetteers on disk: found, combined once, made anew when one changes, removed in the end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import environment
from overlaid import BELOW, build, build_both

import gazetteer
from gazetteer.changes import AddName, Change, NewName, Retire, apply_changes
from gazetteer.combination.home import state_of
from gazetteer.combination.making import conflicts_between
from gazetteer.combination.parts import find_parts
from gazetteer.combination.stale import FORGOTTEN, MAY_BE_READING, Removed, remove_stale
from gazetteer.errors import DamagedSnapshot, NoSnapshot, UnknownVersion, UnwritableFile, UsageError
from gazetteer.verify import verify_past, verify_snapshot


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where combinations go."""
    monkeypatch.setenv("ADLAR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "combined"


@pytest.fixture
def both(tmp_path: Path, cache: Path) -> tuple[Path, Path]:
    """Return the own list and the one below it."""
    return build_both(tmp_path)


def add_name(home: Path, name: str) -> None:
    """Give the first person of the own list another name."""
    apply_changes(home, [Change(AddName("own:1", NewName("tr", name)))], reason="test")


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
    (found,) = conflicts_between(both)
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
    (found,) = conflicts_between([above, below])
    message = "below says that 'b:1' is 'a:2', but above holds 'a:1' and 'a:2' apart; they stay apart"
    assert ("apart", message) == (found.about, found.message)


def test_held_apart_by_its_own_ids(tmp_path: Path, cache: Path) -> None:
    """Who holds two apart is quoted with its own IDs, though one of the entities goes by another."""
    head = "entity_id,kind,lang,name,same_as\n"
    first = build(tmp_path / "u", f"{head}u:1,person,az,A,v:1\n")
    second = build(tmp_path / "v", f"{head}v:1,person,az,B,\nv:2,person,az,C,\n")
    third = build(tmp_path / "w", f"{head}w:1,person,az,D,u:1 v:2\n")
    (found,) = conflicts_between([first, second, third])
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


def test_combined_once(both: tuple[Path, Path]) -> None:
    """It is made when it is first asked for; then it is found, without a library for tables."""
    first = gazetteer.locate(both)
    files = {path: path.stat().st_mtime_ns for path in first.directory.iterdir()}
    script = "import gazetteer, sys; print(gazetteer.locate(sys.argv[1:]).directory, 'polars' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, *both],
        env=environment(PYTHONPATH=":".join(sys.path)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"{first.directory} False\n" == done.stdout
    assert files == {path: path.stat().st_mtime_ns for path in first.directory.iterdir()}


def test_made_anew_when_a_part_changes(both: tuple[Path, Path]) -> None:
    """A change of any part is seen at the next opening; who opened it before reads on."""
    before, state = gazetteer.open(both), state_of(both)
    assert state == before.info.state
    add_name(both[0], "Vugar Samedzade")
    assert state != state_of(both)
    after = gazetteer.open(both)
    assert state_of(both) == after.info.state
    assert "Vugar Samedzade" in {name.name for name in after.names("own:1")}
    assert "Vugar Samedzade" not in {name.name for name in before.names("own:1")}


def test_change_that_shows_nowhere(both: tuple[Path, Path]) -> None:
    """A change of what is hidden gives the same content, and is not looked for again and again."""
    before = gazetteer.locate(both)
    apply_changes(both[1], [Change(Retire("loc:atlantis"))], reason="test")
    after = gazetteer.locate(both)
    assert before.id == after.id
    assert before.manifest.parts != after.manifest.parts
    written = (after.directory / "manifest.json").stat().st_mtime_ns
    assert written == (gazetteer.locate(both).directory / "manifest.json").stat().st_mtime_ns


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


def test_processes_at_once(both: tuple[Path, Path]) -> None:
    """Several processes that make it at the same time all get the same."""
    script = "import gazetteer, sys; print(gazetteer.open(sys.argv[1:]).entity('loc:baku').entity_id)"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, *both],
            env=environment(PYTHONPATH=":".join(sys.path)),
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    assert ["own:2\n"] * 3 == [process.communicate()[0] for process in running]
    assert 1 == len(list(gazetteer.locate(both).directory.parent.iterdir()))


@pytest.mark.parametrize("file", ["names.parquet", "manifest.json"])
@pytest.mark.parametrize("size", [None, 10])
def test_damage_is_mended(
    both: tuple[Path, Path], file: str, size: int | None, caplog: pytest.LogCaptureFixture
) -> None:
    """A combination with a byte that was flipped, or cut off, is named and made anew."""
    first = gazetteer.locate(both)
    path = first.directory / file
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data[:size])
    future = time.time_ns() + 10**9
    os.utime(path, ns=(future, future))
    again = gazetteer.locate(both)
    assert () == verify_snapshot(again)
    assert first.id == again.id
    assert "is damaged" in caplog.text
    assert "; it is made anew" in caplog.text
    assert "build the gazetteer anew" not in caplog.text


@pytest.mark.parametrize("pointer", [b"\xff", b"", b"0123456789abcdef\n", b"../../../own\n"])
def test_damaged_pointer_is_mended(both: tuple[Path, Path], pointer: bytes) -> None:
    """A combination that points to what is not there is made anew."""
    first = gazetteer.locate(both)
    (first.directory.parent.parent / "current").write_bytes(pointer)
    again = gazetteer.locate(both)
    assert first.id == again.id
    assert () == verify_snapshot(again)
    verify_past(again.directory.parent.parent)


def test_damaged_log_is_mended(both: tuple[Path, Path]) -> None:
    """A log of the combination that cannot be read does not stand in the way of making it anew."""
    first = gazetteer.locate(both)
    for entry in (first.directory.parent.parent / "log").iterdir():
        entry.write_text("damage")
    add_name(both[0], "Vugar Samedzade")
    assert () == verify_snapshot(gazetteer.locate(both))


def test_one_gazetteer_is_not_combined(both: tuple[Path, Path], cache: Path) -> None:
    """A list of one is that one, and says nothing of several."""
    own = gazetteer.open([both[0]])
    assert both[0] / "snapshots" == own.snapshot.directory.parent
    assert not cache.exists()
    entity = own.entity("own:1")
    assert entity is not None
    assert ((), None) == (entity.gazetteers, own.names("own:1")[0].gazetteer)


def test_columns_of_their_own(both: tuple[Path, Path], tmp_path: Path) -> None:
    """Columns that a list has besides stay, whatever they are called, of entities and of names."""
    header = "entity_id,kind,lang,name,part,rank\n"
    rows = "x:1,place,az,Zaman,north,1\nx:1,place,de,Saman,north,2\n"
    together = gazetteer.open((build(tmp_path / "columns", header + rows), both[1]))
    entity = together.entity("x:1")
    assert entity is not None
    assert (("part", "north"),) == entity.more
    assert ["1", "2"] == together.snapshot.names()["rank"].drop_nulls().to_list()


def test_same_twice(both: tuple[Path, Path]) -> None:
    """A gazetteer that is named twice is refused, however it is written."""
    own, below = both
    with pytest.raises(UsageError, match=r"own and .*/below/../own: the same gazetteer is named twice"):
        gazetteer.locate([own, below / ".." / "own"])
    with pytest.raises(UsageError, match=r"^embedded: the same gazetteer is named twice"):
        gazetteer.locate(["embedded", own, "embedded"])
    with pytest.raises(UsageError, match=r"no gazetteer is named"):
        gazetteer.locate([])


def test_parts_that_cannot_be_read(both: tuple[Path, Path], tmp_path: Path, cache: Path) -> None:
    """A part that is missing, damaged or of another format is named, and nothing is made."""
    own, below = both
    with pytest.raises(NoSnapshot, match="nowhere: no such directory"):
        gazetteer.locate([own, tmp_path / "nowhere"])
    snapshot = gazetteer.locate(below).directory
    names = (snapshot / "names.parquet").read_bytes()
    (snapshot / "names.parquet").write_bytes(bytes(len(names)))
    with pytest.raises(DamagedSnapshot, match=r"below/.*/names.parquet: damaged"):
        gazetteer.locate([own, below])
    manifest = snapshot / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**told, "format_version": 9}), encoding="utf-8")
    with pytest.raises(UnknownVersion, match=r"below/.*format version 9 was found"):
        gazetteer.locate([own, below])
    assert not list(cache.glob("*/current"))


def test_cache_that_cannot_be_written(both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said that the cache cannot be written, and how another one is named."""
    monkeypatch.setenv("ADLAR_CACHE", str(both[0] / "current"))
    with pytest.raises(UnwritableFile, match="set ADLAR_CACHE to a writable directory"):
        gazetteer.locate(both)


def test_environment_names_several(both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """ADLAR_GAZETTEER separates several as PATH does; what changes one gazetteer wants that one named."""
    monkeypatch.setenv("ADLAR_GAZETTEER", os.pathsep.join(map(str, both)))
    assert gazetteer.locate(both).id == gazetteer.locate().id
    with pytest.raises(UsageError, match=r"names several gazetteers: .*; one was expected here"):
        gazetteer.history()
    monkeypatch.setenv("ADLAR_GAZETTEER", "embedded")
    assert gazetteer.locate("embedded").id == gazetteer.locate().id


def test_directory_called_embedded(both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The word is the embedded gazetteer; a directory of that name is named with its place."""
    home = both[0].rename(both[0].with_name("embedded"))
    monkeypatch.chdir(home.parent)
    assert gazetteer.locate("embedded").read_only
    assert not gazetteer.locate("./embedded").read_only
    assert not gazetteer.locate(Path("embedded")).read_only
    parts = find_parts(["./embedded", "embedded"])
    assert [f"{home.parent.name}/embedded", "embedded"] == [part.name for part in parts]


def test_parts_of_one_name(tmp_path: Path) -> None:
    """Gazetteers whose directories are called the same are told apart by more of their paths."""
    one, two = (build(tmp_path / place / "list", BELOW) for place in ("one", "two"))
    assert ["one/list", "two/list"] == [part.name for part in find_parts([one, two])]
    snapshot = gazetteer.locate(one)
    parts = find_parts([two, snapshot.directory])
    assert ["list", f"list@{snapshot.id[:8]}"] == [part.name for part in parts]


def aged(path: Path, seconds: float) -> Path:
    """Let a file or a directory be that old."""
    then = time.time() - seconds
    os.utime(path, (then, then))
    return path


def test_older_snapshots_are_removed(both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a combination the snapshot in force and the one before it stay, and what may be being read."""
    made = []
    for number in range(3):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(time.time()) - (3 - number) * MAY_BE_READING))
        add_name(both[0], f"Vugar {number}")
        made.append(gazetteer.locate(both).directory)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    add_name(both[0], "Vugar 3")
    made.append(gazetteer.locate(both).directory)
    assert made[2:] == [directory for directory in made if directory.exists()]
    verify_past(made[-1].parent.parent)
    assert Removed((), 0) == remove_stale()


def test_combinations_of_what_is_gone_are_removed(both: tuple[Path, Path], cache: Path) -> None:
    """A combination goes when one of its parts is gone, but not within the hour; one in use stays."""
    home = gazetteer.locate(both).directory.parent.parent
    aged(home / "current", 2 * MAY_BE_READING)
    assert () == remove_stale().directories
    shutil.rmtree(both[1])
    aged(home / "current", MAY_BE_READING / 2)
    assert () == remove_stale().directories
    aged(home / "current", 2 * MAY_BE_READING)
    assert (home,) == remove_stale().directories
    assert [] == list(cache.iterdir())


def test_forgotten_combinations_are_removed_unasked(
    both: tuple[Path, Path], tmp_path: Path, cache: Path
) -> None:
    """When another is made, a combination that nobody opened for a month goes."""
    own, below = both
    home = gazetteer.locate([own, below]).directory.parent.parent
    aged(home / "current", 2 * FORGOTTEN)
    gazetteer.locate([below, own])
    assert not home.exists()
