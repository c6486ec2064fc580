"""Explanations: the evidence that scored, in words; nothing is computed anew."""

from typing import Final

import numpy as np

from resolve.evidence.features import CHANCE, FEATURES
from resolve.evidence.measure import Evidence
from resolve.score import model
from resolve.sides import Side
from resolve.text.words import Role
from resolve.types import Explanation, TokenMatch, Turn, Weighed

_CLEAR: Final = 0.97


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
    tokens = token_matches(evidence, pair, left, right)
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


def token_matches(evidence: Evidence, pair: int, left: Side, right: Side) -> tuple[TokenMatch, ...]:
    """The alignment of one pair by tokens: the query's in their order, then what is left of the other."""
    aligned = evidence.alignment
    left_tokens = _tokens(left, int(aligned.left_name[pair]))
    right_tokens = _tokens(right, int(aligned.right_name[pair]))
    gendered = bool(aligned.gendered[pair])
    found: list[TokenMatch] = []
    answered: set[int] = set()
    for place, token in enumerate(left_tokens):
        text = left.forms.texts[int(left.names.form[token])]
        answer = int(aligned.answer[pair, place])
        if answer < 0:
            found.append(TokenMatch(text, None, 0.0, _alone(left, token, gendered)))
            continue
        answered.add(answer)
        other = right_tokens[answer]
        value = float(aligned.value[pair, place])
        how = _how(left, right, token, other, value, bool(aligned.same[pair, place]))
        found.append(TokenMatch(text, right.forms.texts[int(right.names.form[other])], value, how))
    for place, token in enumerate(right_tokens):
        if place not in answered:
            text = right.forms.texts[int(right.names.form[token])]
            found.append(TokenMatch(None, text, 0.0, _alone(right, token, gendered)))
    return tuple(found)


def summary(tokens: tuple[TokenMatch, ...]) -> str:
    """One line on how two names were found alike."""
    answered = [t for t in tokens if t.left is not None and t.right is not None]
    if not answered:
        return "no token answers another"
    ways = list(dict.fromkeys(t.how for t in answered))
    alone = [t.left or t.right or "" for t in tokens if t.left is None or t.right is None]
    text = (
        "same text"
        if ways == ["same"]
        else ", ".join(f"{t.left} ~ {t.right} ({t.how})" for t in answered if t.how != "same")
    )
    return text + (f"; unanswered: {', '.join(alone)}" if alone else "")


def _tokens(side: Side, name: int) -> range:
    """The positions of a name's tokens."""
    return range(int(side.names.first[name]), int(side.names.first[name + 1]))


def _how(left: Side, right: Side, token: int, other: int, value: float, same: bool) -> str:
    form, answer = left.names.form[token], right.names.form[other]
    if same:
        return "same"
    if left.forms.sense[form] and left.forms.sense[form] == right.forms.sense[answer]:
        return "same word in another language"
    names, others = left.forms.given[form], right.forms.given[answer]
    if names.any() and set(names[names > 0].tolist()) & set(others.tolist()):
        return "another form of the given name"
    if Role.INITIAL in (left.names.role[token], right.names.role[other]):
        return "initial"
    return "sounds the same" if value >= _CLEAR else f"sounds alike, {value:.2f}"


def _alone(side: Side, token: int, gendered: bool) -> str:
    role = Role(int(side.names.role[token]))
    if gendered and role == Role.CORE:
        return "feminine against masculine"
    return "alone" if role == Role.CORE else f"alone, {role.name.lower()}"
