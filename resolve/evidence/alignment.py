"""Alignment: which token of one name answers which of the other.

Greedy, best pair first, over the likeness of all pairs of tokens; word order does not matter here. Pairs of
names are taken in blocks of equal width, so that each step is one operation over the whole block.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.evidence.tokens import INITIAL_LIKENESS, likeness
from resolve.names import KINDS, UNKNOWN_KIND
from resolve.settings import MAX_TOKENS
from resolve.sides import Side
from resolve.text.words import Role

LEAST_LIKENESS: Final = 0.62
"""Least likeness at which two tokens answer each other, 0..1."""

NICKNAME_LIKENESS: Final = 0.92
"""Likeness of two given names that one person may go by (Bob, Robert), 0..1."""

LEAST_GENERIC: Final = 0.9
"""Least likeness at which a kind of place answers a name proper, 0..1."""

GENDERED_LIKENESS: Final = 0.30
"""Likeness of two person's names that differ by a feminine ending: they contradict each other."""

SAME_PLACE: Final = np.float32(1e-4)
"""Added to the likeness of tokens at one place: it keeps the order of equal tokens, and outweighs nothing."""

PAIRS_AT_ONCE: Final = 20_000
"""Pairs of names in a block, so that its tables stay in the processor's cache."""

WIDTHS: Final = (2, 3, 4, 6, MAX_TOKENS)
"""Block widths: the pairs of one block have at most that many tokens on either side."""

LIKE_ROLES: Final = np.ones((len(Role), len(Role)), bool)
for _name in (Role.CORE, Role.NUMBER, Role.QUALIFIER):
    for _word in (Role.PARTICLE, Role.TITLE, Role.LEGAL, Role.MARK):
        LIKE_ROLES[_name, _word] = LIKE_ROLES[_word, _name] = False
