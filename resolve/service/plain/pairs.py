"""/compare: two names with each other, without a gazetteer."""

from dataclasses import dataclass
from typing import Annotated, Final

from resolve.comparison import compare_names
from resolve.service.desk import Visit
from resolve.service.operation import Operation, Source
from resolve.service.plain.checked import Kind, checked_kind, checked_lang
from resolve.service.plain.reasons import ExplanationAnswer, explanation_answer
from resolve.service.wire.marks import LEFT_OUT
from resolve.types import Comparison, Decision, Query

_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """Two names."""

    left: str
    right: str
    left_lang: str | None = None
    right_lang: str | None = None
    kind: Kind | None = None
    explain: bool = False


@dataclass(frozen=True, slots=True)
class CompareAnswer:
    """Whether two names are spellings of one; similarity is null for a name that cannot be read."""

    left: str | None
    right: str | None
    similarity: float | None
    decision: Decision
    reason: str
    explanation: Annotated[ExplanationAnswer | None, LEFT_OUT]


async def compare(asked: CompareRequest, visit: Visit, root: str) -> CompareAnswer:
    """Compare two names; paths of faults begin with `root`."""
    visit.desk.limits.check_name(asked.left, f"{root}left")
    visit.desk.limits.check_name(asked.right, f"{root}right")
    kind = checked_kind(asked.kind, f"{root}kind")
    left = Query(asked.left, checked_lang(asked.left_lang, f"{root}left_lang"), kind)
    right = Query(asked.right, checked_lang(asked.right_lang, f"{root}right_lang"), kind)
    (found,) = await visit.desk.work(lambda: compare_names([(left, right)], asked.explain))
    return _compare_answer(found)


async def compare_json(asked: CompareRequest, visit: Visit) -> CompareAnswer:
    """Compare two names of a body."""
    return await compare(asked, visit, "$.")


async def compare_parameters(asked: CompareRequest, visit: Visit) -> CompareAnswer:
    """Compare two names of a URL."""
    return await compare(asked, visit, "")


def _compare_answer(found: Comparison) -> CompareAnswer:
    alike = None if found.similarity is None else round(found.similarity, _DIGITS)
    why = None if found.explanation is None else explanation_answer(found.explanation)
    return CompareAnswer(found.left, found.right, alike, found.decision, found.reason, why)


OPERATIONS: Final = (
    Operation(
        "POST",
        "/compare",
        "Say whether two names are spellings of one",
        Source.JSON,
        CompareRequest,
        CompareAnswer,
        compare_json,
    ),
    Operation(
        "GET",
        "/compare",
        "Say whether two names are spellings of one",
        Source.PARAMETERS,
        CompareRequest,
        CompareAnswer,
        compare_parameters,
    ),
)
