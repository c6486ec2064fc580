"""The command that says what is wrong: with names tables, with a gazetteer, or between several."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.guard import FAULTY_ROWS, WRONG_USE
from gazetteer.cli.terminal import (
    EncodingOption,
    GazetteersOption,
    JsonOption,
    QuietOption,
    SeparatorOption,
    print_json,
    say,
)
from gazetteer.combination.parts import called, names_of
from gazetteer.counting import counted
from gazetteer.errors import FaultyTable, GazetteerError, UsageError

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from gazetteer.check import Fault

SHOWN_CONFLICTS = 20
"""How many conflicts of a kind are told to a person."""


def check_command(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE...]", help="Names tables; none: a gazetteer.")
    ] = None,
    gazetteer: GazetteersOption = None,
    encoding: EncodingOption = None,
    separator: SeparatorOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Say all that is wrong with names tables, or with a gazetteer.

    Of several gazetteers also what they say against each other: two kinds, countries
    or years of birth of one entity, and entities that one holds apart and another
    takes for one. The first is followed. Entities whose IDs it retired are hidden, and
    counted.

    Exit code 3 if rows have faults, 2 if a file cannot be read or lacks a column.

    Example: gazetteer check names.csv
    """
    if files and gazetteer is not None:
        raise UsageError("both files and --gazetteer were given; check one or the other")
    codes = [_check_file(name, encoding, separator, json, quiet) for name in files or []]
    if not files:
        named = names_of(gazetteer)
        codes = [_check_gazetteer(name, json, quiet) for name in named]
        if WRONG_USE in codes and len(named) > 1:
            say(f"gazetteer: {called(named)}: not held against each other, as not all of them can be read")
        elif len(named) > 1:
            codes.append(_check_together(named, json, quiet))
    code = WRONG_USE if WRONG_USE in codes else max(codes)
    raise typer.Exit(code)


def _check_file(name: str, encoding: str | None, separator: str | None, json: bool, quiet: bool) -> int:
    from gazetteer.files import read_table
    from gazetteer.redirects import canonical_redirects, redirect_faults
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
        faults = redirect_faults(canonical_redirects(table.frame))
        return _report(name, faults, len(table.frame), json, quiet)
    return _report(name, table_faults(table), len(table.frame), json, quiet)


def _check_gazetteer(gazetteer: str | os.PathLike[str], json: bool, quiet: bool) -> int:
    from gazetteer.store import gazetteer_of, locate
    from gazetteer.verify import verify_past, verify_snapshot

    try:
        snapshot = locate(gazetteer)
        verify_past(gazetteer_of(snapshot.directory.resolve()))
    except GazetteerError as error:
        say(f"gazetteer: {error}")
        return WRONG_USE
    try:
        faults = verify_snapshot(snapshot)
    except FaultyTable as error:
        say(f"gazetteer: {snapshot.directory}: {error}")
        return FAULTY_ROWS
    except GazetteerError as error:
        say(f"gazetteer: {error}")
        return WRONG_USE
    return _report(str(snapshot.directory), faults, snapshot.manifest.table("names").rows, json, quiet)


def _check_together(named: Sequence[str | os.PathLike[str]], json: bool, quiet: bool) -> int:
    """Say what gazetteers say against each other."""
    from gazetteer.combination.hidden import told as told_hidden
    from gazetteer.combination.making import join_gazetteers

    joined = join_gazetteers(named)
    conflicts, hidden = joined.conflicts, joined.hidden
    together = called(named)
    if json:
        lists = {"conflicts": [asdict(one) for one in conflicts], "hidden": [asdict(one) for one in hidden]}
        print_json({"together": together, **lists})
    else:
        told: Counter[str] = Counter()
        for conflict in conflicts:
            told[conflict.about] += 1
            if told[conflict.about] <= SHOWN_CONFLICTS:
                typer.echo(f"{together}: conflict: {conflict.message}")
        for about, count in told.items():
            if count > SHOWN_CONFLICTS:
                more = count - SHOWN_CONFLICTS
                typer.echo(f"{together}: conflict: {more} more of the kind {about!r}; --json lists all")
        for line in told_hidden(hidden):
            typer.echo(f"{together}: {line}")
    if not conflicts and not quiet:
        say(f"{together}: no conflicts")
    return FAULTY_ROWS if conflicts else 0


def _report(name: str, faults: tuple[Fault, ...], rows: int, json: bool, quiet: bool) -> int:
    if json:
        print_json({"file": name, "rows": rows, "faults": [asdict(fault) for fault in faults]})
    else:
        for fault in faults:
            typer.echo(f"{name}: {fault.severity}: {fault.message}")
    if not faults and not quiet:
        say(f"{name}: {counted(rows, 'row')}, no faults")
    if any(fault.code == "missing_column" for fault in faults):
        return WRONG_USE
    return FAULTY_ROWS if faults else 0
