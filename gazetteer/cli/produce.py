"""The commands that make something: build, check, export."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.guard import FAULTY_ROWS, WRONG_USE, telling_what_is_left
from gazetteer.cli.terminal import (
    EncodingOption,
    GazetteerOption,
    JsonOption,
    QuietOption,
    SeparatorOption,
    print_json,
    progress,
    say,
    say_nothing,
)
from gazetteer.errors import FaultyTable, GazetteerError, UsageError

if TYPE_CHECKING:
    from gazetteer.check import Fault


def build_command(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Names tables and redirects, or importer:path?option=value; see docs/importers.md.",
        ),
    ],
    output: Annotated[Path, typer.Option(metavar="DIR", help="The gazetteer directory; made if not there.")],
    encoding: EncodingOption = None,
    separator: SeparatorOption = None,
    licences: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A table source, title, licence, url on the sources, for the manifest."
        ),
    ] = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Build a gazetteer from names tables and dumps, and put it in force.

    All faults of all names tables are told before anything is written. Of a dump, what is broken is left out
    and told: exit code 3.

    Example: gazetteer build names.csv redirects.csv --output my-gazetteer
    """
    from gazetteer.build import build_gazetteer

    broken: list[str] = []
    with telling_what_is_left(output), progress("building", quiet) as watch:
        snapshot = build_gazetteer(
            sources,
            output,
            encoding=encoding,
            separator=separator,
            licences=licences,
            say=say_nothing if quiet else say,
            complain=broken.append,
            watch=watch,
        )
    for complaint in broken:
        say(f"gazetteer: {complaint}")
    if json:
        print_json({"directory": str(snapshot.directory), **snapshot.manifest.as_dict()})
    elif not quiet:
        counts = ", ".join(f"{table.name} {table.rows}" for table in snapshot.manifest.tables)
        say(f"{output}: snapshot {snapshot.id} is in force: {counts}")
    if broken:
        raise typer.Exit(FAULTY_ROWS)


def check_command(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE...]", help="Names tables; none: a gazetteer.")
    ] = None,
    gazetteer: GazetteerOption = None,
    encoding: EncodingOption = None,
    separator: SeparatorOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Say all that is wrong with names tables, or with a gazetteer.

    Exit code 3 if rows have faults, 2 if a file cannot be read or lacks a column.

    Example: gazetteer check names.csv
    """
    if files and gazetteer is not None:
        raise UsageError("both files and --gazetteer were given; check one or the other")
    codes = [_check_file(name, encoding, separator, json, quiet) for name in files or []]
    if not files:
        codes = [_check_gazetteer(gazetteer, json, quiet)]
    code = WRONG_USE if WRONG_USE in codes else max(codes)
    raise typer.Exit(code)


def export_command(
    target: Annotated[
        list[Path],
        typer.Argument(metavar="[DIR] FILE", help="Where to write; a directory before it is the gazetteer."),
    ],
    redirects: Annotated[
        bool, typer.Option("--redirects", help="The redirects and retired IDs instead.")
    ] = False,
    gazetteer: GazetteerOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write a gazetteer as a names table, which `build` reads back to the same snapshot.

    Example: gazetteer export names.csv --gazetteer my-gazetteer
    """
    if len(target) > 2 or (len(target) == 2 and gazetteer is not None):
        raise UsageError("one file was expected, with --gazetteer DIR or DIR before it")
    file, directory = target[-1], target[0] if len(target) == 2 else gazetteer

    from gazetteer.files import check_target, write_table
    from gazetteer.interchange import names_table
    from gazetteer.store import locate, refuse_embedded

    refuse_embedded(file)
    check_target(file)
    snapshot = locate(directory)
    with progress("exporting", quiet):
        frame = snapshot.redirects() if redirects else names_table(snapshot)
        write_table(frame, file)
    if not quiet:
        say(f"{file}: {len(frame)} {'redirects' if redirects else 'names'} of snapshot {snapshot.id}")


def _check_file(name: str, encoding: str | None, separator: str | None, json: bool, quiet: bool) -> int:
    from gazetteer.files import read_table
    from gazetteer.redirects import canonical_redirects
    from gazetteer.schema import is_redirects
    from gazetteer.sources.table import table_faults

    try:
        table = read_table(name, encoding=encoding, separator=separator)
    except GazetteerError as error:
        say(f"gazetteer: {error}")
        return WRONG_USE
    if not quiet:
        for note in table.notes:
            say(f"{name}: {note}")
    if is_redirects(table.frame.columns):
        canonical_redirects(table.frame)
        return _report(name, (), len(table.frame), json, quiet)
    return _report(name, table_faults(table), len(table.frame), json, quiet)


def _check_gazetteer(gazetteer: Path | None, json: bool, quiet: bool) -> int:
    from gazetteer.store import locate
    from gazetteer.verify import verify_past, verify_snapshot

    snapshot = locate(gazetteer)
    verify_past(snapshot.directory.resolve().parent.parent)
    try:
        faults = verify_snapshot(snapshot)
    except FaultyTable as error:
        say(f"gazetteer: {snapshot.directory}: {error}")
        return FAULTY_ROWS
    return _report(str(snapshot.directory), faults, snapshot.manifest.table("names").rows, json, quiet)


def _report(name: str, faults: tuple[Fault, ...], rows: int, json: bool, quiet: bool) -> int:
    if json:
        print_json({"file": name, "rows": rows, "faults": [asdict(fault) for fault in faults]})
    else:
        for fault in faults:
            typer.echo(f"{name}: {fault.severity}: {fault.message}")
    if not faults and not quiet:
        say(f"{name}: {rows} rows, no faults")
    if any(fault.code == "missing_column" for fault in faults):
        return WRONG_USE
    return FAULTY_ROWS if faults else 0
