"""How the command ends: exit codes, messages, pipes, and what is loaded before anything is asked."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import typer
from command_line import call_resolve, environment, run_command
from typer.testing import CliRunner

from gazetteer.errors import NoSnapshot
from resolve.cli.guard import guarded
from resolve.errors import DataError, UsageError

COMMANDS = ["batch", "compare", "index", "name", "transliterate"]


@pytest.mark.parametrize(
    ("failure", "code", "message"),
    [
        (UsageError("no such thing"), 2, "resolve: no such thing\n"),
        (NoSnapshot("nothing here"), 2, "resolve: nothing here\n"),
        (
            DataError("a.tsv", 3, "torn"),
            1,
            "resolve: a defect of ours: DataError: a.tsv:3: torn; please report it",
        ),
        (
            ZeroDivisionError("by\nzero"),
            1,
            "resolve: a defect of ours: ZeroDivisionError: by zero; please report",
        ),
        (KeyboardInterrupt(), 130, "resolve: interrupted\n"),
        (SystemExit(143), 143, ""),
        (typer.Exit(3), 3, ""),
    ],
)
def test_failures(failure: BaseException, code: int, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every failure is one line on standard error and an exit code."""
    monkeypatch.delenv("ADLAR_TRACEBACK", raising=False)
    app = typer.Typer()

    @app.command()
    @guarded
    def fail() -> None:
        raise failure

    result = CliRunner().invoke(app)
    assert (code, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == bool(message)


def test_traceback_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """ADLAR_TRACEBACK shows where a defect is."""
    monkeypatch.setenv("ADLAR_TRACEBACK", "1")
    app = typer.Typer()

    @app.command()
    @guarded
    def fail() -> None:
        raise ZeroDivisionError

    result = CliRunner().invoke(app)
    assert 1 == result.exit_code
    assert "Traceback (most recent call last)" in result.stderr
    assert "a defect of ours: ZeroDivisionError" in result.stderr.splitlines()[-1]


@pytest.mark.parametrize("given", ["--list", "--from ru --to de"])
def test_closed_pipe(given: str) -> None:
    """A reader that has seen enough is no failure."""
    line = (
        f"yes Алиев | {sys.executable} -m resolve transliterate {given} | head -n 1; echo ${{PIPESTATUS[1]}}"
    )
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, env=environment(), timeout=180, check=True
    )
    assert ("0", "") == (done.stdout.splitlines()[-1], done.stderr)


def test_version() -> None:
    """The version is printed as data."""
    outcome = run_command("resolve", "--version")
    assert (0, "adlar ", "") == (outcome.code, outcome.out[:6], outcome.err)


@pytest.mark.parametrize("heavy", ["numpy", "polars", "icu", "rich"])
def test_import_is_light(heavy: str) -> None:
    """`resolve.cli` is imported without what the commands need."""
    program = f"import sys, resolve.cli; print({heavy!r} in sys.modules)"
    assert (
        "False\n"
        == subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_completion_knows_commands(command: str) -> None:
    """Shell completion offers every command."""
    outcome = run_command(
        "resolve", _RESOLVE_COMPLETE="complete_bash", COMP_WORDS=f"resolve {command[:2]}", COMP_CWORD="1"
    )
    assert command in outcome.out.split()


def shown_on_a_terminal(folder: Path, gazetteer: Path, *arguments: str) -> tuple[str, bytes]:
    """Run the command with a terminal as standard error; return what is shown there, and standard output."""
    terminal, ours = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "resolve", "batch", "a.csv", "--output", "-", *arguments],
        cwd=folder,
        env={
            **environment(PYTHONPATH=os.pathsep.join(map(os.path.abspath, sys.path))),
            "ADLAR_GAZETTEER": str(gazetteer),
            "TERM": "xterm",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=ours,
    )
    os.close(ours)
    shown = b""
    # A terminal holds a few kilobytes, and a bar is drawn ten times a second: it is read as it comes. Once
    # nobody writes to it any more, reading fails.
    with suppress(OSError):
        while read := os.read(terminal, 1 << 16):
            shown += read
    os.close(terminal)
    written = process.communicate()[0]
    assert 0 == process.returncode, shown
    return shown.decode(), written


def test_bar_on_a_terminal(small_gazetteer: Path, tmp_path: Path) -> None:
    """A person at a terminal sees a bar; standard output stays clean, and --quiet takes the bar away."""
    (tmp_path / "a.csv").write_text("name\nBaku\n", encoding="utf-8")
    shown, written = shown_on_a_terminal(tmp_path, small_gazetteer)
    assert "resolving" in shown
    assert "1 row: 1 match" in shown
    assert written.startswith(b'{"name":"Baku"')
    assert ("", written) == shown_on_a_terminal(tmp_path, small_gazetteer, "--quiet")


def test_defect_in_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """A defect inside a command is one line that names it."""
    monkeypatch.delenv("ADLAR_TRACEBACK", raising=False)

    def broken(*_: object, **__: object) -> None:
        raise IndexError("out of range")

    monkeypatch.setattr("resolve.comparison.compare_two", broken)
    outcome = call_resolve("compare", "a", "b")
    assert (1, "") == (outcome.code, outcome.out)
    assert outcome.err.startswith("resolve: a defect of ours: IndexError: out of range; please report it")


INTERRUPTED_WHILE_LOADING = """
import os, signal, sys
class Interrupting:
    def find_spec(self, name, *_):
        if name == "typer":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
"""
INTERRUPTED_AT_THE_END = """
import atexit, os, signal
atexit.register(os.kill, os.getpid(), signal.SIGINT)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("program", ["gazetteer", "resolve"])
@pytest.mark.parametrize("moment", [INTERRUPTED_WHILE_LOADING, INTERRUPTED_AT_THE_END])
def test_interrupted_before_and_after_the_work(program: str, moment: str) -> None:
    """Ctrl-C while a command is loaded, or when it is done, ends the process without a word."""
    done = subprocess.run(
        [sys.executable, "-c", f"{moment}\nfrom {program}.cli import main\nmain()", "nothing"],
        capture_output=True,
        env=environment(PYTHONPATH=os.pathsep.join(map(os.path.abspath, sys.path))),
        check=False,
    )
    said = b"No such command" if moment is INTERRUPTED_AT_THE_END else b""
    assert (-signal.SIGINT, True) == (done.returncode, said in done.stderr)
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
