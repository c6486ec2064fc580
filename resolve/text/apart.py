"""Names of a column taken apart as `compounds.parts` takes one: only those that may hold something to part.

Which these are is told from the distinct tokens: compounds, marks of a father's name at the end, adjectives
before a kind of place.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve import settings
from resolve.text.compounds import is_adjective, is_compound, parts
from resolve.text.cut import Cut
from resolve.text.signs import Sign
from resolve.text.words import Role, word

_TOKENS_WITH_FATHER: Final = 3
_MAY_CHANGE: Final = np.isin(np.arange(len(Role)), (Role.MARK, Role.GENERIC))
"""Whether a token may change beside one of a role."""

_COMPOUND: Final = np.uint8(Sign.COMPOUND)


def take_apart(cut: Cut) -> Cut:
    """Take names apart; of each the first `settings.MAX_TOKENS` tokens stay, and no token that none has."""
    changed = _to_part(cut)
    if not len(changed) and cut.first[-1] <= settings.MAX_TOKENS:
        return cut
    words = cut.vocabulary
    parted: list[tuple[int, list[str]]] = []
    for row in changed.tolist():
        held = cut.token[cut.first[row] : cut.first[row + 1]].tolist()
        lang = int(words.lang[held[0]])
        found = parts(join_father([words.tokens[token] for token in held]), words.langs[lang])
        parted.append((lang, found[: settings.MAX_TOKENS]))
    asked = {(part, lang) for lang, found in parted for part in found}
    numbers = words.find(asked)
    new = sorted(asked - numbers.keys())
    numbers |= {both: number for number, both in enumerate(new, len(words))}
    grown = replace(cut, vocabulary=words.with_more([text for text, _ in new], [lang for _, lang in new]))
    token = [numbers[part, lang] for lang, found in parted for part in found]
    return _without_unused(_with_rows(grown, changed, [len(found) for _, found in parted], token))


def join_father(tokens: list[str]) -> list[str]:
    """Polad Bülbül oğlu is Polad Bülbüloğlu: with nothing after it, the mark belongs to the surname."""
    if (
        len(tokens) == _TOKENS_WITH_FATHER
        and word(tokens[2]).role == Role.MARK
        and word(tokens[1]).role == Role.CORE
    ):
        return [tokens[0], tokens[1] + tokens[2]]
    return tokens


def _to_part(cut: Cut) -> npt.NDArray[np.int64]:
    """The rows of names that hold what may be parted or joined."""
    words = cut.vocabulary
    compound = words.signs & _COMPOUND
    if not (_MAY_CHANGE[words.role] | compound).any():
        return np.zeros(0, np.int64)
    size = np.diff(cut.first)
    of_name = np.repeat(np.arange(len(size)), size)
    role = words.role[cut.token]
    last = cut.first[1:][size == _TOKENS_WITH_FATHER] - 1
    last = last[(role[last] == Role.MARK) & (role[last - 1] == Role.CORE)]
    before = np.flatnonzero((role[1:] == Role.GENERIC) & (of_name[1:] == of_name[:-1]))
    met = np.unique(cut.token[before]).tolist()
    adjectives = [token for token in met if is_adjective(words.tokens[token])]
    before = before[np.isin(cut.token[before], adjectives)]
    parted = [
        token
        for token in np.flatnonzero(compound).tolist()
        if is_compound(words.tokens[token], words.langs[words.lang[token]])
    ]
    changed = np.zeros(len(size), bool)
    for places in (np.flatnonzero(np.isin(cut.token, parted)), last, before):
        changed[of_name[places]] = True
    return np.flatnonzero(changed)


def _with_rows(cut: Cut, rows: npt.NDArray[np.int64], sizes: Sequence[int], token: Sequence[int]) -> Cut:
    """The names with other tokens in some rows; in all others the tokens that are too many are cut off."""
    size = np.diff(cut.first)
    if not len(rows) and size.max(initial=0) <= settings.MAX_TOKENS:
        return cut
    kept = np.minimum(size, settings.MAX_TOKENS)
    kept[rows] = 0
    place = np.arange(len(cut.token)) - np.repeat(cut.first[:-1], size)
    stays = place < np.repeat(kept, size)
    row_of = np.concatenate((np.repeat(np.arange(len(size)), kept), np.repeat(rows, sizes)))
    order = np.argsort(row_of, kind="stable")
    kept[rows] = sizes
    first = np.concatenate((np.zeros(1, np.int64), np.cumsum(kept)))
    tokens = np.concatenate((cut.token[stays], np.array(token, np.int32)))
    return replace(cut, first=first, token=tokens[order])


def _without_unused(cut: Cut) -> Cut:
    used = np.zeros(len(cut.vocabulary), bool)
    used[cut.token] = True
    if used.all():
        return cut
    number = (np.cumsum(used) - 1).astype(np.int32)
    return replace(cut, token=number[cut.token], vocabulary=cut.vocabulary.where(used))
