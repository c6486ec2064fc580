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
from resolve.evidence.parted import alike_together
from resolve.evidence.types_of_places import compare_types
from resolve.names import KINDS
from resolve.sides import Side
from resolve.sound import alphabet
from resolve.text.words import Role

FEATURES: Final = {
    "likeness": "mean likeness of the tokens that answer each other, by their weight",
    "slip": "the costliest change of sounds inside one token, 0 for none, 1 for two whole sounds or more",
    "own_slip": "the same, where both names are in one language, so that no conversion explains it",
    "parted": "the names are alike when written together, and their tokens are parted differently",
    "onset": "share of names proper that answer each other without beginning alike",
    "same": "share of the tokens that answer each other with the same text",
    "exact": "every name proper of the query is answered, and all answers are the same text",
    "tiny": "fewer than four sounds answer each other, and the texts differ: 1 for one sound",
    "conflict": "share of names proper on both sides that nothing answers",
    "stranger": "the same, where both may be persons",
    "missing": "share of names proper of the gazetteer's name that the query lacks",
    "surplus": "share of names proper of the query that the gazetteer's name lacks",
    "several": "how many names proper answer each other: 0 for one, 1 for three or more",
    "length": "how many sounds answer each other: 0 for two, 1 for twenty or more",
    "rarity": "mean rarity of the names proper that answer each other",
    "crossed": "the tokens that answer each other stand in another order",
    "initial": "an initial stands for a name",
    "borne": "the query is a surname, or an initial and a surname, that the gazetteer's person bears",
    "father_conflict": "both have a father's name, and they contradict each other",
    "gender": "they differ by a feminine ending, or one is a son and the other a daughter",
    "type_same": "both name the same kind of place (city, river)",
    "type_conflict": "they name different kinds of place",
    "type_one": "only one names a kind of place",
    "named_after": "only one names a kind of thing that bears the name of another (airport, museum)",
    "equivalent": "a table says that both are names of one organization",
    "kind_same": "the kind that was given is the entity's",
    "kind_conflict": "the kind that was given is another",
    "kind_open": "no kind was given",
    "country_same": "the country that was given is the entity's",
    "country_conflict": "the country that was given is another",
    "birth_same": "the year of birth that was given is the entity's, or next to it",
    "birth_conflict": "the year of birth that was given is another",
    "abbreviation": "the gazetteer's name is an abbreviation, and the texts differ",
    "abbreviation_same": "both are written as abbreviations, in the same letters",
}
"""Name and meaning of each feature, in the order of the columns."""

AGAINST: Final = frozenset(
    {
        *("slip", "own_slip", "parted", "onset", "tiny", "crossed", "initial", "abbreviation"),
        *("conflict", "stranger", "missing", "surplus", "father_conflict", "gender"),
        *("type_conflict", "type_one", "named_after", "kind_conflict", "country_conflict", "birth_conflict"),
    }
)
"""The features that speak against a match; all others speak for one."""

CHANCE: Final = frozenset({"length", "rarity", "several", "tiny", "kind_open"})
"""The features that say how likely it is that a name is found by chance among many; they do not count where
two names are compared by themselves."""

LEAST_BEARING: Final = 0.85
"""Least likeness at which an entity may bear a surname, 0..1."""

_LIKENESS: Final = list(FEATURES).index("likeness")
_CONTRADICTS: Final = [
    list(FEATURES).index(feature)
    for feature in ("conflict", "surplus", "father_conflict", "gender", "kind_conflict", "birth_conflict")
]
_SLIP: Final = list(FEATURES).index("slip")
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

    @property
    def bearing(self) -> npt.NDArray[np.bool_]:
        """Whether the right entity may bear the left name, which is less than a full name."""
        return _bearing(self.values, self.partial)

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
    uneven = np.zeros(n, bool)
    blocks = align(left, right, left_name, right_name)
    for block in blocks:
        columns, partial[block.rows], uneven[block.rows] = _block_features(left, right, block)
        for feature, column in columns.items():
            values[block.rows, list(FEATURES).index(feature)] = column
    columns = {"parted": _parted(left, right, left_name, right_name, uneven, values)}
    sense = left.names.sense[left_name]
    columns["equivalent"] = ((sense > 0) & (sense == right.names.sense[right_name])).astype(np.float32)
    language = left.language[left_name]
    own = (language != 0) & (language == right.language[right_name])
    columns["own_slip"] = values[:, _SLIP] * own
    alike = values[:, _SAME] == 1
    short = right.abbreviation[right_name]
    columns["abbreviation"] = (short & ~alike & (columns["equivalent"] == 0)).astype(np.float32)
    columns["abbreviation_same"] = (short & alike & left.abbreviation[left_name]).astype(np.float32)
    columns |= compare_context(left, right, left_name, right_name)
    for feature, column in columns.items():
        values[:, list(FEATURES).index(feature)] = column
    person = right.kind[right_name] == KINDS.index("person")
    values[:, list(FEATURES).index("borne")] = person & _bearing(values, partial)
    return Evidence(values, partial, blocks)


