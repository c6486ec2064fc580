"""/resolve: names to entities."""

from dataclasses import dataclass
from typing import Annotated, Final

from resolve.errors import RequestError
from resolve.service.desk import Visit
from resolve.service.limits import MOST_CANDIDATES
from resolve.service.operation import Operation, Source
from resolve.service.plain.checked import Kind, checked_query
from resolve.service.plain.reasons import ExplanationAnswer, explanation_answer
from resolve.service.wire.decode import BAD_REQUEST
from resolve.service.wire.marks import LEFT_OUT, About, AtLeast, Between
from resolve.settings import MATCH_THRESHOLD, REVIEW_THRESHOLD
from resolve.types import Candidate, Decision, Options, Query, Resolution

_DIGITS: Final = 6

Probability = Annotated[float | None, Between(0, 1)]
KnownBy = Annotated[str | None, LEFT_OUT, About("of several gazetteers the one that the entity is known by")]
MatchedBy = Annotated[str | None, LEFT_OUT, About("of several gazetteers the one that the spelling is from")]
Top = Annotated[int, Between(1, MOST_CANDIDATES), About("how many candidates are listed")]


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A name and what is known of it."""

    name: str | None
    lang: Annotated[str | None, About("BCP 47 tag, such as az")] = None
    kind: Kind | None = None
    country: Annotated[str | None, About("ISO 3166-1 alpha-2, such as AZ")] = None
    birth_year: int | None = None


@dataclass(frozen=True, slots=True)
class ResolveRequest:
    """Names to be resolved."""

    queries: Annotated[tuple[QueryRequest, ...], AtLeast(1)]
    top: Top = 5
    explain: Annotated[bool, About("whether each candidate carries its explanation")] = False
    strict_kind: Annotated[bool, About("a given kind filters instead of being evidence")] = False
    threshold: Annotated[Probability, About("least score of a match")] = None
    review_threshold: Annotated[Probability, About("least score worth a person's look")] = None
    exclude: Annotated[tuple[str, ...], About("IDs that are no answer")] = ()


@dataclass(frozen=True, slots=True)
class ResolveOneRequest:
    """One name to be resolved."""

    name: str
    lang: Annotated[str | None, About("BCP 47 tag, such as az")] = None
    kind: Kind | None = None
    country: Annotated[str | None, About("ISO 3166-1 alpha-2, such as AZ")] = None
    birth_year: int | None = None
    top: Top = 5
    explain: bool = False
    strict_kind: bool = False
    threshold: Probability = None
    review_threshold: Probability = None
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CandidateAnswer:
    """An entity that may be meant."""

    entity_id: str
    name: str
    kind: str
    score: Annotated[float, About("probability that it is the right one, 0..1")]
    similarity: Annotated[float, About("probability that the two spellings name one entity, 0..1")]
    matched_name: str
    explanation: Annotated[ExplanationAnswer | None, LEFT_OUT]
    gazetteer: KnownBy
    matched_gazetteer: MatchedBy


@dataclass(frozen=True, slots=True)
class ResolutionAnswer:
    """The answer to one name; a name that could not be processed has the decision `error`."""

    query: str | None
    decision: Decision
    entity_id: Annotated[str | None, About("only for a match")]
    score: float | None
    best_entity_id: str | None
    best_name: str | None
    matched_name: str | None
    reason: str
    candidates: tuple[CandidateAnswer, ...]
    gazetteer: KnownBy
    matched_gazetteer: MatchedBy


@dataclass(frozen=True, slots=True)
class ResolveAnswer:
    """One answer a name, in their order."""

    snapshot: Annotated[str, About("the ID of the gazetteer's snapshot that was asked")]
    results: tuple[ResolutionAnswer, ...]


async def resolve_names(asked: ResolveRequest, visit: Visit) -> ResolveAnswer:
    """Resolve names."""
    visit.desk.limits.check_names(len(asked.queries), "$.queries")
    visit.desk.limits.check_names(len(asked.exclude), "$.exclude")
    queries = [
        checked_query(Query(q.name, q.lang, q.kind, q.country, q.birth_year), f"$.queries[{at}]")
        for at, q in enumerate(asked.queries)
    ]
    options = _options(asked, "$.")
    found = await visit.desk.queue.resolve(visit.opened.resolver, queries, options)
    return ResolveAnswer(visit.opened.snapshot, tuple(resolution_answer(one) for one in found))


async def resolve_one(asked: ResolveOneRequest, visit: Visit) -> ResolveAnswer:
    """Resolve one name."""
    visit.desk.limits.check_name(asked.name, "name")
    visit.desk.limits.check_names(len(asked.exclude), "exclude")
    query = Query(asked.name, asked.lang, asked.kind, asked.country, asked.birth_year)
    options = _options(asked, "")
    found = await visit.desk.queue.resolve(visit.opened.resolver, [checked_query(query, "")], options)
    return ResolveAnswer(visit.opened.snapshot, tuple(resolution_answer(one) for one in found))


def resolution_answer(found: Resolution) -> ResolutionAnswer:
    """A resolution as it goes over the wire."""
    return ResolutionAnswer(
        found.query,
        found.decision,
        found.entity_id,
        _rounded(found.score),
        found.best_entity_id,
        found.best_name,
        found.matched_name,
        found.reason,
        tuple(_candidate_answer(one) for one in found.candidates),
        found.gazetteer,
        found.matched_gazetteer,
    )


def _options(asked: ResolveRequest | ResolveOneRequest, root: str) -> Options:
    match = MATCH_THRESHOLD if asked.threshold is None else asked.threshold
    review = min(REVIEW_THRESHOLD, match) if asked.review_threshold is None else asked.review_threshold
    if review > match:
        message = f"{review} is above the threshold of a match, which is {match}"
        raise RequestError(BAD_REQUEST, message, f"{root}review_threshold")
    return Options(match, review, asked.strict_kind, frozenset(asked.exclude), asked.top, asked.explain)


def _candidate_answer(found: Candidate) -> CandidateAnswer:
    return CandidateAnswer(
        found.entity_id,
        found.name,
        found.kind,
        round(found.score, _DIGITS),
        round(found.similarity, _DIGITS),
        found.matched_name,
        None if found.explanation is None else explanation_answer(found.explanation),
        found.gazetteer,
        found.matched_gazetteer,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


OPERATIONS: Final = (
    Operation(
        "POST",
        "/resolve",
        "Resolve names to entities",
        Source.JSON,
        ResolveRequest,
        ResolveAnswer,
        resolve_names,
    ),
    Operation(
        "GET",
        "/resolve",
        "Resolve one name",
        Source.PARAMETERS,
        ResolveOneRequest,
        ResolveAnswer,
        resolve_one,
    ),
)
