"""What each token does in its name, by the kind of the name and by what stands beside it."""

from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.compiled import library
from resolve.text.words import Role

_CORE_ALONE: Final = np.isin(
    np.arange(len(Role)),
    (
        *(Role.CORE, Role.GENERIC, Role.QUALIFIER, Role.PARTICLE, Role.TITLE),
        *(Role.LEGAL, Role.NUMBER, Role.PATRONYMIC, Role.INITIAL),
    ),
)
"""Whether a token of a role is a name where no token is one; a father's mark never is."""


def roles_in_names(
    role: npt.NDArray[np.uint8],
    sensed: npt.NDArray[np.bool_],
    first: npt.NDArray[np.int64],
    person: npt.NDArray[np.bool_],
    body: npt.NDArray[np.bool_],
) -> npt.NDArray[np.uint8]:
    """What each token does in its name, from what it does by itself.

    1. in a person's name, kinds of place, qualifiers and legal forms are names (Berg, Novi), and so is a
       particle that only places have (Nguyen Van An; Frankfurt an der Oder)
    2. an office or rank that no name of the person follows is the name (Stephen King); in the name of a place
       or an organization it is a qualifier (King George Island)
    3. a token before a father mark is the father's name, if two names are left without it
    4. a token with the ending of a Russian patronymic is one, if two names are left without it
    5. a name in which nothing is a name proper keeps all its tokens as names

    Args:
        role: what each of t tokens does by itself, `words.Role`.
        sensed: whether it has a sense.
        first: n + 1 offsets of names into the tokens.
        person: whether each name is known to be a person's.
        body: whether each name is known to be of something else.

    Returns:
        t roles.
    """
    compiled = library()
    if compiled is None:
        return _roles_plainly(role, sensed, first, person, body)
    roles = role.copy()
    compiled.call("roles", roles, sensed, first, person, body, len(person), _CORE_ALONE)
    return roles


def _roles_plainly(
    role: npt.NDArray[np.uint8],
    sensed: npt.NDArray[np.bool_],
    first: npt.NDArray[np.int64],
    person: npt.NDArray[np.bool_],
    body: npt.NDArray[np.bool_],
) -> npt.NDArray[np.uint8]:
    role = role.copy()
    n = len(first) - 1
    of_name = np.repeat(np.arange(n), np.diff(first))
    of_person = person[of_name]
    role[of_person & np.isin(role, (Role.GENERIC, Role.QUALIFIER, Role.LEGAL))] = Role.CORE
    role[of_person & sensed & (role == Role.PARTICLE)] = Role.CORE
    office = sensed & (role == Role.TITLE)
    role[office & body[of_name]] = Role.QUALIFIER
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
    role[bare & _CORE_ALONE[role]] = Role.CORE
    return role
