"""The rules of a system turned round: which words can have become a word.

1. Each rule and each of its alternatives says what may lie behind a piece of the word; contexts are left out.
2. A beam goes through the word from left to right and keeps the best beginnings: those of usual pieces that
   make a usual word of the source (`likelihood`).
3. Each word found goes through the system again (`retrace`): what the contexts forbid falls out.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from resolve.conversion.alternatives import list_alternatives
from resolve.conversion.likelihood import BEGINNING, END, Likelihood, likelihood_of
from resolve.conversion.orthography import script_of
from resolve.conversion.registry import KEPT, System
from resolve.conversion.rules import list_rules, trace_word
from resolve.conversion.scripts import script_of_letter

__all__ = ["Before", "invert", "retrace"]

# How many beginnings of a length are kept, and how much likelier than the last the first of them may be: e to
# the power of this.
_WIDTH = 24
_HOPELESS = 6.0

# A longer word is no name; the beam would be long busy with it.
_LONGEST = 48


@dataclass(frozen=True, slots=True)
class Before:
    """A word that may lie behind another.

    Attributes:
        word: the word, in lower case.
        cost: how unusual the pieces are that lead from it to the other word: a negative natural logarithm.
    """

    word: str
    cost: float


@dataclass(frozen=True, slots=True)
class _Inverse:
    """What may lie behind each written piece.

    Attributes:
        pieces: by written piece, what may lie behind it.
        silent: what may have left nothing behind.
        read: the letters that a rule reads wherever they stand.
        longest: length of the longest written piece.
    """

    pieces: Mapping[str, tuple[Before, ...]]
    silent: tuple[Before, ...]
    read: frozenset[str]
    longest: int


@dataclass(frozen=True, slots=True)
class _Start:
    """The beginning of a word that the beam has read so far; total counts its likelihood, too."""

    total: float
    word: str
    cost: float


def invert(system: System, word: str, most: int) -> list[Before]:
    """The words that a system can have made a word from, the likeliest first.

    Args:
        system: a registered system, or what stands for one where the spelling is kept.
        word: a word of the target, in lower case.
        most: how many are wanted.

    Returns:
        Words of the source in lower case, each of which leads to the word by rules and alternatives.
    """
    if not word or len(word) > _LONGEST:
        return []
    if system.id == KEPT:
        return [Before(word, 0.0)]
    found: list[Before] = []
    for before in _read_back(system, word):
        cost = retrace(system, before, word)
        if cost is not None:
            found.append(Before(before, cost))
            if len(found) == most:
                break
    return found


def _read_back(system: System, word: str) -> list[str]:
    """The words that the rules of a system, turned round, make of a word, the likeliest first."""
    inverse, likelihood = _invert_rules(system.id), likelihood_of(system.source)
    beams: list[dict[str, _Start]] = [{} for _ in range(len(word) + 1)]
    beams[0][""] = _Start(0.0, "", 0.0)
    for place in range(len(word)):
        pieces = list(_pieces_at(system, inverse, word, place))
        for start in _hopeful(beams[place]):
            for end, piece in pieces:
                moved = _extend(start, piece, likelihood, beams[end])
                for silent in inverse.silent:
                    _extend(moved, silent, likelihood, beams[end])
    ended = {
        start.word: start.total + likelihood.cost((BEGINNING + start.word)[-2:], END)
        for start in beams[-1].values()
    }
    return sorted(ended, key=lambda before: (ended[before], before))


def _pieces_at(system: System, inverse: _Inverse, word: str, place: int) -> Iterator[tuple[int, Before]]:
    """What may have become the letters from a place on: up to which place, and what."""
    for end in range(place + 1, min(place + inverse.longest, len(word)) + 1):
        written = word[place:end]
        for piece in (*inverse.pieces.get(written, ()), *_kept(system, inverse, written)):
            yield end, piece


def _hopeful(beam: Mapping[str, _Start]) -> list[_Start]:
    """The beginnings that are read on from, the likeliest first."""
    kept = heapq.nsmallest(_WIDTH, beam.values(), key=lambda start: start.total)
    return [start for start in kept if start.total <= kept[0].total + _HOPELESS]


def retrace(system: System, word: str, written: str) -> float | None:
    """What it costs to write a word as another, by the rules of a system and their alternatives.

    Args:
        system: a registered system.
        word: a word of its source, in lower case.
        written: a word of its target, in lower case.

    Returns:
        The negative natural logarithm of the weights of the alternatives taken, 0 where the rules alone lead
        there; None if no choice of alternatives does.
    """
    alternatives = list_alternatives(system.id)
    reached = {0: 0.0}
    for piece in trace_word(system.id, word):
        others = alternatives.get((piece.source, piece.target), ()) if piece.rule is not None else ()
        options = [(piece.target, 0.0), *((other.text, -math.log(other.weight)) for other in others)]
        further: dict[int, float] = {}
        for place, cost in reached.items():
            for text, more in options:
                if written.startswith(text, place):
                    end = place + len(text)
                    further[end] = min(further.get(end, math.inf), cost + more)
        reached = further
    return reached.get(len(written))


def _extend(start: _Start, piece: Before, likelihood: Likelihood, beam: dict[str, _Start]) -> _Start:
    """A beginning with one more piece; the beam keeps it if it is the cheapest way to these letters."""
    word = start.word + piece.word
    more = likelihood.cost((BEGINNING + start.word)[-2:], piece.word)
    moved = _Start(start.total + piece.cost + more, word, start.cost + piece.cost)
    there = beam.get(word)
    if there is None or moved.total < there.total:
        beam[word] = moved
    return moved


def _kept(system: System, inverse: _Inverse, letter: str) -> tuple[Before, ...]:
    """A letter that the rules may leave alone stands for itself, if it is of the script of the source."""
    if (
        len(letter) == 1
        and letter not in inverse.read
        and script_of_letter(letter) == script_of(system.source)
    ):
        return (Before(letter, 0.0),)
    return ()


@cache
def _invert_rules(system: str) -> _Inverse:
    cheapest: dict[str, dict[str, float]] = {}
    alternatives = list_alternatives(system)
    for rule in list_rules(system):
        cheapest.setdefault(rule.result, {})[rule.key] = 0.0
    for (key, _), others in alternatives.items():
        for other in others:
            cost = -math.log(other.weight)
            there = cheapest.setdefault(other.text, {})
            there[key] = min(there.get(key, math.inf), cost)
    pieces = {
        written: tuple(Before(key, cost) for key, cost in sorted(keys.items(), key=lambda item: item[1]))
        for written, keys in cheapest.items()
    }
    silent = pieces.pop("", ())
    read = frozenset(rule.key for rule in list_rules(system) if not rule.left and not rule.right)
    return _Inverse(pieces, silent, read, max(map(len, pieces), default=1))
