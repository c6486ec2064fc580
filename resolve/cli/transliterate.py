"""`resolve transliterate`: names from one orthography to another, on the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Annotated, BinaryIO

import typer

from resolve.errors import UsageError

__all__ = ["transliterate_command"]


def transliterate_command(
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TEXT...]", help="Names; `-` or none: the lines of standard input.", show_default=False
        ),
    ] = None,
    source: Annotated[
        str,
        typer.Option(
            "--from", metavar="CODE", help="Orthography of the names: az, az-Cyrl, de, en, ru, tr, und."
        ),
    ] = "und",
    target: Annotated[
        str | None,
        typer.Option("--to", metavar="CODE", help="Orthography to write them in.", show_default=False),
    ] = None,
    all_forms: Annotated[
        bool, typer.Option("--all", help="All forms in use, best first, not only the first.")
    ] = False,
    system: Annotated[
        str | None, typer.Option(metavar="ID", help="The system to use, by its id.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a name, with all forms.")] = False,
    list_systems: Annotated[bool, typer.Option("--list", help="List the systems and leave.")] = False,
) -> None:
    """Write names of one orthography in another.

    Example: resolve transliterate "İlham Əliyev" --from az --to ru

    With --all a line is: form, weight, system, separated by tabs, and names are separated by an empty line.
    """
    if list_systems:
        _print_systems()
    elif target is None:
        raise UsageError("--to is missing: the orthography to write in, such as --to de")
    else:
        _print_names(_names(text or []), source, target, system, all_forms=all_forms, as_json=as_json)


def _print_names(
    names: Iterable[str], source: str, target: str, system: str | None, *, all_forms: bool, as_json: bool
) -> None:
    # The conversion layer loads ICU; `resolve --help` must not wait for it.
    from resolve.conversion import transliterate, variants

    for count, name in enumerate(names):
        if not all_forms and not as_json:
            typer.echo(_printable(transliterate(name, source, target, system=system)))
            continue
        forms = variants(name, source, target, system=system)
        if as_json:
            row = {
                "input": name,
                "source": source,
                "target": target,
                "text": forms[0].text,
                "variants": [
                    {"text": form.text, "system": form.system, "weight": round(form.weight, 4)}
                    for form in forms
                ],
            }
            typer.echo(_printable(json.dumps(row, ensure_ascii=False)))
        else:
            if count:
                typer.echo()
            for form in forms:
                typer.echo(_printable(f"{form.text}\t{form.weight:.3f}\t{form.system}"))


def _print_systems() -> None:
    from resolve.conversion import systems

    typer.echo("id\tfrom\tto\tauthority\tyear\twhat")
    for system in systems():
        row = (system.id, system.source, system.target, system.authority, str(system.year), system.what)
        typer.echo("\t".join(row))


def _names(arguments: list[str]) -> Iterator[str]:
    if arguments and arguments != ["-"]:
        yield from arguments
    elif not arguments and sys.stdin.isatty():
        raise UsageError("no name given: write names as arguments, or send lines to standard input")
    else:
        yield from _lines(sys.stdin.buffer)


def _lines(stream: BinaryIO) -> Iterator[str]:
    offset = 0
    for number, line in enumerate(stream, 1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise UsageError(
                f"standard input is not UTF-8: byte {line[error.start]:#04x} "
                f"at offset {offset + error.start}, line {number}"
            ) from None
        offset += len(line)
        yield (text.removeprefix("\ufeff") if number == 1 else text).rstrip("\r\n")


def _printable(line: str) -> str:
    """A line that can be written as UTF-8: a lone surrogate becomes the replacement character."""
    return line.encode("utf-8", "replace").decode("utf-8") if not line.isascii() else line
