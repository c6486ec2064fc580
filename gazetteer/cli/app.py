"""The commands together, and the way out of them."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from gazetteer.cli.change import register_changes
from gazetteer.cli.inquire import register_inquiries
from gazetteer.cli.look_back import register_looking_back
from gazetteer.cli.produce import register_production
from gazetteer.cli.terminal import say
from gazetteer.errors import GazetteerError

TRACEBACK = "ADLAR_TRACEBACK"

app = typer.Typer(
    name="gazetteer",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(asked: bool) -> None:
    if not asked:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        found = version("adlar")
    except PackageNotFoundError:
        found = "not installed"
    typer.echo(f"adlar {found}")
    raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Build, check and look into gazetteers: entities, and their names in many languages.

    Example: gazetteer search Bakı
    """


register_production(app)
register_inquiries(app)
register_changes(app)
register_looking_back(app)


def main() -> None:
    """Run the command, and turn every failure into a message and an exit code."""
    try:
        app()
    except GazetteerError as error:
        say(f"gazetteer: {error}")
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has seen enough; what is left in the buffer must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        say(
            f"gazetteer: a defect of ours: {type(error).__name__}: {error}; "
            f"please report it with what {TRACEBACK}=1 shows"
        )
        sys.exit(1)
