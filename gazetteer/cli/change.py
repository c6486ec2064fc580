"""The commands that change a gazetteer: apply, add, retire, merge, split, rename-id, add-name, drop-name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.applying import AuthorOption, DryRunOption, ReasonOption, make_change, make_changes
from gazetteer.cli.terminal import GazetteerOption, JsonOption, QuietOption
from gazetteer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gazetteer.changes import NamePick, NewName
    from gazetteer.changes.operations import Operation

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="The ID of an entity.")]
NameKindOption = Annotated[
    str | None,
    typer.Option(metavar="KIND", help="preferred, alias, historical, abbreviation or colloquial."),
]
SourceOption = Annotated[str | None, typer.Option(metavar="TEXT", help="Where the name comes from.")]


def apply_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Changes, one JSON object a line; - is stdin.")],
    gazetteer: GazetteerOption = None,
    reason: ReasonOption = None,
    author: AuthorOption = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Make the changes of a file, all of them or none.

    Example: gazetteer apply changes.jsonl --gazetteer my-gazetteer --reason "reviewed"
    """
    from gazetteer.changes import read_changes

    make_changes(read_changes(file), gazetteer, reason, author, dry_run, json, quiet)


def add_command(
    entity_id: Annotated[str, typer.Argument(metavar="ID", help="Its ID, which was never used before.")],
    kind: Annotated[str, typer.Option(metavar="KIND", help="person, place, organization or other.")],
    name: Annotated[
        list[str],
        typer.Option(metavar="LANG:NAME", help="Such as az:Bakı; may repeat; the first is canonical."),
    ],
    country: Annotated[str | None, typer.Option(metavar="CODE", help="ISO 3166-1 alpha-2.")] = None,
    population: Annotated[int | None, typer.Option(metavar="N", help="Inhabitants.")] = None,
    birth_year: Annotated[int | None, typer.Option(metavar="YEAR", help="Year of birth.")] = None,
    description: Annotated[str | None, typer.Option(metavar="TEXT", help="A few words on it.")] = None,
    same_as: Annotated[
        list[str] | None, typer.Option(metavar="CURIE", help="Its ID elsewhere; may repeat.")
    ] = None,
    source: SourceOption = None,
    gazetteer: GazetteerOption = None,
    reason: ReasonOption = None,
    author: AuthorOption = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Add an entity; the first name of each language is the preferred one.

    Example: gazetteer add per:x --kind person --name "az:Əli Əliyev" --gazetteer my-gazetteer --reason "new"
    """
    from gazetteer.changes import Add

    names = _new_names(name, source)
    curies = tuple(same_as or ())
    operation = Add(
        entity_id, kind, names, names[0].name, country, population, birth_year, description, curies
    )
    make_change(operation, gazetteer, reason, author, dry_run, json, quiet)


def retire_command(
    entity_id: IdArgument,
    gazetteer: GazetteerOption = None,
    reason: ReasonOption = None,
    author: AuthorOption = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Take an entity out; its ID answers "retired" from now on.

    Example: gazetteer retire loc:atlantis --gazetteer my-gazetteer --reason "there is no such place"
    """
    from gazetteer.changes import Retire

    make_change(Retire(entity_id), gazetteer, reason, author, dry_run, json, quiet)


def merge_command(
    entity_id: Annotated[str, typer.Argument(metavar="ID", help="The ID that stays.")],
    merged: Annotated[list[str], typer.Argument(metavar="OLD...", help="The IDs that give way.")],
    gazetteer: GazetteerOption = None,
    reason: ReasonOption = None,
    author: AuthorOption = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Make several entities one; the IDs that give way lead to the one that stays.

    Example: gazetteer merge loc:baku loc:baki --gazetteer my-gazetteer --reason "one city"
    """
    from gazetteer.changes import Merge

    make_change(Merge(entity_id, tuple(merged)), gazetteer, reason, author, dry_run, json, quiet)


def split_command(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID NEW]", help="The entity, and the ID of the other one.")
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="LANG:NAME", help="A name that goes to the other one; may repeat."),
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="TEXT", help="All names from this source go to the other one.")
    ] = None,
    merge: Annotated[
        str | None, typer.Option(metavar="OLD", help="Undo the merge in which this ID gave way.")
    ] = None,
    gazetteer: GazetteerOption = None,
    reason: ReasonOption = None,
    author: AuthorOption = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Make one entity two, by its names or by undoing a merge.

    Example: gazetteer split --merge loc:baki --gazetteer my-gazetteer --reason "two cities"
    """
    from gazetteer.changes import Split, Unmerge

    operation: Operation
    if merge is not None and not ids and not name and source is None:
        operation = Unmerge(merge)
    elif merge is None and ids is not None and len(ids) == 2 and (name or source):
        picks = [_pick(told) for told in name or ()]
        if source is not None:
            picks += _names_from(source, ids[0], gazetteer)
        operation = Split(ids[0], ids[1], tuple(picks))
    else:
        raise UsageError("expected: ID NEW with --name LANG:NAME or --source TEXT, or --merge OLD alone")
    make_change(operation, gazetteer, reason, author, dry_run, json, quiet)


def rename_id_command(
    entity_id: IdArgument,
    new_id: Annotated[str, typer.Argument(metavar="NEW", help="The ID that it gets.")],
    gazetteer: GazetteerOption = None,
    reason: ReasonOption = None,
    author: AuthorOption = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Give an entity another ID; the old one leads to it.

    Example: gazetteer rename-id loc:baki loc:baku --gazetteer my-gazetteer --reason "as elsewhere"
    """
    from gazetteer.changes import RenameId

    make_change(RenameId(entity_id, new_id), gazetteer, reason, author, dry_run, json, quiet)


def add_name_command(
    entity_id: IdArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name.")],
    lang: Annotated[str, typer.Option(metavar="TAG", help="Its language, such as az-Cyrl; und: unknown.")],
    preferred: Annotated[
        bool, typer.Option("--preferred", help="It is what the entity is called in this language.")
    ] = False,
    name_kind: NameKindOption = None,
    source: SourceOption = None,
    gazetteer: GazetteerOption = None,
    reason: ReasonOption = None,
    author: AuthorOption = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Add a name to an entity.

    Example: gazetteer add-name loc:baku Bakou --lang fr --gazetteer my-gazetteer --reason "seen in print"
    """
    from gazetteer.changes import AddName, NewName

    new = NewName(lang, name, preferred or name_kind == "preferred", name_kind, source)
    make_change(AddName(entity_id, new), gazetteer, reason, author, dry_run, json, quiet)


def drop_name_command(
    entity_id: IdArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name, as it is spelled there.")],
    lang: Annotated[str | None, typer.Option(metavar="TAG", help="Only in this language.")] = None,
    name_kind: NameKindOption = None,
    source: SourceOption = None,
    gazetteer: GazetteerOption = None,
    reason: ReasonOption = None,
    author: AuthorOption = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Take a name from an entity, in all languages and of all kinds unless they are told.

    Example: gazetteer drop-name loc:baku Baku --lang de --gazetteer my-gazetteer --reason "a slip"
    """
    from gazetteer.changes import DropName, NamePick

    pick = NamePick(name, lang, name_kind, source)
    make_change(DropName(entity_id, pick), gazetteer, reason, author, dry_run, json, quiet)


def register_changes(app: typer.Typer) -> None:
    """Add the commands of this module.

    Args:
        app: The application to add them to.
    """
    app.command("apply")(apply_command)
    app.command("add")(add_command)
    app.command("retire")(retire_command)
    app.command("merge")(merge_command)
    app.command("split")(split_command)
    app.command("rename-id")(rename_id_command)
    app.command("add-name")(add_name_command)
    app.command("drop-name")(drop_name_command)


def _new_names(told: Sequence[str], source: str | None) -> tuple[NewName, ...]:
    from gazetteer.changes import NewName

    seen: set[str] = set()
    names: list[NewName] = []
    for one in told:
        lang, name = _parted(one)
        names.append(NewName(lang, name, lang not in seen, source=source))
        seen.add(lang)
    return tuple(names)


def _pick(told: str) -> NamePick:
    from gazetteer.changes import NamePick

    lang, name = _parted(told)
    return NamePick(name, lang)


def _names_from(source: str, entity_id: str, gazetteer: Path | None) -> list[NamePick]:
    from gazetteer import lookup
    from gazetteer.changes import NamePick

    names = lookup.open(gazetteer).names(entity_id)
    found = [
        NamePick(name.name, name.lang, name.name_kind, source) for name in names if name.source == source
    ]
    if not found:
        there = ", ".join(sorted({repr(name.source) for name in names if name.source})) or "none"
        raise UsageError(f"{entity_id!r} has no name from {source!r}; its sources are: {there}")
    return found


def _parted(told: str) -> tuple[str, str]:
    lang, mark, name = told.partition(":")
    if not mark or not lang.strip() or not name.strip():
        raise UsageError(f"--name {told!r}: expected: a language, a colon and a name, such as az:Bakı")
    return lang.strip(), name.strip()
