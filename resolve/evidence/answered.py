"""What the tokens of aligned names say: those that answer each other, and those that nothing answers."""

from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.evidence.alignment import Block
from resolve.evidence.types_of_places import compare_types
from resolve.names import PROPER
from resolve.sides import Side
from resolve.sound import alphabet
from resolve.text.words import Role

_WEIGHTS: Final = {
    Role.CORE: 1.0,
    Role.NUMBER: 0.8,
    Role.QUALIFIER: 0.7,
    Role.INITIAL: 0.5,
    Role.PATRONYMIC: 0.25,
    Role.GENERIC: 0.2,
    Role.LEGAL: 0.08,
    Role.PARTICLE: 0.08,
    Role.TITLE: 0.03,
    Role.MARK: 0.0,
}
ROLE_WEIGHT: Final = np.array([_WEIGHTS[role] for role in Role], np.float32)
"""How much a token counts by its role, 0..1."""

LEAST_FATHER: Final = 0.75
"""Least likeness of two fathers' names that do not contradict each other, 0..1."""

COUNTED: Final = np.float32(0.15)
"""Weight above which the sounds of two tokens that answer each other are counted."""

COMMON: Final = np.float32(0.3)
"""What the commonest token counts beside the rarest, 0..1."""

SHORT_LENGTH: Final = 2
LONG_LENGTH: Final = 20
"""Sounds from and to which a name is the surer the longer it is."""

WORST_SLIP: Final = 2
"""What the costliest slip is measured by. Unit: sounds."""

TINY: Final = 4
"""Sounds from which a name is no longer tiny."""

SMALL: Final = np.float32(1e-6)
"""Stands for a weight of nothing where weights are divided by."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def compare_tokens(
    left: Side, right: Side, block: Block
) -> tuple[dict[str, Floats], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Compare the tokens of the pairs of a block.

    Args:
        left: the queries' side.
        right: the gazetteer's side.
        block: p aligned pairs.

    Returns:
        Feature -> p values; whether the left name is less than a full name; whether both have another number
        of names proper.
    """
    p, width = block.answer.shape
    every = np.arange(p)[:, None]
    has_left, has_right = block.left_token >= 0, block.right_token >= 0
    role_l = np.where(has_left, left.names.role[block.left_token], Role.MARK)
    role_r = np.where(has_right, right.names.role[block.right_token], Role.MARK)
    form_l, form_r = left.names.form[block.left_token], right.names.form[block.right_token]
    weight_l = ROLE_WEIGHT[role_l] * has_left
    weight_r = ROLE_WEIGHT[role_r] * has_right
    answered = block.answer >= 0
    to = np.where(answered, block.answer, 0)
    taken = np.zeros((p, width), bool)
    taken[np.nonzero(answered)[0], block.answer[answered]] = True
    rare_l, rare_r = left.rarity[form_l], right.rarity[form_r]
    rare = np.minimum(rare_l, rare_r[every, to])
    pair_weight = (weight_l + weight_r[every, to]) / 2 * answered
    counted = pair_weight * (COMMON + (1 - COMMON) * rare)
    proper_l, proper_r = PROPER[role_l] & has_left, PROPER[role_r] & has_right
    proper = answered & proper_l & proper_r[every, to]
    free_l, free_r = proper_l & ~answered, proper_r & ~taken
    lack_l = _total(weight_l * free_l)
    lack_r = _total(weight_r * free_r)
    total_l = np.maximum(_total(weight_l * proper_l), SMALL)
    total_r = np.maximum(_total(weight_r * proper_r), SMALL)
    # An initial that answers nothing contradicts a name that nothing answers; its mere absence says nothing.
    letters_l = _total(weight_l * ((role_l == Role.INITIAL) & ~answered))
    letters_r = _total(weight_r * ((role_r == Role.INITIAL) & ~taken))
    clash = np.minimum(lack_l + letters_l, lack_r + letters_r)
    sizes = left.sounds.size[left.forms.sound[left.forms.first[form_l]]]
    length = _total(sizes.astype(np.float32) * answered * (pair_weight > COUNTED))
    initial = ((role_l == Role.INITIAL) != (role_r[every, to] == Role.INITIAL)) & answered
    begin_l = alphabet.class_of_first(left.sounds.codes[left.forms.sound[left.forms.first[form_l]]])
    begin_r = alphabet.class_of_first(right.sounds.codes[right.forms.sound[right.forms.first[form_r]]])
    other_onset = proper & (begin_l != begin_r[every, to])
    exact = (block.same | ~answered).all(axis=1) & answered.any(axis=1) & ~free_l.any(axis=1)
    columns = {
        "likeness": _share(counted * block.value, counted),
        "slip": np.clip(np.where(proper, (1 - block.value) * sizes, 0).max(axis=1) / WORST_SLIP, 0, 1),
        "onset": _share(other_onset.astype(np.float32), proper.astype(np.float32)),
        "same": _share(pair_weight * block.same, pair_weight),
        "conflict": np.minimum(clash / ((total_l + total_r) / 2), 1),
        "stranger": np.minimum(clash / ((total_l + total_r) / 2), 1) * block.people,
        "missing": np.maximum(lack_r - clash, 0) / total_r,
        "surplus": np.maximum(lack_l - clash, 0) / total_l,
        "exact": exact,
        "tiny": np.where(exact | (length == 0), 0, np.clip((TINY - length) / (TINY - 1), 0, 1)),
        "several": np.clip((proper.sum(axis=1) - 1) / 2, 0, 1),
        "length": as_length(length),
        "rarity": _share(rare * proper, proper.astype(np.float32)),
        "crossed": _crossed(np.where(proper, block.answer, -1)),
        "initial": initial.any(axis=1),
        "father_conflict": _two_fathers(role_l, role_r, block, taken),
        "gender": block.gendered | _son_and_daughter(left, right, block, role_l, role_r),
    }
    columns |= compare_types(left, right, block, role_l, role_r)
    names_l = (proper_l & ~(role_l == Role.INITIAL)).sum(axis=1)
    names_r = proper_r.sum(axis=1)
    partial = (names_l == 1) & (names_r > 1) & proper.any(axis=1)
    partial |= initial.any(axis=1) & (proper.sum(axis=1) == 1)
    return (
        {feature: np.asarray(column, np.float32) for feature, column in columns.items()},
        partial,
        names_l != names_r,
    )


