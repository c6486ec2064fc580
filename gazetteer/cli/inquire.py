"""The commands that look into a gazetteer: info, show, search."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.cli.terminal import GazetteersOption, JsonOption, print_aligned, print_json, say
from gazetteer.counting import counted
from gazetteer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.combination.hidden import Hidden
    from gazetteer.types import Entity, Name


def info_command(gazetteer: GazetteersOption = None, json: JsonOption = False) -> None:
    """Say what a gazetteer holds and where it is from.

    Example: gazetteer info --json
    """
    from gazetteer.combination.home import locate

    snapshot = locate(gazetteer)
    manifest = snapshot.manifest
    hidden = _hidden(gazetteer) if manifest.parts else ()
    if json:
        besides = {"hidden": [asdict(one) for one in hidden]} if manifest.parts else {}
        print_json({"directory": str(snapshot.directory), **manifest.as_dict(), **besides})
        return
    facts = [
        ("snapshot", manifest.id),
        ("directory", str(snapshot.directory) + (" (read-only)" if snapshot.read_only else "")),
        ("created", manifest.created),
        *(("part", f"{part.name}  {part.snapshot}  {part.directory}") for part in manifest.parts),
        *(("hidden", line) for line in _told(hidden)),
        *((table.name, str(table.rows)) for table in manifest.tables),
        ("kinds", ", ".join(f"{kind} {count}" for kind, count in manifest.kinds)),
        ("languages", ", ".join(f"{tag} {count}" for tag, count in manifest.languages)),
    ]
    print_aligned(facts)
    typer.echo("sources")
    print_aligned(
        [
            (
                record.source or "(not said)",
                counted(record.names, "name"),
                record.title,
                record.licence,
                record.url,
            )
            for record in manifest.sources
        ],
        indent="  ",
    )


def show_command(
    entity_id: Annotated[str, typer.Argument(metavar="ID", help="The ID of an entity, or one it once had.")],
    gazetteer: GazetteersOption = None,
    json: JsonOption = False,
) -> None:
    """Show an entity and its names; an ID that is no more says where it went.

    Example: gazetteer show loc:baku
    """
    from gazetteer import lookup

    opened = lookup.open(gazetteer)
    status = opened.status(entity_id)
    entity, names = opened.entity(entity_id), opened.names(entity_id)
    if json:
        members = _entity_members(entity) if entity is not None else {"entity_id": None}
        print_json({**members, "status": asdict(status), "names": [_name_members(name) for name in names]})
    if status.state == "unknown":
        raise UsageError(f"{status.reason}; `gazetteer search TEXT` looks names up")
    if json:
        return
    if status.state != "current":
        say(status.reason)
    if entity is not None:
        _print_entity(entity, names)


def search_command(
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help="Part of a name; case and diacritics are ignored.")
    ],
    limit: Annotated[int, typer.Option(min=1, help="How many entities at most.")] = 20,
    gazetteer: GazetteersOption = None,
    json: JsonOption = False,
) -> None:
    """Find entities by the letters of their names; `resolve name` finds them by sound.

    Example: gazetteer search baki --limit 5
    """
    from gazetteer import lookup

    hits = lookup.open(gazetteer).search(" ".join(text), limit)
    if json:
        for hit in hits:
            found = {"matched_name": hit.matched_name, "lang": hit.lang, "place": hit.place}
            print_json({**_entity_members(hit.entity), **found})
        return
    if not hits:
        say(f"no name holds {' '.join(text)!r}")
        return
    print_aligned(
        [
            (
                *(hit.entity.entity_id, hit.entity.kind, hit.entity.name),
                f"{hit.matched_name} ({hit.lang})",
                ", ".join(hit.entity.gazetteers),
            )
            for hit in hits
        ]
    )


def _hidden(gazetteers: Sequence[str] | None) -> tuple[Hidden, ...]:
    from gazetteer.combination.hidden import hidden_in
    from gazetteer.combination.parts import find_parts

    return hidden_in(find_parts(gazetteers))


def _told(hidden: Sequence[Hidden]) -> list[str]:
    if not hidden:
        return []
    from gazetteer.combination.hidden import told

    return told(hidden)


def _entity_members(entity: Entity) -> dict[str, object]:
    members = {**asdict(entity), "same_as": list(entity.same_as), "more": dict(entity.more)}
    # Where one gazetteer was asked there is nothing to tell apart.
    return members if entity.gazetteers else _without(members, "gazetteers")


def _name_members(name: Name) -> dict[str, object]:
    return asdict(name) if name.gazetteer is not None else _without(asdict(name), "gazetteer")


def _without(members: dict[str, object], left_out: str) -> dict[str, object]:
    return {name: value for name, value in members.items() if name != left_out}


def _print_entity(entity: Entity, names: Sequence[Name]) -> None:
    facts = (
        ("country", entity.country),
        ("population", entity.population),
        ("birth year", entity.birth_year),
        ("description", entity.description),
        ("same as", " ".join(entity.same_as)),
        ("in", ", ".join(entity.gazetteers)),
        *entity.more,
    )
    typer.echo(f"{entity.entity_id}  {entity.kind}  {entity.name}")
    told = [(label, str(value)) for label, value in facts if value not in (None, "")]
    if told:
        print_aligned(told, indent="  ")
    print_aligned(
        [
            (name.lang, name.script, name.name, name.name_kind, name.source or "", name.gazetteer or "")
            for name in names
        ],
        indent="  ",
    )
