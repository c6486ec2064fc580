"""Which of several names at one place are mentions: the outermost, and some of those inside them."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Final

from resolve.linking.verdict import Verdict
from resolve.types import Decision

_MATCH: Final = Decision.MATCH
_START: Final = attrgetter("start")
_END: Final = attrgetter("end")

HOLDING: Final = ("organization", "other")
"""Kinds of names that may hold mentions of their own: AGİT Minsk Grubu holds AGİT and Minsk, while Rusiya
Federasiyası is one name."""


def outermost(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Mentions of one document, from all names that were found in it, by place, the longest first.

    Of names that overlap in part the longer one stays, of equal ones the first. A name inside a person's or a
    place's is part of that name. A name inside that of an organization is a mention of its own unless it
    means the same, or is the last part of it (the Presidency in Azerbaijan's Presidency).
    """
    kept: list[Verdict] = []
    heap: list[Verdict] = []
    until = -1
    for verdict in _by_place(verdicts):
        if verdict.first > until:
            kept += heap if len(heap) == 1 else _of_heap(heap)
            heap = [verdict]
            until = verdict.last
        else:
            heap.append(verdict)
            until = max(until, verdict.last)
    return kept + _of_heap(heap)


def _of_heap(heap: list[Verdict]) -> list[Verdict]:
    """The mentions among names that lie upon each other."""
    covering: dict[int, list[Verdict]] = {}
    kept: list[Verdict] = []
    for verdict in sorted(heap, key=_precedence):
        tokens = range(verdict.first, verdict.last + 1)
        if all(_holds(other, verdict) for token in tokens for other in covering.get(token, ())):
            kept.append(verdict)
            for token in tokens:
                covering.setdefault(token, []).append(verdict)
    return _by_place(kept)


def _by_place(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """In order of place, the longest first; sorting twice takes half the time of making pairs to sort by."""
    return sorted(sorted(verdicts, key=_END, reverse=True), key=_START)


def _precedence(verdict: Verdict) -> tuple[int, bool, bool, int]:
    """The longer goes first, of equal places what is linked, and a person before what else it may be."""
    return (
        verdict.first - verdict.last,
        verdict.decision != _MATCH,
        verdict.kind != "person",
        verdict.first,
    )


def _holds(other: Verdict, verdict: Verdict) -> bool:
    """Whether a name may be a mention inside another one."""
    inside = other.first <= verdict.first and verdict.last <= other.last
    shorter = verdict.last - verdict.first < other.last - other.first
    head = verdict.last == other.last and verdict.kind == other.kind
    return inside and shorter and not head and other.kind in HOLDING and verdict.entity != other.entity
