"""The structures of engine.h, filled from the tables and thresholds of the stages."""

import ctypes
import functools

import numpy as np
import numpy.typing as npt

from resolve.compiled import Held, address, in_one_piece
from resolve.evidence import alignment, answered, parted, tokens
from resolve.evidence.features import FEATURES, PLACE
from resolve.names import KINDS, PROPER, UNKNOWN_KIND
from resolve.sides import Side
from resolve.sound import alphabet, distance
from resolve.text.words import Role, named_after

_COLUMNS = {
    "first": np.int32,
    "form": np.int32,
    "role": np.uint8,
    "fold": np.uint64,
    "sense": np.int32,
    "given": np.uint16,
    "initials": np.uint64,
    "rarity": np.float32,
    "sound_first": np.int32,
    "sound": np.int32,
    "letters": np.uint16,
    "letters_first": np.int32,
    "codes": np.uint8,
    "size": np.uint8,
    "masks": np.uint64,
    "skeletons": np.uint64,
    "kind": np.uint8,
}
_PLACES = (
    *("likeness", "slip", "onset", "same", "exact", "tiny", "conflict", "stranger", "missing", "surplus"),
    *("several", "length", "rarity", "crossed", "initial", "father_conflict", "gender", "parted"),
    *("type_same", "type_conflict", "type_one", "named_after"),
)
_ROLES = len(Role)
_CODES = 48
"""Room for the codes of sounds, as in engine.h."""
_OFF_DIAGONAL = np.arange(-alphabet.MAX_SOUNDS, alphabet.MAX_SOUNDS + 8)
"""How far from the diagonal a cell of the distance's table may be, and as many more as are read at once."""


class SideStruct(ctypes.Structure):
    """`Side` of engine.h."""

    _fields_ = [(name, ctypes.c_void_p) for name in _COLUMNS]


class _Places(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int32) for name in ("features", *_PLACES)]


class _Numbers(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_int32)
        for name in (
            "initial",
            "number",
            "generic",
            "patronymic",
            "mark",
            "person",
            "unknown_kind",
            "final_a",
        )
    ]


class _Weights(ctypes.Structure):
    _fields_ = [
        *[
            (name, ctypes.c_float)
            for name in (
                *(
                    "foreign",
                    "shortest",
                    "somewhat",
                    "enough",
                    "slip_cost",
                    "gendered",
                    "nicknamed",
                ),
                *("begins", "least_likeness", "least_generic", "least_father", "least_together", "common"),
                *("counted", "worst_slip", "tiny", "short_length", "long_length", "small", "same_place"),
            )
        ],
        ("role_weight", ctypes.c_float * _ROLES),
        *[
            (name, ctypes.c_int32)
            for name in (
                *(
                    "long_enough",
                    "changed_by_a_slip",
                    "shortest_together",
                    "band",
                    "senses_after",
                ),
            )
        ],
        ("saved", ctypes.c_int16 * _CODES * _CODES),
        ("drop", ctypes.c_int16 * _CODES),
        ("in_band", ctypes.c_int16 * len(_OFF_DIAGONAL)),
        ("hopeless", ctypes.c_int8 * (alphabet.MAX_SOUNDS + 1) * (alphabet.MAX_SOUNDS + 1)),
        ("like_roles", ctypes.c_uint8 * _ROLES * _ROLES),
        ("generic_one", ctypes.c_uint8 * _ROLES * _ROLES),
        ("proper", ctypes.c_uint8 * _ROLES),
        ("coarse", ctypes.c_uint8 * 256),
        ("feminine_after", ctypes.c_uint8 * 256),
        ("named_after", ctypes.c_void_p),
    ]


class RulesStruct(ctypes.Structure):
    """`Rules` of engine.h."""

    _fields_ = [("place", _Places), ("number", _Numbers), ("weight", _Weights)]


def side_struct(side: Side) -> Held[SideStruct]:
    """The columns of a side; copied only where a type differs."""
    forms, sounds = side.forms, side.sounds
    columns = (
        *(side.names.first, side.names.form, side.names.role, forms.fold, forms.sense, forms.given),
        *(forms.initials, side.rarity, forms.first, forms.sound, forms.letters, forms.letters_first),
        *(sounds.codes, sounds.size, sounds.masks, sounds.skeletons, side.kind),
    )
    arrays = in_one_piece(columns, _COLUMNS.values())
    return Held(SideStruct(*map(address, arrays)), arrays)


def _hopeless() -> npt.NDArray[np.float32]:
    """How many marks of two sound strings may differ, by the sounds of each; -1 beyond the band."""
    size = np.arange(alphabet.MAX_SOUNDS + 1, dtype=np.float32)
    mean = (size[:, None] + size) / 2
    near = abs(size[:, None] - size) <= distance.BAND
    return np.where(near, 2 * tokens.HOPELESS * mean + 1, -1).astype(np.float32)


@functools.cache
def rules() -> Held[RulesStruct]:
    """What the stages go by."""
    after = np.array(sorted(named_after()), np.int32)
    swap, drop = (cost[:_CODES, ...] for cost in distance.costs())
    places = _Places(len(FEATURES), *[PLACE[feature] for feature in _PLACES])
    numbers = _Numbers(
        *(Role.INITIAL, Role.NUMBER, Role.GENERIC, Role.PATRONYMIC, Role.MARK),
        *(KINDS.index("person"), UNKNOWN_KIND, tokens.FINAL_A),
    )
    weights = _Weights(
        foreign=tokens.FOREIGN,
        shortest=tokens.SHORTEST,
        somewhat=tokens.SOMEWHAT,
        enough=tokens.ENOUGH,
        slip_cost=tokens.SLIP_COST,
        gendered=alignment.GENDERED_LIKENESS,
        nicknamed=alignment.NICKNAME_LIKENESS,
        begins=tokens.INITIAL_LIKENESS,
        least_likeness=alignment.LEAST_LIKENESS,
        least_generic=alignment.LEAST_GENERIC,
        least_father=answered.LEAST_FATHER,
        least_together=parted.LEAST_TOGETHER,
        common=answered.COMMON,
        counted=answered.COUNTED,
        worst_slip=answered.WORST_SLIP,
        tiny=answered.TINY,
        short_length=answered.SHORT_LENGTH,
        long_length=answered.LONG_LENGTH,
        small=answered.SMALL,
        same_place=alignment.SAME_PLACE,
        long_enough=int(tokens.LONG_ENOUGH),
        changed_by_a_slip=tokens.CHANGED_BY_A_SLIP,
        shortest_together=parted.SHORTEST,
        band=distance.BAND,
        senses_after=len(after),
        named_after=after.ctypes.data,
    )
    feminine = np.isin(np.arange(256), tokens.FEMININE_AFTER)
    for name, table in {
        "role_weight": answered.ROLE_WEIGHT,
        "saved": np.maximum(0, drop[:, None] + drop - swap[:, :_CODES]),
        "drop": drop,
        "in_band": -(abs(_OFF_DIAGONAL) <= distance.BAND).astype(np.int16),
        "hopeless": _hopeless(),
        "like_roles": alignment.LIKE_ROLES,
        "generic_one": alignment.GENERIC_ONE,
        "proper": PROPER,
        "coarse": alphabet.COARSE_CODE,
        "feminine_after": feminine,
    }.items():
        field = getattr(weights, name)
        np.ctypeslib.as_array(field)[...] = table
    return Held(RulesStruct(places, numbers, weights), (after,))
