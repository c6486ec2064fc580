"""All the forms that writers of a language use for a name, combined from the alternatives of single rules.

A system may have a table `<id>.variants.tsv`: what others write instead of the result of a rule, how often,
and whether a writer does so throughout (a habit: v for w) or word by word (custom: ə as а or as е). The
forms of a text are the products of these choices, drawn best first, so that no more are made than are asked
for. The ways over a third orthography and the other systems of the direction add theirs.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from resolve.conversion.recasing import Case, case_of, cases_of_pieces, join_cased
from resolve.conversion.registry import System
from resolve.conversion.routes import Route
from resolve.conversion.rules import Piece, list_rules, trace_word
from resolve.conversion.spelling import compose, cut, prepare, takes
from resolve.errors import DataError
from resolve.tables import list_names, read_rows

__all__ = ["LIMIT", "Alternative", "Variant", "forms_by", "list_alternatives"]

LIMIT = 32
"""No more variants than this are returned."""

# How many forms of a first step go on to the second, and how many pieces of a text may vary.
_FORMS_OF_FIRST_STEP = 8
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to write a name.

    Attributes:
        text: the name.
        system: id of the system that made it, or ids joined by `+`, in the order of their use.
        weight: how usual it is, 0..1; the first is 1.
    """

    text: str
    system: str
    weight: float


@dataclass(frozen=True, slots=True)
class Alternative:
    """What others write instead of the result of a rule; habit: throughout a text."""

    text: str
    weight: float
    habit: bool


@dataclass(frozen=True, slots=True)
class _Choice:
    """One choice that a writer has: a text for each option, best first; and the pieces that it decides."""

    options: tuple[Alternative, ...]
    places: tuple[tuple[int, int], ...]


@cache
def list_alternatives(system: str) -> dict[tuple[str, str], tuple[Alternative, ...]]:
    """The alternatives of a system by key and result of the rule, the most usual first.

    Raises:
        DataError: a row belongs to no rule, or its weight or scope is none.
    """
    file = f"{system}.variants.tsv"
    if file not in list_names("conversion"):
        return {}
    name = f"conversion/{file}"
    rules = {(rule.key, rule.result) for rule in list_rules(system)}
    found: dict[tuple[str, str], list[Alternative]] = {}
    for source, target, text, weight, scope, _ in read_rows(name).rows:
        if (source, target) not in rules:
            raise DataError(name, 0, f"{source} > {target}: {system} has no such rule")
        if scope not in ("habit", "word"):
            raise DataError(name, 0, f"{source} > {target}: scope is {scope!r}, expected habit or word")
        if not weight.replace(".", "", 1).isdecimal() or not 0 < float(weight) <= 1:
            raise DataError(
                name, 0, f"{source} > {target}: weight is {weight!r}, expected more than 0, at most 1"
            )
        found.setdefault((source, target), []).append(Alternative(text, float(weight), scope == "habit"))
    return {rule: tuple(sorted(row, key=lambda other: -other.weight)) for rule, row in found.items()}


def forms_by(route: Route, text: str) -> Iterator[tuple[str, float]]:
    """The forms of a text by one way, best first, with their weights, 0..1; the first is the conversion."""
    if not route.steps:
        yield text, 1.0
    elif len(route.steps) == 1:
        yield from _forms(route.steps[0], text)
    else:
        first, second = route.steps
        middle = islice(_forms(first, text), _FORMS_OF_FIRST_STEP)
        chained = [
            (form, weight * other)
            for between, weight in middle
            for form, other in islice(_forms(second, between), LIMIT)
        ]
        yield from sorted(chained, key=lambda form: -form[1])


def _forms(system: System, text: str) -> Iterator[tuple[str, float]]:
    words, gaps = cut(text)
    traced = [trace_word(system.id, prepare(word, system)) if takes(system, word) else None for word in words]
    choices = _choices(system, traced)
    for picks, weight in _best_first([[option.weight for option in choice.options] for choice in choices]):
        targets = [[piece.target for piece in pieces] if pieces is not None else [] for pieces in traced]
        for choice, pick in zip(choices, picks, strict=True):
            for word, piece in choice.places:
                targets[word][piece] = choice.options[pick].text
        spelt = [
            word if pieces is None else _cased(system, word, pieces, target)
            for word, pieces, target in zip(words, traced, targets, strict=True)
        ]
        yield "".join(gap + word for gap, word in zip(gaps, spelt, strict=False)) + gaps[-1], weight


def _choices(system: System, traced: Sequence[Sequence[Piece] | None]) -> list[_Choice]:
    alternatives = list_alternatives(system.id)
    places: dict[tuple[str, str, int], list[tuple[int, int]]] = {}
    count = 0
    for word, pieces in enumerate(traced):
        for index, piece in enumerate(pieces or ()):
            others = alternatives.get((piece.source, piece.target))
            if piece.rule is not None and others and count < _LONGEST:
                count += 1
                # A habit decides all its places at once: they share a key; else each place has its own.
                key = (piece.source, piece.target, 0 if others[0].habit else count)
                places.setdefault(key, []).append((word, index))
    return [
        _Choice((Alternative(target, 1.0, False), *alternatives[source, target]), tuple(where))
        for (source, target, _), where in places.items()
    ]


def _cased(system: System, word: str, pieces: Sequence[Piece], targets: Sequence[str]) -> str:
    composed = compose(word)
    case = case_of(composed, system.source)
    if case is Case.MIXED:
        cases = cases_of_pieces(composed, [piece.source for piece in pieces], system.source)
    elif case is Case.TITLE:
        cases = [Case.TITLE] + [Case.LOWER] * (len(pieces) - 1)
    else:
        cases = [case] * len(pieces)
    return join_cased(targets, cases, system.casing)


def _best_first(weights: Sequence[Sequence[float]]) -> Iterator[tuple[tuple[int, ...], float]]:
    """The picks of one option for each choice, in falling order of the product of their weights.

    Options fall in weight. From each pick those follow that move the last moved choice on, or a later one
    for the first time: so each comes once, and after the one it came from.
    """
    heap: list[tuple[float, tuple[int, ...], int]] = [(0.0, (0,) * len(weights), 0)]
    while heap:
        cost, picks, last = heapq.heappop(heap)
        yield picks, math.exp(-cost)
        for index in range(last, len(weights)):
            pick = picks[index] + 1
            if pick < len(weights[index]):
                dearer = cost + math.log(weights[index][pick - 1]) - math.log(weights[index][pick])
                heapq.heappush(heap, (dearer, (*picks[:index], pick, *picks[index + 1 :]), index))
