"""What the two commands offer: their help is kept, and every command and option is documented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from command_line import assert_golden, run_command

from gazetteer.cli.app import app as gazetteer_app
from resolve.cli.app import app as resolve_app

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"


def commands_of(
    group: typer.core.TyperGroup, prefix: str = ""
) -> Iterator[tuple[str, typer.core.TyperCommand]]:
    """Return the commands of a group by name, those of a group inside it as `bench quality`."""
    for name, command in group.commands.items():
        if isinstance(command, typer.core.TyperGroup):
            yield from commands_of(command, f"{prefix}{name} ")
        else:
            yield prefix + name, command


def offered() -> dict[str, list[str]]:
    """Return the names of all options of each command, `resolve batch` and the like."""
    found = {}
    for program, app in (("resolve", resolve_app), ("gazetteer", gazetteer_app)):
        group = typer.main.get_command(app)
        for name, command in commands_of(group):
            options = [
                option
                for parameter in command.params
                for option in (*parameter.opts, *parameter.secondary_opts)
                if option.startswith("-")
            ]
            found[f"{program} {name}"] = options
    return found


OFFERED = offered()
OPTIONS = [(command, option) for command, options in OFFERED.items() for option in options]


def section(command: str) -> str:
    """Return the section of docs/commands.md on a command."""
    page = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"^### `{command}`\n(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"docs/commands.md has no section '### `{command}`'"
    return found[1]


@pytest.mark.parametrize("command", OFFERED)
def test_command_is_documented(command: str) -> None:
    """Every command has a section in docs/commands.md, with an example."""
    assert f"{command} " in section(command)


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_option_is_documented(command: str, option: str) -> None:
    """Every option stands in the section of its command."""
    assert re.search(rf"`(?:[^`]* )?{re.escape(option)}[ `=,]", section(command)), f"{option} is not there"


def test_nothing_else_is_documented() -> None:
    """No command and no option is documented that there is not."""
    page = PAGE.read_text(encoding="utf-8")
    documented = re.findall(r"^### `((?:resolve|gazetteer)(?: [\w-]+)+)`$", page, re.MULTILINE)
    assert sorted(OFFERED) == sorted(documented)
    for command, options in OFFERED.items():
        table = re.findall(r"^\| `(-[^`]*)`", section(command), re.MULTILINE)
        named = {option for cell in table for option in re.findall(r"(?<![\w-])--?[a-z][a-z0-9-]*", cell)}
        assert set(options) == named, command


@pytest.mark.parametrize("command", ["resolve", *(name for name in OFFERED if name.startswith("resolve"))])
def test_help(command: str) -> None:
    """The help of `resolve` and of each of its commands is what was agreed on, with an example."""
    program, *rest = command.split()
    outcome = run_command(program, *rest, "--help")
    assert (0, "") == (outcome.code, outcome.err)
    assert "Example: resolve " in outcome.out
    plain = "\n".join(line.rstrip() for line in outcome.out.splitlines()) + "\n"
    assert_golden(f"help-{'-'.join(rest) or program}.txt", plain)
