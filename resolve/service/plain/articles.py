"""/text: the names in running text, linked to the gazetteer."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Final

from resolve.articles import Document, Mention
from resolve.service.desk import Visit
from resolve.service.operation import Operation, Source
from resolve.service.plain.checked import checked_lang
from resolve.service.wire.marks import About
from resolve.text.language import detect_language
from resolve.types import Decision

_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class TextRequest:
    """A text to be read."""

    text: str
    lang: Annotated[str | None, About("BCP 47 tag, such as tr; null: what the text tells")] = None


@dataclass(frozen=True, slots=True)
class MentionAnswer:
    """A name where it stands in the text."""

    start: Annotated[int, About("first code point, from 0")]
    end: Annotated[int, About("the code point after the last")]
    surface: Annotated[str, About("as written, case ending included")]
    lemma: Annotated[str, About("the surface without inflection, in its own spelling")]
    kind: str | None
    entity_id: Annotated[str | None, About("only for a match")]
    decision: Decision
    score: Annotated[float | None, About("probability that the likeliest entity is the right one, 0..1")]
    matched_name: str | None
    reason: str
    group: Annotated[int | None, About("the same for all mentions of one name that is not linked")]


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """The mentions in a text, by place, the longest first."""

    lang: Annotated[str, About("given, or what the text tells; und if that is nothing")]
    mentions: tuple[MentionAnswer, ...]


async def read_text(asked: TextRequest, visit: Visit) -> TextAnswer:
    """Find the names in a text and link them."""
    visit.desk.limits.check_text(asked.text, "$.text")
    lang = checked_lang(asked.lang, "$.lang") or await asyncio.to_thread(detect_language, asked.text)
    # The first text of a snapshot waits for its reader; names are resolved meanwhile.
    reader = await asyncio.to_thread(visit.opened.reader)
    found = await visit.desk.work(partial(reader.read, [Document("text", asked.text, lang)]))
    return TextAnswer(lang, tuple(map(_mention_answer, found)))


def _mention_answer(found: Mention) -> MentionAnswer:
    return MentionAnswer(
        found.start,
        found.end,
        found.surface,
        found.lemma,
        found.kind,
        found.entity_id,
        found.decision,
        None if found.score is None else round(found.score, _DIGITS),
        found.matched_name,
        found.reason,
        found.group,
    )


OPERATIONS: Final = (
    Operation("POST", "/text", "The names in a text", Source.JSON, TextRequest, TextAnswer, read_text),
)
