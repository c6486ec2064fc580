"""Names through one system, token by token: what stands between two spaces is converted once.

1. Split each name at single spaces. No word reaches over one; hyphens, apostrophes and digits stay inside a
   token, and of two spaces an empty token is left.
2. Cut the distinct tokens into words, and convert the distinct words: by custom if it decides, else by rule.
3. A token that custom writes otherwise where its name speaks for another origin is contested; it is
   converted once for each origin that a name elects.
4. Join the tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from resolve.conversion.casing import lower_words
from resolve.conversion.custom import NO_VOTE, Vote, choose, elect, find_custom, is_contested, vote_of, write
from resolve.conversion.letterforms import unify_letters, unify_letters_of
from resolve.conversion.registry import System
from resolve.conversion.spelling import compose, cut, cut_names, is_word, join, prepare, spell_words

__all__ = ["SPACE", "Spelt", "respell", "spell_column", "spell_tokens", "votes_of"]

SPACE = " "
"""What parts the tokens of a name."""


@dataclass(frozen=True, slots=True)
class Spelt:
    """Distinct tokens as they came out.

    Attributes:
        texts: each token in the target's orthography.
        contested: the tokens that may be written otherwise, and the origins whose election does that.
    """

    texts: Mapping[str, str]
    contested: Mapping[str, frozenset[str]]


def spell_column(system: System, names: Iterable[str], *, custom: bool = False) -> list[str]:
    """Convert many names; each distinct token is converted once, a contested one once for each origin.

    Args:
        system: a registered system.
        names: any texts.
        custom: whether the lexicon is asked before the rules.

    Returns:
        As many texts, in the same order.
    """
    split = [name.split(SPACE) for name in names]
    distinct = dict.fromkeys(token for tokens in split for token in tokens)
    spelt = spell_tokens(system, list(distinct), custom=custom)
    joined = [SPACE.join([spelt.texts[token] for token in tokens]) for tokens in split]
    disputed = [i for i, tokens in enumerate(split) if not spelt.contested.keys().isdisjoint(tokens)]
    votes = {token: votes_of(system, token) for token in {token for i in disputed for token in split[i]}}
    electors: dict[Vote, list[int]] = {}
    for index in disputed:
        elected = elect(vote for token in split[index] for vote in votes[token])
        if elected != NO_VOTE:
            electors.setdefault(elected, []).append(index)
    for elected, rows in electors.items():
        here = dict.fromkeys(token for index in rows for token in split[index])
        texts = respell(system, spelt, here, elected)
        for index in rows:
            joined[index] = SPACE.join([texts[token] for token in split[index]])
    return joined


def spell_tokens(system: System, tokens: Sequence[str], *, custom: bool, elected: Vote = NO_VOTE) -> Spelt:
    """Convert distinct tokens.

    Args:
        system: a registered system.
        tokens: texts, most often of one word.
        custom: whether the lexicon is asked before the rules.
        elected: the origin that their name speaks for.
    """
    unified = unify_letters_of(tokens, system.source)
    cutting = (lambda text: cut_names(text, system.source)) if custom else cut
    pieces = {whole: cutting(whole) for whole in unified if not is_word(whole)}
    words = dict.fromkeys(whole for whole in unified if whole not in pieces)
    words.update(dict.fromkeys(word for inside, _ in pieces.values() for word in inside))
    spelt = _spell_words(system, list(words), custom=custom, elected=elected)
    texts = {**spelt.texts}
    contested = {**spelt.contested}
    for whole, (inside, gaps) in pieces.items():
        texts[whole] = join([spelt.texts[word] for word in inside], gaps)
        origins = [spelt.contested[word] for word in inside if word in spelt.contested]
        if origins:
            contested[whole] = frozenset().union(*origins)
    return Spelt(
        {token: texts[whole] for token, whole in zip(tokens, unified, strict=True)},
        {token: contested[whole] for token, whole in zip(tokens, unified, strict=True) if whole in contested},
    )


def respell(system: System, spelt: Spelt, tokens: Iterable[str], elected: Vote) -> dict[str, str]:
    """What becomes of tokens in names that speak for one origin.

    Args:
        system: the system that converts them, after the lexicon.
        spelt: the tokens, and maybe more, as they come out by themselves.
        tokens: distinct tokens.
        elected: the origin.
    """
    texts = {token: spelt.texts[token] for token in tokens}
    contested = [token for token in texts if elected[0] in spelt.contested.get(token, ())]
    texts.update(spell_tokens(system, contested, custom=True, elected=elected).texts)
    return texts


def votes_of(system: System, token: str) -> list[Vote]:
    """The origins that the words of a token speak for.

    Args:
        system: the system that converts it, after the lexicon.
        token: as it stands in its name.
    """
    words, _ = cut_names(unify_letters(token, system.source), system.source)
    votes = (vote_of(prepare(word, system), system.source) for word in words)
    return [vote for vote in votes if vote is not None]


def _spell_words(system: System, words: Sequence[str], *, custom: bool, elected: Vote) -> Spelt:
    composed = compose("\n".join(words)).split("\n") if words else []
    lowered = lower_words(composed, system.source)
    texts: dict[str, str] = {}
    contested: dict[str, frozenset[str]] = {}
    ruled: list[int] = []
    for index, (word, whole, small) in enumerate(zip(words, composed, lowered, strict=True)):
        forms = find_custom(system, whole, small) if custom else ()
        if forms and is_contested(forms, system.source):
            contested[word] = frozenset(form.origin for form in forms)
        if forms:
            forms = choose(forms, elected, system.source)
        if forms:
            texts[word] = write(forms[0].text, whole, system)
        else:
            ruled.append(index)
    rest = [words[index] for index in ruled]
    by_rule = spell_words(system, rest, [composed[i] for i in ruled], [lowered[i] for i in ruled])
    texts.update(zip(rest, by_rule, strict=True))
    return Spelt(texts, contested)
