"""The commands that change a gazetteer and look back: what they print, and their exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from changing import names_of, opened, small_gazetteer
from command_line import Outcome, call_gazetteer


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the directory of a small gazetteer, which the environment names."""
    monkeypatch.setenv("ADLAR_GAZETTEER", str(small_gazetteer(tmp_path)))
    monkeypatch.setenv("ADLAR_AUTHOR", "Leyla")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    return tmp_path / "g"


def told(*arguments: str | Path) -> Outcome:
    """Run a command that gives a reason."""
    return call_gazetteer(*arguments, "--reason", "test")


def test_each_command(place: Path) -> None:
    """Each operation is a command; each says on standard error which snapshot is in force."""
    commands = [
        ("add", "per:y", "--kind", "person", "--name", "az:Yeni", "--name", "az:Yenicə", "--name", "de:Neu"),
        ("merge", "loc:baku", "loc:baki"),
        ("split", "--merge", "loc:baki"),
        ("split", "loc:baku", "loc:capital", "--name", "de:Baku"),
        ("rename-id", "loc:susa", "loc:shusha"),
        ("add-name", "loc:quba", "Kuba", "--lang", "de", "--preferred", "--source", "hand"),
        ("drop-name", "loc:quba", "Куба"),
        ("retire", "org:bdu"),
    ]
    for number, command in enumerate(commands, start=2):
        done = told(*command)
        assert (0, "") == (done.code, done.out), done.err
        assert (
            f"{place}: snapshot {opened(place).snapshot.id} is in force: 1 change (entry {number})\n"
            == done.err
        )
    assert [("az", "Yeni"), ("az", "Yenicə"), ("de", "Neu")] == names_of(place, "per:y")
    assert [("az", "Quba"), ("de", "Kuba")] == names_of(place, "loc:quba")
    assert [("de", "Baku")] == names_of(place, "loc:capital")
    assert {"loc:susa": "redirected", "org:bdu": "retired", "loc:baki": "current"} == {
        entity_id: opened(place).status(entity_id).state for entity_id in ("loc:susa", "org:bdu", "loc:baki")
    }
    assert ["preferred", "alias", "preferred"] == [
        name.name_kind
        for name in sorted(opened(place).names("per:y"), key=lambda name: (name.lang, name.name))
    ]


def test_split_by_source(place: Path) -> None:
    """All names from one source go to the other entity."""
    assert 0 == told("split", "loc:quba", "loc:old", "--source", "press").code
    assert ([("az", "Quba")], [("ru", "Куба")]) == (names_of(place, "loc:quba"), names_of(place, "loc:old"))


def test_apply(place: Path, tmp_path: Path) -> None:
    """A file of changes is applied; what is told of it is JSON, or words."""
    file = tmp_path / "changes.jsonl"
    file.write_text(
        '{"op": "retire", "entity_id": "loc:susa"}\n{"op": "add-name", "entity_id": "loc:old", ', "utf-8"
    )
    refused = told("apply", file)
    assert (2, "") == (refused.code, refused.out)
    assert f"gazetteer: {file}: 1 fault; nothing was changed\n  line 2: no JSON" in refused.err
    file.write_text(
        '{"op": "retire", "entity_id": "loc:susa"}\n'
        '{"op": "add-name", "entity_id": "loc:old", "lang": "de", "name": "Kuba"}\n',
        encoding="utf-8",
    )
    dry = told("apply", file, "--dry-run")
    assert (0, 1) == (dry.code, len(list((place / "log").iterdir())))
    assert "line 2: 'loc:old' is now 'loc:quba'\n" in dry.err
    assert dry.err.endswith("2 changes would be made; nothing was written\n")
    done = told("apply", file, "--json")
    assert {
        "entry": 2,
        "snapshot": opened(place).snapshot.id,
        "changes": 2,
        "notes": ["line 2: 'loc:old' is now 'loc:quba'"],
    } == json.loads(done.out)
    again = told("drop-name", "loc:quba", "Kuba", "-q")
    assert (0, "", "") == (again.code, again.out, again.err)


@pytest.mark.usefixtures("place")
def test_apply_proposes_no_option_that_it_lacks(tmp_path: Path) -> None:
    """A file in another encoding is to be converted: no option of `apply` names an encoding."""
    file = tmp_path / "changes.jsonl"
    line = '{"op": "add-name", "entity_id": "loc:quba", "lang": "de", "name": "Müllerstadt"}\n'
    file.write_bytes(line.encode("cp1252"))
    refused = told("apply", file)
    assert (2, "") == (refused.code, refused.out)
    assert f"gazetteer: {file}: not UTF-8, as changes are; this looks like cp1252; convert it" in refused.err


