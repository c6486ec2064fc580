"""The command `gazetteer`: data on standard output, the rest on standard error, the exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from gazetteer_samples import REDIRECTS, SAMPLE

from gazetteer.cli import app as application
from gazetteer.cli import main

COMMANDS = [
    "add",
    "add-name",
    "apply",
    "build",
    "check",
    "diff",
    "drop-name",
    "export",
    "info",
    "log",
    "merge",
    "prune",
    "rename-id",
    "restore",
    "retire",
    "search",
    "set",
    "show",
    "split",
]


class Outcome:
    """What a command left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


class Command:
    """The command `gazetteer`, run in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys, self.monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: str | Path) -> Outcome:
        self.monkeypatch.setattr(sys, "argv", ["gazetteer", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        captured = self.capsys.readouterr()
        return Outcome(int(left.value.code or 0), captured.out, captured.err)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return the command."""
    return Command(capsys, monkeypatch)


@pytest.fixture
def home(tmp_path: Path, run: Command) -> Path:
    """Return the directory of the sample gazetteer, built by the command."""
    (tmp_path / "names.csv").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "redirects.csv").write_text(REDIRECTS, encoding="utf-8")
    outcome = run("build", tmp_path / "names.csv", tmp_path / "redirects.csv", "--output", tmp_path / "home")
    assert (0, "") == (outcome.code, outcome.out)
    assert "is in force: entities 4, names 9, redirects 2" in outcome.err
    return tmp_path / "home"


def test_info(home: Path, run: Command) -> None:
    """The command info tells counts and sources, as text and as JSON."""
    told = json.loads(run("info", "--gazetteer", home, "--json").out)
    assert {"place": 2, "person": 1, "organization": 1} == told["kinds"]
    assert told["id"] in run("info", "--gazetteer", home).out


def test_info_counts_one_name_as_one(tmp_path: Path, run: Command) -> None:
    """A source of a single name has `1 name`."""
    table = tmp_path / "names.csv"
    table.write_text("entity_id,kind,lang,name,source\na,place,az,Bakı,hand\n", encoding="utf-8")
    run("build", table, "--output", tmp_path / "g")
    assert "  hand  1 name" == run("info", "--gazetteer", tmp_path / "g").out.splitlines()[-1].rstrip()


def test_show(home: Path, run: Command) -> None:
    """The command show prints an entity with its names."""
    lines = run("show", "loc:baku", "--gazetteer", home).out.splitlines()
    assert "loc:baku  place  Bakı" == lines[0]
    assert "  az       Latn  Bakı  preferred  hand" in lines
    told = json.loads(run("show", "loc:baku", "--gazetteer", home, "--json").out)
    assert ("current", 3, ["geonames:587084", "wikidata:Q9248"]) == (
        told["status"]["state"],
        len(told["names"]),
        told["same_as"],
    )


@pytest.mark.parametrize(
    ("entity_id", "code", "words"),
    [
        ("loc:baki", 0, "'loc:baki' is now 'loc:baku'"),
        ("loc:atlantis", 0, "'loc:atlantis' is retired"),
        ("loc:nowhere", 2, "no entity 'loc:nowhere'"),
    ],
)
@pytest.mark.parametrize("json_option", [[], ["--json"]])
def test_show_old_ids(
    entity_id: str, code: int, words: str, json_option: list[str], home: Path, run: Command
) -> None:
    """An ID that is no more says where it went; one that never was is wrong use."""
    outcome = run("show", entity_id, "--gazetteer", home, *json_option)
    told = json.loads(outcome.out)["status"]["reason"] if json_option else outcome.err
    assert (code, True) == (outcome.code, words in told)


def test_search(home: Path, run: Command) -> None:
    """The command search prints a line an entity; finding none is no failure."""
    assert ["loc:baku", "loc:bakuriani"] == [
        json.loads(line)["entity_id"]
        for line in run("search", "bak", "--gazetteer", home, "--json").out.splitlines()
    ]
    assert "per:aliyev_ilham  person  İlham Əliyev  Ilham Alijew (de)" == (
        run("search", "Ilham", "Alijew", "--gazetteer", home).out.strip()
    )
    nothing = run("search", "zürich", "--gazetteer", home)
    assert (0, "", True) == (nothing.code, nothing.out, "no name holds 'zürich'" in nothing.err)


@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl", "parquet"])
def test_export_and_build(ending: str, home: Path, run: Command) -> None:
    """What export writes, build reads back to the same snapshot."""
    names, gone = home.parent / f"out.{ending}", home.parent / f"gone.{ending}"
    assert 0 == run("export", names, "--gazetteer", home).code
    assert 0 == run("export", home, gone, "--redirects").code
    again = run("build", names, gone, "--output", home.parent / "again", "--json")
    assert json.loads(run("info", "--gazetteer", home, "--json").out)["id"] == json.loads(again.out)["id"]


def test_export_to_standard_output(home: Path) -> None:
    """Exported to `-`, the rows are JSONL on standard output, and nothing else is."""
    code = "from gazetteer.cli import main; main()"
    arguments = [sys.executable, "-c", code, "export", "-", "--gazetteer", str(home)]
    done = subprocess.run(arguments, capture_output=True, check=True)
    assert 9 == len([json.loads(line) for line in done.stdout.splitlines()])


def test_check(home: Path, run: Command) -> None:
    """The command check is 0 for what is well, 3 for faulty rows, 2 for what is no names table."""
    folder = home.parent
    (folder / "bad.csv").write_text("entity_id,kind,lang,name\na,persn,tr,\n")
    (folder / "less.csv").write_text("entity_id,kind,name\na,person,Ay\n")
    assert [0, 0, 0, 3, 2, 2, 2] == [
        run("check", *arguments).code
        for arguments in (
            [folder / "names.csv"],
            [folder / "redirects.csv"],
            ["--gazetteer", home],
            [folder / "names.csv", folder / "bad.csv"],
            [folder / "less.csv", folder / "bad.csv"],
            [folder / "missing.csv", folder / "bad.csv"],
            [folder / "names.csv", "--gazetteer", home],
        )
    ]