def _bearing(values: Floats, partial: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Whether the right entity may bear the left name, which is less than a full name."""
    contradicted = values[:, _CONTRADICTS].any(axis=1)
    return np.asarray(partial & ~contradicted & (values[:, _LIKENESS] >= LEAST_BEARING))


def _block_features(
    left: Side, right: Side, block: Block
) -> tuple[dict[str, Floats], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
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
    begin_l = alphabet.class_of_first(left.sounds.codes[left.forms.sound[left.forms.first[form_l]]])
    begin_r = alphabet.class_of_first(right.sounds.codes[right.forms.sound[right.forms.first[form_r]]])
    other_onset = proper & (begin_l != begin_r[every, to])
    exact = (block.same | ~answered).all(axis=1) & answered.any(axis=1) & ~free_l.any(axis=1)
    columns = {
        "likeness": _share(counted * block.value, counted),
        "slip": np.clip(np.where(proper, (1 - block.value) * sizes, 0).max(axis=1) / _WORST_SLIP, 0, 1),
        "onset": _share(other_onset.astype(np.float32), proper.astype(np.float32)),
        "same": _share(pair_weight * block.same, pair_weight),
        "conflict": np.minimum(clash / ((total_l + total_r) / 2), 1),
        "stranger": np.minimum(clash / ((total_l + total_r) / 2), 1) * block.people,
        "missing": np.maximum(lack_r - clash, 0) / total_r,
        "surplus": np.maximum(lack_l - clash, 0) / total_l,
        "exact": exact,
        "tiny": np.where(exact | (length == 0), 0, np.clip((_TINY - length) / (_TINY - 1), 0, 1)),
        "several": np.clip((proper.sum(axis=1) - 1) / 2, 0, 1),
        "length": _long(length),
        "rarity": _share(rare * proper, proper.astype(np.float32)),
        "crossed": _crossed(np.where(proper, block.answer, -1)),
        "initial": initial.any(axis=1),
        "father_conflict": father_clash,
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
    total = whole.sum(axis=1)
    return np.asarray(np.where(total > 0, part.sum(axis=1) / np.maximum(total, _SMALL), 0), np.float32)


def _crossed(answer: Ints) -> npt.NDArray[np.bool_]:
    """Whether answers do not rise from left to right."""
    highest = np.maximum.accumulate(answer, axis=1)
    later = answer[:, 1:]
    return np.asarray(((later >= 0) & (later < highest[:, :-1])).any(axis=1))


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


def _parted(
    left: Side, right: Side, left_name: Ints, right_name: Ints, uneven: npt.NDArray[np.bool_], values: Floats
) -> Floats:
    """Look at names written together where some token found no answer.

    Where they are alike so, they are measured so: `values` is changed in place.
    """
    out = np.zeros(len(left_name), np.float32)
    asked = np.flatnonzero(uneven & values[:, _LACKS].any(axis=1))
    found = alike_together(left, right, left_name[asked], right_name[asked])
    rows = asked[found.rows]
    order = {feature: place for place, feature in enumerate(FEATURES)}
    values[rows[:, None], _LACKS] = 0
    values[rows, order["likeness"]] = found.likeness
    values[rows, order["slip"]] = np.clip(found.apart / _WORST_SLIP, 0, 1)
    values[rows, order["length"]] = _long(found.length)
    values[rows, order["tiny"]] = 0
    values[rows, order["onset"]] = 0
    values[rows, order["stranger"]] = 0
    out[rows] = 1
    return out


def _long(sounds: Floats) -> Floats:
    """How long what answers each other is, 0..1."""
    return np.asarray(np.clip((sounds - _SHORT_LENGTH) / (_LONG_LENGTH - _SHORT_LENGTH), 0, 1), np.float32)
