"""How the command `gazetteer` ends when it is stopped from outside, or by what is no usual exception."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from command_line import Outcome, call_gazetteer, environment

from gazetteer.cli.guard import telling_what_is_left
from gazetteer.store import pointed_to

PLACE = '{"id": "Q%d", "schema": "Person", "properties": {"name": ["Ay"]}, "caption": "Ay"}\n'
MORE_THAN_A_PIPE_HOLDS = 40_000


def build(folder: Path) -> Path:
    """Build a small gazetteer in a folder, and return its directory."""
    (folder / "names.csv").write_text("entity_id,kind,lang,name\na,place,az,Bakı\n", encoding="utf-8")
    assert 0 == call_gazetteer("build", folder / "names.csv", "--output", folder / "g").code
    return folder / "g"


def stopped(signal_number: int, *arguments: str | Path) -> Outcome:
    """Run `gazetteer` on an endless standard input, and stop it while it reads."""
    where = os.pathsep.join(folder or str(Path.cwd()) for folder in sys.path)
    running = subprocess.Popen(
        [sys.executable, "-m", "gazetteer", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(PYTHONPATH=where),
    )
    assert running.stdin is not None
    for number in range(MORE_THAN_A_PIPE_HOLDS):
        running.stdin.write((PLACE % number).encode())
    running.stdin.flush()
    running.send_signal(signal_number)
    out, err = running.communicate(timeout=180)
    return Outcome(running.returncode, out.decode(), err.decode())


def test_interrupted_before_there_is_a_gazetteer(tmp_path: Path) -> None:
    """Interrupted, a build says that there is no gazetteer, and leaves none."""
    pytest.importorskip("orjson", reason="the extra import is not installed")
    done = stopped(signal.SIGINT, "build", "ftm:-", "--output", tmp_path / "g")
    assert (130, "", f"gazetteer: interrupted: {tmp_path}/g: there is no gazetteer, as before\n") == (
        done.code,
        done.out,
        done.err,
    )
    assert [] == list(tmp_path.iterdir())


def test_interrupted_beside_a_gazetteer(tmp_path: Path) -> None:
    """Interrupted, a build over a gazetteer says which snapshot is in force."""
    pytest.importorskip("orjson", reason="the extra import is not installed")
    place = build(tmp_path)
    before = pointed_to(place)
    done = stopped(signal.SIGINT, "build", "ftm:-", "--output", place)
    assert (130, f"gazetteer: interrupted: {place}: snapshot {before} is in force, as before\n") == (
        done.code,
        done.err,
    )
    assert before == pointed_to(place)


def test_terminated(tmp_path: Path) -> None:
    """Told to end, a build clears its temporary files away."""
    pytest.importorskip("orjson", reason="the extra import is not installed")
    done = stopped(signal.SIGTERM, "build", "ftm:-", "--output", tmp_path / "g")
    assert (143, "", "") == (done.code, done.out, done.err)


def test_what_is_left_when_it_was_too_late(tmp_path: Path) -> None:
    """Interrupted when the new snapshot is pointed to already, the message names that one."""
    place = build(tmp_path)

    def interrupted_late() -> None:
        with telling_what_is_left(place):
            (place / "current").write_text("abc\n", encoding="ascii")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as interruption:
        interrupted_late()
    assert f"{place}: snapshot abc is in force" == str(interruption.value)


def test_disk_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says of a path is told with the path; it is no defect of ours."""
    place = build(tmp_path)

    def fail(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(place))

    monkeypatch.setattr("gazetteer.lookup.open", fail)
    done = call_gazetteer("search", "a", "--gazetteer", place)
    assert (2, f"gazetteer: {place}: Permission denied\n") == (done.code, done.err)


def test_panic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A panic of polars, which is no Exception, is a defect of ours on one line."""
    place = build(tmp_path)

    def panic(path: object) -> None:
        raise pl.exceptions.PanicException("index out of bounds")

    monkeypatch.setattr("gazetteer.lookup.open", panic)
    with pytest.raises(AssertionError, match="a defect of ours: PanicException: index out of bounds; please"):
        call_gazetteer("search", "a", "--gazetteer", place)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("search", "x\udcff"), 0, "no name holds"),
        (("show", "x\udcff"), 2, "no entity 'x\\udcff' in this gazetteer"),
        (("build", "x\udcff.csv", "--output", "elsewhere"), 2, "no such file"),
        (
            ("add", "a\udcff", "--kind", "place", "--name", "az:X", "--reason", "t"),
            2,
            "half a surrogate pair",
        ),
        (
            ("add", "a b", "--kind", "place", "--name", "az:X", "--reason", "t"),
            2,
            "'a b'; expected: an ID of 1",
        ),
        (("add", "a\u2028b", "--kind", "place", "--name", "az:X", "--reason", "t"), 2, "without spaces and"),
        (("add", "a\u00a0b", "--kind", "place", "--name", "az:X", "--reason", "t"), 2, "without spaces and"),
        (("rename-id", "a", "a\tb", "--reason", "t"), 2, "holds a control character"),
        (("rename-id", "a", "x" * 1001, "--reason", "t"), 2, "expected: an ID of 1 to 1000 characters"),
    ],
)
def test_arguments_that_are_no_text(arguments: tuple[str, ...], code: int, says: str, tmp_path: Path) -> None:
    """Arguments in other encodings, and texts that cannot be IDs, are told."""
    place = build(tmp_path)
    where = () if arguments[0] == "build" else ("--gazetteer", place)
    done = call_gazetteer(*arguments, *where)
    assert (code, True) == (done.code, says in done.err), done.err
