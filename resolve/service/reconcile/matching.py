"""Reconciliation queries to candidates: all queries of a request together, through the queue of names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from resolve.service.desk import Visit
from resolve.service.limits import MOST_CANDIDATES
from resolve.service.opened import Brief, Opened
from resolve.service.reconcile.asked import Asked
from resolve.types import Candidate, Decision, Options, Resolution

USUAL: Final = 10
"""How many candidates are given where a query does not say."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A number or a truth value that speaks for or against a candidate."""

    id: str
    name: str
    value: float | bool


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate of a reconciliation query.

    Attributes:
        entity: what is said of it.
        score: probability that it is the right one, 0..1.
        match: whether it is certain enough to be taken.
        features: what the score is made of.
    """

    entity: Brief
    score: float
    match: bool
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to a reconciliation query.

    Attributes:
        decision: match, review, nil or error.
        reason: why.
        matches: the candidates, best first.
    """

    decision: Decision
    reason: str
    matches: tuple[Match, ...] = ()


async def match(asked: Sequence[Asked], visit: Visit) -> list[Outcome]:
    """Answer reconciliation queries.

    Args:
        asked: the queries.
        visit: the request.

    Returns:
        One outcome a query, in their order; one that cannot be answered is an `error` with its reason.
    """
    strict = [number for number, one in enumerate(asked) if one.strict_kind]
    loose = [number for number, one in enumerate(asked) if not one.strict_kind]
    resolved: dict[int, list[Resolution]] = {}
    for numbers, is_strict in ((loose, False), (strict, True)):
        queries = [query for number in numbers for query in asked[number].queries()]
        options = Options(strict_kind=is_strict, top=_listed([asked[number] for number in numbers]))
        found = iter(await visit.desk.queue.resolve(visit.opened.resolver, queries, options))
        for number in numbers:
            resolved[number] = [next(found) for _ in asked[number].names]
    return [_outcome(one, resolved[number], visit.opened) for number, one in enumerate(asked)]


def _listed(asked: Sequence[Asked]) -> int:
    """How many candidates to ask for: one number for many, so that their names share a column."""
    plain = all((one.limit or USUAL) <= USUAL and not one.conditions for one in asked)
    return USUAL if plain else MOST_CANDIDATES


def _outcome(asked: Asked, found: list[Resolution], opened: Opened) -> Outcome:
    if asked.fault is not None:
        return Outcome(Decision.ERROR, asked.fault)
    by_id = [entity for id in (*asked.ids, *asked.names) if (entity := opened.brief(id)) is not None]
    if by_id:
        same_id = (Feature("same_id", "the identifier was given", True),)
        matches = [Match(entity, 1.0, len(by_id) == 1, same_id) for entity in dict.fromkeys(by_id)]
        return _filtered(asked, Outcome(Decision.MATCH, "found by its identifier", tuple(matches)))
    if not found:
        return Outcome(Decision.NIL, f"no entity {', '.join(asked.ids)} in this gazetteer")
    # Of several spellings the one that is best found answers; the others add their candidates.
    best = max(found, key=lambda one: -1.0 if one.score is None else one.score)
    if best.decision == Decision.ERROR:
        return Outcome(best.decision, best.reason)
    matches_of: dict[str, Match] = {}
    for resolution in sorted(found, key=lambda one: one is not best):
        for candidate in resolution.candidates:
            entity = opened.brief(candidate.entity_id)
            if entity is not None and candidate.entity_id not in matches_of:
                is_match = resolution is best and resolution.entity_id == candidate.entity_id
                features = _features(asked, resolution, candidate, entity)
                matches_of[candidate.entity_id] = Match(entity, candidate.score, is_match, features)
    ordered = (
        sorted(matches_of.values(), key=lambda one: -one.score) if len(found) > 1 else matches_of.values()
    )
    return _filtered(asked, Outcome(best.decision, best.reason, tuple(ordered)))


def _filtered(asked: Asked, outcome: Outcome) -> Outcome:
    """An outcome without the candidates that do not fulfil the query's conditions."""
    kept = tuple(
        one for one in outcome.matches if all(condition.holds(one.entity) for condition in asked.conditions)
    )
    limit = min(asked.limit or USUAL, MOST_CANDIDATES)
    decision, reason = outcome.decision, outcome.reason
    if decision == Decision.MATCH and not any(one.match for one in kept) and asked.conditions:
        decision = Decision.REVIEW if kept else Decision.NIL
        reason = f"{reason}; the match does not fulfil the conditions"
    return Outcome(decision, reason, kept[:limit])


def _features(asked: Asked, found: Resolution, candidate: Candidate, entity: Brief) -> tuple[Feature, ...]:
    features = [
        Feature(
            "similarity", "probability that the two spellings name one entity", round(candidate.similarity, 4)
        ),
        Feature("same_spelling", "the spelling is one of its names", found.query == candidate.matched_name),
    ]
    known = asked.evidence
    for id, name, given, there in (
        ("kind", "it is of the kind that was given", known.kind, entity.kind),
        ("country", "it is of the country that was given", known.country, entity.country),
        ("birth_year", "it was born in the year that was given", known.birth_year, entity.birth_year),
    ):
        if given is not None and there is not None:
            features.append(Feature(id, name, given == there))
    return tuple(features)
