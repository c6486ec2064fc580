"""What the commands say to a person, and the options that they share."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.errors import UsageError
from gazetteer.store import directory_of
from gazetteer.version import adlar_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"adlar {adlar_version()}")
        raise typer.Exit


def directory_named(text: str) -> Path:
    """Return the directory that an option names; an empty text, such as of a variable unset, names none.

    Args:
        text: A path, or the word `embedded`.

    Raises:
        BadParameter: It is empty.
    """
    if not text:
        raise typer.BadParameter("it is empty; expected: a directory")
    return directory_of(text)


GazetteerOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--gazetteer",
        metavar="DIR",
        parser=directory_named,
        help="The gazetteer; default: ADLAR_GAZETTEER, else the embedded one.",
        show_default=False,
    ),
]
"""One gazetteer, see `only`: a list, since of a plain option the last is taken without a word."""

GazetteersOption = Annotated[
    list[str] | None,
    typer.Option(
        "--gazetteer",
        metavar="DIR",
        help="The gazetteer, or `embedded`; may repeat, the first of the highest priority. "
        "Default: ADLAR_GAZETTEER, else the embedded one.",
        show_default=False,
    ),
]
EncodingOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="Encoding of text files, such as cp1254; default: UTF-8.")
]
SeparatorOption = Annotated[
    str | None,
    typer.Option(
        metavar="CHARACTER", help="What separates cells, such as ';' or tab; default: as the header shows."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON, one object a line.")]
VersionOption = Annotated[
    bool,
    typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]


def only(gazetteers: Sequence[Path] | None) -> Path | None:
    """Return the one gazetteer that is named; None if none is.

    Args:
        gazetteers: What `GazetteerOption` holds.

    Raises:
        UsageError: Several are.
    """
    if not gazetteers:
        return None
    if len(gazetteers) > 1:
        named = ", ".join(str(directory) for directory in gazetteers)
        raise UsageError(f"several gazetteers were named: {named}; one was expected here")
    return gazetteers[0]


def say(message: str) -> None:
    """Write a message to standard error.

    Args:
        message: One line or more.
    """
    typer.echo(message, err=True)


def say_nothing(message: str) -> None:
    """Take a message and drop it.

    Args:
        message: Any.
    """


def print_json(value: Mapping[str, object]) -> None:
    """Write a JSON object to standard output, on one line.

    Args:
        value: Its members.
    """
    typer.echo(json.dumps(value, ensure_ascii=False))


def print_aligned(rows: Sequence[Sequence[str]], indent: str = "") -> None:
    """Write rows to standard output, their cells one below the other.

    Args:
        rows: Rows of equally many cells.
        indent: What goes before each row.
    """
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        typer.echo((indent + "  ".join(cells)).rstrip())


@contextmanager
def progress(what: str, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Show that work is going on, if a person is looking.

    Args:
        what: What is being done.
        quiet: Whether the person does not want to know.

    Yields:
        What takes a few words on how far the work is.
    """
    if quiet or not sys.stderr.isatty():
        yield say_nothing
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield lambda stage: status.update(f"{what}: {stage}")