GENERIC_ONE: Final = np.zeros((len(Role), len(Role)), bool)
GENERIC_ONE[Role.GENERIC, :] = GENERIC_ONE[:, Role.GENERIC] = True
GENERIC_ONE[Role.GENERIC, Role.GENERIC] = False

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Block:
    """Aligned pairs of names of one width w.

    Attributes:
        rows: p numbers of pairs.
        left_token, right_token: p x w positions of the tokens on their sides; -1 where a name has fewer.
        answer: p x w places in `right_token` of the token that answers each left one; -1 where none does.
        value: p x w likeness of each left token and its answer, 0 where none.
        same: p x w, whether both are the same text.
        gendered: p, whether two tokens of persons differ by a feminine ending.
        people: p, whether both names may be a person's.
    """

    rows: Ints
    left_token: Ints
    right_token: Ints
    answer: Ints
    value: Floats
    same: npt.NDArray[np.bool_]
    gendered: npt.NDArray[np.bool_]
    people: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which token answers which in n pairs of names; a token goes by its place in its name.

    Attributes:
        left_name, right_name: n rows of names.
        answer: n x MAX_TOKENS places of the token that answers each left one; -1 where none does.
        value: n x MAX_TOKENS likeness of each left token and its answer, 0 where none.
        same: n x MAX_TOKENS, whether both are the same text.
        gendered: n, whether two tokens of persons differ by a feminine ending.
    """

    left_name: Ints
    right_name: Ints
    answer: npt.NDArray[np.int8]
    value: Floats
    same: npt.NDArray[np.bool_]
    gendered: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, blocks: Sequence[Block], left_name: Ints, right_name: Ints) -> "Alignment":
        """What blocks of these pairs say."""
        n = len(left_name)
        found = cls(
            left_name,
            right_name,
            np.full((n, MAX_TOKENS), -1, np.int8),
            np.zeros((n, MAX_TOKENS), np.float32),
            np.zeros((n, MAX_TOKENS), bool),
            np.zeros(n, bool),
        )
        for block in blocks:
            width = block.answer.shape[1]
            found.answer[block.rows, :width] = block.answer
            found.value[block.rows, :width] = block.value
            found.same[block.rows, :width] = block.same
            found.gendered[block.rows] = block.gendered
        return found

    @classmethod
    def join(cls, one: "Alignment", other: "Alignment") -> "Alignment":
        """Both together, the pairs of the second after those of the first."""
        return cls(
            np.concatenate((one.left_name, other.left_name)),
            np.concatenate((one.right_name, other.right_name)),
            np.concatenate((one.answer, other.answer)),
            np.concatenate((one.value, other.value)),
            np.concatenate((one.same, other.same)),
            np.concatenate((one.gendered, other.gendered)),
        )

    def rows(self, rows: Ints) -> "Alignment":
        """The alignment of some of the pairs, in the order of the rows."""
        return Alignment(
            self.left_name[rows],
            self.right_name[rows],
            self.answer[rows],
            self.value[rows],
            self.same[rows],
            self.gendered[rows],
        )


def align(left: Side, right: Side, left_name: Ints, right_name: Ints) -> list[Block]:
    """Align the tokens of pairs of names.

    Args:
        left: the side of the first names.
        right: the side of the others.
        left_name: n rows of names.
        right_name: as many.

    Returns:
        Blocks that together hold each pair once.
    """
    size = np.maximum(left.names.size[left_name], right.names.size[right_name])
    blocks = []
    below = -1
    for width in WIDTHS:
        rows = np.flatnonzero((size > below) & (size <= width))
        below = width
        for start in range(0, len(rows), PAIRS_AT_ONCE):
            part = rows[start : start + PAIRS_AT_ONCE]
            blocks.append(_block(left, right, part, left_name[part], right_name[part], width))
    return blocks


def _tokens(side: Side, name: Ints, width: int) -> Ints:
    """Positions of the tokens of each name, p x width, -1 beyond its end."""
    place = np.arange(width)
    at = side.names.first[name][:, None] + place
    return np.where(place < side.names.size[name][:, None], at, -1)


def _block(left: Side, right: Side, rows: Ints, left_name: Ints, right_name: Ints, width: int) -> Block:
    left_token, right_token = _tokens(left, left_name, width), _tokens(right, right_name, width)
    people = _may_be_person(left, left_name) & _may_be_person(right, right_name)
    table, same, gendered = _likeness_table(left, right, people, left_token, right_token)
    p = len(rows)
    answer = np.full((p, width), -1, np.int64)
    value = np.zeros((p, width), np.float32)
    same_text = np.zeros((p, width), bool)
    by_gender = np.zeros(p, bool)
    flat = (table + SAME_PLACE * np.eye(width, dtype=np.float32) * (table > 0)).reshape(p, -1)
    every = np.arange(p)
    for _ in range(width):
        best = flat.argmax(axis=1)
        i, j = best // width, best % width
        found = np.flatnonzero(flat[every, best] >= LEAST_LIKENESS)
        if not len(found):
            break
        at = (found, i[found], j[found])
        answer[found, i[found]] = j[found]
        value[found, i[found]] = table[at]
        same_text[found, i[found]] = same[at]
        cube = flat.reshape(p, width, width)
        cube[found, i[found], :] = -1
        cube[found, :, j[found]] = -1
    by_gender = (gendered & (answer == -1)[:, :, None]).any(axis=(1, 2))
    return Block(rows, left_token, right_token, answer, value, same_text, by_gender, people)


def _may_be_person(side: Side, name: Ints) -> npt.NDArray[np.bool_]:
    return np.isin(side.kind[name], (KINDS.index("person"), UNKNOWN_KIND))


def _likeness_table(
    left: Side, right: Side, people: npt.NDArray[np.bool_], left_token: Ints, right_token: Ints
) -> tuple[Floats, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Likeness of each left token to each right one, whether the texts are equal, whether gender parts them.

    Each is p x w x w.
    """
    p, width = left_token.shape
    both = (left_token >= 0)[:, :, None] & (right_token >= 0)[:, None, :]
    pair, i, j = np.nonzero(both)
    a, b = left_token[pair, i], right_token[pair, j]
    role_a, role_b = left.names.role[a], right.names.role[b]
    form_a, form_b = left.names.form[a].astype(np.int64), right.names.form[b].astype(np.int64)
    found = likeness(left, right, form_a, form_b)
    parted = found.gendered & people[pair]
    value = np.where(parted, np.minimum(found.value, GENDERED_LIKENESS), found.value)
    nicknamed = found.nicknamed & people[pair]
    value = np.where(nicknamed, np.maximum(value, np.float32(NICKNAME_LIKENESS)), value)
    initial = (role_a == Role.INITIAL) | (role_b == Role.INITIAL)
    begins = (left.forms.initials[form_a] & right.forms.initials[form_b]) != 0
    value = np.where(initial & ~found.same, np.where(begins, np.float32(INITIAL_LIKENESS), 0), value)
    value = np.where(LIKE_ROLES[role_a, role_b], value, 0)
    number = (role_a == Role.NUMBER) | (role_b == Role.NUMBER)
    # A kind of place answers a name only where it is that name: Berg the town, not Meer and Nord.
    other = number | (GENERIC_ONE[role_a, role_b] & (value < LEAST_GENERIC))
    value = np.where(other & ~found.same & ~found.sensed, 0, value)
    table = np.zeros((p, width, width), np.float32)
    same = np.zeros((p, width, width), bool)
    gendered = np.zeros((p, width, width), bool)
    table[pair, i, j], same[pair, i, j], gendered[pair, i, j] = value, found.same, parted
    return table, same, gendered
