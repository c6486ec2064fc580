"""The evidence of a pair of names: a row of numbers 0..1, each with a name and a meaning.

`measure` gives one matrix, pairs x features, in the order of `FEATURES`; the weights of `score` belong to
these columns.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from resolve.evidence.alignment import Block, align
from resolve.evidence.context import compare_context
from resolve.sides import Side
from resolve.sound import alphabet
from resolve.sound.distance import distances
from resolve.text.words import Role

FEATURES: Final = {
    "likeness": "mean likeness of the tokens that answer each other, by their weight",
    "weakest": "the least likeness among names proper that answer each other",
    "slip": "the costliest change of sounds inside one token, 0 for none, 1 for two whole sounds or more",
    "whole": "likeness of the names written together, where their tokens are parted differently",
    "same": "share of the tokens that answer each other with the same text",
    "exact": "every name proper of the query is answered, and all answers are the same text",
    "tiny": "fewer than four sounds answer each other, and the texts differ: 1 for one sound",
    "conflict": "share of names proper on both sides that nothing answers",
    "missing": "share of names proper of the gazetteer's name that the query lacks",
    "surplus": "share of names proper of the query that the gazetteer's name lacks",
    "length": "how many sounds answer each other: 0 for two, 1 for twenty or more",
    "rarity": "mean rarity of the names proper that answer each other",
    "crossed": "the tokens that answer each other stand in another order",
    "initial": "an initial stands for a name",
    "father_conflict": "both have a father's name, and they contradict each other",
    "gender": "they differ by a feminine ending",
    "type_same": "both name the same kind of place (city, river)",
    "type_conflict": "they name different kinds of place",
    "type_one": "only one names a kind of place",
    "equivalent": "a table says that both are names of one organization",
    "kind_same": "the kind that was given is the entity's",
    "kind_conflict": "the kind that was given is another",
    "country_same": "the country that was given is the entity's",
    "country_conflict": "the country that was given is another",
    "birth_same": "the year of birth that was given is the entity's, or next to it",
    "birth_conflict": "the year of birth that was given is another",
    "abbreviation": "the gazetteer's name is an abbreviation, and the texts differ",
    "abbreviation_same": "both are written as abbreviations, in the same letters",
}
"""Name and meaning of each feature, in the order of the columns."""

_SAME: Final = list(FEATURES).index("same")
_LACKS: Final = [list(FEATURES).index(feature) for feature in ("conflict", "missing", "surplus")]

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

_PROPER: Final = np.isin(np.arange(len(Role)), (Role.CORE, Role.NUMBER, Role.QUALIFIER))
_SHORT_LENGTH: Final = 2
_WORST_SLIP: Final = 2
_LONG_LENGTH: Final = 20
_TINY: Final = 4
_SMALL: Final = np.float32(1e-6)

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was measured on n pairs.

    Attributes:
        values: n x len(FEATURES), each 0..1.
        partial: whether the left name is less than a full name: its single name proper, with or without
            initials, is one of several of the right name.
        blocks: the alignments behind the values, for explanations.
    """

    values: Floats
    partial: npt.NDArray[np.bool_]
    blocks: list[Block]

    def is_same_text(self, pair: int) -> bool:
        """Whether the two names of a pair have the same tokens."""
        return bool(self.values[pair, _SAME] == 1 and not self.values[pair, _LACKS].any())

    @classmethod
    def join(cls, one: "Evidence", other: "Evidence") -> "Evidence":
        """Both together, the pairs of the second after those of the first."""
        moved = [replace(block, rows=block.rows + len(one.partial)) for block in other.blocks]
        values = np.concatenate((one.values, other.values))
        return cls(values, np.concatenate((one.partial, other.partial)), [*one.blocks, *moved])


