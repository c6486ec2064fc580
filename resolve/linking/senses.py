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
    if len(senses) == 1:
        return _verdict(known, senses[0], *_judged(senses[0]))
    near = countries.before(known.first)
    weights = [sense.share * _weight(sense, near, countries) for sense in senses]
    total = sum(weights)
    best = max(range(len(senses)), key=weights.__getitem__)
    sense, share = senses[best], weights[best] / total
    score = share * sense.similarity
    decision, _, reason = _judged(sense)
    if decision == _NIL:
        return _verdict(known, sense, decision, score, reason)
    if share >= settings.MATCH_THRESHOLD:
        beside = "; the country beside it" if near and near == sense.country else ""
        reason += f", the likeliest of {len(senses)} senses{beside}"
        return _verdict(known, sense, decision, score, reason)
    others = ", ".join(sense.matched_name for sense in senses[:3])
    reason = f"{len(senses)} senses ({others}), and nothing to choose between them"
    return _verdict(known, sense, Decision.REVIEW, score, reason)


def _judged(sense: Sense) -> tuple[Decision, float, str]:
    """What is said of a sense that has no rival."""
    if sense.similarity < LEAST_SIMILARITY:
        return _NIL, sense.similarity, "no name is near enough"
    return _MATCH, sense.similarity, "same text" if sense.exact else "same words"


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
