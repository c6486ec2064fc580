"""Which of its senses a name of the gazetteer has in one document."""

from typing import Final

from resolve import settings
from resolve.linking.context import Countries
from resolve.linking.known import Known
from resolve.linking.verdict import Verdict
from resolve.linking.wording import Sense
from resolve.types import Decision

_MATCH: Final = Decision.MATCH
_NIL: Final = Decision.NIL

_REVIEW: Final = Decision.REVIEW

_SAME_TEXT: Final = "same text"
_SAME_WORDS: Final = "same words"
_NOT_NEAR: Final = "no name is near enough"

COUNTRY_WEIGHT: Final = 4.0
"""How much likelier a sense is whose country the document speaks of; beside the name it counts thrice."""

LEAST_SIMILARITY: Final = 0.35
"""Least similarity, 0..1, of a name that was found word by word."""


def decide_known(known: Known, senses: tuple[Sense, ...], countries: Countries) -> Verdict:
    """Decide on a name by its senses and the countries around it.

    Args:
        known: the name.
        senses: its senses, at least one.
        countries: of its document.
    """
    sense = senses[0]
    if len(senses) == 1:
        if sense.similarity < LEAST_SIMILARITY:
            return _verdict(known, sense, _NIL, sense.similarity, _NOT_NEAR)
        return _verdict(known, sense, _MATCH, sense.similarity, _same(sense))
    near = countries.before(known.first)
    weights = [sense.share * _weight(sense, near, countries) for sense in senses]
    best = max(range(len(senses)), key=weights.__getitem__)
    sense, share = senses[best], weights[best] / sum(weights)
    score = share * sense.similarity
    if sense.similarity < LEAST_SIMILARITY:
        return _verdict(known, sense, _NIL, score, _NOT_NEAR)
    if share >= settings.MATCH_THRESHOLD:
        beside = "; the country beside it" if near and near == sense.country else ""
        reason = f"{_same(sense)}, the likeliest of {len(senses)} senses{beside}"
        return _verdict(known, sense, _MATCH, score, reason)
    others = ", ".join(sense.matched_name for sense in senses[:3])
    reason = f"{len(senses)} senses ({others}), and nothing to choose between them"
    return _verdict(known, sense, _REVIEW, score, reason)


def _same(sense: Sense) -> str:
    return _SAME_TEXT if sense.exact else _SAME_WORDS


def _weight(sense: Sense, near: int, countries: Countries) -> float:
    weight = COUNTRY_WEIGHT if countries.spoken_of.get(sense.country) else 1.0
    return weight * COUNTRY_WEIGHT**2 if near and near == sense.country else weight


def _verdict(known: Known, sense: Sense, decision: Decision, score: float, reason: str) -> Verdict:
    return Verdict(
        known.first,
        known.last,
        known.start,
        known.end,
        known.lemma,
        sense.kind,
        sense.entity,
        decision,
        min(1.0, score),
        sense.matched_name,
        reason,
    )