def measure(left: Side, right: Side, left_name: Ints, right_name: Ints) -> Evidence:
    """Measure the evidence of pairs of names.

    Args:
        left: the queries' side.
        right: the gazetteer's side.
        left_name: n rows of names.
        right_name: as many.
    """
    n = len(left_name)
    values = np.zeros((n, len(FEATURES)), np.float32)
    partial = np.zeros(n, bool)
    blocks = align(left, right, left_name, right_name)
    for block in blocks:
        columns, part = _block_features(left, right, block)
        for feature, column in columns.items():
            values[block.rows, list(FEATURES).index(feature)] = column
        partial[block.rows] = part
    columns = {"whole": _whole(left, right, left_name, right_name, values)}
    sense = left.names.sense[left_name]
    columns["equivalent"] = ((sense > 0) & (sense == right.names.sense[right_name])).astype(np.float32)
    alike = values[:, _SAME] == 1
    short = right.abbreviation[right_name]
    columns["abbreviation"] = (short & ~alike & (columns["equivalent"] == 0)).astype(np.float32)
    columns["abbreviation_same"] = (short & alike & left.abbreviation[left_name]).astype(np.float32)
    columns |= compare_context(left, right, left_name, right_name)
    for feature, column in columns.items():
        values[:, list(FEATURES).index(feature)] = column
    return Evidence(values, partial, blocks)


def _block_features(left: Side, right: Side, block: Block) -> tuple[dict[str, Floats], npt.NDArray[np.bool_]]:
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
    rare = (rare_l + rare_r[every, to]) / 2
    pair_weight = (weight_l + weight_r[every, to]) / 2 * answered
    counted = pair_weight * (np.float32(0.3) + np.float32(0.7) * rare)
    proper_l, proper_r = _PROPER[role_l] & has_left, _PROPER[role_r] & has_right
    proper = answered & proper_l & proper_r[every, to]
    free_l, free_r = proper_l & ~answered, proper_r & ~taken
    lack_l = (weight_l * free_l).sum(axis=1)
    lack_r = (weight_r * free_r).sum(axis=1)
    total_l = np.maximum((weight_l * proper_l).sum(axis=1), _SMALL)
    total_r = np.maximum((weight_r * proper_r).sum(axis=1), _SMALL)
    # An initial that answers nothing contradicts a name that nothing answers; its mere absence says nothing.
    letters_l = (weight_l * ((role_l == Role.INITIAL) & ~answered)).sum(axis=1)
    letters_r = (weight_r * ((role_r == Role.INITIAL) & ~taken)).sum(axis=1)
    clash = np.minimum(lack_l + letters_l, lack_r + letters_r)
    sizes = left.sounds.size[left.forms.sound[left.forms.first[form_l]]]
    length = (sizes.astype(np.float32) * answered * (pair_weight > np.float32(0.15))).sum(axis=1)
    initial = ((role_l == Role.INITIAL) != (role_r[every, to] == Role.INITIAL)) & answered
    father_l, father_r = role_l == Role.PATRONYMIC, role_r == Role.PATRONYMIC
    father_clash = (father_l & ~answered & has_left).any(axis=1) & (father_r & ~taken & has_right).any(axis=1)
    # All Russian fathers' names end alike; what is alike in nothing else contradicts.
    father_clash |= (father_l & father_r[every, to] & answered & (block.value < LEAST_FATHER)).any(axis=1)
    exact = (block.same | ~answered).all(axis=1) & answered.any(axis=1) & ~free_l.any(axis=1)
    columns = {
        "likeness": _share(counted * block.value, counted),
        "weakest": np.where(proper.any(axis=1), np.where(proper, block.value, 1).min(axis=1), 0),
        "slip": np.clip(np.where(proper, (1 - block.value) * sizes, 0).max(axis=1) / _WORST_SLIP, 0, 1),
        "same": _share(pair_weight * block.same, pair_weight),
        "conflict": np.minimum(clash / ((total_l + total_r) / 2), 1),
        "missing": np.maximum(lack_r - clash, 0) / total_r,
        "surplus": np.maximum(lack_l - clash, 0) / total_l,
        "exact": exact,
        "tiny": np.where(exact | (length == 0), 0, np.clip((_TINY - length) / (_TINY - 1), 0, 1)),
        "length": np.clip((length - _SHORT_LENGTH) / (_LONG_LENGTH - _SHORT_LENGTH), 0, 1),
        "rarity": _share(rare * proper, proper.astype(np.float32)),
        "crossed": _crossed(np.where(proper, block.answer, -1)),
        "initial": initial.any(axis=1),
        "father_conflict": father_clash,
        "gender": block.gendered,
    }
    columns |= _types(left, right, block, role_l, role_r)
    names_l = (proper_l & ~(role_l == Role.INITIAL)).sum(axis=1)
    names_r = proper_r.sum(axis=1)
    partial = (names_l == 1) & (names_r > 1) & proper.any(axis=1)
    partial |= initial.any(axis=1) & (proper.sum(axis=1) == 1)
    return {feature: np.asarray(column, np.float32) for feature, column in columns.items()}, partial


