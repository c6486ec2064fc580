"""Explanations: the evidence that scored, in words; nothing is computed anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.evidence.alignment import Alignment
from resolve.evidence.features import CHANCE, FEATURES
from resolve.evidence.measure import Evidence
from resolve.index.runs import Ints, positions
from resolve.index.texts import Texts
from resolve.score import model
from resolve.sides import Side
from resolve.text.words import Role
from resolve.types import Explanation, TokenMatch, Turn, Weighed

CLEAR: Final = 0.97
"""Likeness from which two tokens sound the same, 0..1."""

_CORE: Final = int(Role.CORE)
_INITIAL: Final = int(Role.INITIAL)


SAME_TEXT: Final = "same text"
NOTHING_ANSWERS: Final = "no token answers another"
UNANSWERED: Final = "{}; unanswered: {}"
ANSWERED: Final = "{} ~ {} ({})"
COMMA: Final = ", "

SAME_WORD: Final = "same word in another language"
OTHER_FORM: Final = "another form of the given name"
ONE_INITIAL: Final = "initial"
SOUNDS_THE_SAME: Final = "sounds the same"
SOUNDS_ALIKE: Final = "sounds alike, {:.2f}"

_Match = tuple[str | None, str | None, float, str]
"""The fields of a `TokenMatch`: most are only told in a line, and never made one."""


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The tokens of n names, one name after the other; `first` has n + 1 offsets, and see `Forms`."""

    first: list[int]
    text: list[str]
    role: list[int]
    sense: list[int]
    given: npt.NDArray[np.uint16]

    @classmethod
    def of(cls, side: Side, name: Ints) -> "_Tokens":
        """The tokens of names of a side."""
        begin = side.names.first[name]
        size = side.names.first[name + 1] - begin
        at = positions(begin, size)
        form = side.names.form[at]
        texts = side.forms.texts
        return cls(
            [0, *np.cumsum(size).tolist()],
            texts.take(form) if isinstance(texts, Texts) else [texts[row] for row in form.tolist()],
            side.names.role[at].tolist(),
            side.forms.sense[form].tolist(),
            side.forms.given[form],
        )

    def alone(self, token: int, gendered: bool) -> str:
        """What is said of a token that nothing answers."""
        if self.role[token] != _CORE:
            return f"alone, {Role(self.role[token]).name.lower()}"
        return "feminine against masculine" if gendered else "alone"


def explain(
    evidence: Evidence,
    pair: int,
    left: Side,
    right: Side,
    left_text: str,
    right_text: str,
    similarity: float,
    *,
    alone: bool = False,
) -> Explanation:
    """Explain one pair.

    Args:
        evidence: what was measured.
        pair: its row there.
        left: the queries' side.
        right: the gazetteer's side.
        left_text: the query as it was written.
        right_text: the spelling that matched.
        similarity: what came of it, 0..1.
        alone: whether the two names were compared by themselves, not found by a search.
    """
    weighed = [
        Weighed(feature, float(value), added, meaning)
        for (feature, meaning), value in zip(FEATURES.items(), evidence.values[pair], strict=True)
        if not (alone and feature in CHANCE) and (added := model().curves[feature].at(float(value))) != 0
    ]
    weighed.sort(key=lambda item: -abs(item.contribution))
    bias = model().bias + (model().alone if alone else 0)
    turns = _turns(weighed, bias + sum(item.contribution for item in weighed))
    weighed.append(Weighed("bias", 1.0, bias, "two names are not one until something speaks for it"))
    (matches,) = _matches(evidence.alignment.rows(np.array([pair])), left, right)
    tokens = tuple(TokenMatch(*match) for match in matches)
    return Explanation(left_text, right_text, tokens, tuple(weighed), similarity, turns)


def _turns(weighed: list[Weighed], log_odds: float) -> tuple[Turn, ...]:
    """What would be if the heaviest piece for a match, or the heaviest against one, did not hold."""
    heaviest = [
        next((item for item in weighed if item.contribution > 0), None),
        next((item for item in weighed if item.contribution < 0), None),
    ]
    return tuple(
        Turn(item.feature, item.meaning, float(1 / (1 + np.exp(item.contribution - log_odds))))
        for item in heaviest
        if item is not None
    )


def summaries(aligned: Alignment, left: Side, right: Side) -> list[str]:
    """One line a pair on how its names were found alike."""
    return list(map(_summary, _matches(aligned, left, right)))


def _matches(aligned: Alignment, left: Side, right: Side) -> Iterator[list[_Match]]:
    """The alignment of pairs by tokens: the query's in their order, then what is left of the other."""
    ours, theirs = _Tokens.of(left, aligned.left_name), _Tokens.of(right, aligned.right_name)
    rows = (aligned.answer, aligned.value, aligned.same, aligned.gendered)
    for row, (answers, values, same, gendered) in enumerate(
        zip(*[column.tolist() for column in rows], strict=True)
    ):
        found: list[_Match] = []
        first, answered = theirs.first[row], set()
        for place, token in enumerate(range(ours.first[row], ours.first[row + 1])):
            if answers[place] < 0:
                found.append((ours.text[token], None, 0.0, ours.alone(token, gendered)))
                continue
            other = first + answers[place]
            answered.add(other)
            how = "same" if same[place] else _how(ours, theirs, token, other, values[place])
            found.append((ours.text[token], theirs.text[other], values[place], how))
        rest = [token for token in range(first, theirs.first[row + 1]) if token not in answered]
        yield found + [(None, theirs.text[token], 0.0, theirs.alone(token, gendered)) for token in rest]


def _summary(matches: Sequence[_Match]) -> str:
    ways, alone = [], []
    for left, right, _, how in matches:
        if left is None or right is None:
            alone.append(left or right or "")
        elif how != "same":
            ways.append(ANSWERED.format(left, right, how))
    if len(alone) == len(matches):
        return NOTHING_ANSWERS
    told = COMMA.join(ways) or SAME_TEXT
    return UNANSWERED.format(told, COMMA.join(alone)) if alone else told


def _how(ours: _Tokens, theirs: _Tokens, token: int, other: int, value: float) -> str:
    if ours.sense[token] and ours.sense[token] == theirs.sense[other]:
        return SAME_WORD
    if {*ours.given[token].tolist()} & {*theirs.given[other].tolist()} - {0}:
        return OTHER_FORM
    if _INITIAL in (ours.role[token], theirs.role[other]):
        return ONE_INITIAL
    return SOUNDS_THE_SAME if value >= CLEAR else SOUNDS_ALIKE.format(value)
