"""The endings of a language as one automaton that is walked from the last letter of a token backwards.

All tokens of a column take each step together; a token leaves when no ending goes on with its next letter,
so the steps are no more than the longest ending has letters, and the work grows with the tokens alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Automaton", "Hits", "build", "walk"]

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Automaton:
    """Endings by their letters, the last one first.

    Attributes:
        steps: state x letter -> next state; 0 where no ending goes on. Letter 0 is in no ending.
        first: state -> its rules are `found[first[state]:first[state + 1]]`.
        found: numbers of rules.
    """

    steps: npt.NDArray[np.int32]
    first: Ints
    found: Ints


@dataclass(frozen=True, slots=True)
class Hits:
    """Places where a rule can cut; one row a place and rule.

    Attributes:
        token: the token's number.
        place: the place in the letters where the ending begins.
        rule: the rule's number.
    """

    token: Ints
    place: Ints
    rule: Ints


ROOT = 1


def build(texts: Sequence[str], letters: Mapping[str, int]) -> Automaton:
    """Build the automaton of some endings.

    Args:
        texts: the ending of each rule, in the order of the rules; the first, which cuts nothing, is left out.
        letters: number of each letter, from 1.
    """
    steps: list[dict[int, int]] = [{}, {}]
    ends: list[list[int]] = [[], []]
    for rule, text in enumerate(texts[1:], 1):
        state = ROOT
        for letter in reversed(text):
            number = letters[letter]
            if number not in steps[state]:
                steps[state][number] = len(steps)
                steps.append({})
                ends.append([])
            state = steps[state][number]
        ends[state].append(rule)
    table = np.zeros((len(steps), max(letters.values(), default=0) + 1), np.int32)
    for state, following in enumerate(steps):
        for number, target in following.items():
            table[state, number] = target
    first = np.cumsum([0, *map(len, ends)], dtype=np.int64)
    return Automaton(table, first, np.array([rule for found in ends for rule in found], np.int64))


def walk(automaton: Automaton, letters: npt.NDArray[np.uint8], starts: Ints, stops: Ints) -> Hits:
    """Find every rule whose ending a token has, whatever stands before it.

    Args:
        automaton: the endings.
        letters: the letters of all tokens, one after the other, by number.
        starts: where each token begins.
        stops: where it ends.
    """
    token = np.arange(len(starts), dtype=np.int64)
    state = np.full(len(starts), ROOT, np.int32)
    place = stops
    tokens: list[Ints] = []
    places: list[Ints] = []
    states: list[npt.NDArray[np.int32]] = []
    while len(token):
        tokens.append(token)
        places.append(place)
        states.append(state)
        going = np.flatnonzero(place > starts[token])
        token, place = token[going], place[going] - 1
        state = automaton.steps[state[going], letters[place]]
        going = np.flatnonzero(state)
        token, place, state = token[going], place[going], state[going]
    if not tokens:
        return Hits(token, place, token)
    return _with_rules(automaton, np.concatenate(tokens), np.concatenate(places), np.concatenate(states))


def _with_rules(automaton: Automaton, token: Ints, place: Ints, state: npt.NDArray[np.int32]) -> Hits:
    """Each place once for each rule of its state."""
    counts = automaton.first[state + 1] - automaton.first[state]
    rows = np.repeat(np.arange(len(state)), counts)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    return Hits(token[rows], place[rows], automaton.found[automaton.first[state[rows]] + within])
