"""What was said of texts beside their gold: precision, recall, lemmas, wrong persons.

A link is right when some gold mention, nested ones included, has its start, end and ID. Precision is counted
over all links but those on spans that are neither right nor wrong; recall over the gold mentions that have to
be found.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from resolve.bench.intervals import Share
from resolve.bench.texts.gold import COUNTED, GoldMention, GoldText
from resolve.mentions.mention import Mention
from resolve.types import Decision

_Key = tuple[int, int, str | None]


@dataclass(frozen=True, slots=True)
class Judged:
    """A text, what was said of it, and how that compares.

    Attributes:
        text: with its gold.
        said: everything that was said, reviews and unknown names included.
        right: links that some gold mention has, with that mention.
        wrong: links that none has.
        found: gold mentions that had to be found and were.
        missed: gold mentions that had to be found and were not.
    """

    text: GoldText
    said: Sequence[Mention]
    right: tuple[tuple[Mention, GoldMention], ...]
    wrong: tuple[Mention, ...]
    found: tuple[GoldMention, ...]
    missed: tuple[GoldMention, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over some texts.

    Attributes:
        name: what the texts, or the mentions, have in common.
        texts: how many.
        precision: links that are right, of all that count.
        recall: gold mentions found, of those that have to be.
        lemma: right links with the lemma of the gold.
        wrong_persons: links to a wrong person, or from a person to something wrong.
        left_alone: mentions of what the gazetteer does not hold that were not linked.
    """

    name: str
    texts: int
    precision: Share
    recall: Share
    lemma: Share
    wrong_persons: int
    left_alone: Share

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0..1; nan without links and without gold."""
        if not self.precision.rows and not self.recall.rows:
            return math.nan
        if not self.precision.hits or not self.recall.hits:
            return 0.0
        return 2 * self.precision.value * self.recall.value / (self.precision.value + self.recall.value)

    @property
    def members(self) -> dict[str, object]:
        """As members of a JSON object; f1 null where it is not defined."""
        return {
            "name": self.name,
            "texts": self.texts,
            "precision": self.precision.members,
            "recall": self.recall.members,
            "f1": None if math.isnan(self.f1) else round(self.f1, 4),
            "lemma": self.lemma.members,
            "wrong_persons": self.wrong_persons,
            "left_alone": self.left_alone.members,
        }


def judge(text: GoldText, said: Sequence[Mention]) -> Judged:
    """Lay what was said of a text beside its gold."""
    gold = {(one.start, one.end, one.entity_id): one for one in text.mentions if one.entity_id is not None}
    spans_not_counted = {(one.start, one.end) for one in text.mentions if one.kind not in COUNTED}
    keys_not_counted = {key for key, one in gold.items() if one.ignored}
    links: dict[_Key, Mention] = {
        (one.start, one.end, one.entity_id): one for one in said if one.decision == Decision.MATCH
    }
    counted = {
        key: one
        for key, one in links.items()
        if key[:2] not in spans_not_counted and key not in keys_not_counted
    }
    return Judged(
        text,
        said,
        right=tuple((one, gold[key]) for key, one in counted.items() if key in gold),
        wrong=tuple(one for key, one in counted.items() if key not in gold),
        found=tuple(one for key, one in gold.items() if one.wanted and key in links),
        missed=tuple(one for key, one in gold.items() if one.wanted and key not in links),
    )


def tally(name: str, judged: Iterable[Judged], kind: str | None = None) -> Tally:
    """Count over some judged texts.

    Args:
        name: what they have in common.
        judged: the texts.
        kind: count mentions of this kind only, links by the kind that was said; None for all.
    """
    part = list(judged)

    def of_kind(one: GoldMention | Mention) -> bool:
        return kind is None or one.kind == kind

    right = [pair for text in part for pair in text.right if of_kind(pair[0])]
    wrong = [one for text in part for one in text.wrong if of_kind(one)]
    found = [one for text in part for one in text.found if of_kind(one)]
    missed = [one for text in part for one in text.missed if of_kind(one)]
    alone = [linked for text in part for one, linked in _unknown(text) if of_kind(one)]
    return Tally(
        name,
        len(part),
        precision=Share(len(right), len(right) + len(wrong)),
        recall=Share(len(found), len(found) + len(missed)),
        lemma=Share(sum(said.lemma == gold.lemma for said, gold in right), len(right)),
        wrong_persons=sum(_is_wrong_person(text, one) for text in part for one in text.wrong if of_kind(one)),
        left_alone=Share(alone.count(False), len(alone)),
    )


def tallies(judged: Sequence[Judged], by: Callable[[GoldText], str]) -> list[Tally]:
    """Count by a property of the texts, in its alphabetical order."""
    names = sorted({by(one.text) for one in judged})
    return [tally(name, (one for one in judged if by(one.text) == name)) for name in names]


def _unknown(judged: Judged) -> list[tuple[GoldMention, bool]]:
    """Mentions of what the gazetteer does not hold, and whether a wrong link lies on each."""
    return [
        (one, any(link.start < one.end and one.start < link.end for link in judged.wrong))
        for one in judged.text.mentions
        if one.entity_id is None and one.kind in COUNTED
    ]


def _is_wrong_person(judged: Judged, link: Mention) -> bool:
    return link.kind == "person" or any(
        one.kind == "person" and (one.start, one.end) == (link.start, link.end)
        for one in judged.text.mentions
    )
