"""Verdicts: what is said of one mention, and the names of one document that nobody could link."""

from typing import NamedTuple

from resolve.types import Decision


class Verdict(NamedTuple):
    """What is said of a mention; the attributes are those of `Mention`, places as numbers of tokens too.

    A tuple, since one is made for each mention, and a frozen dataclass takes five times as long to make.
    """

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
