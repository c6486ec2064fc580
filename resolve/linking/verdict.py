"""Verdicts: what is said of one mention, and the names of one document that nobody could link."""

from dataclasses import dataclass

from resolve.types import Decision


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a mention; the attributes are those of `Mention`, places as numbers of tokens too."""

    first: int
    last: int
    start: int
    end: int
    lemma: str
    kind: str | None
    entity: int | None
    decision: Decision
    score: float | None
    matched_name: str | None
    reason: str
    group: int | None = None
