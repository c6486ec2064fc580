"""The commands that make something: build, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gazetteer.cli.guard import FAULTY_ROWS, telling_what_is_left
from gazetteer.cli.terminal import (
    EncodingOption,
    GazetteersOption,
    JsonOption,
    QuietOption,
    SeparatorOption,
    print_json,
    progress,
    say,
    say_nothing,
)
from gazetteer.counting import counted
from gazetteer.errors import UsageError


def build_command(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Names tables and redirects, or importer:path?option=value; see docs/importers.md.",
        ),
    ],
    output: Annotated[str, typer.Option(metavar="DIR", help="The gazetteer directory; made if not there.")],
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

    if not output:
        raise UsageError("--output is empty; expected: a directory")
    broken: list[str] = []
    with telling_what_is_left(Path(output)), progress("building", quiet) as watch:
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


def export_command(
    target: Annotated[
        list[Path],
        typer.Argument(metavar="[DIR] FILE", help="Where to write; a directory before it is the gazetteer."),
    ],
    redirects: Annotated[
        bool, typer.Option("--redirects", help="The redirects and retired IDs instead.")
    ] = False,
    gazetteer: GazetteersOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write a gazetteer as a names table, which `build` reads back to the same snapshot.

    Of several gazetteers one table is written; with the redirects beside it, `build`
    makes a gazetteer of the same entities and names, which knows of no parts.

    Example: gazetteer export names.csv --gazetteer my-gazetteer
    """
    if len(target) > 2 or (len(target) == 2 and gazetteer is not None):
        raise UsageError(
            f"{' '.join(map(str, target))}: too many arguments; expected: FILE, or DIR FILE, or FILE with "
            "--gazetteer DIR"
        )
    file, where = target[-1], target[0] if len(target) == 2 else gazetteer

    from gazetteer.combination.home import locate
    from gazetteer.files import check_target, write_table
    from gazetteer.interchange import names_table
    from gazetteer.schema import REDIRECT_COLUMNS
    from gazetteer.store import refuse_embedded

    refuse_embedded(file)
    check_target(file)
    snapshot = locate(where)
    with progress("exporting", quiet):
        frame = snapshot.redirects().select(REDIRECT_COLUMNS) if redirects else names_table(snapshot)
        write_table(frame, file)
    if not quiet:
        rows = counted(len(frame), "redirect" if redirects else "name")
        say(f"{file}: {rows} of snapshot {snapshot.id}")
