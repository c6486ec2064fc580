"""One answer for an entity, of the answers to its names.

A match of one name is the entity's match if no other name matches another entity; if one does, a person has
to look. Else the best answer is that of the name that came nearest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from resolve.types import Decision

_RANK: Final = {Decision.MATCH: 3, Decision.REVIEW: 2, Decision.NIL: 1, Decision.ERROR: 0}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for an entity: the columns of `resolve batch`, and the name that was asked for.

    The gazetteers are told where there are several, and left out where one was asked.
    """

    entity_id: str | None
    decision: Decision
    score: float | None
    best_entity_id: str | None
    best_name: str | None
    matched_name: str | None
    reason: str
    name: str | None
    gazetteer: str | None = None
    matched_gazetteer: str | None = None


NAMELESS: Final = Verdict(None, Decision.ERROR, None, None, None, None, "the entity has no name", None)
"""The answer for an entity of which no name is told."""


def judge(answers: Sequence[Verdict]) -> Verdict:
    """Make one answer of those to the names of an entity.

    Args:
        answers: one for each name, the one that the entity goes by first; none for a nameless one.
    """
    if not answers:
        return NAMELESS
    # Of equals the first stands: max keeps it.
    best = max(answers, key=lambda one: (_RANK[one.decision], one.score or 0.0))
    others = {one.entity_id for one in answers if one.decision == Decision.MATCH} - {best.entity_id}
    if not others:
        return best
    named = ", ".join(sorted(str(other) for other in others))
    reason = f"its names match different entities: {best.entity_id}, {named}"
    return replace(best, entity_id=None, decision=Decision.REVIEW, reason=reason)
