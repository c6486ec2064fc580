"""The orthography of a name whose language is not known, and how sure that is.

1. Cut the name into words; each has a script (`scripts`), homoglyphs are read as what they look like.
2. The script of most letters decides which orthographies come into question: `detection/scripts.tsv`, with
   how common each is.
3. Each mark in a word (a letter, a group of letters, an ending) adds to the logarithmic odds of these
   orthographies: `detection/<script>.tsv`.
4. The sums become probabilities.

Words are looked at one by one, so their order does not matter. A short name has few marks and stays
uncertain: that is a result, not a fault.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from resolve.conversion.marks import Mark, Model, model_of, strings_of
from resolve.conversion.scripts import Word, read_word
from resolve.conversion.spelling import cut

__all__ = ["SURE", "Detection", "Mark", "detect", "detect_column"]

SURE = 0.9
"""From this probability on a name of unknown language is converted as one of the orthography detected."""

_REASONS = 5


@dataclass(frozen=True, slots=True)
class Detection:
    """What a name is written in.

    Attributes:
        orthography: the most probable code; `und` for what is of no orthography known here.
        probability: its probability, 0..1.
        script: ISO 15924 code of most letters; `Zyyy` if there is no letter.
        scripts: all scripts of the name, sorted.
        ranked: every code that comes into question with its probability, best first; they add up to 1.
        marks: the marks found in words of the script, in their order.
        notes: what a reader should be warned of: mixed scripts, homoglyphs.
    """

    orthography: str
    probability: float
    script: str
    scripts: tuple[str, ...]
    ranked: tuple[tuple[str, float], ...]
    marks: tuple[Mark, ...] = field(compare=False)
    notes: tuple[str, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, in words: the marks that speak most for the orthography, then the notes."""
        codes = model_of(self.script).codes
        if self.orthography not in codes:
            return self.notes
        place = codes.index(self.orthography)
        found = {mark.text: mark for mark in self.marks if mark.weights[place] > 0}
        speaking = sorted(found.values(), key=lambda mark: (-mark.weights[place], mark.text))[:_REASONS]
        return (*(f"{mark.text} +{mark.weights[place] / 100:.2f}" for mark in speaking), *self.notes)


@dataclass(frozen=True, slots=True)
class _Scored:
    """A word, what its marks add up to, and the marks."""

    word: Word
    sums: tuple[int, ...]
    marks: tuple[Mark, ...]


def detect(text: str) -> Detection:
    """Tell in which orthography a name is written.

    Args:
        text: any text; what is no letter does not count.

    Returns:
        The most probable orthography, all others with their probabilities, and the reasons. A text without a
        letter is `und` with probability 1.
    """
    scored = [_score(word) for word in cut(text)[0]]
    letters: Counter[str] = Counter()
    for one in scored:
        letters[one.word.script] += len(one.word.text)
    script = min(letters, key=lambda name: (-letters[name], name), default="Zyyy")
    model = model_of(script)
    mine = [one for one in scored if one.word.script == script]
    sums = [sum(column) for column in zip(*(one.sums for one in mine), strict=True)] or [0]
    ranked = _probabilities(model, sums)
    best, probability = ranked[0]
    marks = tuple(chain.from_iterable(one.marks for one in mine))
    scripts = {one.word.script for one in scored}
    scripts |= {stranger.script for one in scored for stranger in one.word.strangers}
    return Detection(best, probability, script, tuple(sorted(scripts)), ranked, marks, _notes(scored))


def detect_column(texts: Sequence[str]) -> list[Detection]:
    """Tell in which orthography each of many names is written; the same as `detect` for each.

    Args:
        texts: names.

    Returns:
        As many detections, in the same order.
    """
    found = {text: detect(text) for text in dict.fromkeys(texts)}
    return [found[text] for text in texts]


@lru_cache(maxsize=1 << 15)
def _score(word: str) -> _Scored:
    read = read_word(word)
    model = model_of(read.script)
    if not model.marks:
        return _Scored(read, (0,) * len(model.codes), ())
    known = model.marks
    marks = tuple(known[text] for text in strings_of(read.text) if text in known)
    sums = tuple(sum(column) for column in zip(*(mark.weights for mark in marks), strict=True))
    return _Scored(read, sums or (0,) * len(model.codes), marks)


def _probabilities(model: Model, sums: Sequence[int]) -> tuple[tuple[str, float], ...]:
    scores = [math.log(prior) + total / 100 for prior, total in zip(model.priors, sums, strict=True)]
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    whole = math.fsum(powers)
    shares = [power / whole for power in powers]
    return tuple(sorted(zip(model.codes, shares, strict=True), key=lambda pair: (-pair[1], pair[0])))


def _notes(scored: Sequence[_Scored]) -> tuple[str, ...]:
    notes: dict[str, None] = {}
    for one in scored:
        word = one.word
        for stranger in word.strangers:
            like = f", which looks like {stranger.looks_like}" if stranger.looks_like else ""
            notes[
                f"a word of {word.script} holds {stranger.letter} U+{ord(stranger.letter):04X} "
                f"of {stranger.script}{like}"
            ] = None
    scripts = sorted({one.word.script for one in scored})
    if len(scripts) > 1:
        notes[f"words of {' and '.join(scripts)} side by side"] = None
    return tuple(sorted(notes))
