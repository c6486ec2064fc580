"""Why a name came out as it did: which row of the lexicon or which rule made which piece of it.

It is read off the pieces and rows that the conversion works with itself (`combining.read_words`), step by
step where the way leads over a third orthography.
"""

from __future__ import annotations

from dataclasses import dataclass

from resolve.conversion.combining import ReadWord, read_words, spell_pieces
from resolve.conversion.convert import falls_back, find_ways
from resolve.conversion.custom import write
from resolve.conversion.fallback import to_latin
from resolve.conversion.lexicon import Form
from resolve.conversion.registry import KEPT, System
from resolve.conversion.rules import Rule
from resolve.conversion.source import settle_source
from resolve.conversion.spelling import join

__all__ = ["Trace", "TracedPiece", "TracedStep", "TracedWord", "trace"]


@dataclass(frozen=True, slots=True)
class TracedPiece:
    """A piece of a word and what was written for it.

    Attributes:
        source: the piece as it stood in the word.
        target: what was written for it, capitals included; may be empty.
        rule: the rule that did it; None for a letter that no rule reads.
    """

    source: str
    target: str
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class TracedWord:
    """A word and what was written for it.

    Attributes:
        source: the word, composed.
        target: what was written for it.
        custom: the customary form that decided it, with its rows; None if custom did not.
        pieces: the word cut up by the rules; empty if custom decided it, or no rule reads a letter of it.
    """

    source: str
    target: str
    custom: Form | None
    pieces: tuple[TracedPiece, ...]


@dataclass(frozen=True, slots=True)
class TracedStep:
    """One step of the way.

    Attributes:
        system: id of the system, or of what stands for one: `und-t-und`, `Any-Latin`, `unidecode`.
        source: the text before the step.
        target: the text after it.
        words: its words in order; empty for `Any-Latin` and `unidecode`, which do not tell.
    """

    system: str
    source: str
    target: str
    words: tuple[TracedWord, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A conversion with its reasons.

    Attributes:
        source: the text as it was given.
        target: the text as `transliterate` writes it.
        steps: the way from one to the other; none where source and target are one orthography.
    """

    source: str
    target: str
    steps: tuple[TracedStep, ...]


def trace(text: str, source: str, target: str, *, system: str | None = None) -> Trace:
    """Write a name of one orthography in another, and tell what made each piece of it.

    Args:
        text: a name.
        source: orthography code of the text.
        target: orthography code of the result.
        system: id of the system whose rules alone to use; None: the lexicon, then the customary system.

    Raises:
        UnknownLanguageError: a code names no orthography.
        UnknownSystemError: there is no such system, or none leads from source to target.
        UsageError: the system leads elsewhere.
    """
    source = settle_source(text, source, target, system)
    route = find_ways(source, target, system)[0]
    steps: list[TracedStep] = []
    after = text
    for step in route.steps:
        steps.append(_trace_step(step, after, custom=route.custom))
        after = steps[-1].target
    if falls_back(source, target, system):
        latin = to_latin(after)
        if latin.system != KEPT:
            steps.append(TracedStep(latin.system, after, latin.text, ()))
            after = latin.text
    return Trace(text, after, tuple(steps))


def _trace_step(system: System, text: str, *, custom: bool) -> TracedStep:
    words, gaps = read_words(system, text, custom=custom)
    traced = tuple(_trace_word(system, word) for word in words)
    return TracedStep(system.id, text, join([word.target for word in traced], gaps), traced)


def _trace_word(system: System, word: ReadWord) -> TracedWord:
    if word.custom:
        return TracedWord(word.text, write(word.custom[0].text, word.text, system), word.custom[0], ())
    if word.pieces is None:
        return TracedWord(word.text, word.text, None, ())
    targets = spell_pieces(system, word.text, word.pieces, [piece.target for piece in word.pieces])
    pieces: list[TracedPiece] = []
    start = 0
    for piece, target in zip(word.pieces, targets, strict=True):
        end = start + len(piece.source)
        pieces.append(TracedPiece(word.text[start:end], target, piece.rule))
        start = end
    return TracedWord(word.text, "".join(targets), None, tuple(pieces))
