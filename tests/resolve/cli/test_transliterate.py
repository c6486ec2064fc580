"""`resolve transliterate` on the command line."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from resolve.cli.app import app
from resolve.conversion import systems


def run(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ("transliterate", *arguments), input=stdin)
    return result.exit_code, result.stdout, result.stderr


def test_arguments() -> None:
    """Each argument is a name, each line of the output its conversion."""
    assert run("Щербаков", "Алиев", "--from", "ru", "--to", "de") == (0, "Schtscherbakow\nAlijew\n", "")


@pytest.mark.parametrize("dash", [(), ("-",)])
def test_standard_input(dash: tuple[str, ...]) -> None:
    """Without a name, or with `-`, the lines of standard input are the names; a blank line stays one."""
    given = "\ufeffЩербаков\r\n\nАлиев".encode()
    assert run(*dash, "--from", "ru", "--to", "de", stdin=given) == (0, "Schtscherbakow\n\nAlijew\n", "")


def test_json() -> None:
    """An object has the fields of the contract; the text is the first variant."""
    code, output, _ = run("Сергей", "Цой", "--from", "ru", "--to", "de", "--json")
    rows = [json.loads(line) for line in output.splitlines()]
    assert code == 0
    assert [list(row) for row in rows] == [["input", "source", "target", "text", "variants"]] * 2
    assert {"text": "Sergei", "system": "de-t-ru-m0-duden", "weight": 1.0} == rows[0]["variants"][0]
    assert "Sergei" == rows[0]["text"]


def test_all() -> None:
    """All forms are listed best first, with weight and system."""
    code, output, _ = run("Сергей", "--from", "ru", "--to", "de", "--all")
    assert code == 0
    assert output.startswith("Sergei\t1.000\tde-t-ru-m0-duden\nSergej\t0.500\t")


def test_list() -> None:
    """Every system is listed under a line of column names."""
    code, output, _ = run("--list")
    assert code == 0
    assert [system.id for system in systems()] == [line.split("\t")[0] for line in output.splitlines()[1:]]


@pytest.mark.parametrize(
    ("arguments", "stdin", "message"),
    [
        (("x", "--from", "ru"), b"", "--to is missing"),
        (("x", "--from", "russian", "--to", "de"), b"", "'russian'; there are: "),
        (("x", "--from", "de", "--to", "kk"), b"", "from de there is: "),
        (("x", "--from", "ru", "--to", "de", "--system", "duden"), b"", "de-t-ru-m0-duden"),
        (("--from", "ru", "--to", "de"), b"a\nb\xff", "byte 0xff at offset 3, line 2"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], stdin: bytes, message: str) -> None:
    """Wrong use ends with code 2, a message on standard error and no traceback."""
    code, _, error = run(*arguments, stdin=stdin)
    assert code == 2
    assert message in error
    assert "Traceback" not in error


def test_import_is_light() -> None:
    """The command can be registered without loading ICU."""
    program = "import sys, resolve.cli; print('icu' in sys.modules)"
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert printed == "False\n"