def _share(part: npt.NDArray[np.floating], whole: npt.NDArray[np.floating]) -> Floats:
    total = whole.sum(axis=1)
    return np.asarray(np.where(total > 0, part.sum(axis=1) / np.maximum(total, _SMALL), 0), np.float32)


def _crossed(answer: Ints) -> npt.NDArray[np.bool_]:
    """Whether answers do not rise from left to right."""
    highest = np.maximum.accumulate(answer, axis=1)
    later = answer[:, 1:]
    return np.asarray(((later >= 0) & (later < highest[:, :-1])).any(axis=1))


def _types(
    left: Side, right: Side, block: Block, role_l: npt.NDArray[np.uint8], role_r: npt.NDArray[np.uint8]
) -> dict[str, Floats]:
    """Do both names say what kind of place or body they are, and the same?"""
    generic_l, generic_r = role_l == Role.GENERIC, role_r == Role.GENERIC
    sense_l = np.where(generic_l, left.forms.sense[left.names.form[block.left_token]], -1)
    sense_r = np.where(generic_r, right.forms.sense[right.names.form[block.right_token]], -2)
    same = (sense_l[:, :, None] == sense_r[:, None, :]).any(axis=(1, 2))
    both = generic_l.any(axis=1) & generic_r.any(axis=1)
    one = generic_l.any(axis=1) != generic_r.any(axis=1)
    return {
        "type_same": (both & same).astype(np.float32),
        "type_conflict": (both & ~same).astype(np.float32),
        "type_one": one.astype(np.float32),
    }


def _whole(left: Side, right: Side, left_name: Ints, right_name: Ints, values: Floats) -> Floats:
    """Likeness of both names written together, for pairs in which some token found no answer."""
    order = list(FEATURES)
    lacking = values[:, [order.index(f) for f in ("conflict", "missing", "surplus")]].sum(axis=1) > 0
    out = np.zeros(len(left_name), np.float32)
    rows = np.flatnonzero(lacking)
    if not len(rows):
        return out
    a, b = written_together(left, left_name[rows]), written_together(right, right_name[rows])
    size_a, size_b = alphabet.lengths(a), alphabet.lengths(b)
    mean = (size_a.astype(np.float32) + size_b) / 2
    fits = (size_a > 3) & (size_b > 3) & (np.maximum(size_a, size_b) < alphabet.MAX_SOUNDS)
    rows, mean = rows[fits], mean[fits]
    apart = distances(a[fits], b[fits], size_a[fits], size_b[fits])
    out[rows] = np.clip(1 - apart / np.maximum(mean, 1), 0, 1)
    return out


def written_together(side: Side, name: Ints) -> alphabet.Codes:
    """The sounds of a name's proper tokens in one row, in the first reading of each; n x MAX_SOUNDS codes."""
    out = np.zeros((len(name), alphabet.MAX_SOUNDS), np.uint8)
    end = np.zeros(len(name), np.int64)
    for place in range(int(side.names.size[name].max(initial=0))):
        here = np.flatnonzero(side.names.size[name] > place)
        token = side.names.first[name[here]] + place
        here, token = here[_PROPER[side.names.role[token]]], token[_PROPER[side.names.role[token]]]
        form = side.names.form[token]
        sound = side.forms.sound[side.forms.first[form]]
        for k in range(int(side.sounds.size[sound].max(initial=0))):
            fits = (k < side.sounds.size[sound]) & (end[here] + k < alphabet.MAX_SOUNDS)
            out[here[fits], end[here[fits]] + k] = side.sounds.codes[sound[fits], k]
        end[here] += side.sounds.size[sound]
    return out
