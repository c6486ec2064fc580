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
from resolve.text.words import Role, word, words

_TOKENS_WITH_FATHER: Final = 3
_MAY_CHANGE: Final = frozenset((Role.MARK, Role.GENERIC))
"""Roles beside which a token may change."""


def take_apart(cut: Cut) -> Cut:
    """Take names apart; of each the first `settings.MAX_TOKENS` tokens stay, and no token that none has."""
    changed = _to_part(cut)
    if not len(changed) and cut.first[-1] <= settings.MAX_TOKENS:
        return cut
    parted: list[tuple[str, list[str]]] = []
    for row in changed.tolist():
        held = cut.token[cut.first[row] : cut.first[row + 1]].tolist()
        lang = cut.langs[held[0]]
        found = parts(join_father([cut.texts[token] for token in held]), lang)
        parted.append((lang, found[: settings.MAX_TOKENS]))
    asked = {(part, lang) for lang, found in parted for part in found}
    numbers = {
        both: number for number, both in enumerate(zip(cut.texts, cut.langs, strict=True)) if both in asked
    }
    new = sorted(asked - numbers.keys())
    numbers |= {both: number for number, both in enumerate(new, len(cut.texts))}
    made = [text for text, _ in new]
    grown = replace(
        cut,
        texts=cut.texts + made,
        told=cut.told + words(made),
        langs=cut.langs + [lang for _, lang in new],
    )
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
    if not _MAY_CHANGE.intersection([found.role for found in cut.told]) and not any(
        map(is_compound, cut.texts, cut.langs)
    ):
        return np.zeros(0, np.int64)
    size = np.diff(cut.first)
    of_name = np.repeat(np.arange(len(size)), size)
    role = np.fromiter((found.role for found in cut.told), np.uint8, len(cut.told))
    compound = np.fromiter(map(is_compound, cut.texts, cut.langs), bool, len(cut.texts))
    last = cut.first[1:][size == _TOKENS_WITH_FATHER] - 1
    last = last[(role[cut.token[last]] == Role.MARK) & (role[cut.token[last - 1]] == Role.CORE)]
    before = np.flatnonzero((role[cut.token[1:]] == Role.GENERIC) & (of_name[1:] == of_name[:-1]))
    possible = np.zeros(len(cut.texts), bool)
    possible[cut.token[before]] = True
    adjective = np.zeros(len(cut.texts), bool)
    for token in np.flatnonzero(possible).tolist():
        adjective[token] = is_adjective(cut.texts[token])
    before = before[adjective[cut.token[before]]]
    changed = np.zeros(len(size), bool)
    for places in (np.flatnonzero(compound[cut.token]), last, before):
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
    used = np.zeros(len(cut.texts), bool)
    used[cut.token] = True
    if used.all():
        return cut
    number = (np.cumsum(used) - 1).astype(np.int32)
    kept = np.flatnonzero(used).tolist()
    return replace(
        cut,
        token=number[cut.token],
        texts=[cut.texts[token] for token in kept],
        told=[cut.told[token] for token in kept],
        langs=[cut.langs[token] for token in kept],
    )
