"""Lines of a changes file: read strictly, and written so that they are read as they were."""

from __future__ import annotations

import contextlib
import gzip
import re
from pathlib import Path

import pytest
from conftest import read_cases
from hypothesis import given
from hypothesis import strategies as st
from strategies import names

from gazetteer import errors
from gazetteer.changes import (
    Add,
    AddName,
    Change,
    DifferentFrom,
    DropName,
    FactsAsBefore,
    Merge,
    NamePick,
    NewName,
    RenameId,
    Retire,
    SameAs,
    SetFacts,
    Split,
    Unmerge,
    read_changes,
    write_changes,
)
from gazetteer.changes.reading import LINE_LIMIT, read_change
from gazetteer.changes.writing import write_change

FAULTY = read_cases("changes.tsv")


@pytest.mark.parametrize("case", FAULTY, ids=[case["line"][:60] for case in FAULTY])
def test_faulty_lines(case: dict[str, str]) -> None:
    """A line that is no change is refused, and the message names the field and what was expected."""
    with pytest.raises(ValueError, match=re.escape(case["says"])):
        read_change(case["line"])


ids = st.from_regex(r"[a-z]{1,3}:[a-zəşğ0-9_]{1,6}", fullmatch=True)
curies = st.lists(st.integers(1, 99).map("wikidata:Q{}".format), max_size=2, unique=True).map(
    lambda found: tuple(sorted(found))
)
sources = st.none() | st.sampled_from(["hand", "press"])
more = st.dictionaries(st.sampled_from(["page", "remark"]), names("de"), max_size=2).map(
    lambda found: tuple(sorted(found.items()))
)
aliases = st.builds(
    NewName,
    st.sampled_from(["az", "ru", "und"]),
    names("az"),
    st.just(value=False),
    st.none() | st.sampled_from(["alias", "historical"]),
    sources,
    more,
)
new_names = aliases | st.builds(
    NewName, st.just("de"), names("de"), st.just(value=True), st.none(), sources, more
)
picks = st.builds(NamePick, names("az"), st.none() | st.just("az"), st.none() | st.just("alias"), sources)
facts = {
    "country": st.none() | st.sampled_from(["AZ", "TR"]),
    "population": st.none() | st.integers(0, 10**9),
    "birth_year": st.none() | st.integers(-500, 2020),
    "description": st.none() | names("en"),
    "same_as": curies,
}
kinds = st.sampled_from(["person", "place", "organization", "other"])
told_facts = st.fixed_dictionaries(
    {},
    optional={
        "kind": kinds,
        "name": names("az"),
        "country": facts["country"],
        "population": facts["population"],
        "birth_year": facts["birth_year"],
        "description": facts["description"],
        "latitude": st.none() | st.sampled_from(["40.4", "-90", "0.000001"]),
        "sitelinks": st.none() | st.integers(0, 400).map(str),
        "province": st.none() | names("de"),
    },
).map(lambda told: tuple(sorted(told.items())))
pairs = st.tuples(ids, ids).filter(lambda pair: pair[0] != pair[1])
operations = st.one_of(
    st.builds(Add, ids, kinds, st.lists(new_names, min_size=1, max_size=3).map(tuple), more=more, **facts),
    st.builds(Retire, ids),
    pairs.map(lambda pair: Merge(pair[0], (pair[1],))),
    st.builds(
        Split, ids, ids, st.lists(picks, min_size=1, max_size=2).map(tuple), st.none() | kinds, **facts
    ),
    st.builds(Unmerge, ids),
    pairs.map(lambda pair: RenameId(*pair)),
    st.builds(AddName, ids, new_names),
    st.builds(DropName, ids, picks),
    st.builds(SameAs, ids, curies.filter(bool)),
    pairs.map(lambda pair: DifferentFrom(pair[0], (pair[1],))),
    st.builds(SetFacts, ids, told_facts.filter(bool)),
    st.builds(FactsAsBefore, ids, st.sampled_from([("kind",), ("country", "province")])),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.floats(0, 1) | names("tr"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names("en"), inner, max_size=3),
    max_leaves=5,
)
changes = st.builds(
    Change,
    operations,
    st.none() | names("de"),
    st.none() | names("tr"),
    st.none() | st.floats(0, 1),
    json_values,
)


