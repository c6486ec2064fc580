"""Wordings: the distinct ways in which names of the gazetteer stand in texts, and what each may mean.

What a wording may mean is told by the names that it is, word by word; how likely each meaning is, by the
resolver.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from resolve.index.layout import Index, language_number
from resolve.linking.answerer import Answerer
from resolve.linking.wording import Sense, Tier, Wording
from resolve.mentions.phrasebook import Phrasebook
from resolve.names import KINDS
from resolve.text.normalize import lower
from resolve.types import Options, Query

MOST_NAMES: Final = 64
"""Names that are looked at for one wording, those of the most prominent entities first."""

MOST_KEPT: Final = 50_000
"""Wordings that are remembered, so that the next documents need not ask again; a kilobyte or more each."""

_TOP: Final = 10
_PLACE: Final = KINDS.index("place")
_UNSEEN: Final = 0.5
_TIER_SHARE: Final = (1.0, 0.3, 0.05)


class Wordings:
    """The wordings that were met, and the senses of those that were asked about."""

    def __init__(self, answerer: Answerer, phrasebook: Phrasebook) -> None:
        self._answerer = answerer
        self._phrasebook = phrasebook
        self._known: dict[tuple[int, str, str], Wording] = {}
        self._senses: dict[Wording, tuple[Sense, ...]] = {}

    def wording(self, number: int, low: int, high: int, lemma: str, lang: str) -> Wording:
        """The wording of a sequence.

        Args:
            number: what the phrasebook knows the sequence by.
            low: first row of its names in the phrasebook.
            high: the row after the last.
            lemma: as it stands in the text, without inflection.
            lang: of the text.
        """
        key = number, lemma, lang
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
                self._senses.clear()
            found = self._known[key] = self._read(low, high, lemma, lang)
        return found

    def ask(self, wordings: Iterable[Wording]) -> None:
        """Let the resolver tell how likely the senses of wordings are, all of them at once."""
        new = [wording for wording in dict.fromkeys(wordings) if wording not in self._senses]
        answers = self._answerer.answer(
            [Query(wording.lemma, wording.lang) for wording in new], Options(top=_TOP)
        )
        for wording, answer in zip(new, answers, strict=True):
            scored = {found.entity_id: (found.score, found.similarity) for found in answer.candidates}
            self._senses[wording] = self._weigh(wording, scored)

    def senses(self, wording: Wording) -> tuple[Sense, ...]:
        """The senses of a wording that was asked about, the likeliest first."""
        return self._senses[wording]

    def _read(self, low: int, high: int, lemma: str, lang: str) -> Wording:
        spellings = self._answerer.index.spellings
        kind = self._answerer.index.entities.kind
        own = language_number(lang)
        plain = lower(lemma)
        rows = self._phrasebook.name[low : min(high, low + MOST_NAMES)].tolist()
        tiers = [_tier(int(spellings.language[row]), own) for row in rows]
        nearest = min(tiers)
        near = [row for row, tier in zip(rows, tiers, strict=True) if tier == nearest]
        return Wording(
            lemma,
            lang,
            nearest,
            any(_same(spellings.text[row], plain) for row in near),
            any(bool(spellings.preferred[row]) for row in near),
            all(kind[spellings.entity[row]] == _PLACE for row in rows),
            all(spellings.text[row].isupper() for row in near),
            tuple(rows),
        )

    def _weigh(self, wording: Wording, scored: dict[str, tuple[float, float]]) -> tuple[Sense, ...]:
        index = self._answerer.index
        own = language_number(wording.lang)
        plain = lower(wording.lemma)
        best: dict[int, tuple[float, Sense]] = {}
        for row in wording.names:
            entity = int(index.spellings.entity[row])
            score, similarity = scored.get(index.entities.id[entity], (0.0, _UNSEEN))
            tier = _tier(int(index.spellings.language[row]), own)
            name = index.spellings.text[row]
            exact = _same(name, plain)
            worth = (score + 0.01) * _TIER_SHARE[tier] * (1.0 if exact else 0.3)
            if entity not in best or worth > best[entity][0]:
                best[entity] = worth, _sense(index, entity, similarity, name, tier, exact)
        total = sum(worth for worth, _ in best.values())
        ranked = sorted(best.values(), key=lambda found: -found[0])
        return tuple(replace(sense, share=worth / total) for worth, sense in ranked)


def _sense(index: Index, entity: int, similarity: float, name: str, tier: Tier, exact: bool) -> Sense:
    known = index.entities
    kind = KINDS[known.kind[entity]]
    return Sense(entity, kind, int(known.country[entity]), 0.0, similarity, name, tier, exact)


def _tier(language: int, own: int) -> Tier:
    """How near a name's language is to the text's; every language is near to a text of an unknown one."""
    if language and own in (language, 0):
        return Tier.OWN
    return Tier.OTHER if language else Tier.UNTOLD


def _same(name: str, plain: str) -> bool:
    return lower(name) == plain
