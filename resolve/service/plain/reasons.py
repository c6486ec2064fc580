"""Explanations as they go over the wire: the members are those of `resolve name --json --explain`."""

from dataclasses import dataclass
from typing import Annotated, Final

from resolve.service.wire.marks import About, Spelt
from resolve.types import Explanation

_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class TokenAnswer:
    """Two tokens that answer each other, or one that nothing answers."""

    left: str | None
    right: str | None
    likeness: float
    how: str


@dataclass(frozen=True, slots=True)
class EvidenceAnswer:
    """One feature that counted."""

    feature: str
    value: float
    contribution: Annotated[float, About("what it added to the log odds")]
    meaning: str


@dataclass(frozen=True, slots=True)
class TurnAnswer:
    """The similarity, had one piece of evidence not held."""

    feature: Annotated[str, Spelt("without")]
    meaning: str
    similarity: float


@dataclass(frozen=True, slots=True)
class ExplanationAnswer:
    """Why two names were found alike, made of the evidence that scored."""

    left: str
    right: str
    similarity: float
    tokens: tuple[TokenAnswer, ...]
    evidence: tuple[EvidenceAnswer, ...]
    turns: tuple[TurnAnswer, ...]


def explanation_answer(why: Explanation) -> ExplanationAnswer:
    """An explanation as it goes over the wire."""
    return ExplanationAnswer(
        why.left,
        why.right,
        round(why.similarity, _DIGITS),
        tuple(TokenAnswer(t.left, t.right, round(t.likeness, _DIGITS), t.how) for t in why.tokens),
        tuple(
            EvidenceAnswer(e.feature, round(e.value, _DIGITS), round(e.contribution, _DIGITS), e.meaning)
            for e in why.evidence
        ),
        tuple(TurnAnswer(t.feature, t.meaning, round(t.similarity, _DIGITS)) for t in why.turns),
    )
