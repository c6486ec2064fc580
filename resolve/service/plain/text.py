"""/text: the names in running text, linked."""

from dataclasses import dataclass
from typing import Annotated, Final

from resolve.articles import Document, Mention
from resolve.service.desk import Visit
from resolve.service.operation import Operation, Source
from resolve.service.plain.checked import checked_lang
from resolve.service.wire.marks import LEFT_OUT, About
from resolve.text.language import detect_language
from resolve.types import Decision

_DIGITS: Final = 6
_NAME: Final = "text"


@dataclass(frozen=True, slots=True)
class TextRequest:
    """A text to be read."""

    text: str
    lang: Annotated[str | None, About("BCP 47 tag, such as az; null: detected")] = None


@dataclass(frozen=True, slots=True)
class MentionAnswer:
    """A name where it stands in the text."""

    start: Annotated[int, About("first code point, from 0")]
    end: Annotated[int, About("the code point after the last")]
    surface: str
    lemma: Annotated[str, About("the surface without inflection, in its own spelling")]
    kind: str | None
    entity_id: Annotated[str | None, About("only for a match")]
    decision: Decision
    score: float | None
    matched_name: str | None
    reason: str
    group: Annotated[int | None, About("the same for all mentions of one name that is not linked")]
    gazetteer: Annotated[
        str | None, LEFT_OUT, About("of several gazetteers the one that the entity is known by")
    ]


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """The mentions in a text, by place, the longest first."""

    snapshot: Annotated[str, About("the ID of the gazetteer's snapshot that was asked")]
    lang: Annotated[str, About("language of the text, given or detected")]
    mentions: tuple[MentionAnswer, ...]


async def read_text(asked: TextRequest, visit: Visit) -> TextAnswer:
    """Find the names in a text and link them."""
    visit.desk.limits.check_text(asked.text, "$.text")
    lang = checked_lang(asked.lang, "$.lang")

    def read() -> TextAnswer:
        mentions = visit.opened.reader.read([Document(_NAME, asked.text, lang)])
        told = lang or detect_language(asked.text)
        return TextAnswer(visit.opened.snapshot, told, tuple(_mention_answer(one) for one in mentions))

    return await visit.desk.work(read)


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
        found.gazetteer,
    )


OPERATIONS: Final = (
    Operation(
        "POST", "/text", "The names in a text, linked", Source.JSON, TextRequest, TextAnswer, read_text
    ),
)