def test_check_tells_every_fault(tmp_path: Path, run: Command) -> None:
    """Each fault is a line of standard output, or an object with its rows."""
    (tmp_path / "bad.csv").write_text("entity_id,kind,lang,name\na,persn,tr,\n")
    bad = tmp_path / "bad.csv"
    text = run("check", bad).out
    assert [
        f"{bad}: error: kind is 'persn'; expected: person, place, organization, other (line 2)",
        f"{bad}: error: no name (line 2)",
    ] == text.splitlines()
    told = json.loads(run("check", bad, "--json").out)
    assert [("unknown_value", "kind", [0]), ("empty", "name", [0])] == [
        (fault["code"], fault["column"], fault["rows"]) for fault in told["faults"]
    ]


def test_check_of_a_damaged_gazetteer(home: Path, run: Command) -> None:
    """A damaged gazetteer is named, exit code 2."""
    table = next(home.glob("snapshots/*/names.parquet"))
    table.write_bytes(table.read_bytes()[:-1] + b"X")
    outcome = run("check", "--gazetteer", home)
    assert (2, True) == (outcome.code, "damaged" in outcome.err)


@pytest.mark.parametrize("others", [["nowhere"], ["nowhere", "damaged"]])
def test_check_goes_on_after_a_gazetteer_that_cannot_be_opened(
    others: list[str], home: Path, run: Command
) -> None:
    """Each gazetteer is checked, whatever is wrong with those before it; exit code 2."""
    damaged = shutil.copytree(home, home.parent / "damaged")
    table = next(damaged.glob("snapshots/*/names.parquet"))
    table.write_bytes(table.read_bytes()[:-1] + b"X")
    named = [home.parent / other for other in others] + [home]
    outcome = run("check", *(word for place in named for word in ("--gazetteer", place)))
    assert 2 == outcome.code
    assert [True] * len(others) == [str(home.parent / other) in outcome.err for other in others]
    assert (True, True) == ("9 rows, no faults" in outcome.err, "not held against each other" in outcome.err)


def test_build_refuses_and_writes_nothing(tmp_path: Path, run: Command) -> None:
    """Faulty sources are refused with all their faults, one a line, and nothing is written."""
    (tmp_path / "bad.csv").write_text("entity_id,kind,lang,name\na,persn,tr,\n")
    outcome = run("build", tmp_path / "bad.csv", "--output", tmp_path / "out")
    assert (2, "", 3) == (outcome.code, outcome.out, len(outcome.err.splitlines()))
    assert not (tmp_path / "out").exists()


def test_build_says_what_it_guessed(tmp_path: Path, run: Command) -> None:
    """A guessed separator is told, unless told to be quiet."""
    (tmp_path / "a.csv").write_text("entity_id;kind;lang;name\na;place;tr;Ay\n")
    arguments = ["build", tmp_path / "a.csv", "--output", tmp_path / "out"]
    assert "the separator is taken to be ';'" in run(*arguments).err
    assert "" == run(*arguments, "--quiet").err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", "a.docx"], "the ending is .docx"),
        (["export", "nowhere/a.csv"], "no such folder"),
        (["export", "a.csv", "b.csv", "c.csv"], "a.csv b.csv c.csv: too many arguments; expected: FILE"),
        (["info", "--gazetteer", "nowhere"], "no such directory"),
        (["build", "klingon:x", "--output", "out"], "no importer 'klingon'"),
        (["build", "missing.csv", "--output", "out"], "no such file"),
        (["frobnicate"], "No such command"),
        (["search", "x", "--limit", "0"], "--limit"),
    ],
)
def test_wrong_use(
    arguments: list[str], words: str, tmp_path: Path, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wrong use is exit code 2 with a message, and no traceback."""
    monkeypatch.chdir(tmp_path)
    outcome = run(*arguments)
    assert (2, "", True, False) == (
        outcome.code,
        outcome.out,
        words in outcome.err,
        "Traceback" in outcome.err,
    )


def test_a_defect_of_ours(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw is exit code 1 and one line, with a traceback for who asks."""

    def fail(path: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("gazetteer.combination.home.locate", fail)
    monkeypatch.delenv("ADLAR_TRACEBACK", raising=False)
    outcome = run("info")
    assert (1, 1, True) == (
        outcome.code,
        outcome.err.count("\n"),
        "ZeroDivisionError: by zero" in outcome.err,
    )
    monkeypatch.setenv("ADLAR_TRACEBACK", "1")
    assert "Traceback (most recent call last)" in run("info").err


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command: str, run: Command) -> None:
    """The help of each command shows an example."""
    outcome = run(command, "--help")
    assert (0, True) == (outcome.code, f"Example: gazetteer {command}" in outcome.out)


def test_help_lists_the_commands(run: Command) -> None:
    """The commands are those that are tested here."""
    registered = [info.name for info in application.app.registered_commands]
    assert COMMANDS == sorted(name for name in registered if name)
    assert 0 == run("--help").code


def test_version(run: Command) -> None:
    """The version is that of the distribution."""
    assert "adlar " in run("--version").out


def test_help_needs_no_polars() -> None:
    """The commands are listed in a process that imports neither polars nor numpy."""
    code = (
        "import sys, atexit; from gazetteer.cli import main; sys.argv = ['gazetteer', 'build', '--help'];"
        "atexit.register(lambda: print(sorted({'polars', 'numpy'} & set(sys.modules)))); main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.splitlines()[-1]
