"""Small pictures of an entity in HTML, for other tools to show in a frame. All that is shown is escaped."""

import asyncio
from dataclasses import dataclass
from html import escape
from typing import Final

from gazetteer import Gazetteer
from resolve.errors import RequestError
from resolve.service.desk import Visit
from resolve.service.opened import brief_of
from resolve.service.operation import Operation, Page, Source
from resolve.service.reconcile.vocabulary import PROPERTIES, TYPE_NAMES

WIDTH: Final = 400
HEIGHT: Final = 200
STYLE: Final = "/preview.css"

_LANGUAGES: Final = ("az", "tr", "de", "ru", "en")
_NOT_FOUND: Final = 404


@dataclass(frozen=True, slots=True)
class IdRequest:
    """An ID."""

    id: str


@dataclass(frozen=True, slots=True)
class FlyoutAnswer:
    """A line on something, as HTML."""

    id: str
    html: str


async def preview(asked: IdRequest, visit: Visit) -> Page:
    """A page on an entity."""
    visit.desk.limits.check_name(asked.id, "id")
    return Page(await asyncio.to_thread(_document, asked.id, visit.opened.tables), framed=True)


async def fly_out_entity(asked: IdRequest, visit: Visit) -> FlyoutAnswer:
    """A line on an entity."""
    brief = visit.opened.brief(asked.id)
    if brief is None:
        raise RequestError(_NOT_FOUND, visit.opened.tables.status(asked.id).reason)
    return FlyoutAnswer(
        asked.id, f"<p><strong>{escape(brief.name)}</strong><br>{escape(brief.description)}</p>"
    )


async def fly_out_type(asked: IdRequest, visit: Visit) -> FlyoutAnswer:
    """A line on a type."""
    return _fly_out(asked.id, TYPE_NAMES)


async def fly_out_property(asked: IdRequest, visit: Visit) -> FlyoutAnswer:
    """A line on a property."""
    return _fly_out(asked.id, {one.id: one.description for one in PROPERTIES})


def _fly_out(id: str, known: dict[str, str]) -> FlyoutAnswer:
    if id not in known:
        raise RequestError(_NOT_FOUND, f"{id[:40]!r} is not known; there are: {', '.join(known)}")
    return FlyoutAnswer(id, f"<p>{escape(known[id])}</p>")


def _document(entity_id: str, tables: Gazetteer) -> str:
    entity = tables.entity(entity_id)
    if entity is None:
        raise RequestError(_NOT_FOUND, tables.status(entity_id).reason)
    names: dict[str, str] = {}
    for name in tables.names(entity.entity_id):
        names.setdefault(name.lang, name.name)
    shown = [(lang, names[lang]) for lang in _LANGUAGES if lang in names]
    rows = "".join(
        f'<dt>{escape(lang)}</dt><dd lang="{escape(lang)}" dir="auto">{escape(name)}</dd>'
        for lang, name in shown
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(entity.name)}</title>"
        f'<link rel="stylesheet" href="{STYLE}"></head><body>'
        f'<h1 dir="auto">{escape(entity.name)}</h1><p>{escape(brief_of(entity).description)}</p>'
        f"<dl>{rows}</dl><p><code>{escape(entity.entity_id)}</code></p></body></html>"
    )


def preview_operation(root: str) -> Operation:
    """The preview below a root: `/reconcile` or `/v1`."""
    return Operation(
        "GET",
        f"{root}/preview",
        "A small page on an entity",
        Source.PARAMETERS,
        IdRequest,
        Page,
        preview,
        failures=(_NOT_FOUND,),
        strict=False,
    )


FLYOUTS: Final = tuple(
    Operation(
        "GET",
        f"/reconcile/flyout/{what}",
        f"A line on {article} {what}",
        Source.PARAMETERS,
        IdRequest,
        FlyoutAnswer,
        answer,
        failures=(_NOT_FOUND,),
        strict=False,
    )
    for what, article, answer in (
        ("entity", "an", fly_out_entity),
        ("type", "a", fly_out_type),
        ("property", "a", fly_out_property),
    )
)
