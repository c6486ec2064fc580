"""Candidates as they go over the wire; both versions of the protocol have the same."""

from dataclasses import dataclass
from typing import Annotated, Final

from resolve.service.reconcile.matching import Match, Outcome
from resolve.service.reconcile.vocabulary import TYPE_NAMES
from resolve.service.wire.marks import About
from resolve.types import Decision

_DIGITS: Final = 2


@dataclass(frozen=True, slots=True)
class TypeAnswer:
    """A type."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class FeatureAnswer:
    """A number or a truth value that speaks for or against a candidate."""

    id: str
    name: str
    value: float | bool


@dataclass(frozen=True, slots=True)
class ReconciledAnswer:
    """A candidate."""

    id: str
    name: str
    description: str
    type: tuple[TypeAnswer, ...]
    score: Annotated[float, About("probability that it is the right one, in percent")]
    match: bool
    features: tuple[FeatureAnswer, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a query could not be answered."""

    message: str


def candidates_of(outcome: Outcome) -> tuple[ReconciledAnswer, ...] | None:
    """The candidates of an outcome; None, which is left out, for a query that failed."""
    if outcome.decision == Decision.ERROR:
        return None
    return tuple(_answer(one) for one in outcome.matches)


def failure_of(outcome: Outcome) -> Failure | None:
    """What went wrong with a query; None if nothing did."""
    return Failure(outcome.reason) if outcome.decision == Decision.ERROR else None


def type_answers(kind: str) -> tuple[TypeAnswer, ...]:
    """The types of an entity of that kind."""
    return (TypeAnswer(kind, TYPE_NAMES[kind]),)


def _answer(found: Match) -> ReconciledAnswer:
    entity = found.entity
    return ReconciledAnswer(
        entity.entity_id,
        entity.name,
        entity.description,
        type_answers(entity.kind),
        # The protocol has scores of 0 to 100.
        round(100 * found.score, _DIGITS),
        found.match,
        tuple(FeatureAnswer(one.id, one.name, one.value) for one in found.features),
    )