def _share(part: npt.NDArray[np.floating], whole: npt.NDArray[np.floating]) -> Floats:
    total = _total(whole)
    return np.asarray(np.where(total > 0, _total(part) / np.maximum(total, SMALL), 0), np.float32)


def _total(table: npt.NDArray[np.floating]) -> Floats:
    """The sum of each row, token by token: so it does not depend on how wide the block is."""
    total = np.zeros(len(table), np.float32)
    for column in table.T:
        total += column
    return total


def _crossed(answer: Ints) -> npt.NDArray[np.bool_]:
    """Whether answers do not rise from left to right."""
    highest = np.maximum.accumulate(answer, axis=1)
    later = answer[:, 1:]
    return np.asarray(((later >= 0) & (later < highest[:, :-1])).any(axis=1))


def _two_fathers(
    role_l: npt.NDArray[np.uint8],
    role_r: npt.NDArray[np.uint8],
    block: Block,
    taken: npt.NDArray[np.bool_],
) -> npt.NDArray[np.bool_]:
    """Whether both names have a father's name, and these are not one."""
    father_l, father_r = role_l == Role.PATRONYMIC, role_r == Role.PATRONYMIC
    answered = block.answer >= 0
    clash = (father_l & ~answered).any(axis=1) & (father_r & ~taken).any(axis=1)
    # All Russian fathers' names end alike; what is alike in nothing else contradicts.
    to = np.where(answered, block.answer, 0)
    answers = father_l & father_r[np.arange(len(to))[:, None], to] & answered
    return np.asarray(clash | (answers & (block.value < LEAST_FATHER)).any(axis=1))


def _son_and_daughter(
    left: Side, right: Side, block: Block, role_l: npt.NDArray[np.uint8], role_r: npt.NDArray[np.uint8]
) -> npt.NDArray[np.bool_]:
    """Whether both names have a father's mark, one of a son and one of a daughter."""
    mark_l = (role_l == Role.MARK) & (block.left_token >= 0)
    mark_r = (role_r == Role.MARK) & (block.right_token >= 0)
    sense_l = np.where(mark_l, left.forms.sense[left.names.form[block.left_token]], 0)
    sense_r = np.where(mark_r, right.forms.sense[right.names.form[block.right_token]], 0)
    son, daughter = sense_l.max(axis=1), sense_r.max(axis=1)
    return np.asarray((son > 0) & (daughter > 0) & (son != daughter))


def as_length(sounds: Floats) -> Floats:
    """How long what answers each other is, 0..1."""
    return np.asarray(np.clip((sounds - SHORT_LENGTH) / (LONG_LENGTH - SHORT_LENGTH), 0, 1), np.float32)
