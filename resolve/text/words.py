"""Words inside names that are no name of their own.

They are kinds of place and body, qualifiers, particles, titles, legal forms, numbers and father marks. Each
has a role, and a sense: words of one role and one sense say the same in any language (Yuxarı, Верхний, Ober-;
Birinci, Первое, 1).
"""

import enum
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from resolve import tables
from resolve.errors import DataError
from resolve.text.folding import fold


class Role(enum.IntEnum):
    """What a token does in its name; `CORE` is a name proper."""

    CORE = 0
    GENERIC = 1
    QUALIFIER = 2
    PARTICLE = 3
    TITLE = 4
    LEGAL = 5
    MARK = 6
    PATRONYMIC = 7
    INITIAL = 8
    NUMBER = 9


@dataclass(frozen=True, slots=True)
class Word:
    """The role of a word and its sense; sense 0 means none."""

    role: Role
    sense: int


CORE: Final = Word(Role.CORE, 0)
FATHER: Final = Word(Role.PATRONYMIC, 0)
INITIAL: Final = Word(Role.INITIAL, 0)

LEAST_STEM: Final = 2
"""Letters before the ending of a father's name."""

_LONGEST_INITIAL: Final = 2
"""Letters of an initial, if a full stop follows (Ju.); else it has one."""

_NUMBER: Final = re.compile(r"\d+|[ivx]{2,}")
_BEGIN_NUMBERS: Final = "ivx"
_ROLES: Final = {role.name.lower(): role for role in Role}

NUMBERED: Final = 5_000
"""Added to a number: its sense, above those of all other words."""

_HIGHEST: Final = 4_999
"""The highest number that has a sense; `equivalents` begin above."""

_ROMAN: Final = {"i": 1, "v": 5, "x": 10}


@functools.cache
def known_words() -> dict[str, Word]:
    """The words as written, and with their accents folded where that is no other word."""
    senses: dict[tuple[str, str], int] = {}
    words: dict[str, Word] = {}
    for word, role, sense in tables.read_rows("words/words.tsv").rows:
        if role not in _ROLES:
            raise DataError(
                "words/words.tsv", 0, f"{word}: unknown role {role!r}; there are {', '.join(_ROLES)}"
            )
        number = senses.setdefault((role, sense), len(senses) + 1) if sense else 0
        words[word] = Word(_ROLES[role], NUMBERED + int(sense) if sense.isdecimal() else number)
    for written, folded in zip(list(words), fold(list(words)), strict=True):
        words.setdefault(folded, words[written])
    return words


@functools.cache
def named_after() -> frozenset[int]:
    """The senses of generic words that make another thing of the name they stand with (airport, museum)."""
    senses = {row[0] for row in tables.read_rows("words/named_after.tsv").rows}
    return frozenset(
        word(name).sense
        for name, role, sense in tables.read_rows("words/words.tsv").rows
        if role == "generic" and sense in senses
    )


@functools.cache
def father_endings() -> tuple[str, ...]:
    """What Russian fathers' names end in, after `LEAST_STEM` letters at least."""
    return tuple(ending for ending, _ in tables.read_rows("words/patronymics.tsv").rows)


def word(token: str) -> Word:
    """The role and sense of a token by itself.

    Args:
        token: as `tokens` cut it: lower case, a closing full stop kept.
    """
    return words([token])[0]


def words(tokens: Sequence[str]) -> list[Word]:
    """`word` of each token of a column."""
    known, fathers = known_words(), father_endings()
    bare = [token.rstrip(".") for token in tokens]
    return [
        known.get(text)
        or (
            FATHER
            if text[LEAST_STEM:].endswith(fathers)
            else _short_or_number(text, token)
            if len(text) <= _LONGEST_INITIAL or text[0] in _BEGIN_NUMBERS or text[0].isdecimal()
            else CORE
        )
        for text, token in zip(bare, tokens, strict=True)
    ]


def _short_or_number(bare: str, token: str) -> Word:
    if _NUMBER.fullmatch(bare):
        return Word(Role.NUMBER, _number_sense(bare))
    initial = len(bare) == 1 or (len(bare) == _LONGEST_INITIAL and token.endswith("."))
    return INITIAL if initial and bare.isalpha() else CORE


def _number_sense(digits: str) -> int:
    """Of arabic digits or of a roman number that is written with i, v and x."""
    if digits.isdecimal():
        value = int(digits) if len(digits) <= len(str(_HIGHEST)) else 0
    else:
        ones = [_ROMAN[letter] for letter in digits]
        value = sum(-one if one < after else one for one, after in zip(ones, [*ones[1:], 0], strict=True))
    return NUMBERED + value if 0 < value <= _HIGHEST else 0
