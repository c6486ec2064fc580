"""`resolve transliterate`: names from one orthography to another, on the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated, BinaryIO

import typer

from gazetteer.cli.terminal import EncodingOption, QuietOption, SeparatorOption
from resolve.cli.checks import refuse_unused
from resolve.cli.options import PrefixOption
from resolve.cli.systems import print_systems
from resolve.cli.tables import Route
from resolve.cli.written import Wanted, print_names
from resolve.cli.written_table import write_names
from resolve.errors import UsageError

__all__ = ["transliterate_command"]


def transliterate_command(
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TEXT... | FILE]",
            help="Names; `-` or none: the lines of standard input. With --output, a table.",
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="CODE",
            help="Orthography of the names, such as ru; und or none: what the letters of each tell.",
            show_default=False,
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="CODE", help="Orthography to write them in, such as de.", show_default=False
        ),
    ] = None,
    all_forms: Annotated[
        bool, typer.Option("--all", help="All forms in use, best first, not only the first.")
    ] = False,
    reverse: Annotated[
        bool,
        typer.Option(
            "--reverse", help="The spellings in --to that may lie behind the names, likeliest first."
        ),
    ] = False,
    system: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="One system by its id: its rules alone, without the lexicon.",
            show_default=False,
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Which rule or row of the lexicon made which piece.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a name, with all forms.")] = False,
    list_systems: Annotated[bool, typer.Option("--list", help="List the systems and leave.")] = False,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="FILE: where the table goes; `-`: JSONL on standard output.",
            show_default=False,
        ),
    ] = None,
    column: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN", help="FILE: where the name stands. Default: name.", show_default=False
        ),
    ] = None,
    source_column: Annotated[
        str | None,
        typer.Option(
            "--from-column",
            metavar="COLUMN",
            help="FILE: where the orthography of each name stands.",
            show_default=False,
        ),
    ] = None,
    prefix: PrefixOption = "",
    encoding: EncodingOption = None,
    separator: SeparatorOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write names of one orthography in another.

    With --output, a column of a table: all its rows and columns come back with
    transliterated, transliterated_from and system.

    Example: resolve transliterate "İlham Əliyev" --from az --to ru

    Example: resolve transliterate people.csv --column name --from ru --to de --output written.csv
    """
    if list_systems:
        print_systems()
        return
    if target is None:
        raise UsageError("--to is missing: the orthography to write in, such as --to de")
    of_tables = {
        "--column": column,
        "--from-column": source_column,
        "--prefix": prefix,
        "--encoding": encoding,
        "--separator": separator,
    }
    if output is None:
        refuse_unused(of_tables, "for a table, which needs --output")
        wanted = Wanted(source, target, system, all_forms, reverse, explain, as_json, quiet)
        print_names(_names(text or []), wanted)
        return
    of_names = {"--all": all_forms, "--reverse": reverse, "--explain": explain, "--json": as_json}
    refuse_unused(of_names, "not for a table")
    if text is None or len(text) != 1:
        raise UsageError(f"{len(text or ())} files were given with --output; expected: one, or `-`")
    from resolve.batch.transliteration import TransliterationRequest

    request = TransliterationRequest(target, column or "name", source, source_column, system, prefix)
    write_names(Route(text[0], output, encoding, separator), quiet, request)


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
