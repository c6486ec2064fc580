"""Decision: match, review, nil or error, each with a reason that a person can check."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from resolve import settings
from resolve.types import Candidate, Decision, Options

_RIVALS_NAMED: Final = 5
_SAME_NAME: Final = 0.90
_LEAST_BEARER: Final = 0.30


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision and its reason."""

    decision: Decision
    reason: str


def decide(candidates: Sequence[Candidate], partial: bool, how: str, options: Options) -> Verdict:
    """Decide on one query.

    Args:
        candidates: best first; as many as were compared, not only those that are shown.
        partial: whether the query is less than a full name of the best candidate (a surname, an initial and a surname).
        how: how the best candidate's name was found alike, for the reason of a match.
        options: thresholds.

    Returns:
        match, review or nil; never error.
    """
    threshold = settings.MATCH_THRESHOLD if options.threshold is None else options.threshold
    review = settings.REVIEW_THRESHOLD if options.review_threshold is None else options.review_threshold
    if not candidates:
        return Verdict(Decision.NIL, "no name of the gazetteer is near")
    best = candidates[0]
    if partial and best.similarity >= _LEAST_BEARER:
        bearers = [c for c in candidates if c.similarity >= _LEAST_BEARER]
        return Verdict(Decision.REVIEW, f"not a full name; {_bearers(bearers)}")
    if best.score >= threshold:
        return Verdict(Decision.MATCH, how)
    rivals = [c for c in candidates[1:] if c.similarity >= best.similarity * _SAME_NAME]
    if rivals and best.similarity >= max(review, _LEAST_BEARER):
        return Verdict(Decision.REVIEW, f"{_bearers([best, *rivals])} with nothing to choose between them")
    if best.score >= review:
        margin = ""
        if len(candidates) > 1:
            second = candidates[1]
            margin = f"; {best.score - second.score:.2f} ahead of {second.name} ({second.entity_id}, {second.matched_name})"
        return Verdict(Decision.REVIEW, f"{how}, but the score is below {threshold:.2f}{margin}")
    return Verdict(Decision.NIL, f"the best candidate scores {best.score:.2f}, below {review:.2f}")


def decide_pair(similarity: float, partial: bool, how: str) -> Verdict:
    """Decide on a pair of names without a gazetteer.

    Args:
        similarity: 0..1.
        partial: whether one name is less than a full name of the other.
        how: how they were found alike.
    """
    if partial and similarity >= _LEAST_BEARER:
        return Verdict(Decision.REVIEW, "one is not a full name; it may be borne by many")
    if similarity >= settings.PAIR_MATCH:
        return Verdict(Decision.MATCH, how)
    if similarity >= settings.PAIR_REVIEW:
        return Verdict(Decision.REVIEW, f"{how}, but the similarity is below {settings.PAIR_MATCH:.2f}")
    return Verdict(Decision.NIL, how)


def _bearers(candidates: Sequence[Candidate]) -> str:
    named = ", ".join(f"{c.name} ({c.entity_id})" for c in candidates[:_RIVALS_NAMED])
    more = len(candidates) - _RIVALS_NAMED
    if len(candidates) == 1:
        return f"one bearer is known: {named}"
    return f"{len(candidates)} bearers: {named}" + (f" and {more} more" if more > 0 else "")
