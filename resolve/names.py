"""Names as numbers: each a run of forms with the role that each token has in it.

`read_names` takes a column of names from text to tokens to forms. Names of a gazetteer and names of a query
are the same kind of table, so that everything after works on either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve import settings
from resolve.forms import FormTable, read_forms
from resolve.text.compounds import parts as parts_of
from resolve.text.equivalents import equivalent, phrase
from resolve.text.normalize import normalize
from resolve.text.tokenize import tokens, without_acronym_suffix
from resolve.text.words import Role, word

KINDS: Final = ("person", "place", "organization", "other")
"""Kinds of entities; a kind's number is its place here, `UNKNOWN_KIND` where it is not given."""

UNKNOWN_KIND: Final = 255

PROPER: Final = np.isin(np.arange(len(Role)), (Role.CORE, Role.QUALIFIER, Role.NUMBER))
"""Whether a token of a role is a name proper: by these a name is found and compared."""

_NOT_CORE_ALONE: Final = (
    Role.GENERIC,
    Role.QUALIFIER,
    Role.PARTICLE,
    Role.TITLE,
    Role.LEGAL,
    Role.NUMBER,
    Role.PATRONYMIC,
    Role.INITIAL,
)
_TOKENS_WITH_FATHER: Final = 3


@dataclass(frozen=True, slots=True)
class Names:
    """n names as runs of tokens.

    Attributes:
        first: n + 1 offsets: the tokens of name i are form[first[i]:first[i + 1]].
        form: t numbers of forms.
        role: t roles of the tokens in their names, `words.Role`.
        sense: n numbers of the place or organization that the whole name stands for, 0 for none.
    """

    first: npt.NDArray[np.int64]
    form: npt.NDArray[np.int32]
    role: npt.NDArray[np.uint8]
    sense: npt.NDArray[np.int32]

    @property
    def size(self) -> npt.NDArray[np.int64]:
        """Tokens of each name."""
        return np.diff(self.first)


@dataclass(frozen=True, slots=True)
class NameTable:
    """Names with their forms, and what normalization had to say on some of them.

    Attributes:
        notes: row -> what was folded away.
        errors: row -> why the name cannot be processed; such a name has no tokens.
    """

    names: Names
    table: FormTable
    notes: dict[int, tuple[str, ...]]
    errors: dict[int, str]


def read_names(texts: Sequence[str | None], langs: Sequence[str], kinds: npt.NDArray[np.uint8]) -> NameTable:
    """Read a column of names; never raises on a name.

    Args:
        texts: n names as they were written.
        langs: n BCP 47 tags or `und`.
        kinds: n numbers of kinds, `UNKNOWN_KIND` where not given.

    Returns:
        n names in the same order.
    """
    notes: dict[int, tuple[str, ...]] = {}
    errors: dict[int, str] = {}
    ids: dict[str, dict[str, int]] = {}
    raw: list[str] = []
    raw_langs: list[str] = []
    flat: list[int] = []
    first = [0]
    senses: list[int] = []
    for row, (text, lang) in enumerate(zip(texts, langs, strict=True)):
        if (
            text is not None
            and ("-" in text or "'" in text or "’" in text)
            and len(text) <= settings.MAX_NAME
        ):
            text = without_acronym_suffix(text)
        normal = normalize(text)
        if normal.error:
            errors[row] = normal.error
        if normal.notes:
            notes[row] = normal.notes
        # A number or a row of marks names nothing: without a letter there is no token to be found by.
        lettered = any(map(str.isalpha, normal.text))
        parts = parts_of(_joined_father(tokens(normal.text)), lang)[: settings.MAX_TOKENS] if lettered else []
        known = ids.setdefault(lang, {})
        for part in parts:
            number = known.get(part)
            if number is None:
                number = known[part] = len(raw)
                raw.append(part)
                raw_langs.append(lang)
            flat.append(number)
        first.append(len(flat))
        senses.append(equivalent(phrase(parts)) if parts else 0)
    table = read_forms(raw, raw_langs)
    offsets, form = np.array(first, np.int64), np.array(flat, np.int32)
    roles = _roles_in_names(table.forms.role[form], table.forms.sense[form] > 0, offsets, kinds)
    return NameTable(Names(offsets, form, roles, np.array(senses, np.int32)), table, notes, errors)


def _joined_father(parts: list[str]) -> list[str]:
    """Polad Bülbül oğlu is Polad Bülbüloğlu: with nothing after it, the mark belongs to the surname."""
    if (
        len(parts) == _TOKENS_WITH_FATHER
        and word(parts[2]).role == Role.MARK
        and word(parts[1]).role == Role.CORE
    ):
        return [parts[0], parts[1] + parts[2]]
    return parts


def _roles_in_names(
    role: npt.NDArray[np.uint8],
    sensed: npt.NDArray[np.bool_],
    first: npt.NDArray[np.int64],
    kinds: npt.NDArray[np.uint8],
) -> npt.NDArray[np.uint8]:
    """What each token does in its name, from what it does by itself.

    1. in a person's name, kinds of place, qualifiers and legal forms are names (Berg, Novi), and so is a
       particle that only places have (Nguyen Van An; Frankfurt an der Oder)
    2. an office or rank that no name of the person follows is the name (Stephen King); in the name of a place
       or an organization it is a qualifier (King George Island)
    3. a token before a father mark is the father's name, if two names are left without it
    4. a token with the ending of a Russian patronymic is one, if two names are left without it
    5. a name in which nothing is a name proper keeps all its tokens as names
    """
    role = role.copy()
    n = len(first) - 1
    of_name = np.repeat(np.arange(n), np.diff(first))
    person = kinds[of_name] == KINDS.index("person")
    role[person & np.isin(role, (Role.GENERIC, Role.QUALIFIER, Role.LEGAL))] = Role.CORE
    role[person & sensed & (role == Role.PARTICLE)] = Role.CORE
    office = sensed & (role == Role.TITLE)
    role[office & ~person & (kinds[of_name] != UNKNOWN_KIND)] = Role.QUALIFIER
    proper = np.flatnonzero(np.isin(role, (Role.CORE, Role.INITIAL)))
    last = np.full(n, -1)
    last[of_name[proper]] = proper
    role[office & (role == Role.TITLE) & (np.arange(len(role)) > last[of_name])] = Role.CORE

    def cores() -> npt.NDArray[np.int64]:
        return np.bincount(of_name, role == Role.CORE, minlength=n).astype(np.int64)

    marks = np.flatnonzero(role == Role.MARK)
    marks = marks[marks > first[of_name[marks]]]
    fathers = marks[(role[marks - 1] == Role.CORE) & (cores()[of_name[marks]] > 2)] - 1
    role[fathers] = Role.PATRONYMIC
    endings = (role == Role.PATRONYMIC) & ~np.isin(np.arange(len(role)), fathers)
    role[endings & (cores()[of_name] < 2)] = Role.CORE
    bare = cores()[of_name] == 0
    role[bare & np.isin(role, _NOT_CORE_ALONE)] = Role.CORE
    return role
