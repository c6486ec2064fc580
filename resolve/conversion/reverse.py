"""Back: which spellings of one orthography can lie behind a form found in another.

Alijew in a German text was Алиев in Russian, and Əliyev in Azerbaijani.

1. Each word is led back by every way from the source to its orthography: rules turned round (`inversion`),
   and over a third orthography by two such steps; the lexicon adds its rows.
2. What is found goes forwards again: a spelling is kept only if the word is among its `variants`. A form of
   custom may need the other words of its name to come first; then the whole name has to be among those of
   the whole spelling.
3. It weighs as much as the form does among those variants, times how usual the spelling is (`likelihood`;
   a word that the lexicon knows is more usual).
4. The words of a name are combined, best first.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from resolve.conversion.alternatives import LIMIT, Variant
from resolve.conversion.casing import lower
from resolve.conversion.convert import variants
from resolve.conversion.inversion import invert
from resolve.conversion.lexicon import find_forms, origins_of
from resolve.conversion.likelihood import likelihood_of
from resolve.conversion.orthography import find_orthography
from resolve.conversion.recasing import Case, case_of, recase
from resolve.conversion.registry import KEPT
from resolve.conversion.routes import Route, find_routes
from resolve.conversion.spelling import compose, cut

__all__ = ["origins"]

# How many words one step back yields, and of how many of a middle orthography the second step is taken.
_BEHIND = 32
_MIDDLE = 6
_BEHIND_MIDDLE = 10

# How many spellings of a word are sent forwards, and how much less likely than the best one a spelling may
# be by the way back: e to the power of this.
_WORDS_TRIED = 20
_FARTHEST = 4.6

# How many whole names with a word that leads to its own only in company are sent forwards.
_NAMES_TRIED = 6

# How much the likelihood of a word counts beside the weight of the way from it, and what it gains by being
# in the lexicon.
_TRUST = 0.8
_KNOWN = 3.0


def origins(text: str, written: str, source: str) -> list[Variant]:
    """The spellings of one orthography that can lie behind a name found in another, the likeliest first.

    Args:
        text: a name as it was found.
        written: orthography code of the text.
        source: orthography code of the spellings wanted.

    Returns:
        At most 32, no two of one text; none if nothing in the source leads to the text. `weight` is how
        likely a spelling is beside the first, which has 1; `system` is what leads from it to the text. Each
        word of each has the word of the text, capitals left aside, among its `variants`.

    Raises:
        UnknownLanguageError: a code names no orthography.
        UnknownSystemError: no way leads from source to written.
    """
    written, source = find_orthography(written), find_orthography(source)
    if source == written:
        return [Variant(text, KEPT, 1.0)]
    find_routes(source, written)
    words, gaps = cut(text)
    if not words:
        return [Variant(text, KEPT, 1.0)]
    behind = [
        [
            replace(found, text=_cased(found.text, word, written, source))
            for found in _origins_of_word(lower(word, written), written, source)
        ]
        for word in map(compose, words)
    ]
    wanted = _folded(text, written)
    found: dict[str, Variant] = {}
    asked = 0
    for picked in _products(behind):
        spelling = _join([one.text for one in picked], gaps)
        made_by = "+".join(dict.fromkeys(one.system for one in picked))
        weight = math.prod(one.weight for one in picked)
        if not all(one.system for one in picked):
            asked += 1
            made_by = _made_by(spelling, wanted, written, source) if asked <= _NAMES_TRIED else ""
        if made_by:
            found.setdefault(spelling, Variant(spelling, made_by, weight))
        if len(found) == LIMIT:
            break
    best = max((variant.weight for variant in found.values()), default=1.0)
    return [replace(variant, weight=variant.weight / best) for variant in found.values()]


@lru_cache(maxsize=1 << 14)
def _origins_of_word(word: str, written: str, source: str) -> tuple[Variant, ...]:
    """The words that can lie behind one, in falling order of weight.

    A word without a system is one of the lexicon that leads to the word in the company of other words only.
    """
    custom = {form.text: -math.log(form.weight) for form in find_forms(word, written, source)}
    costs = dict(custom)
    for route in find_routes(source, written):
        for before, cost in _back(route, word):
            costs[before] = min(cost - math.log(route.weight), costs.get(before, math.inf))
    usual = {before: _cost_of_word(before, source) for before in costs}
    ranked = sorted(costs, key=lambda before: (costs[before] + usual[before], before))
    found: list[Variant] = []
    cheapest = math.inf
    for before in ranked[:_WORDS_TRIED]:
        cost = costs[before] + usual[before]
        if cost > cheapest + _FARTHEST:
            break
        same = next(
            (one for one in variants(before, source, written) if _folded(one.text, written) == word), None
        )
        if same is not None:
            cheapest = min(cheapest, cost)
            found.append(Variant(before, same.system, math.exp(-usual[before]) * same.weight))
        elif before in custom:
            found.append(Variant(before, "", math.exp(-cost)))
    return tuple(sorted(found, key=lambda variant: (-variant.weight, variant.text)))


def _made_by(spelling: str, wanted: str, written: str, source: str) -> str:
    """What leads from a whole name to the text that is wanted; empty if nothing does."""
    for variant in variants(spelling, source, written):
        if _folded(variant.text, written) == wanted:
            return variant.system
    return ""


def _back(route: Route, word: str) -> Iterator[tuple[str, float]]:
    """The words that a way can have come from, with the cost of the way."""
    if len(route.steps) == 1:
        for before in invert(route.steps[0], word, _BEHIND):
            yield before.word, before.cost
    else:
        first, second = route.steps
        for between in invert(second, word, _MIDDLE):
            for before in invert(first, between.word, _BEHIND_MIDDLE):
                yield before.word, between.cost + before.cost


def _cost_of_word(word: str, source: str) -> float:
    known = _KNOWN if origins_of(word, source) else 0.0
    return _TRUST * likelihood_of(source).cost_of_word(word) - known


def _folded(text: str, written: str) -> str:
    return lower(compose(text), written)


def _products(choices: Sequence[Sequence[Variant]]) -> Iterator[tuple[Variant, ...]]:
    """One variant of each, in falling order of the product of their weights; none if a choice is empty."""
    if not all(choices):
        return
    picks = (0,) * len(choices)
    heap = [(-math.prod(choice[0].weight for choice in choices), picks)]
    seen = {picks}
    while heap:
        _, picks = heapq.heappop(heap)
        yield tuple(choice[pick] for choice, pick in zip(choices, picks, strict=True))
        for index, pick in enumerate(picks):
            following = (*picks[:index], pick + 1, *picks[index + 1 :])
            if pick + 1 < len(choices[index]) and following not in seen:
                seen.add(following)
                weight = math.prod(
                    choice[place].weight for choice, place in zip(choices, following, strict=True)
                )
                heapq.heappush(heap, (-weight, following))


def _cased(spelling: str, word: str, written: str, source: str) -> str:
    case = case_of(word, written)
    return recase(spelling, Case.TITLE if case is Case.MIXED else case, source)


def _join(words: Sequence[str], gaps: Sequence[str]) -> str:
    return "".join(gap + word for gap, word in zip(gaps, words, strict=False)) + gaps[-1]