@given(changes)
def test_written_and_read(change: Change) -> None:
    """A change comes back from its line as it was."""
    line = write_change(change)
    assert "\n" not in line
    assert change == read_change(line)


@given(st.text() | st.binary().map(lambda data: data.decode("utf-8", "surrogateescape")))
def test_any_text(line: str) -> None:
    """Whatever a line holds, it is a change or is refused, and nothing else comes of it."""
    with contextlib.suppress(ValueError):
        read_change(line)


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "jsonl.zst"])
def test_files(ending: str, tmp_path: Path) -> None:
    """Changes come back from a file with the numbers of their lines."""
    wanted = [Change(Retire("a"), reason="r"), Change(Merge("b", ("c", "d")), probability=0.5)]
    path = tmp_path / f"changes.{ending}"
    write_changes(wanted, path)
    read = read_changes(path)
    assert [(1, wanted[0].operation), (2, wanted[1].operation)] == [(one.line, one.operation) for one in read]
    assert ("r", 0.5) == (read[0].reason, read[1].probability)


def test_blank_lines_are_counted(tmp_path: Path) -> None:
    """Blank lines are passed over, a byte order mark too, and lines are named as an editor counts them."""
    path = tmp_path / "changes.jsonl"
    path.write_bytes('\ufeff\n{"op": "retire", "entity_id": "a"}\r\n\n{"op": "retire"}\n'.encode())
    with pytest.raises(
        errors.FaultyChanges, match=r"1 fault; nothing was changed\n  line 4: entity_id: missing"
    ):
        read_changes(path)
    path.write_bytes('\ufeff\n{"op": "retire", "entity_id": "a"}\r\n'.encode())
    assert [2] == [change.line for change in read_changes(path)]


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("none.jsonl", None, errors.UnreadableFile, "no such file"),
        ("empty.jsonl", b"", errors.EmptyFile, "one change a line was expected"),
        ("blank.jsonl", b" \n\n", errors.EmptyFile, "one change a line was expected"),
        ("names.csv", b"a,b\n", errors.UnknownFormat, "changes are in .jsonl"),
        ("array.jsonl", b'[{"op": "retire"}]', errors.WrongFormat, "a JSON array, not jsonl"),
        ("plain.jsonl.gz", b"{}", errors.WrongFormat, "not jsonl.gz"),
        ("latin.jsonl", b'{"op": "retire", "entity_id": "\xfc"}', errors.WrongEncoding, "not UTF-8"),
        (
            "long.jsonl",
            b'{"op": "' + b"x" * LINE_LIMIT + b'"}',
            errors.FaultyChanges,
            "expected: 1048576 at most",
        ),
        ("deep.jsonl", b'{"op": ' + b"[" * 100_000, errors.FaultyChanges, "too many brackets"),
        ("many.jsonl", b"{}\n" * 50, errors.FaultyChanges, "20 faults"),
    ],
)
def test_bad_files(
    name: str, data: bytes | None, error: type[errors.GazetteerError], says: str, tmp_path: Path
) -> None:
    """A file that holds no changes is refused with what it is."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(error, match=says):
        read_changes(tmp_path / name)


def test_a_bomb_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that becomes too great is refused before it has."""
    monkeypatch.setattr("gazetteer.changes.file.SIZE_LIMIT", 1 << 22)
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b" " * (1 << 24)))
    with pytest.raises(errors.UnreadableFile, match=r"more than 4 MiB of changes"):
        read_changes(tmp_path / "bomb.jsonl.gz")


def test_bad_changes_are_not_written(tmp_path: Path) -> None:
    """A change that could not be read back is named, and no file is made."""
    with pytest.raises(errors.FaultyChanges, match=r"change 2: entity_id: ' x'"):
        write_changes([Change(Retire("x")), Change(Retire(" x"))], tmp_path / "changes.jsonl")
    assert [] == list(tmp_path.iterdir())
