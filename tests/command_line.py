"""Commands as tests run them, in a process of their own or quickly in this one; outputs that are kept."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest
from typer.testing import CliRunner

GOLDEN = Path(__file__).parent / "golden"
TERMINAL = {"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1", "PYTHONUTF8": "1"}
COLOURING = ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "CI", "TERMINAL_WIDTH", "LINES")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    """Return this process's environment with a plain terminal."""
    return {key: value for key, value in os.environ.items() if key not in COLOURING} | TERMINAL | more


def run_command(
    program: str, *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **variables: str
) -> Outcome:
    """Run a command in a process of its own.

    Args:
        program: `resolve` or `gazetteer`.
        *arguments: what follows it.
        stdin: what it can read.
        cwd: where it runs; None: here.
        **variables: more of its environment.
    """
    where = os.pathsep.join(folder or str(Path.cwd()) for folder in sys.path)
    done = subprocess.run(
        [sys.executable, "-m", program, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=environment(PYTHONPATH=where, **variables),
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def call_resolve(*arguments: str | Path, stdin: bytes = b"", **variables: str) -> Outcome:
    """Run `resolve` in this process; an exception that gets out of it fails the test."""
    from resolve.cli.app import app

    result = CliRunner().invoke(app, list(map(str, arguments)), input=stdin, env={**TERMINAL, **variables})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(result.exit_code, result.stdout, result.stderr)


def call_gazetteer(*arguments: str | Path) -> Outcome:
    """Run `gazetteer` in this process, the way out of it included; a defect fails the test."""
    from gazetteer.cli import main

    out, err = io.StringIO(), io.StringIO()
    code: int | str | None = 0
    with (
        mock.patch.object(sys, "argv", ["gazetteer", *map(str, arguments)]),
        mock.patch.dict(os.environ, {**TERMINAL, "ADLAR_TRACEBACK": "1"}),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as way_out:
            code = way_out.code
    assert code != 1, err.getvalue()
    return Outcome(int(code or 0), out.getvalue(), err.getvalue())


def assert_golden(name: str, output: str) -> None:
    """Fail unless an output is the one that is kept in tests/golden/; ADLAR_GOLDEN=write keeps it instead.

    Args:
        name: the file.
        output: what was printed.
    """
    path = GOLDEN / name
    if os.environ.get("ADLAR_GOLDEN") == "write":
        path.write_text(output, encoding="utf-8")
    if not path.exists():
        pytest.fail(f"{path} is not there; ADLAR_GOLDEN=write makes it", pytrace=False)
    assert path.read_text(encoding="utf-8") == output
