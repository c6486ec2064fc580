"""What went wrong at each difference between what was said of a text and its gold.

Each difference falls into one class, so that a cause can be looked for, and not a row.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from resolve.bench.texts.gold import GoldMention
from resolve.bench.texts.scoring import Judged
from resolve.mentions.mention import Mention
from resolve.types import Decision


class Fault(StrEnum):
    """The classes, from what is worst to what is least."""

    STRANGER_LINKED = "stranger linked"
    WRONG_ENTITY = "wrong entity"
    NO_NAME = "no name"
    WRONG_SPAN = "wrong span"
    NOT_SEEN = "not seen"
    LEFT_OPEN = "left open"
    WRONG_LEMMA = "wrong lemma"


MEANINGS = {
    Fault.STRANGER_LINKED: "a name that the gazetteer does not hold was linked",
    Fault.WRONG_ENTITY: "the span is right, the entity is another",
    Fault.NO_NAME: "a link where no name is",
    Fault.WRONG_SPAN: "a link that begins or ends elsewhere",
    Fault.NOT_SEEN: "nothing was said of the mention",
    Fault.LEFT_OPEN: "the mention was seen, and left for review or unknown",
    Fault.WRONG_LEMMA: "the link is right, its lemma is not",
}
"""What each class means."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where what was said is not what is right.

    Attributes:
        fault: its class.
        doc: the text.
        start: where it stands in it.
        surface: what stands there.
        wanted: the ID, the kind of what is unknown, or the lemma that is right; empty where no name is.
        said: the ID or lemma that was said, or why none was; empty where nothing was.
    """

    fault: Fault
    doc: str
    start: int
    surface: str
    wanted: str
    said: str


def differences(judged: Iterable[Judged]) -> list[Difference]:
    """All differences, class by class, in the order of the texts."""
    found = [one for text in judged for one in _of_text(text)]
    order = list(Fault)
    return sorted(found, key=lambda one: order.index(one.fault))


def _of_text(judged: Judged) -> Iterator[Difference]:
    for link in judged.wrong:
        fault, gold = _class_of_link(judged, link)
        wanted = "" if gold is None else gold.entity_id or gold.kind
        yield _difference(judged, fault, link, wanted, f"{link.entity_id} ({link.reason})")
    at_wrong = {(link.start, link.end) for link in judged.wrong}
    for gold in judged.missed:
        # A wrong link on the same span has been told already.
        if (gold.start, gold.end) not in at_wrong:
            yield _missed(judged, gold)
    for link, gold in judged.right:
        if link.lemma != gold.lemma:
            yield _difference(judged, Fault.WRONG_LEMMA, link, gold.lemma, link.lemma)


def _class_of_link(judged: Judged, link: Mention) -> tuple[Fault, GoldMention | None]:
    touched = [one for one in judged.text.mentions if one.start < link.end and link.start < one.end]
    for one in touched:
        if (one.start, one.end) == (link.start, link.end):
            return (Fault.STRANGER_LINKED if one.entity_id is None else Fault.WRONG_ENTITY), one
    strangers = [one for one in touched if one.entity_id is None]
    if strangers:
        return Fault.STRANGER_LINKED, strangers[0]
    return (Fault.WRONG_SPAN, touched[0]) if touched else (Fault.NO_NAME, None)


def _missed(judged: Judged, gold: GoldMention) -> Difference:
    seen = [
        one
        for one in judged.said
        if one.decision != Decision.MATCH and one.start < gold.end and gold.start < one.end
    ]
    fault = Fault.LEFT_OPEN if seen else Fault.NOT_SEEN
    return _difference(judged, fault, gold, gold.entity_id or "", seen[0].reason if seen else "")


def _difference(
    judged: Judged, fault: Fault, place: GoldMention | Mention, wanted: str, said: str
) -> Difference:
    surface = judged.text.text[place.start : place.end]
    return Difference(fault, judged.text.doc, place.start, surface, wanted, said)
