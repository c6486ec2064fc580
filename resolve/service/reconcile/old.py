"""Queries and answers in the words of version 0.2, which OpenRefine speaks."""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from resolve.errors import RequestError
from resolve.service.desk import Visit
from resolve.service.plain.checked import checked_kind
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
from resolve.service.wire.decode import BAD_REQUEST
from resolve.service.wire.marks import LEFT_OUT, Between
from resolve.service.wire.read import read, step
from resolve.types import Decision

_MANY: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class OldProperty:
    """A property that a query gives."""

    pid: str
    v: Scalar | tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class OldQuery:
    """A reconciliation query, 0.2."""

    query: str | None = None
    type: str | tuple[str, ...] | None = None
    limit: Annotated[int | None, Between(1, _MANY)] = None
    properties: tuple[OldProperty, ...] = ()
    type_strict: Literal["any", "should", "all"] | None = None


@dataclass(frozen=True, slots=True)
class OldResult:
    """The answer to a query; one that failed has `error` and no `result`, since that is not "no match"."""

    result: Annotated[tuple[ReconciledAnswer, ...] | None, LEFT_OUT]
    decision: Decision
    reason: str
    error: Annotated[Failure | None, LEFT_OUT]


async def reconcile_old(value: object, visit: Visit) -> dict[str, OldResult]:
    """Answer a batch of queries.

    Args:
        value: the JSON value of the form's `queries`.
        visit: the request.

    Raises:
        RequestError: something in it does not fit, or it is too much.
    """
    if not isinstance(value, dict):
        raise RequestError(BAD_REQUEST, "expected: an object of queries by their keys", "queries")
    keys = list(value)
    paths = [step("queries", key) for key in keys]
    visit.desk.limits.check_names(len(keys), "queries")
    asked = [read_old(read(OldQuery, value[key], path), path) for key, path in zip(keys, paths, strict=True)]
    visit.desk.limits.check_names(sum(len(one.names) for one in asked), "queries")
    return {key: old_result(outcome) for key, outcome in zip(keys, await match(asked, visit), strict=True)}


def read_old(query: OldQuery, path: str) -> Asked:
    """What a query of version 0.2 asks.

    Args:
        query: the query.
        path: where it stands.

    Raises:
        RequestError: a type or a property that there is not, a value that is none.
    """
    if query.query is None and not query.properties:
        raise RequestError(BAD_REQUEST, "neither query nor properties; expected: one of them", path)
    given: list[Given] = []
    names = [] if query.query is None else [query.query]
    for at, one in enumerate(query.properties):
        where = f"{path}.properties[{at}]"
        if one.pid == "name":
            names += read_texts(one.v, f"{where}.v")
        else:
            given.append(Given(one.pid, read_values(one.pid, one.v, where)))
    types = query.type if isinstance(query.type, tuple) else (query.type,) if query.type is not None else ()
    kinds = tuple(kind for one in types if (kind := checked_kind(one, f"{path}.type")) is not None)
    strict = query.type_strict in ("any", "all")
    if kinds:
        quantifier = Quantifier.ALL if query.type_strict == "all" else Quantifier.ANY
        given.insert(0, Given("kind", kinds, strict, quantifier))
    evidence, conditions = put_together(given)
    fault = None if names else f"{path}: this service matches names, and the query has none"
    return Asked(
        tuple(names),
        evidence=evidence,
        conditions=conditions,
        limit=query.limit,
        strict_kind=strict and len(kinds) == 1,
        fault=fault,
    )


def old_result(outcome: Outcome) -> OldResult:
    """An outcome in the words of version 0.2."""
    return OldResult(candidates_of(outcome), outcome.decision, outcome.reason, failure_of(outcome))
