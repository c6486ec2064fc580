"""What goes in and what comes out of running text: a document, and a mention in it."""

from dataclasses import dataclass
from typing import TypeAlias

from resolve.types import Decision


@dataclass(frozen=True, slots=True)
class Document:
    """A text to be read.

    Attributes:
        doc: what it is called: a path as given, the `id` of its row, or its number.
        text: any string.
        lang: BCP 47 tag, None if not known; it is then detected.
    """

    doc: str
    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands in a document.

    Attributes:
        doc: the document's.
        start: first code point of the surface, from 0.
        end: the code point after the last; `text[start:end] == surface`.
        surface: as written, case ending and its mark included.
        lemma: the surface without inflection, in its own spelling.
        kind: person, place, organization or other; None if not known.
        entity_id: None unless the decision is `match`.
        decision: match, review or nil.
        score: 0..1, the probability that the entity, or the likeliest one, is the right one; None
            without one.
        matched_name: the gazetteer's spelling that it was found by, None without one.
        reason: why.
        lang: language of the document, given or detected.
        group: the same number for all mentions in one document of one name that is not linked; None for a
            match.
        gazetteer: of several gazetteers the one that the entity is known by; None unless it is a match, and
            where one gazetteer was asked.
    """

    doc: str
    start: int
    end: int
    surface: str
    lemma: str
    kind: str | None
    entity_id: str | None
    decision: Decision
    score: float | None
    matched_name: str | None
    reason: str
    lang: str
    group: int | None = None
    gazetteer: str | None = None


Row: TypeAlias = tuple[
    str,
    int,
    int,
    str,
    str,
    str | None,
    str | None,
    Decision,
    float | None,
    str | None,
    str,
    str,
    int | None,
    str | None,
]
"""The values of a `Mention`, in its order."""