@pytest.mark.usefixtures("place")
def test_apply_of_a_directory(tmp_path: Path) -> None:
    """A directory is told as one, whatever its name ends with."""
    refused = told("apply", tmp_path)
    assert (2, f"gazetteer: {tmp_path}: a directory; a file was expected\n") == (refused.code, refused.err)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("retire", "x"), "no entity 'x' in this gazetteer; nothing was changed"),
        (("add", "y", "--kind", "persn", "--name", "az:Y"), "kind: 'persn'; expected: person, place"),
        (
            ("add", "y", "--kind", "person", "--name", "Yeni"),
            "--name 'Yeni': expected: a language, a colon and a name",
        ),
        (("split", "loc:baku"), "expected: ID NEW with --name LANG:NAME or --source TEXT, or --merge OLD"),
        (
            ("split", "loc:baku", "x", "--merge", "y"),
            "expected: ID NEW with --name LANG:NAME or --source TEXT, or --merge OLD",
        ),
        (
            ("split", "loc:baku", "x", "--name", "de:Baki"),
            "it has 'Bakı' (az, preferred), 'Baku' (de, preferred)",
        ),
        (
            ("split", "loc:quba", "x", "--source", "wikidata"),
            "no name from 'wikidata'; its sources are: 'hand', 'press'",
        ),
        (("apply", "missing.jsonl"), "missing.jsonl: no such file"),
        (("restore", "9"), "no snapshot and no entry of the log '9'"),
    ],
)
def test_refused(arguments: tuple[str, ...], says: str, place: Path) -> None:
    """What is refused is told on one line or two, with exit code 2."""
    before = opened(place).snapshot.id
    done = told(*arguments)
    assert (2, "") == (done.code, done.out)
    assert says in done.err
    assert before == opened(place).snapshot.id


def test_a_reason_is_wanted(place: Path) -> None:
    """A change without a reason is refused."""
    done = call_gazetteer("retire", "loc:quba")
    assert (2, True) == (done.code, "reason: missing; --reason gives one for all changes" in done.err)


def test_log(place: Path) -> None:
    """The log is told with the newest first, in words or as JSON."""
    told("merge", "loc:baku", "loc:baki")
    call_gazetteer("restore", "1", "--author", "Murad")
    lines = call_gazetteer("log").out.splitlines()
    first, second, third = (line.split("  ") for line in lines)
    assert ["3", "2", "1"] == [first[0], second[0], third[0]]
    assert ("2026-01-01T00:00:00Z", "Murad", "restore of entry 1", "restored 1") == (first[1], *first[3:])
    assert "apply 1 change" in lines[1]
    changes = call_gazetteer("log", "--changes", "--limit", "2").out
    assert '  {"op": "merge", "entity_id": "loc:baku", "merged": ["loc:baki"], "reason": "test"' in changes
    assert "undo" not in changes
    entries = [json.loads(line) for line in call_gazetteer("log", "--json").out.splitlines()]
    assert [("restore", 1), ("apply", None), ("build", None)] == [
        (entry["action"], entry["restored"]) for entry in entries
    ]
    assert ["loc:baki"] == [given["entity_id"] for given in entries[1]["changes"][0]["undo"]["gives"]]


def test_log_of_the_embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gazetteer without a log says so, and is not changed."""
    monkeypatch.delenv("ADLAR_GAZETTEER", raising=False)
    log = call_gazetteer("log")
    assert (0, "", "no log: nothing was written to this gazetteer since it has one\n") == (
        log.code,
        log.out,
        log.err,
    )
    refused = told("retire", "loc:baku")
    assert (2, True) == (refused.code, "the embedded gazetteer is read-only" in refused.err)


def test_diff(place: Path) -> None:
    """Rows that differ are told with a sign, or as JSON."""
    told("add-name", "loc:quba", "Kuba", "--lang", "de")
    plain = call_gazetteer("diff", "1")
    assert (
        "+ name  entity_id=loc:quba  lang=de  script=Latn  name=Kuba  is_preferred=False  name_kind=alias\n"
        == plain.out
    )
    back = [json.loads(line) for line in call_gazetteer("diff", "2", "1", "--json").out.splitlines()]
    assert [("removed", "name", "Kuba")] == [
        (row["change"], row["table"], row["row"]["name"]) for row in back
    ]
    assert "" == call_gazetteer("diff", "2").out


def test_check_names_what_is_damaged(place: Path) -> None:
    """`gazetteer check` reads what is no longer in force too, and the log."""
    told("retire", "loc:quba")
    assert 0 == call_gazetteer("check").code
    old = (
        place
        / "snapshots"
        / json.loads((place / "log" / "000001.jsonl").read_text().splitlines()[0])["snapshot"]
    )
    damaged = [old / "entities.parquet", place / "log" / "000001.jsonl"]
    for path in damaged:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 4
        path.write_bytes(data)
    done = call_gazetteer("check")
    assert 2 == done.code
    assert all(str(path) in done.err for path in damaged)
