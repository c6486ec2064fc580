"""Slices of graded pairs: how often the decision is right, by category, languages and kind.

Accuracy counts all three decisions: a review where a match is right is wrong. Precision, recall and F1 count
`match` against the rest: a review is no match, whether it was said or expected.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from resolve.bench.cases import Case
from resolve.bench.intervals import Matching, Share
from resolve.comparison import compare_names
from resolve.types import Comparison, Decision, Query


@dataclass(frozen=True, slots=True)
class Judged:
    """A graded pair and what was said of it."""

    case: Case
    said: Comparison

    @property
    def right(self) -> bool:
        """Whether the decision is the expected one."""
        return self.said.decision == self.case.expected


@dataclass(frozen=True, slots=True)
class Slice:
    """How a part of the pairs was decided.

    Attributes:
        name: what the pairs have in common.
        accuracy: of all pairs, those decided as expected.
        matching: match against not match.
    """

    name: str
    accuracy: Share
    matching: Matching

    @property
    def members(self) -> dict[str, object]:
        """As members of a JSON object."""
        return {"name": self.name, "accuracy": self.accuracy.members, **self.matching.members}


SLICINGS: Final[dict[str, Callable[[Case], str]]] = {
    "category": lambda case: case.category,
    "languages": lambda case: case.languages,
    "kind": lambda case: case.kind,
    "expected": lambda case: str(case.expected),
}
"""Ways to slice: the name of each, and what it reads from a case."""


def judge(cases: Sequence[Case]) -> list[Judged]:
    """Compare the names of graded pairs, with their languages and kind given.

    Args:
        cases: n pairs.

    Returns:
        n judged pairs in their order.
    """
    pairs = [
        (Query(case.left, case.left_lang, case.kind), Query(case.right, case.right_lang, case.kind))
        for case in cases
    ]
    return [Judged(case, said) for case, said in zip(cases, compare_names(pairs), strict=True)]


def slice_of(name: str, judged: Iterable[Judged]) -> Slice:
    """The slice that some judged pairs make."""
    part = list(judged)
    said = [one for one in part if one.said.decision == Decision.MATCH]
    return Slice(
        name,
        Share(sum(one.right for one in part), len(part)),
        Matching(
            sum(one.right for one in said),
            len(said),
            sum(one.case.expected == Decision.MATCH for one in part),
        ),
    )


def slices_by(judged: Sequence[Judged], by: str) -> list[Slice]:
    """All slices of one slicing, sorted by name.

    Args:
        judged: the pairs.
        by: a key of `SLICINGS`.
    """
    read = SLICINGS[by]
    names = sorted({read(one.case) for one in judged})
    return [slice_of(name, (one for one in judged if read(one.case) == name)) for name in names]
