"""Finding an entity as one types: by the letters that are there, then by sound.

1. Names that are the text, that begin with it, that have a word beginning with it (`Gazetteer.complete`).
2. If there is room left: what the resolver takes the text for, so that Alijew finds Əliyev.
"""

import asyncio
from dataclasses import dataclass
from typing import Final

from resolve.service.desk import Visit
from resolve.service.limits import MOST_CANDIDATES
from resolve.service.opened import Brief
from resolve.types import Options, Query

LEAST_LETTERS: Final = 3
"""A shorter text is not looked for by sound: it sounds like half the gazetteer."""


@dataclass(frozen=True, slots=True)
class Found:
    """An entity that may be meant.

    Attributes:
        brief: what is said of it.
        matched_name: the spelling by which it was found.
        lang: the language of that; None where it was found by sound.
        place: exact, beginning, word or sound.
    """

    brief: Brief
    matched_name: str
    lang: str | None
    place: str


async def find(text: str, limit: int, kind: str | None, visit: Visit) -> list[Found]:
    """Find entities by what was typed.

    Args:
        text: what was typed so far.
        limit: how many at most.
        kind: only entities of that kind.
        visit: the request.
    """
    opened = visit.opened
    hits = await asyncio.to_thread(opened.tables.complete, text, limit, kind)
    found = [
        Found(brief, hit.matched_name, hit.lang, hit.place)
        for hit in hits
        if (brief := opened.brief(hit.entity.entity_id)) is not None
    ]
    if len(found) >= limit or sum(c.isalpha() for c in text) < LEAST_LETTERS:
        return found
    there = {one.brief.entity_id for one in found}
    options = Options(top=min(limit, MOST_CANDIDATES), strict_kind=kind is not None)
    (resolution,) = await visit.desk.queue.resolve(opened.resolver, [Query(text, None, kind)], options)
    found += [
        Found(brief, candidate.matched_name, None, "sound")
        for candidate in resolution.candidates
        if candidate.entity_id not in there
        if (brief := opened.brief(candidate.entity_id)) is not None
    ]
    return found[:limit]
