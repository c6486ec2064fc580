"""Words inside names that are no name of their own.

They are kinds of place, qualifiers, particles, titles, legal forms and father marks. Each has a role, and a
sense: words of one role and one sense say the same in any language (Yuxarı, Верхний, Ober-).
"""

import enum
import functools
import re
from dataclasses import dataclass
from typing import Final

from resolve import tables
from resolve.errors import DataError
from resolve.text.normalize import normalize
from resolve.text.tokenize import tokens, without_acronym_suffix


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

_PATRONYMIC: Final = re.compile(
    r".{2,}(?:[oe]vi[çčć]|[oe]vich|[oe]witsch|[oe]viç|[oe]vna|[oe]wna|ович|евич|ич|овна|евна|ична|инична|oviç|ovitch|ovitsj)"
)
_NUMBER: Final = re.compile(r"\d+|[ivx]{2,}")
_ROLES: Final = {role.name.lower(): role for role in Role}


@functools.cache
def _table() -> dict[str, Word]:
    senses: dict[tuple[str, str], int] = {}
    words: dict[str, Word] = {}
    for word, role, sense in tables.read_rows("words/words.tsv").rows:
        if role not in _ROLES:
            raise DataError(
                "words/words.tsv", 0, f"{word}: unknown role {role!r}; there are {', '.join(_ROLES)}"
            )
        number = senses.setdefault((role, sense), len(senses) + 1) if sense else 0
        words[word] = Word(_ROLES[role], number)
    return words


def word(token: str) -> Word:
    """The role and sense of a token by itself.

    Args:
        token: as `tokens` cut it: lower case, a closing full stop kept.
    """
    bare = token.rstrip(".")
    known = _table().get(bare)
    if known is not None:
        return known
    if _NUMBER.fullmatch(bare):
        return Word(Role.NUMBER, 0)
    if (len(bare) == 1 and bare.isalpha()) or (len(bare) == 2 and token.endswith(".") and bare.isalpha()):
        return Word(Role.INITIAL, 0)
    return Word(Role.PATRONYMIC, 0) if _PATRONYMIC.fullmatch(bare) else CORE


@functools.cache
def _equivalents() -> dict[str, int]:
    keys: dict[str, int] = {}
    senses: dict[str, int] = {}
    for key, _lang, name in tables.read_rows("words/equivalents.tsv").rows:
        sense = keys.setdefault(key, len(keys) + 1)
        text = phrase(tokens(normalize(without_acronym_suffix(name)).text))
        if senses.setdefault(text, sense) != sense:
            raise DataError("words/equivalents.tsv", 0, f"{name!r} stands under two keys")
    return senses


def phrase(parts: list[str]) -> str:
    """The form under which a whole name is looked up among the equivalents."""
    return " ".join(part.rstrip(".") for part in parts)


def equivalent(text: str) -> int:
    """The number of the organization that a whole name or abbreviation stands for; 0 if the table has none.

    Args:
        text: a `phrase`.
    """
    return _equivalents().get(text, 0)
