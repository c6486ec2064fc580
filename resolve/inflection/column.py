"""Stems: from the tokens of a text, as they are written, to the names that may stand in them.

The way of a column of distinct tokens:

1. Lay out the letters of all tokens, one after the other (`letters`).
2. Walk the endings backwards from the end of each token: every place where one could begin (`automaton`).
3. Look at what stands before each place: a mark, capitals, or letters of the stem itself (`seams`).
4. Keep what the grammar allows: harmony, buffers, softened stems (`rules`), and weigh it.

Nobody has vouched for a stem by then; see `stems.sureness`, and `surface` for all of it in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

from resolve import settings
from resolve.inflection import automaton
from resolve.inflection.letters import Alphabet, Letters, alphabet, lay_out
from resolve.inflection.rules import Rules, rules
from resolve.inflection.seams import CAPITALS, NO_SEAM, seams
from resolve.inflection.sounds import ANY_VOWEL
from resolve.inflection.stems import Flags, Floats, Ints, StemColumn

__all__ = ["STEM_LANGUAGES", "stem_column"]

STEM_LANGUAGES: Final = ("az", "de", "tr")
"""Languages with paradigms; in any other a token is its only stem."""

_UNKNOWN_NOMINATIVE: Final = 0.05
"""What a whole token is worth of which nobody has heard: little, but it is what is written."""

_SHORTEST_STEM: Final = 3
"""Where no mark stands after it; a shorter one (Bo, Tu) would be found at the head of any word."""

_MOST_MARKS: Final = 2
"""As in `Koridoru"'nun`."""


def stem_column(tokens: Sequence[str], lang: str, *, plain: bool = False) -> StemColumn:
    """Find all stems that the grammar allows; the whole token is always one of them.

    Args:
        tokens: distinct tokens as they are written, with their endings and marks: `Overçuk'u`, `ATƏT-in`.
        lang: BCP 47 tag of the text; without paradigms for it, each token is its only stem.
        plain: whether the text is written without diacritics, so that an ending may lack them too.

    Raises:
        DataError: a table of `inflection/` is broken.
    """
    language = _paradigm(lang)
    whole = np.fromiter(map(len, tokens), np.int64, len(tokens))
    numbers = np.arange(len(tokens), dtype=np.int64)
    if language is None:
        return _column(tokens, lang, None, numbers, whole, np.zeros_like(numbers), *_as_whole(len(tokens)))
    # What is longer than any name is not taken apart.
    short = np.flatnonzero((whole <= settings.MAX_NAME) & (whole > 0))
    made = rules(language, plain)
    token, end, rule, weight, alone = _cut([tokens[i] for i in short.tolist()], language, plain, made)
    certain, unheard = _as_whole(len(tokens))
    return _column(
        tokens,
        language,
        made,
        np.concatenate([numbers, short[token]]),
        np.concatenate([whole, end]),
        np.concatenate([np.zeros_like(numbers), rule]),
        np.concatenate([certain, weight]),
        np.concatenate([unheard, alone]),
    )


@cache
def _automaton(lang: str, plain: bool) -> automaton.Automaton:
    texts = [rule.text for rule in rules(lang, plain).rows]
    return automaton.build(texts, alphabet(lang, plain).numbers)


def _paradigm(lang: str) -> str | None:
    """The language whose paradigms a tag asks for."""
    primary, _, rest = lang.partition("-")
    return primary if primary in STEM_LANGUAGES and "Cyrl" not in rest and "Arab" not in rest else None


def _as_whole(count: int) -> tuple[Floats, Floats]:
    return np.ones(count, np.float32), np.full(count, _UNKNOWN_NOMINATIVE, np.float32)


def _cut(
    tokens: Sequence[str], lang: str, plain: bool, made: Rules
) -> tuple[Ints, Ints, Ints, Floats, Floats]:
    """Token, end, rule, weight and worth alone of every stem for which something is cut off."""
    known = alphabet(lang, plain)
    letters = lay_out(tokens, known)
    hits = automaton.walk(_automaton(lang, plain), known.letter[letters.code], letters.starts, letters.stops)
    starts = letters.starts[hits.token]
    seam, stop = _seam(hits, letters, known)
    own = seams(lang)
    free = own.free[seam]
    marked = seam != NO_SEAM
    weight = np.where(marked, made.marked[hits.rule], made.bare[hits.rule]) * own.weight[seam]
    fits = free | _fits(hits, stop, letters, known, made)
    least = np.where(marked, 1, _SHORTEST_STEM)
    fits &= (stop - starts >= least) | (made.irregular[hits.rule] & (stop == starts))
    kept = np.flatnonzero(fits & (weight > 0))
    vouching = ~made.derived[hits.rule] & (~own.abbreviation[seam] | _is_abbreviation(starts, stop, letters))
    alone = own.alone[seam] * made.marked[hits.rule] * vouching
    return hits.token[kept], (stop - starts)[kept], hits.rule[kept], weight[kept], alone[kept]


def _seam(hits: automaton.Hits, letters: Letters, known: Alphabet) -> tuple[Ints, Ints]:
    """What stands before each ending, and where the stem stops before it."""
    starts = letters.starts[hits.token]
    seam = np.zeros(len(starts), np.int64)
    stop = hits.place
    for _ in range(_MOST_MARKS):
        before = known.mark[letters.code[np.maximum(stop - 1, 0)]] * (stop > starts)
        seam = np.where(seam == NO_SEAM, before, seam)
        stop = stop - (before != NO_SEAM)
    small_before = letters.small[stop] - letters.small[starts]
    stops = letters.stops[hits.token]
    small_after = letters.small[stops] - letters.small[stop]
    in_capitals = (
        (seam == NO_SEAM) & (small_before == 0) & (small_after == stops - stop) & (stop - starts > 1)
    )
    return np.where(in_capitals & (stops > stop), CAPITALS, seam), stop


def _fits(hits: automaton.Hits, stop: Ints, letters: Letters, known: Alphabet, made: Rules) -> Flags:
    """Whether each ending agrees with the letters before it."""
    starts = letters.starts[hits.token]
    last = np.maximum(stop - 1, 0)
    place = letters.last_vowel[last]
    vowel = np.where(place >= starts, known.vowel[letters.code[np.maximum(place, 0)]], ANY_VOWEL)
    harmonic = np.asarray(made.vowels[hits.rule] & vowel, np.bool_)
    joined = np.asarray(made.closes[hits.rule] & known.close[letters.code[last]], np.bool_)
    polysyllabic = letters.vowels[stop] - letters.vowels[starts] > 1
    return harmonic & joined & (polysyllabic | ~made.polysyllabic[hits.rule])


def _is_abbreviation(starts: Ints, stop: Ints, letters: Letters) -> Flags:
    """Whether a stem has no small letter, or has a digit or a full stop."""
    no_small = np.equal(letters.small[stop], letters.small[starts])
    return no_small | np.greater(letters.countable[stop], letters.countable[starts])


def _column(
    tokens: Sequence[str],
    lang: str,
    made: Rules | None,
    token: Ints,
    end: Ints,
    rule: Ints,
    weight: Floats,
    alone: Floats,
) -> StemColumn:
    """The rows in order; of several that give one lemma only the one that weighs most."""
    lemma = made.lemma[rule] if made else rule
    order = np.lexsort((-weight, lemma, -end, rule != 0, token))
    token, end, lemma = token[order], end[order], lemma[order]
    repeated = np.zeros(len(order), np.bool_)
    repeated[1:] = (token[1:] == token[:-1]) & (end[1:] == end[:-1]) & (lemma[1:] == lemma[:-1])
    order, token, end = order[~repeated], token[~repeated], end[~repeated]
    rule = rule[order]
    return StemColumn(
        tokens,
        lang,
        np.searchsorted(token, np.arange(len(tokens) + 1)),
        token,
        end,
        rule,
        weight[order],
        alone[order],
        made.derived[rule] if made else np.zeros(len(token), np.bool_),
        made,
    )
