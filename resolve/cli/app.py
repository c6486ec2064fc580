"""The commands together."""

from __future__ import annotations

import io
import signal
import sys
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from resolve.cli.apply_review import apply_review_command
from resolve.cli.batch import batch_command
from resolve.cli.bench import bench_app
from resolve.cli.cluster import cluster_command
from resolve.cli.compare import compare_command
from resolve.cli.guard import guarded
from resolve.cli.index import index_command
from resolve.cli.link import link_command
from resolve.cli.mcp import mcp_command
from resolve.cli.name import name_command
from resolve.cli.serve import serve_command
from resolve.cli.text import text_command
from resolve.cli.transliterate import transliterate_command

if TYPE_CHECKING:
    from types import FrameType

app = typer.Typer(
    name="resolve",
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
    """Map the many spellings of names in Turkish, Azerbaijani, German and Russian onto canonical IDs.

    Example: resolve name Alijew
    """


for _name, _command in (
    ("batch", batch_command),
    ("apply-review", apply_review_command),
    ("name", name_command),
    ("compare", compare_command),
    ("text", text_command),
    ("cluster", cluster_command),
    ("link", link_command),
    ("transliterate", transliterate_command),
    ("index", index_command),
    ("serve", serve_command),
    ("mcp", mcp_command),
):
    app.command(_name)(guarded(_command))
app.add_typer(bench_app, name="bench")


def main() -> None:
    """Run the command."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)
    # Data is UTF-8 wherever it goes; what cannot be written becomes an escape, never an exception.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")
    app(prog_name="resolve")


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """Leave in order: half-written files and worker processes are cleared away on the way out."""
    raise SystemExit(128 + number)
