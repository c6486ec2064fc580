"""Running texts through the resolver and counting: as they stand, and damaged in each way."""

from collections.abc import Sequence
from dataclasses import dataclass

from resolve.articles import link_documents
from resolve.bench.texts.damage import DAMAGES, damage
from resolve.bench.texts.gold import COUNTED, GoldText
from resolve.bench.texts.scoring import Judged, Tally, judge, tallies, tally
from resolve.mentions.mention import Document, Mention
from resolve.resolver import Resolver


@dataclass(frozen=True, slots=True)
class TextFigures:
    """What some texts show.

    Attributes:
        name: of the texts.
        whole: over all.
        slicings: a property of texts or mentions -> the counts for each of its values.
        damaged: the counts over all, for each damage.
        judged: the texts as written.
    """

    name: str
    whole: Tally
    slicings: dict[str, Sequence[Tally]]
    damaged: Sequence[Tally]
    judged: Sequence[Judged]

    @property
    def members(self) -> dict[str, object]:
        """As members of a JSON object, without the texts."""
        return {
            "name": self.name,
            "all": self.whole.members,
            **{by: [one.members for one in part] for by, part in self.slicings.items()},
            "damaged": [one.members for one in self.damaged],
        }


def link_texts(resolver: Resolver, texts: Sequence[GoldText]) -> list[Judged]:
    """Read texts, whose language is not told, and judge what is said of them."""
    documents = [Document(text.doc, text.text) for text in texts]
    said: dict[str, list[Mention]] = {text.doc: [] for text in texts}
    for mention in link_documents(resolver, documents):
        said[mention.doc].append(mention)
    return [judge(text, said[text.doc]) for text in texts]


def measure_texts(
    name: str, resolver: Resolver, texts: Sequence[GoldText], *, damaged: bool = False, seed: int = 0
) -> TextFigures:
    """Read texts and count, in all and in parts.

    Args:
        name: of the texts.
        resolver: opened on the gazetteer that has the IDs of the gold.
        texts: with gold.
        damaged: read them damaged too, in each way.
        seed: of the slips.
    """
    judged = link_texts(resolver, texts)
    slicings: dict[str, Sequence[Tally]] = {
        "language": tallies(judged, lambda text: text.lang),
        "kind": [tally(kind, judged, kind) for kind in sorted(COUNTED)],
    }
    if any(text.kind_of_trial for text in texts):
        slicings["names"] = tallies(judged, lambda text: "confusable" if text.confusable else "others")
        slicings["half"] = tallies(judged, lambda text: text.half)
        slicings["class"] = tallies(judged, lambda text: text.kind_of_trial or "")
    else:
        slicings["document"] = tallies(judged, lambda text: text.doc)
    ways = DAMAGES if damaged else {}
    after = [
        tally(way, link_texts(resolver, [damage(text, how, seed) for text in texts]))
        for way, how in ways.items()
    ]
    return TextFigures(name, tally("all", judged), slicings, after, judged)
