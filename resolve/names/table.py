"""Names as numbers: each a run of forms with the role that each token has in it.

`read_names` takes a column of names from text to tokens to forms. Names of a gazetteer and names of a query
are the same kind of table, so that everything after works on either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.names.forms import FormTable, read_forms
from resolve.names.roles import roles_in_names
from resolve.text.apart import take_apart
from resolve.text.cut import cut_names
from resolve.text.equivalents import equivalents
from resolve.text.words import Role

KINDS: Final = ("person", "place", "organization", "other")
"""Kinds of entities; a kind's number is its place here, `UNKNOWN_KIND` where it is not given."""

UNKNOWN_KIND: Final = 255

PROPER: Final = np.isin(np.arange(len(Role)), (Role.CORE, Role.QUALIFIER, Role.NUMBER))
"""Whether a token of a role is a name proper: by these a name is found and compared."""


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
    cut = take_apart(cut_names(texts, langs))
    table = read_forms(cut.vocabulary)
    person = kinds == KINDS.index("person")
    roles = roles_in_names(
        table.forms.role[cut.token],
        table.forms.sense[cut.token] > 0,
        cut.first,
        person,
        ~person & (kinds != UNKNOWN_KIND),
    )
    return NameTable(Names(cut.first, cut.token, roles, equivalents(cut)), table, cut.notes, cut.errors)
