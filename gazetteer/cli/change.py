"""The commands that change a gazetteer: apply, and one for each operation.

Each says which changes are wanted; `applying.changing` makes a command of it, with the options of all.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.applying import changing
from gazetteer.cli.terminal import GazetteerOption, only
from gazetteer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gazetteer.changes import Change, NamePick, NewName
    from gazetteer.changes.operations import Operation

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="The ID of an entity.")]
NameKindOption = Annotated[
    str | None,
    typer.Option(metavar="KIND", help="preferred, alias, historical, abbreviation or colloquial."),
]
SourceOption = Annotated[str | None, typer.Option(metavar="TEXT", help="Where the name comes from.")]


@changing
def apply_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Changes, one JSON object a line; - is stdin.")],
) -> "Sequence[Change]":
    """Make the changes of a file, all of them or none.

    Example: gazetteer apply changes.jsonl --gazetteer my-gazetteer --reason "reviewed"
    """
    from gazetteer.changes import read_changes

    return read_changes(file)


@changing
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
) -> "Sequence[Change]":
    """Add an entity; the first name of each language is the preferred one.

    Example: gazetteer add per:x --kind person --name "az:Əli Əliyev" --gazetteer my-gazetteer --reason "new"
    """
    from gazetteer.changes import Add, Change

    names = _new_names(name, source)
    curies = tuple(same_as or ())
    operation = Add(
        entity_id, kind, names, names[0].name, country, population, birth_year, description, curies
    )
    return [Change(operation)]


@changing
def retire_command(
    entity_id: IdArgument,
) -> "Sequence[Change]":
    """Take an entity out; its ID answers "retired" from now on.

    Example: gazetteer retire loc:atlantis --gazetteer my-gazetteer --reason "there is no such place"
    """
    from gazetteer.changes import Change, Retire

    return [Change(Retire(entity_id))]


@changing
def merge_command(
    entity_id: Annotated[str, typer.Argument(metavar="ID", help="The ID that stays.")],
    merged: Annotated[list[str], typer.Argument(metavar="OLD...", help="The IDs that give way.")],
) -> "Sequence[Change]":
    """Make several entities one; the IDs that give way lead to the one that stays.

    Example: gazetteer merge loc:baku loc:baki --gazetteer my-gazetteer --reason "one city"
    """
    from gazetteer.changes import Change, Merge

    return [Change(Merge(entity_id, tuple(merged)))]


@changing
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
) -> "Sequence[Change]":
    """Make one entity two, by its names or by undoing a merge.

    Example: gazetteer split --merge loc:baki --gazetteer my-gazetteer --reason "two cities"
    """
    from gazetteer.changes import Change, Split, Unmerge

    operation: Operation
    if merge is not None and not ids and not name and source is None:
        operation = Unmerge(merge)
    elif merge is None and ids is not None and len(ids) == 2 and (name or source):
        picks = [_pick(told) for told in name or ()]
        if source is not None:
            picks += _names_from(source, ids[0], only(gazetteer))
        operation = Split(ids[0], ids[1], tuple(picks))
    else:
        raise UsageError("expected: ID NEW with --name LANG:NAME or --source TEXT, or --merge OLD alone")
    return [Change(operation)]


@changing
def rename_id_command(
    entity_id: IdArgument,
    new_id: Annotated[str, typer.Argument(metavar="NEW", help="The ID that it gets.")],
) -> "Sequence[Change]":
    """Give an entity another ID; the old one leads to it.

    Example: gazetteer rename-id loc:baki loc:baku --gazetteer my-gazetteer --reason "as elsewhere"
    """
    from gazetteer.changes import Change, RenameId

    return [Change(RenameId(entity_id, new_id))]


@changing
def add_name_command(
    entity_id: IdArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name.")],
    lang: Annotated[str, typer.Option(metavar="TAG", help="Its language, such as az-Cyrl; und: unknown.")],
    preferred: Annotated[
        bool, typer.Option("--preferred", help="It is what the entity is called in this language.")
    ] = False,
    name_kind: NameKindOption = None,
    source: SourceOption = None,
) -> "Sequence[Change]":
    """Add a name to an entity.

    Example: gazetteer add-name loc:baku Bakou --lang fr --gazetteer my-gazetteer --reason "seen in print"
    """
    from gazetteer.changes import AddName, Change, NewName

    new = NewName(lang, name, preferred or name_kind == "preferred", name_kind, source)
    return [Change(AddName(entity_id, new))]


@changing
def drop_name_command(
    entity_id: IdArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name, as it is spelled there.")],
    lang: Annotated[str | None, typer.Option(metavar="TAG", help="Only in this language.")] = None,
    name_kind: NameKindOption = None,
    source: SourceOption = None,
) -> "Sequence[Change]":
    """Take a name from an entity, in all languages and of all kinds unless they are told.

    Example: gazetteer drop-name loc:baku Baku --lang de --gazetteer my-gazetteer --reason "a slip"
    """
    from gazetteer.changes import Change, DropName, NamePick

    pick = NamePick(name, lang, name_kind, source)
    return [Change(DropName(entity_id, pick))]


@changing
def set_command(
    entity_id: IdArgument,
    facts: Annotated[
        list[str] | None,
        typer.Argument(metavar="FIELD=VALUE...", help="Such as country=AZ; nothing after =: not known."),
    ] = None,
    as_before: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD", help="What it was before it was last set; may repeat."),
    ] = None,
) -> "Sequence[Change]":
    """Set facts of an entity: kind, name, country, population, birth_year, latitude and the like.

    Example: gazetteer set loc:baku population=2300500 --gazetteer my-gazetteer --reason "census"
    """
    from gazetteer.changes import Change, FactsAsBefore, SetFacts
    from gazetteer.changes.facts import told_facts

    if bool(facts) == bool(as_before):
        raise UsageError("expected: ID FIELD=VALUE..., or ID --as-before FIELD")
    if as_before:
        return [Change(FactsAsBefore(entity_id, tuple(sorted(set(as_before)))))]
    try:
        return [Change(SetFacts(entity_id, told_facts(facts or ())))]
    except ValueError as error:
        raise UsageError(str(error)) from None


def _new_names(told: "Sequence[str]", source: str | None) -> "tuple[NewName, ...]":
    from gazetteer.changes import NewName

    seen: set[str] = set()
    names: list[NewName] = []
    for one in told:
        lang, name = _parted(one)
        names.append(NewName(lang, name, lang not in seen, source=source))
        seen.add(lang)
    return tuple(names)


def _pick(told: str) -> "NamePick":
    from gazetteer.changes import NamePick

    lang, name = _parted(told)
    return NamePick(name, lang)


def _names_from(source: str, entity_id: str, gazetteer: "Path | None") -> "list[NamePick]":
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
