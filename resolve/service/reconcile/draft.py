"""Queries and answers in the words of version 1.0 (draft)."""

from dataclasses import dataclass
from typing import Annotated, Literal

from resolve.errors import RequestError
from resolve.service.desk import Visit
from resolve.service.plain.checked import checked_kind, checked_lang
from resolve.service.reconcile.asked import (
    Asked,
    Given,
    Quantifier,
    Scalar,
    put_together,
    read_texts,
    read_values,
)
from resolve.service.reconcile.candidates import Failure, ReconciledAnswer, candidates_of, failure_of
from resolve.service.reconcile.matching import Outcome, match
from resolve.service.reconcile.vocabulary import LANG
from resolve.service.wire.decode import BAD_REQUEST
from resolve.service.wire.marks import LEFT_OUT, About, AtLeast, Between, Spelt
from resolve.types import Decision

Direction = Literal["ltr", "rtl", "auto"]


@dataclass(frozen=True, slots=True)
class DraftCondition:
    """A condition of a query."""

    match_type: Annotated[Literal["name", "id", "property"], Spelt("matchType")]
    value: Annotated[Scalar | tuple[Scalar, ...], Spelt("propertyValue")]
    property: Annotated[str | None, Spelt("propertyId")] = None
    required: bool = False
    quantifier: Annotated[Literal["any", "all", "none"], Spelt("matchQuantifier")] = "any"
    qualifier: Annotated[str | None, Spelt("matchQualifier"), About("there are none here")] = None
    lang: str | None = None
    dir: Direction | None = None


@dataclass(frozen=True, slots=True)
class DraftQuery:
    """A reconciliation query, 1.0."""

    conditions: Annotated[tuple[DraftCondition, ...], AtLeast(1)]
    type: str | None = None
    limit: Annotated[int | None, Between(1, 1_000_000_000)] = None
    lang: str | None = None
    dir: Direction | None = None


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """A batch of reconciliation queries, 1.0."""

    queries: tuple[DraftQuery, ...]


@dataclass(frozen=True, slots=True)
class DraftResult:
    """The answer to a query; one that failed has `error` and no `candidates`."""

    candidates: Annotated[tuple[ReconciledAnswer, ...] | None, LEFT_OUT]
    decision: Decision
    reason: str
    error: Annotated[Failure | None, LEFT_OUT]


@dataclass(frozen=True, slots=True)
class DraftAnswer:
    """One answer a query, in their order."""

    results: tuple[DraftResult, ...]


async def reconcile_draft(asked: DraftRequest, visit: Visit) -> DraftAnswer:
    """Answer a batch of queries."""
    visit.desk.limits.check_names(len(asked.queries), "$.queries")
    queries = [read_draft(query, f"$.queries[{at}]") for at, query in enumerate(asked.queries)]
    visit.desk.limits.check_names(sum(len(one.names) for one in queries), "$.queries")
    return DraftAnswer(tuple(draft_result(outcome) for outcome in await match(queries, visit)))


def read_draft(query: DraftQuery, path: str) -> Asked:
    """What a query of version 1.0 asks.

    Args:
        query: the query.
        path: where it stands.

    Raises:
        RequestError: a type or a property that there is not, a value that is none, a condition that this
            service cannot look at.
    """
    names: list[str] = []
    ids: list[str] = []
    kind = checked_kind(query.type, f"{path}.type")
    lang = checked_lang(query.lang, f"{path}.lang")
    given = [] if kind is None else [Given("kind", (kind,))]
    for at, one in enumerate(query.conditions):
        where = f"{path}.conditions[{at}]"
        if one.qualifier is not None:
            raise RequestError(BAD_REQUEST, "this service has no qualifiers", f"{where}.matchQualifier")
        if one.match_type == "property":
            if one.property is None:
                raise RequestError(BAD_REQUEST, "missing", f"{where}.propertyId")
            values = read_values(one.property, one.value, f"{where}.propertyId")
            given.append(Given(one.property, values, one.required, Quantifier(one.quantifier)))
            continue
        if one.quantifier == "none":
            raise RequestError(BAD_REQUEST, "'none' is for properties only", f"{where}.matchQuantifier")
        lang = checked_lang(one.lang, f"{where}.lang") or lang
        (names if one.match_type == "name" else ids).extend(read_texts(one.value, f"{where}.propertyValue"))
    if lang is not None:
        given.append(Given(LANG, (lang,)))
    evidence, conditions = put_together(given)
    fault = None if names or ids else f"{path}: this service matches names and IDs, and the query has none"
    return Asked(
        tuple(names), tuple(ids), evidence, conditions, query.limit, strict_kind=kind is not None, fault=fault
    )


def draft_result(outcome: Outcome) -> DraftResult:
    """An outcome in the words of version 1.0."""
    return DraftResult(candidates_of(outcome), outcome.decision, outcome.reason, failure_of(outcome))
