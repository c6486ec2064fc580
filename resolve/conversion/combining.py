"""All the forms that writers of a language use for a name, best first, combined from the forms of its words.

A word that custom decides has its customary forms, and behind them that of the rules; any other word has
the form of the rules and what others write instead of the result of single rules. The forms of a text are
the products of these choices, drawn best first, so that no more are made than are asked for.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from resolve.conversion.alternatives import LIMIT, Alternative, Variant, list_alternatives
from resolve.conversion.custom import agree, find_custom, write
from resolve.conversion.letterforms import unify_letters
from resolve.conversion.lexicon import Form
from resolve.conversion.recasing import Case, case_of, case_pieces, cases_of_pieces
from resolve.conversion.registry import KEPT, System
from resolve.conversion.routes import Route
from resolve.conversion.rules import Piece, trace_word
from resolve.conversion.spelling import compose, cut, cut_names, join, prepare, takes

__all__ = ["ReadWord", "forms_by", "read_words", "spell_pieces"]

# How many forms of a first step go on to the second, and how many pieces of a text may vary.
_FORMS_OF_FIRST_STEP = 8
_LONGEST = 64

# How usual the form of the rules is beside the least usual one of custom.
_RULES_AFTER_CUSTOM = 0.5

# The words of a spelling, its weight, and what made it.
_Spelling = tuple[list[str], float, str]


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word of a text: its customary forms, its pieces by rule (None if the system does not take it)."""

    text: str
    custom: tuple[Form, ...]
    pieces: Sequence[Piece] | None


@dataclass(frozen=True, slots=True)
class _Choice:
    """One choice that a writer has: a text for each option, best first; and the pieces that it decides."""

    options: tuple[Alternative, ...]
    places: tuple[tuple[int, int], ...]


def forms_by(route: Route, text: str) -> Iterator[Variant]:
    """The forms of a text by one way, best first; the first is the conversion and has weight 1."""
    if not route.steps:
        yield Variant(text, KEPT, 1.0)
    elif len(route.steps) == 1:
        yield from _forms(route.steps[0], text, custom=route.custom)
    else:
        first, second = route.steps
        chained = [
            Variant(form.text, f"{between.system}+{form.system}", between.weight * form.weight)
            for between in islice(_forms(first, text, custom=route.custom), _FORMS_OF_FIRST_STEP)
            for form in islice(_forms(second, between.text, custom=route.custom), LIMIT)
        ]
        yield from sorted(chained, key=lambda form: -form.weight)


def _forms(system: System, text: str, *, custom: bool) -> Iterator[Variant]:
    words, gaps = read_words(system, text, custom=custom)
    seen: set[str] = set()
    for spelt, weight, made_by in _merge(_branches(system, words)):
        form = join(spelt, gaps)
        if form not in seen:
            seen.add(form)
            yield Variant(form, made_by, weight)


def read_words(system: System, text: str, *, custom: bool) -> tuple[list[ReadWord], list[str]]:
    """The words of a text as a system reads them, and what stands between.

    Args:
        system: a registered system.
        text: any text.
        custom: whether the lexicon is asked before the rules.
    """
    unified = unify_letters(text, system.source)
    words, gaps = cut_names(unified, system.source) if custom else cut(unified)
    composed = [compose(word) for word in words]
    lowered = [prepare(word, system) for word in words]
    known: list[tuple[Form, ...]] = [()] * len(words)
    if custom:
        found = [find_custom(system, *word) for word in zip(composed, lowered, strict=True)]
        known = agree(lowered, found, system.source)
    return [
        ReadWord(
            whole if forms or takes(system, word) else word,
            forms,
            trace_word(system.id, small) if takes(system, word) else None,
        )
        for word, whole, small, forms in zip(words, composed, lowered, known, strict=True)
    ], gaps


def _branches(system: System, words: Sequence[ReadWord]) -> Iterator[tuple[float, Iterator[_Spelling]]]:
    """The spellings of each pick among customary forms and rules, picks in falling order of weight."""
    weights = [
        [form.weight for form in word.custom]
        + [_RULES_AFTER_CUSTOM * word.custom[-1].weight if word.custom else 1.0]
        for word in words
    ]
    for picks, weight in _best_first(weights):
        chosen = [
            word.custom[pick] if pick < len(word.custom) else None
            for word, pick in zip(words, picks, strict=True)
        ]
        yield weight, _spellings(system, words, chosen, weight)


def _spellings(
    system: System, words: Sequence[ReadWord], chosen: Sequence[Form | None], weight: float
) -> Iterator[_Spelling]:
    ids = [
        form.name if form is not None else system.id
        for word, form in zip(words, chosen, strict=True)
        if form is not None or word.pieces is not None
    ]
    made_by = "+".join(dict.fromkeys(ids)) or system.id
    traced = [None if form is not None else word.pieces for word, form in zip(words, chosen, strict=True)]
    choices = _choices(system, traced)
    for picks, share in _best_first([[option.weight for option in choice.options] for choice in choices]):
        targets = [[piece.target for piece in pieces or ()] for pieces in traced]
        for choice, pick in zip(choices, picks, strict=True):
            for index, piece in choice.places:
                targets[index][piece] = choice.options[pick].text
        spelt = [
            write(form.text, word.text, system)
            if form is not None
            else word.text
            if word.pieces is None
            else "".join(spell_pieces(system, word.text, word.pieces, target))
            for word, form, target in zip(words, chosen, targets, strict=True)
        ]
        yield spelt, weight * share, made_by


def _merge(branches: Iterator[tuple[float, Iterator[_Spelling]]]) -> Iterator[_Spelling]:
    """All spellings in falling order of weight; a branch is not begun before its best is due."""
    heap: list[tuple[float, int, _Spelling, Iterator[_Spelling]]] = []
    due = next(branches, None)
    count = 0
    while heap or due is not None:
        if due is not None and (not heap or due[0] >= -heap[0][0]):
            branch = due[1]
            due = next(branches, None)
        else:
            _, _, spelling, branch = heapq.heappop(heap)
            yield spelling
        following = next(branch, None)
        if following is not None:
            count += 1
            heapq.heappush(heap, (-following[1], count, following, branch))


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


def spell_pieces(system: System, composed: str, pieces: Sequence[Piece], targets: Sequence[str]) -> list[str]:
    """What is written for the pieces of a word, with its capitals.

    Args:
        system: the system that cut them.
        composed: the word.
        pieces: its pieces.
        targets: what stands for each, in lower case.
    """
    case = case_of(composed, system.source)
    if case is Case.MIXED:
        cases = cases_of_pieces(composed, [piece.source for piece in pieces], system.source)
    elif case is Case.TITLE:
        cases = [Case.TITLE] + [Case.LOWER] * (len(pieces) - 1)
    else:
        cases = [case] * len(pieces)
    return case_pieces(targets, cases, system.casing)


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
